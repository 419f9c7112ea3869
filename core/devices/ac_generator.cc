#include <array>
#include <memory>
#include <tuple>

#include "model/device.hpp"

namespace cajal::device {

namespace {
namespace ac_generator {

enum Parameter { amplitude, offset, frequency, phase, start, stop };

constexpr std::array parameters{
    Field{"amplitude", "pA", 0, -__builtin_inf(), __builtin_inf(), true, "largest deviation from the offset"},
    Field{"offset", "pA", 0, -__builtin_inf(), __builtin_inf(), true, "mean of the current"},
    frequency_field,
    phase_field,
    start_field,
    stop_field,
};

Moments moments(const Wave& wave, std::int64_t step) noexcept {
  return {wave.numbers[0] + wave.numbers[1] * wave.sine(step)};
}

Signal signal(std::span<const std::vector<double>> values, const Grid& grid, Sequence) {
  Wave wave = oscillation(values[frequency][0], values[phase][0], grid);
  wave.function = &moments;
  wave.numbers = {values[offset][0], values[amplitude][0]};
  Signal out;
  out.wave = std::make_unique<const Wave>(wave);
  std::tie(out.start, out.stop) = window(values[start][0], values[stop][0], grid);
  return out;
}

}  // namespace ac_generator
}  // namespace

extern const DeviceModel ac_generator;
const DeviceModel ac_generator{
    "ac_generator",
    "Current that oscillates as a sine.",
    "In the step that begins at t + delay the current is offset + amplitude sin(2 pi frequency t + phase),\n"
    "multiplied by the weight; it is zero outside (start + delay, stop + delay].",
    "",
    ac_generator::parameters,
    Emission::current,
    &ac_generator::signal,
    Variation::wave};

}  // namespace cajal::device
