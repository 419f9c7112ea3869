// How a stimulating device is described to the kernel: a table of parameters and what it does over time.
#pragma once
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "description.hpp"
#include "model/neuron.hpp"

namespace cajal {

/** Integer time: the resolution and how a time in ms becomes a number of steps, and back (base/grid.hpp). */
class Grid {
 public:
  explicit Grid(double resolution) noexcept;
  double resolution() const noexcept { return resolution_; }
  /** The step of a time, -1 if the time lies before 0 or between two steps; infinity is `never`. */
  std::int64_t exact(double time) const noexcept;
  /** A delay in steps, halves rounded up; 0 if it is below half a step. */
  std::int64_t delay(double time) const noexcept;
  /** The time of a step [ms]. */
  double time(std::int64_t step) const noexcept;

  static constexpr std::int64_t never = INT64_MAX / 4;

 private:
  double resolution_;
};

/** What a device sends, in steps; a stamp s is the right end of the step s - 1 in which a spike is emitted. */
struct Signal {
  std::vector<std::pair<std::int64_t, double>> current;  ///< from this step on, the amplitude [pA]
  std::vector<std::int64_t> spikes;                      ///< stamps, ascending, repeated for several at once
  std::vector<std::uint32_t> ids;                        ///< the target of each; empty: all of them
  double rate = 0;                                       ///< Poisson events per step, at most
  std::vector<std::pair<std::int64_t, double>> rates;    ///< emitted from this step on; empty: always `rate`
  std::int64_t start = 0, stop = Grid::never;            ///< stamps in (start, stop] for the Poisson events

  /** The most events that reach one target in one step; a Poisson count exceeds it with probability below 1e-20. */
  std::uint64_t most_together() const;

  /** Poisson events per step as they arrive in `step`, `delay` steps late; lowers `next_change` to where that ends. */
  double rate_in(std::int64_t step, std::int64_t delay, std::int64_t& next_change) const noexcept;

  /** The amplitude that acts in `step`, likewise. */
  double amplitude_in(std::int64_t step, std::int64_t delay, std::int64_t& next_change) const noexcept;
};

enum class Emission : std::uint8_t { poisson, current, spikes };

/** A device as the registry holds it. */
struct DeviceModel {
  std::string_view name, summary, description, reference;
  std::span<const Field> parameters;
  Emission emission;
  /** Checks values (one list per parameter, in the table's order) and says what the device sends. */
  Signal (*signal)(std::span<const std::vector<double>> values, const Grid& grid);
};

/** Whether each target may have a value of its own: times of a course, and trains, are the same for all. */
constexpr bool may_vary(const Field& field) noexcept {
  return !field.list || field.unit == "pA" || field.unit == "1/s";
}

std::span<const DeviceModel* const> devices() noexcept;

/** A device by name; E_UNKNOWN_NAME lists the known ones. */
const DeviceModel& device_model(std::string_view name);

/** The activity window in steps, shared by devices that have `start` and `stop`; E_TIME_GRID, E_PARAM_RANGE. */
std::pair<std::int64_t, std::int64_t> window(double start, double stop, const Grid& grid);

/** The names of two lists of a device that belong together: times and what holds from each of them on. */
struct Course {
  std::string_view times, values;
};

/** The two lists as (step, value), times strictly ascending on the grid; E_TIME_GRID, E_SHAPE. */
std::vector<std::pair<std::int64_t, double>> changes(const Course& names, const std::vector<double>& times,
                                                     const std::vector<double>& values, const Grid& grid);

/** Poisson events per step at a rate [1/s]; E_RATE where they are more than can be drawn. */
double events_per_step(std::string_view name, double rate, const Grid& grid);

/** Short forms for the tables of devices. */
constexpr Field start_field{"start", "ms", 0, 0, 1e300, false, "the device is silent up to this time"};
constexpr Field stop_field{
    "stop", "ms", __builtin_inf(), 0, __builtin_inf(), false, "and silent after this one"};

}  // namespace cajal
