#include "model/device.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <iterator>

#include "base/grid.hpp"
#include "base/random/sampling.hpp"
#include "base/text.hpp"
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

Grid::Grid(double resolution) noexcept : resolution_(clean_resolution(resolution)) {}

std::int64_t Grid::exact(double time) const noexcept {
  if (std::isinf(time) && time > 0) return never;
  const double step = nearest_step(time, resolution_);
  if (!(step >= 0) || step > 9007199254740992.0) return -1;
  return on_grid(time, step, resolution_) ? static_cast<std::int64_t>(step) : -1;
}

std::int64_t Grid::delay(double time) const noexcept {
  const double step = nearest_step(time, resolution_);
  return step < 1 ? 0 : step > 1e15 ? static_cast<std::int64_t>(1e15) : static_cast<std::int64_t>(step);
}

double Grid::time(std::int64_t step) const noexcept {
  return time_of(static_cast<double>(step), resolution_);
}

std::uint64_t Signal::most_together() const {
  std::uint64_t most = 0;
  std::vector<std::uint32_t> together;
  for (std::size_t begin = 0, end = 0; begin < spikes.size(); begin = end) {
    while (end < spikes.size() && spikes[end] == spikes[begin]) ++end;
    if (ids.empty() || end - begin == 1) {
      most = std::max<std::uint64_t>(most, end - begin);
      continue;
    }
    together.assign(ids.begin() + static_cast<std::ptrdiff_t>(begin),
                    ids.begin() + static_cast<std::ptrdiff_t>(end));
    std::sort(together.begin(), together.end());
    for (auto first = together.begin(); first != together.end();) {
      const auto last = std::upper_bound(first, together.end(), *first);
      most = std::max(most, static_cast<std::uint64_t>(last - first));
      first = last;
    }
  }
  return std::max(most, rate > 0 ? static_cast<std::uint64_t>(rate + 12 * std::sqrt(rate)) + 60 : 0);
}

namespace {

/** The value of a course whose changes act `delay` steps late; zero before the first. */
double value_in(const std::vector<std::pair<std::int64_t, double>>& course, std::int64_t step,
                std::int64_t delay, std::int64_t& next_change) noexcept {
  const auto next = std::partition_point(course.begin(), course.end(),
                                         [&](const auto& change) { return change.first + delay <= step; });
  if (next != course.end()) next_change = std::min(next_change, next->first + delay);
  return next == course.begin() ? 0 : std::prev(next)->second;
}

}  // namespace

double Signal::rate_in(std::int64_t step, std::int64_t delay, std::int64_t& next_change) const noexcept {
  if (step < start + delay) {
    next_change = std::min(next_change, start + delay);
    return 0;
  }
  if (step >= stop + delay) return 0;
  if (stop != Grid::never) next_change = std::min(next_change, stop + delay);
  return rates.empty() ? rate : value_in(rates, step, delay, next_change);
}

double Signal::amplitude_in(std::int64_t step, std::int64_t delay, std::int64_t& next_change) const noexcept {
  return value_in(current, step, delay, next_change);
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
                      number_text(grid.resolution()) + " ms) and not negative, got " + number_text(time) +
                      " ms",
                  {name, number_text(time), "multiples of the resolution", "round the time to the grid"});
    return steps;
  };
  const std::int64_t first = on_grid("start", start), last = on_grid("stop", stop);
  if (last < first)
    throw Error("E_PARAM_RANGE", "stimulate: stop must not lie before start",
                {"stop", number_text(stop), ">= start", "exchange start and stop"});
  return {first, last};
}

std::vector<std::pair<std::int64_t, double>> changes(const Course& names, const std::vector<double>& times,
                                                     const std::vector<double>& values, const Grid& grid) {
  const std::string name(names.times);
  std::vector<std::pair<std::int64_t, double>> list;
  list.reserve(times.size());
  for (std::size_t i = 0; i < times.size(); ++i) {
    const std::int64_t step = grid.exact(times[i]);
    if (step < 0 || step == Grid::never || (i && step <= list.back().first))
      throw Error("E_TIME_GRID",
                  "stimulate: " + name + " must ascend on multiples of the resolution (" +
                      number_text(grid.resolution()) + " ms), got " + number_text(times[i]) +
                      " ms at index " + std::to_string(i),
                  {name, number_text(times[i]), "ascending multiples of the resolution",
                   "sort the times and round them to the grid"});
    list.emplace_back(step, i < values.size() ? values[i] : 0);
  }
  if (times.size() != values.size())
    throw Error("E_SHAPE",
                "stimulate: as many " + std::string(names.values) + " as " + name + " are needed, got " +
                    std::to_string(values.size()) + " and " + std::to_string(times.size()),
                {std::string(names.values), std::to_string(values.size()), std::to_string(times.size()),
                 "give one value for each time"});
  return list;
}

double events_per_step(std::string_view name, double rate, const Grid& grid) {
  const double events = rate * grid.resolution() * 1e-3;
  if (events <= most_poisson) return events;
  throw Error("E_RATE",
              "stimulate: a Poisson rate of more than 1e7 events per step cannot be drawn, got " +
                  number_text(rate) + " 1/s",
              {std::string(name), number_text(rate), "<= 1e7 events per step", "use a current instead"});
}

}  // namespace cajal
