#include <array>

#include "base/text.hpp"
#include "error.hpp"
#include "model/device.hpp"

namespace cajal::device {

namespace {

enum Parameter { spike_times };

constexpr std::array parameters{
    Field{"spike_times", "ms", 0, 0, 1e300, true,
          "times of the spikes, ascending; equal ones are sent together", true},
};

Signal signal(std::span<const std::vector<double>> values, const Grid& grid) {
  const auto& times = values[spike_times];
  Signal out;
  out.spikes.reserve(times.size());
  for (std::size_t i = 0; i < times.size(); ++i) {
    const std::int64_t stamp = grid.exact(times[i]);
    if (stamp < 1 || stamp == Grid::never || (i && stamp < out.spikes.back()))
      throw Error("E_SPIKE_TIMES",
                  "stimulate: spike_times must ascend on positive multiples of the resolution (" +
                      number_text(grid.resolution()) + " ms), got " + number_text(times[i]) +
                      " ms at index " + std::to_string(i),
                  {"spike_times", number_text(times[i]), "ascending multiples of the resolution",
                   "sort the times and round them to the grid"});
    out.spikes.push_back(stamp);
  }
  return out;
}

}  // namespace

extern const DeviceModel spike_generator;
const DeviceModel spike_generator{"spike_generator",
                                  "Spikes at given times.",
                                  "A spike at time t reaches a target at t + delay, like that of a neuron. "
                                  "All targets receive the same train.",
                                  "",
                                  parameters,
                                  Emission::spikes,
                                  &signal};

}  // namespace cajal::device
