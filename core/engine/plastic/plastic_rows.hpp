// The plastic synapses of one projection onto one part.
#pragma once
#include <cstdint>
#include <span>
#include <vector>

#include "base/memory/array.hpp"
#include "base/threads/stop.hpp"
#include "engine/build/feed.hpp"
#include "engine/plastic/decay_table.hpp"
#include "engine/plastic/plastic_run.hpp"
#include "engine/plastic/spike_archive.hpp"
#include "engine/slices/memory/arena.hpp"
#include "engine/slices/part.hpp"

namespace cajal {

/** Steps between two looks for sources that were silent for long. */
inline constexpr std::int64_t settle_interval = 1024;

/** A synapse while its row is laid out. */
struct PlasticEntry {
  std::uint32_t delay;  ///< steps
  std::uint16_t neuron;
  double weight;
};

/** Spikes of a source on their way through its row. */
struct PlasticSpike {
  std::uint64_t* run;  ///< the next one they reach
  std::uint32_t rows;  ///< which of the slice's
  std::uint32_t source, spikes;
  std::uint32_t delay;  ///< at that run [steps]
  std::int64_t before, stamp;
  double carried[most_carried];
  bool settled;
};

class PlasticRows {
 public:
  PlasticRows(std::size_t projection, const BuildContext& context, Part& part, SpikeArchive* archive);

  std::size_t projection() const noexcept { return projection_; }
  Part& part() const noexcept { return *part_; }
  SpikeArchive* archive() const noexcept { return archive_; }
  std::size_t synapses() const noexcept { return synapses_; }
  std::size_t bytes() const noexcept;
  std::uint32_t longest_delay() const noexcept { return longest_; }
  /** The longest delay of the projection in all slices: memory and settling must not depend on how they were dealt. */
  void set_longest_delay(std::uint32_t steps) noexcept { longest_ = steps; }

  /** Writes the row of a source; entries in the order of delays. */
  void add(std::uint32_t source, std::span<const PlasticEntry> entries, Arena& arena);
  /** Sets weights in the order of `add`. */
  void set_weights(const double* weights) noexcept;
  /** Takes the parameters of the projection as they are now. */
  void refresh(const Network& network);

  /** Begins the way of spikes with this stamp; no run where the source has no synapses here. */
  PlasticSpike send(std::uint32_t source, std::uint32_t spikes, std::int64_t stamp) noexcept;
  /** Adds what arrives to the sums of the part, and moves the spikes to the next run. Returns the synaptic events. */
  std::uint64_t arrive(PlasticSpike& spike) noexcept;
  /** Lets synapses whose source was silent for long use up the spikes of their targets, which need not be kept then. */
  void settle(std::int64_t step) noexcept;

  /** Whether some weight may not be finite: 3e8 of them take too long to be looked at for nothing. */
  bool doubtful() const noexcept { return doubtful_; }
  void trust() noexcept { doubtful_ = false; }

  /** Calls visit(source position, run, delay in steps) for all runs. */
  template <class Visit>
  void each_run(Visit visit) const {
    for (std::uint32_t source = 0; source < rows_.size(); ++source) {
      std::uint32_t delay = 0;
      for (std::uint64_t* run = rows_[source]; run && *run; run = plastic_run::next(run, columns()))
        visit(source, run, delay += plastic_run::steps(*run));
    }
  }
  std::uint64_t* row(std::uint32_t source) const noexcept { return rows_[source]; }
  std::size_t columns() const noexcept { return model_->columns; }
  std::size_t source_columns() const noexcept { return model_->source_columns; }

  /** What a source remembers. */
  struct Source {
    double* columns;
    std::int64_t& last;
    std::uint8_t& settled;
  };
  Source source(std::uint32_t s) noexcept { return {&sources_[s * source_columns()], last_[s], settled_[s]}; }
  std::uint32_t sources() const noexcept { return static_cast<std::uint32_t>(rows_.size()); }

  std::uint64_t hash(const Selection& sources, EndCheck& check) const;

 private:
  void take_constants(const Network& network);
  bool add_sent(std::uint64_t* run, std::uint32_t spikes) noexcept;
  void work(std::uint64_t* run, std::uint32_t delay, const PlasticSpike& spike, double latest) noexcept;

  std::size_t projection_;
  const Kernels* kernels_;
  const SynapseModel* model_;
  Part* part_;
  SpikeArchive* archive_;  ///< null where the model does not follow its targets
  WeightUse use_;
  std::int8_t channel_[2];
  std::int64_t axonal_;        ///< steps
  std::uint32_t longest_ = 1;  ///< delay [steps]
  std::size_t synapses_ = 0, words_ = 0;
  std::vector<double> constants_, begin_;
  std::vector<DecayTable> tables_;
  std::vector<Decay> decays_;
  std::vector<std::uint32_t> traces_;
  std::vector<std::uint64_t*> rows_;  ///< [source position]
  Array<double> sources_;             ///< [source position][source column]
  std::vector<std::int64_t> last_;
  std::vector<std::uint8_t> settled_;
  bool doubtful_ = true;
  std::vector<double*> moved_;
  std::vector<double> sent_;
};

}  // namespace cajal
