#include <array>
#include <tuple>

#include "model/device.hpp"

namespace cajal::device {

namespace {
namespace poisson_generator {

enum Parameter { rate, start, stop };

constexpr std::array parameters{
    Field{"rate", "1/s", 0, 0, __builtin_inf(), false, "mean rate of each target's own train"},
    start_field,
    stop_field,
};

Signal signal(std::span<const std::vector<double>> values, const Grid& grid, Sequence) {
  Signal out;
  out.rate = events_per_step(parameters[rate].name, values[rate][0], grid);
  std::tie(out.start, out.stop) = window(values[start][0], values[stop][0], grid);
  return out;
}

}  // namespace poisson_generator
}  // namespace

extern const DeviceModel poisson_generator;
const DeviceModel poisson_generator{
    "poisson_generator",
    "Poisson spike trains, an independent one for every target.",
    "In every step with a stamp in (start, stop] each target receives a Poisson number of spikes of mean "
    "rate * h.\n"
    "Counts are drawn by inversion from counter-based random numbers of (seed, stimulus, neuron, step).",
    "Devroye (1986) Non-Uniform Random Variate Generation, ch. X.3",
    poisson_generator::parameters,
    Emission::poisson,
    &poisson_generator::signal};

}  // namespace cajal::device
