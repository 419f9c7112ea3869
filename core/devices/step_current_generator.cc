#include <array>

#include "model/device.hpp"

namespace cajal::device {

namespace {
namespace step_current_generator {

enum Parameter { amplitude_times, amplitude_values, start, stop };

constexpr std::array parameters{
    Field{"amplitude_times", "ms", 0, 0, 1e300, false, "times at which the current changes, ascending", true,
          Rounding::none, "times"},
    Field{"amplitude_values", "pA", 0, -__builtin_inf(), __builtin_inf(), true, "its value from each time on",
          true, Rounding::none, "values"},
    start_field,
    stop_field,
};

Signal signal(std::span<const std::vector<double>> values, const Grid& grid, Sequence) {
  const auto course = changes({parameters[amplitude_times].name, parameters[amplitude_values].name},
                              values[amplitude_times], values[amplitude_values], grid);
  const auto [first, last] = window(values[start][0], values[stop][0], grid);
  Signal out;
  out.current.reserve(course.size() + 2);
  double before = 0;
  for (const auto& [step, amplitude] : course) {
    if (step <= first) before = amplitude;
    if (step > first && step < last) out.current.emplace_back(step, amplitude);
  }
  if (before != 0 && first < last) out.current.insert(out.current.begin(), {first, before});
  if (last < Grid::never && !out.current.empty()) out.current.emplace_back(last, 0.0);
  return out;
}

}  // namespace step_current_generator
}  // namespace

extern const DeviceModel step_current_generator;
const DeviceModel step_current_generator{"step_current_generator",
                                         "Current that changes at given times.",
                                         "From amplitude_times[i] + delay on the current is "
                                         "amplitude_values[i], multiplied by the weight; it is zero\n"
                                         "before the first time and outside (start + delay, stop + delay].",
                                         "",
                                         step_current_generator::parameters,
                                         Emission::current,
                                         &step_current_generator::signal};

}  // namespace cajal::device
