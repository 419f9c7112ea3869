// The synapses of a slice that are not stored: the row of a source is drawn when it fires.
#pragma once
#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <vector>

#include "engine/build/feed.hpp"
#include "engine/made/spike_history.hpp"
#include "engine/slices/memory/chunk_pool.hpp"
#include "engine/slices/slice.hpp"

namespace cajal {

/** How many synapses are made or delivered before `stopping` is asked again; they take some milliseconds. */
inline constexpr std::size_t piece_of_made = std::size_t{1} << 19;

/**
 * A row never exists as a row: its synapses go to the steps in which they arrive, as words that hold an accumulator and
 * a weight. What is on its way is therefore a function of the spikes of the last steps, and is made anew from them when
 * weights change, after a checkpoint, and after a step that was left.
 */
class MadeSynapses {
 public:
  /** `pool` belongs to the thread of the slice. */
  static std::unique_ptr<MadeSynapses> create(Slice& slice, const BuildContext& context, ChunkPool& pool);
  virtual ~MadeSynapses() = default;

  /** Takes weights and units as they are now; what is on its way is to be made anew. */
  void describe(const BuildContext& context);

  /** The spikes of the slice's own neurons, and in the first slice those of stimuli. */
  SpikeHistory& history() noexcept { return history_; }
  const SpikeHistory& history() const noexcept { return history_; }

  /** Prepares for the delivery of `step`. */
  virtual void open(std::int64_t step) = 0;
  /** Makes the synapses of spikes sent in `step`; false where `stopping` said so, and then all is to be made anew. */
  bool send(std::span<const std::uint32_t> sources, std::int64_t step, const std::function<bool()>& stopping);
  bool send(std::span<const Burst> bursts, std::int64_t step, const std::function<bool()>& stopping);
  /** Adds what is due to the sums; false where it was left. */
  virtual bool add_due(std::int64_t step, const std::function<bool()>& stopping) = 0;
  /** Several spikes of one source: those that are due in `step`, to be visited as (accumulator, weight, spikes). */
  virtual bool has_bursts(std::int64_t step) const noexcept = 0;
  virtual void each_burst(
      std::int64_t step,
      const std::function<void(std::uint32_t, std::int32_t, std::uint32_t)>& visit) const = 0;
  /** Forgets what was due. */
  virtual void drop(std::int64_t step) noexcept = 0;
  virtual std::size_t due_size(std::int64_t step) const noexcept = 0;
  /** Of what is on its way, and of the spikes it came from [bytes]. */
  virtual std::uint64_t bytes() const noexcept = 0;

  bool stale() const noexcept { return stale_; }
  /** Gives back what is on its way, which is to be made anew. */
  void forget() noexcept;
  /** Makes anew what is on its way at the beginning of `now`; false where it was left and is to be done again. */
  bool remake(const std::vector<const SpikeHistory*>& histories, std::int64_t now,
              const std::function<bool()>& stopping);

  std::uint32_t longest_delay() const noexcept { return longest_delay_; }
  /** About how many synapses a spike has here at most. */
  std::uint64_t long_row() const noexcept { return long_row_; }

 protected:
  MadeSynapses(Slice& slice, const BuildContext& context);

  Slice& slice_;

 private:
  /** One feed whose sources may be in a population, with the blocks of its targets that lie in the slice. */
  struct Supply {
    Feed feed;
    std::uint32_t first_block, last_block;
  };

  virtual void clear() noexcept = 0;
  virtual void put(std::span<const PlacedSynapse> row, std::uint32_t count, std::int64_t step,
                   std::int64_t now) = 0;

  /**
   * Asks for what a source has in the rules of the population at hand: a number in each of up to hundreds, none of them
   * in the cache.
   */
  void prefetch(std::uint32_t source) const noexcept;
  /** Makes the synapses of one spike that are due at `now` or later. */
  void make(SentSpike spike, std::int64_t step, std::int64_t now);
  /** Asks now and then; once it is left, all is to be made anew. */
  bool goes_on(const std::function<bool()>& stopping);
  std::uint64_t count_vanishing(const Feed& feed) const;

  BuildContext context_;
  std::uint32_t longest_delay_;
  SpikeHistory history_;
  std::vector<std::unique_ptr<Supply>> supplies_;
  std::vector<std::vector<const Supply*>> supplies_of_;  ///< [population]
  SynapsePlacer placer_;
  PlacedRow row_;
  std::uint32_t population_ = 0;  ///< of the last source
  std::size_t made_ = 0;          ///< synapses since `stopping` was asked
  std::uint64_t long_row_ = 0;
  bool stale_ = false;
};

/** Whether the rows of a projection can be made: its rule draws by source, and no delay can be refused. */
bool can_be_made(const Projection& projection, const Grid& grid);

}  // namespace cajal
