#include <array>
#include <cmath>
#include <memory>
#include <tuple>

#include "model/device.hpp"

namespace cajal::device {

namespace {
namespace noise_generator {

enum Parameter { mean, std_, std_mod, frequency, phase, dt, start, stop };

constexpr std::array parameters{
    Field{"mean", "pA", 0, -__builtin_inf(), __builtin_inf(), true, "mean of the current"},
    Field{"std", "pA", 0, 0, 1e300, false, "its standard deviation"},
    Field{"std_mod", "pA", 0, 0, 1e300, false, "by how much the standard deviation oscillates"},
    frequency_field,
    phase_field,
    Field{"dt", "ms", 1, 0, __builtin_inf(), true, "how long a value stays"},
    start_field,
    stop_field,
};

constexpr std::array orders{Order{"std_mod", "std", "E_PARAM_RANGE", true}};

Moments moments(const Wave& wave, std::int64_t step) noexcept {
  const auto [mean, deviation, share] = wave.numbers;
  const double variance =
      share == 0 ? 1 : 1 + share * wave.sine(step);  // 0 may be missed by a rounding error
  return {mean, deviation * std::sqrt(variance < 0 ? 0 : variance)};
}

Signal signal(std::span<const std::vector<double>> values, const Grid& grid, Sequence) {
  const double deviation = values[std_][0], share = deviation > 0 ? values[std_mod][0] / deviation : 0;
  Wave wave = oscillation(values[frequency][0], values[phase][0], grid);
  wave.function = &moments;
  wave.every = steps_of("dt", values[dt][0], 1, grid);
  wave.numbers = {values[mean][0], deviation, share * share};
  Signal out;
  out.wave = std::make_unique<const Wave>(wave);
  std::tie(out.start, out.stop) = window(values[start][0], values[stop][0], grid);
  return out;
}

}  // namespace noise_generator
}  // namespace

extern const DeviceModel noise_generator;
const DeviceModel noise_generator{
    "noise_generator",
    "Gaussian noise as a current, an independent one for every target.",
    "From start + delay on, a new value every dt: mean + s N, N a standard normal number of the target's "
    "own,\n"
    "s^2 = std^2 + std_mod^2 sin(2 pi frequency t + phase), t the beginning of the interval without the "
    "delay.\n"
    "The current is multiplied by the weight, and zero outside (start + delay, stop + delay].\n"
    "A leaky membrane of time constant tau_m >> dt and resistance R fluctuates with R std sqrt(dt / (2 "
    "tau_m)).\n"
    "N is drawn by inversion from counter-based random numbers of (seed, stimulus, neuron, step): |N| < 6.4.",
    "Wichura (1988) Algorithm AS 241, Applied Statistics 37:477-484",
    noise_generator::parameters,
    Emission::current,
    &noise_generator::signal,
    Variation::noise,
    noise_generator::orders};

}  // namespace cajal::device
