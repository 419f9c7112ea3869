// A share of the network that one thread owns: neurons of all populations, their sums, and the synapses onto them.
#pragma once
#include <cstdint>
#include <memory>
#include <vector>

#include "base/memory/array.hpp"
#include "base/memory/chunks.hpp"
#include "engine/slices/memory/arena.hpp"
#include "engine/slices/memory/wheel.hpp"
#include "engine/slices/part.hpp"

namespace cajal {

/** Seconds that a thread spent in each part of the step. */
struct Phases {
  double deliver = 0, update = 0, exchange = 0, record = 0;
};

/** Several spikes of one source in one step. */
struct Burst {
  std::uint32_t source, count;
};

/** Spikes of one recorder in one slice. */
struct SpikeLog {
  struct Repeated {
    std::int64_t stamp;
    std::uint32_t id, count;
  };
  Chunks<std::uint32_t> ids;  ///< those that were the only one of their neuron in their step
  Chunks<std::int64_t> stamps;
  Chunks<Repeated> bursts;  ///< all others

  void add(std::uint32_t id, std::int64_t stamp, std::uint32_t count) {
    if (count == 1)
      ids.push(id), stamps.push(stamp);
    else
      bursts.push({stamp, id, count});
  }
  std::uint64_t spikes() const noexcept {
    std::uint64_t sum = stamps.size();
    for (std::size_t k = 0; k < bursts.size(); ++k) sum += bursts[k].count;
    return sum;
  }
  void clear() noexcept { ids.clear(), stamps.clear(), bursts.clear(); }
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
  Chunks<double> values;                            ///< [sample][variable][wanted]
};

/**
 * What a slice shows all threads of a step. Nothing else of a slice that changes from step to step is read by others,
 * and it fills a cache line: else a line would go from core to core several times a step, in a tenth of a
 * microsecond.
 */
struct alignas(64) Shown {
  std::vector<std::uint32_t> spikes;  ///< of neurons that sent one
  std::vector<Burst> bursts;          ///< of those that sent several
  std::uint64_t held = 0;             ///< recordings and spikes on their way [bytes]
  std::uint64_t due = 0;  ///< synapses, at most, that are due in the next step before spikes are exchanged
};

class DynamicBlock;
class MadeSynapses;
class PlasticSynapses;
class ValueBlock;

/** Where the rows of sources begin; null where a source has none. Those below `first` never have one. */
class RowTable {
 public:
  RowTable() = default;
  RowTable(std::uint32_t first, std::uint32_t sources) : first_(first), rows_(sources - first) {}

  std::uint32_t first() const noexcept { return first_; }
  std::uint32_t end() const noexcept { return first_ + static_cast<std::uint32_t>(rows_.size()); }
  std::uint32_t* at(std::uint32_t source) const noexcept {
    return source < first_ ? nullptr : rows_[source - first_];
  }
  void set(std::uint32_t source, std::uint32_t* row) noexcept { rows_[source - first_] = row; }
  std::uint64_t bytes() const noexcept { return rows_.size() * sizeof(rows_[0]); }

 private:
  std::uint32_t first_ = 0;
  std::vector<std::uint32_t*> rows_;
};

struct Slice {
  Slice();
  Slice(Slice&&) noexcept;
  ~Slice();

  std::vector<Part> parts;
  Array<std::uint8_t> sums;  ///< accumulators of all parts
  std::uint32_t accumulators = 0;
  Arena arena;
  RowTable rows;
  std::unique_ptr<MadeSynapses> made;  ///< null where all synapses are stored
  std::size_t longest_run = 1;         ///< synapses of one source and delay
  std::uint64_t sum_left = std::uint64_t{1}
                           << 61;  ///< by how much no sum overflows when each source sends one spike
  Wheel wheel;
  /** Of a step whose delivery may be left and undone: what was due, and the events before it. */
  struct Kept {
    bool any = false;
    std::vector<Wheel::Cursor> cursors;
    std::vector<Wheel::Burst> bursts;
    std::uint64_t events = 0;
  } kept;
  std::unique_ptr<PlasticSynapses> plastic;              ///< null where there are none
  std::vector<DynamicBlock> dynamic_blocks;              ///< in the order of projections
  std::vector<std::vector<DynamicBlock*>> dynamic_from;  ///< [population]: those with a source there
  std::vector<ValueBlock> value_blocks;                  ///< in the order of projections
  Shown shown[2];                    ///< of even and odd steps: others read one while the other is written
  std::uint64_t emitted = 0;         ///< spikes of the present step
  std::uint64_t recorded = 0;        ///< recordings [bytes]
  std::uint64_t in_flight = 0;       ///< cursors on the wheel
  std::vector<SpikeLog> spike_logs;  ///< per recorder
  std::vector<StateLog> state_logs;
  InputChanges changes;      ///< of rates and currents, from the next step on
  bool inputs_stale = true;  ///< all of them are to be looked at anew
  std::uint64_t synapses = 0;
  std::vector<std::uint64_t> vanished;  ///< [link]: its weights that the fixed-point form rounds to zero
  std::uint64_t events = 0, spike_count = 0;
  std::uint64_t spike_hash = 0;  ///< sum over all spikes of a hash of (stamp, neuron): free of order
};

}  // namespace cajal
