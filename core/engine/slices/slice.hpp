// A share of the network that one thread owns: neurons of all populations, their sums, and the synapses onto them.
#pragma once
#include <cstdint>
#include <memory>
#include <vector>

#include "base/array.hpp"
#include "engine/slices/arena.hpp"
#include "engine/slices/part.hpp"
#include "engine/slices/wheel.hpp"

namespace cajal {

/** Seconds that a thread spent in each part of the step. */
struct Phases {
  double deliver = 0, update = 0, exchange = 0, record = 0;
};

/** Spikes of one recorder in one slice. */
struct SpikeLog {
  std::vector<std::uint32_t> ids;
  std::vector<std::int64_t> stamps;
};

/** The neurons of one slice that a state recorder wants, and their samples. */
struct StateLog {
  struct Wanted {
    std::uint32_t part, neuron, position;  ///< position among the recorder's targets
  };
  std::size_t recorder;
  std::int64_t every;
  std::vector<Wanted> wanted;
  std::vector<std::vector<std::size_t>> variables;  ///< [part]: the model's recordables
  std::vector<double> values;                       ///< [sample][variable][wanted]
};

class DynamicBlock;
class ValueBlock;

struct Slice {
  Slice();
  Slice(Slice&&) noexcept;
  ~Slice();

  std::vector<Part> parts;
  Array<std::uint8_t> sums;  ///< accumulators of all parts
  std::uint32_t accumulators = 0;
  Arena arena;
  std::vector<std::uint32_t*> rows;  ///< per source; null where it has no synapse here
  Wheel wheel;
  std::vector<DynamicBlock> dynamic_blocks;              ///< in the order of projections
  std::vector<std::vector<DynamicBlock*>> dynamic_from;  ///< [population]: those with a source there
  std::vector<ValueBlock> value_blocks;                  ///< in the order of projections
  std::vector<std::uint32_t> spikes[2];  ///< emitted in even and odd steps, while others read the other list
  std::vector<SpikeLog> spike_logs;      ///< per recorder
  std::vector<StateLog> state_logs;
  InputChanges changes;      ///< of rates and currents, from the next step on
  bool inputs_stale = true;  ///< all of them are to be looked at anew
  std::uint64_t synapses = 0;
  std::vector<std::uint64_t> vanished;  ///< [link]: its weights that the fixed-point form rounds to zero
  std::uint64_t events = 0, spike_count = 0;
  std::uint64_t spike_hash = 0;  ///< sum over all spikes of a hash of (stamp, neuron): free of order
};

}  // namespace cajal
