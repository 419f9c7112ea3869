#include <array>

#include "base/text.hpp"
#include "error.hpp"
#include "model/device.hpp"

namespace cajal::device {

namespace {
namespace spike_generator {

enum Parameter { spike_times, spike_ids };

constexpr std::array parameters{
    Field{"spike_times", "ms", 0, 0, 1e300, true,
          "times of the spikes, ascending; equal ones are sent together", true, Rounding::none, "times"},
    Field{"spike_ids", "", 0, 0, 4294967295.0, false,
          "which target each spike is for, counted from 0; without them all targets receive every spike",
          true, Rounding::none, "ids"},
};

Signal signal(std::span<const std::vector<double>> values, const Grid& grid, Sequence) {
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
  const auto& ids = values[spike_ids];
  if (!ids.empty() && ids.size() != times.size())
    throw Error("E_SHAPE",
                "stimulate: as many spike_ids as spike_times are needed, got " + std::to_string(ids.size()) +
                    " and " + std::to_string(times.size()),
                {"spike_ids", std::to_string(ids.size()), std::to_string(times.size()),
                 "give one target for each time"});
  out.ids.reserve(ids.size());
  for (const double id : ids) {
    out.ids.push_back(static_cast<std::uint32_t>(id));
    if (out.ids.back() != id)
      throw Error("E_INDEX", "stimulate: spike_ids must be whole numbers, got " + std::to_string(id),
                  {"spike_ids", std::to_string(id), "0, 1, ...", "count the targets from 0"});
  }
  return out;
}

}  // namespace spike_generator
}  // namespace

extern const DeviceModel spike_generator;
const DeviceModel spike_generator{"spike_generator",
                                  "Spikes at given times.",
                                  "A spike at time t reaches a target at t + delay, like that of a neuron. "
                                  "All targets receive the same train,\n"
                                  "or each its own, where spike_ids names the target of every spike.",
                                  "",
                                  spike_generator::parameters,
                                  Emission::spikes,
                                  &spike_generator::signal};

}  // namespace cajal::device
