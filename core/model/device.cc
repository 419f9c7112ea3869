#include "model/device.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include "error.hpp"

#define CAJAL_ENTRY(name)        \
  namespace cajal::device {      \
  extern const DeviceModel name; \
  }
#include "devices.gen.inc"
#undef CAJAL_ENTRY

namespace cajal {

namespace {

constexpr std::array all{
#define CAJAL_ENTRY(name) &device::name,
#include "devices.gen.inc"
#undef CAJAL_ENTRY
};

}  // namespace

std::int64_t Grid::exact(double time) const noexcept {
  if (std::isinf(time) && time > 0) return never;
  if (!(time >= 0)) return -1;
  const double steps = std::floor(time / resolution_ + 0.5);
  if (steps > 9007199254740992.0) return -1;
  const double off = steps * resolution_ - time;
  const double slack = 1e-9 * (time > resolution_ ? time : resolution_);
  return off <= slack && off >= -slack ? static_cast<std::int64_t>(steps) : -1;
}

std::int64_t Grid::delay(double time) const noexcept {
  const double steps = std::floor(time / resolution_ + 0.5);
  return steps < 1 ? 0 : steps > 1e15 ? static_cast<std::int64_t>(1e15) : static_cast<std::int64_t>(steps);
}

std::uint64_t Signal::most_together() const {
  std::uint64_t most = 0, run = 0;
  for (std::size_t i = 0; i < spikes.size(); ++i) {
    run = i && spikes[i] == spikes[i - 1] ? run + 1 : 1;
    most = std::max(most, run);
  }
  return std::max(most, rate > 0 ? static_cast<std::uint64_t>(rate + 12 * std::sqrt(rate)) + 60 : 0);
}

std::span<const DeviceModel* const> devices() noexcept { return all; }

const DeviceModel& device_model(std::string_view name) {
  std::string known;
  for (const DeviceModel* device : all) {
    if (device->name == name) return *device;
    known += (known.empty() ? "" : ", ") + std::string(device->name);
  }
  throw Error("E_UNKNOWN_NAME", "stimulate: unknown device '" + std::string(name) + "'; known: " + known,
              {"kind", std::string(name), known, "choose one of the known devices"});
}

std::pair<std::int64_t, std::int64_t> window(double start, double stop, const Grid& grid) {
  const auto on_grid = [&](const char* name, double time) {
    const std::int64_t steps = grid.exact(time);
    if (steps < 0)
      throw Error("E_TIME_GRID",
                  std::string("stimulate: ") + name + " must be a multiple of the resolution (" +
                      std::to_string(grid.resolution()) + " ms) and not negative, got " +
                      std::to_string(time) + " ms",
                  {name, std::to_string(time), "multiples of the resolution", "round the time to the grid"});
    return steps;
  };
  const std::int64_t first = on_grid("start", start), last = on_grid("stop", stop);
  if (last < first)
    throw Error("E_PARAM_RANGE", "stimulate: stop must not lie before start",
                {"stop", std::to_string(stop), ">= start", "exchange start and stop"});
  return {first, last};
}

}  // namespace cajal
