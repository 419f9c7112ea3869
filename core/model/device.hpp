// How a stimulating device is described to the kernel: a table of parameters and what it does over time.
#pragma once
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/random/random.hpp"
#include "description.hpp"
#include "model/neuron.hpp"
#include "model/signal.hpp"

namespace cajal {

enum class Emission : std::uint8_t { poisson, current, spikes };

/** How a signal varies: at times that are listed, as a wave, or as one to which every target adds normal numbers. */
enum class Variation : std::uint8_t { listed, wave, noise };

/** A device as the registry holds it. */
struct DeviceModel {
  std::string_view name, summary, description, reference;
  std::span<const Field> parameters;
  Emission emission;
  /**
   * Checks values (one list per parameter, in the table's order) and says what the device sends; `random` is for spikes
   * that are drawn at once.
   */
  Signal (*signal)(std::span<const std::vector<double>> values, const Grid& grid, Sequence random);
  Variation variation = Variation::listed;
  std::span<const Order> orders = {};  ///< between parameters of one target
};

/** Whether each target may have a value of its own: times of a course, and trains, are the same for all. */
constexpr bool may_vary(const Field& field) noexcept {
  return !field.common && (!field.list || field.unit == "pA" || field.unit == "1/s");
}

std::span<const DeviceModel* const> devices() noexcept;

/** A device by name; E_UNKNOWN_NAME lists the known ones. */
const DeviceModel& device_model(std::string_view name);

/** The steps of a time that must lie on the grid, `least` of them or more; E_TIME_GRID. */
std::int64_t steps_of(std::string_view name, double time, std::int64_t least, const Grid& grid);

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

/** An oscillation; E_PARAM_RANGE for more than half a turn in one step, which would look like a slower one. */
Wave oscillation(double frequency, double phase, const Grid& grid);

/** A parameter that must be the same for all targets. */
constexpr Field common(Field field) noexcept {
  field.common = true;
  return field;
}

/** Short forms for the tables of devices. */
constexpr Field frequency_field{"frequency", "Hz", 0, 0, 1e300, false, "periods per second"};
constexpr Field phase_field{"phase", "deg", 0, -__builtin_inf(), __builtin_inf(), true, "phase at time 0"};
constexpr Field start_field{"start", "ms", 0, 0, 1e300, false, "the device is silent up to this time"};
constexpr Field stop_field{
    "stop", "ms", __builtin_inf(), 0, __builtin_inf(), false, "and silent after this one"};

}  // namespace cajal
