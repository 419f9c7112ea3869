#include <algorithm>
#include <array>

#include "error.hpp"
#include "model/device.hpp"

namespace cajal::device {

namespace {

enum Parameter { amplitude_times, amplitude_values, start, stop };

constexpr std::array parameters{
    Field{"amplitude_times", "ms", 0, 0, 1e300, false, "times at which the current changes, ascending", true},
    Field{"amplitude_values", "pA", 0, -__builtin_inf(), __builtin_inf(), true, "its value from each time on",
          true},
    start_field,
    stop_field,
};

std::vector<std::int64_t> checked_times(const std::vector<double>& times, const Grid& grid) {
  std::vector<std::int64_t> steps;
  for (std::size_t i = 0; i < times.size(); ++i) {
    const std::int64_t step = grid.exact(times[i]);
    if (step < 0 || step == Grid::never || (i && step <= steps.back()))
      throw Error("E_TIME_GRID",
                  "stimulate: amplitude_times must ascend on multiples of the resolution (" +
                      std::to_string(grid.resolution()) + " ms), got " + std::to_string(times[i]) +
                      " ms at index " + std::to_string(i),
                  {"amplitude_times", std::to_string(times[i]), "ascending multiples of the resolution",
                   "sort the times and round them to the grid"});
    steps.push_back(step);
  }
  return steps;
}

Signal signal(std::span<const std::vector<double>> values, const Grid& grid) {
  const auto times = checked_times(values[amplitude_times], grid);
  const auto& amplitudes = values[amplitude_values];
  if (times.size() != amplitudes.size())
    throw Error("E_SHAPE",
                "stimulate: as many amplitude_values as amplitude_times are needed, got " +
                    std::to_string(amplitudes.size()) + " and " + std::to_string(times.size()),
                {"amplitude_values", std::to_string(amplitudes.size()), std::to_string(times.size()),
                 "give one value for each time"});
  const auto [first, last] = window(values[start][0], values[stop][0], grid);
  Signal out;
  double before = 0;
  for (std::size_t i = 0; i < times.size(); ++i) {
    if (times[i] <= first) before = amplitudes[i];
    if (times[i] > first && times[i] < last) out.current.emplace_back(times[i], amplitudes[i]);
  }
  if (before != 0 && first < last) out.current.insert(out.current.begin(), {first, before});
  if (last < Grid::never && !out.current.empty()) out.current.emplace_back(last, 0.0);
  return out;
}

}  // namespace

extern const DeviceModel step_current_generator;
const DeviceModel step_current_generator{"step_current_generator",
                                         "Current that changes at given times.",
                                         "From amplitude_times[i] + delay on the current is "
                                         "amplitude_values[i], multiplied by the weight; it is zero\n"
                                         "before the first time and outside (start + delay, stop + delay].",
                                         "",
                                         parameters,
                                         Emission::current,
                                         &signal};

}  // namespace cajal::device
