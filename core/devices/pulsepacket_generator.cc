#include <algorithm>
#include <array>
#include <cmath>

#include "base/normal.hpp"
#include "model/device.hpp"

namespace cajal::device {

namespace {
namespace pulsepacket_generator {

enum Parameter { pulse_times, activity, sdev };

constexpr Field of_pulses(Field field) noexcept {
  field.common = true, field.off_grid = field.unit == "ms", field.whole = field.unit.empty();
  return field;
}

constexpr std::array parameters{
    of_pulses({"pulse_times", "ms", 0, 0, 1e300, false, "centres of the packets", true}),
    of_pulses({"activity", "", 0, 0, 1e6, false, "spikes in a packet"}),
    of_pulses({"sdev", "ms", 0, 0, 1e300, false, "standard deviation of their times"}),
};

/** The end of the step in which a time lies. */
std::int64_t stamp_of(double time, const Grid& grid) {
  const std::int64_t on_grid = grid.exact(time);
  const double end = std::ceil(time / grid.resolution());
  return on_grid >= 0 ? on_grid : end < 1e15 ? static_cast<std::int64_t>(end) : Grid::never;
}

Signal signal(std::span<const std::vector<double>> values, const Grid& grid, Sequence random) {
  Signal out;
  out.spikes.reserve(values[pulse_times].size() * static_cast<std::size_t>(values[activity][0]));
  for (const double centre : values[pulse_times])
    for (double k = 0; k < values[activity][0]; ++k) {
      const double time = centre + values[sdev][0] * normal_deviate(random.word());
      const std::int64_t stamp = stamp_of(time, grid);
      if (stamp >= 1 && stamp < Grid::never) out.spikes.push_back(stamp);
    }
  std::sort(out.spikes.begin(), out.spikes.end());
  return out;
}

}  // namespace pulsepacket_generator
}  // namespace

extern const DeviceModel pulsepacket_generator;
const DeviceModel pulsepacket_generator{
    "pulsepacket_generator",
    "Packets of spikes at normally distributed times around given ones.",
    "Each packet has `activity` spikes at pulse_time + sdev N, N a standard normal number; one has the stamp "
    "of the end\n"
    "of its step, and is left out if it lies at 0 or earlier. All targets receive the same spikes.",
    "Diesmann, Gewaltig & Aertsen (1999) Nature 402:529-533",
    pulsepacket_generator::parameters,
    Emission::spikes,
    &pulsepacket_generator::signal};

}  // namespace cajal::device
