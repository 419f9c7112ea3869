// The synapses of a slice that are not stored: the row of a source is drawn when it fires.
#pragma once
#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <vector>

#include "engine/build/feed.hpp"
#include "engine/made/on_the_way.hpp"
#include "engine/made/spike_history.hpp"
#include "engine/made/step_spikes.hpp"
#include "engine/made/supplies.hpp"
#include "engine/slices/slice.hpp"

namespace cajal {

/**
 * A row never exists as a row: its synapses go to the steps in which they arrive. What is on its way is therefore a
 * function of the spikes of the last steps, and is made anew from them when weights change, after a checkpoint, and
 * after a step that was left.
 */
class MadeSynapses {
 public:
  /** `pool` belongs to the thread that works on the slice. */
  MadeSynapses(Slice& slice, const BuildContext& context, ChunkPool& pool);

  /** Takes weights and units as they are now; what is on its way is to be made anew. */
  void describe(const BuildContext& context);

  /** The spikes of the slice's own neurons, and in the first slice those of stimuli. */
  SpikeHistory& history() noexcept { return history_; }
  const SpikeHistory& history() const noexcept { return history_; }

  OnTheWay& on_the_way() noexcept { return *on_the_way_; }
  const OnTheWay& on_the_way() const noexcept { return *on_the_way_; }

  /** Makes the synapses of spikes sent in `step`. Where `stopping` says so, it is left, and all is to be made anew. */
  void send(const StepSpikes& spikes, std::int64_t step, const std::function<bool()>& stopping);

  bool stale() const noexcept { return stale_; }
  /** Gives back what is on its way, which is to be made anew. */
  void forget() noexcept;
  /** Makes anew what is on its way at the beginning of `now`; false where it was left and is to be done again. */
  bool remake(const std::vector<const SpikeHistory*>& histories, std::int64_t now,
              const std::function<bool()>& stopping);

  std::uint32_t longest_delay() const noexcept { return longest_delay_; }
  /** About how many synapses a spike has here at most. */
  std::uint64_t long_row() const noexcept { return supplies_.long_row(); }
  /** Of what is on its way, and of the spikes it came from [bytes]. */
  std::uint64_t bytes() const noexcept { return on_the_way_->bytes() + history_.bytes(); }
  /** Of what says how many synapses each source has [bytes]. */
  std::uint64_t table_bytes() const noexcept { return supplies_.bytes(); }

 private:
  /** When spikes were sent, how many at once, and since when what they cause may still be due. */
  struct Sending {
    std::uint32_t spikes;
    std::int64_t step, now;
  };

  /** Makes the synapses of one neuron, or of one source, which may be a stimulus. */
  void make(std::uint32_t neuron, const SupplyRows& rows, Sending sending);
  void make(std::uint32_t source, Sending sending);
  void make(const Supply& supply, std::uint32_t element, std::uint64_t count, Sending sending);
  /** Those from number `begin` on, as all rules can make them. */
  void make_any(const Supply& supply, std::uint32_t element, std::size_t begin, Sending sending);
  /** Asks now and then; once it is left, all is to be made anew. */
  bool goes_on(const std::function<bool()>& stopping);
  std::uint64_t count_vanishing(const Feed& feed) const;

  Slice& slice_;
  BuildContext context_;
  std::uint32_t longest_delay_;
  SpikeHistory history_;
  std::unique_ptr<OnTheWay> on_the_way_;
  Supplies supplies_;
  SynapsePlacer placer_;
  PlacedRow row_;
  MadePiece piece_;
  std::size_t made_ = 0;  ///< synapses since `stopping` was asked
  bool stale_ = false;
};

/** Whether the rows of a projection can be made: its rule draws by source, and no delay can be refused. */
bool can_be_made(const Projection& projection, const Grid& grid);

}  // namespace cajal
