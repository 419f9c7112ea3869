// From the parameters of a stimulus, the same for all targets or different ones, to what it sends.
#pragma once
#include <cstdint>
#include <vector>

#include "description.hpp"
#include "engine/describe/network.hpp"

namespace cajal {

/** One list per parameter of a device, as a stimulus keeps them. */
using DeviceValues = std::vector<std::vector<double>>;

/** What a call gives for parameters: the same for all targets, or for each. */
struct GivenValues {
  const Named& shared;
  const std::vector<EachSpec>& each;
};

/** Where values are drawn from: random streams from `stream` on, which then is the next one. */
struct ValueStreams {
  const Grid& grid;
  std::uint64_t seed;
  std::uint32_t stream;
};

/** The defaults of a device. */
DeviceValues default_values(const DeviceModel& device);

/** `present` with what is given in its place. E_UNKNOWN_PARAM, E_TYPE, E_SHAPE, E_RATE, E_NOT_FINITE, E_PARAM_RANGE */
DeviceValues device_values(const DeviceModel& device, const GivenValues& given, std::uint32_t targets,
                           ValueStreams& streams, DeviceValues present);

/** Refuses values that a file holds where no call would have let them in. */
void check_values(const DeviceModel& device, const DeviceValues& values, std::uint32_t targets);

/** What signals depend on beside the values of a stimulus. */
struct SignalSource {
  const DeviceModel& device;
  std::uint32_t targets;
  bool trains;  ///< each target has a train of its own
  const Grid& grid;
  std::uint64_t seed;
  std::uint32_t stream;  ///< of the values of its synapses
};

/** What is sent to all targets, or to each. */
std::vector<Signal> signals_of(const SignalSource& source, const DeviceValues& values);

/** What the stimuli of a network hold themselves: their values, and what each sends [bytes]. */
std::size_t described_bytes(const Network& network) noexcept;

/** Events in one step that a stimulus is given room for: some more than it sends now, as it may change. */
std::uint64_t room_for(const std::vector<Signal>& signals, bool feeds);

}  // namespace cajal
