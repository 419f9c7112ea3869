#include <algorithm>
#include <array>
#include <tuple>

#include "model/device.hpp"

namespace cajal::device {

namespace {
namespace inhomogeneous_poisson_generator {

enum Parameter { rate_times, rate_values, start, stop };

constexpr std::array parameters{
    Field{"rate_times", "ms", 0, 0, 1e300, false, "times at which the rate changes, ascending", true,
          Rounding::none, "times"},
    Field{"rate_values", "1/s", 0, 0, __builtin_inf(), false, "its value from each time on", true,
          Rounding::none, "values"},
    start_field,
    stop_field,
};

Signal signal(std::span<const std::vector<double>> values, const Grid& grid, Sequence) {
  Signal out;
  out.rates = changes({parameters[rate_times].name, parameters[rate_values].name}, values[rate_times],
                      values[rate_values], grid);
  for (auto& [step, rate] : out.rates) {
    --step;  // spikes of the step that ends at the time come first
    rate = events_per_step(parameters[rate_values].name, rate, grid);
    out.rate = std::max(out.rate, rate);
  }
  std::tie(out.start, out.stop) = window(values[start][0], values[stop][0], grid);
  return out;
}

}  // namespace inhomogeneous_poisson_generator
}  // namespace

extern const DeviceModel inhomogeneous_poisson_generator;
const DeviceModel inhomogeneous_poisson_generator{
    "inhomogeneous_poisson_generator",
    "Poisson spike trains whose rate changes at given times, an independent one for every target.",
    "Spikes with stamps from rate_times[i] on, and before rate_times[i + 1], come at rate_values[i]: the "
    "first "
    "step of a rate\n"
    "is the one that ends at its time. There are none before the first time and outside (start, stop].\n"
    "Where the rate is the same, so are the spikes of a poisson_generator in its place.",
    "Devroye (1986) Non-Uniform Random Variate Generation, ch. X.3",
    inhomogeneous_poisson_generator::parameters,
    Emission::poisson,
    &inhomogeneous_poisson_generator::signal};

}  // namespace cajal::device
