#include "model/device.hpp"

#include <array>

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

std::int64_t steps_of(std::string_view name, double time, std::int64_t least, const Grid& grid) {
  const std::int64_t steps = grid.exact(time);
  if (steps >= least) return steps;
  throw Error(
      "E_TIME_GRID",
      "stimulate: " + std::string(name) + " must be a multiple of the resolution (" +
          number_text(grid.resolution()) + " ms) and " + (least > 0 ? "positive" : "not negative") +
          ", got " + number_text(time) + " ms",
      {std::string(name), number_text(time), "multiples of the resolution", "round the time to the grid"});
}

std::pair<std::int64_t, std::int64_t> window(double start, double stop, const Grid& grid) {
  const std::int64_t first = steps_of("start", start, 0, grid), last = steps_of("stop", stop, 0, grid);
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

Wave oscillation(double frequency, double phase, const Grid& grid) {
  const double highest = 500 / grid.resolution();
  if (frequency > highest)
    throw Error("E_PARAM_RANGE",
                "stimulate: a period must last two steps or more, got a frequency of " +
                    number_text(frequency) + " Hz",
                {"frequency", number_text(frequency), "at most " + number_text(highest) + " Hz",
                 "choose a lower frequency or a finer resolution"});
  Wave wave;
  wave.resolution = grid.resolution();
  wave.turns = frequency * 1e-3, wave.phase = phase / 360;
  return wave;
}

}  // namespace cajal
