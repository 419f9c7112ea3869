#include <array>
#include <memory>
#include <tuple>

#include "model/device.hpp"

namespace cajal::device {

namespace {
namespace sinusoidal_poisson_generator {

enum Parameter { rate, amplitude, frequency, phase, individual_spike_trains, start, stop };

constexpr std::array parameters{
    Field{"rate", "1/s", 0, 0, __builtin_inf(), false, "mean rate"},
    Field{"amplitude", "1/s", 0, 0, __builtin_inf(), false, "largest deviation from it"},
    frequency_field,
    phase_field,
    common(Field{"individual_spike_trains", "boolean", 1, 0, 1, false,
                 "each target has a train of its own; else all receive the same one"}),
    start_field,
    stop_field,
};

/** Spikes of a step are those of its end, as stamps are. */
Moments moments(const Wave& wave, std::int64_t step) noexcept {
  const double events = wave.numbers[0] + wave.numbers[1] * wave.sine(step + 1);
  return {events > 0 ? events : 0};
}

Signal signal(std::span<const std::vector<double>> values, const Grid& grid, Sequence) {
  const double mean = values[rate][0], deviation = values[amplitude][0];
  Signal out;
  out.rate = events_per_step(parameters[rate].name, mean + deviation, grid);
  Wave wave = oscillation(values[frequency][0], values[phase][0], grid);
  wave.function = &moments;
  wave.numbers = {events_per_step(parameters[rate].name, mean, grid),
                  events_per_step(parameters[amplitude].name, deviation, grid)};
  out.wave = std::make_unique<const Wave>(wave);
  if (values[individual_spike_trains][0] == 0) out.copied = 1;
  std::tie(out.start, out.stop) = window(values[start][0], values[stop][0], grid);
  return out;
}

}  // namespace sinusoidal_poisson_generator
}  // namespace

extern const DeviceModel sinusoidal_poisson_generator;
const DeviceModel sinusoidal_poisson_generator{
    "sinusoidal_poisson_generator",
    "Poisson spike trains whose rate oscillates as a sine.",
    "Spikes with stamp t in (start, stop] come at rate + amplitude sin(2 pi frequency t + phase), and at 0 "
    "where\n"
    "that is negative. With amplitude 0 they are those of a poisson_generator in its place.",
    "Devroye (1986) Non-Uniform Random Variate Generation, ch. X.3",
    sinusoidal_poisson_generator::parameters,
    Emission::poisson,
    &sinusoidal_poisson_generator::signal,
    Variation::wave};

}  // namespace cajal::device
