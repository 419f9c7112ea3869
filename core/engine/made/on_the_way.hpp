// Synapses of a slice that were made and are not due yet.
#pragma once
#include <cstdint>
#include <functional>
#include <memory>
#include <span>

#include "engine/slices/memory/chunk_pool.hpp"
#include "engine/slices/slice.hpp"
#include "kernels/placed_synapse.hpp"
#include "synapses/static_row.hpp"

namespace cajal {

/** How many synapses are made or delivered before `stopping` is asked again; they take some milliseconds. */
inline constexpr std::size_t piece_of_made = std::size_t{1} << 19;

/** Words of an accumulator and a weight, by the step in which they are due. */
class OnTheWay {
 public:
  /** `pool` belongs to the thread that works on the slice, and outlives what is on its way. */
  static std::unique_ptr<OnTheWay> create(static_row::Form form, ChunkPool& pool,
                                          std::uint32_t longest_delay);
  virtual ~OnTheWay() = default;

  /** Another thread works on the slice from now on, with its own pool. */
  virtual void use(ChunkPool& pool) noexcept = 0;
  /** Prepares for the delivery of `step`. */
  virtual void open(std::int64_t step) = 0;
  /** Takes synapses of so many spikes sent in `step`, those of them that are due at `now` or later. */
  virtual void put(std::span<const PlacedSynapse> row, std::uint32_t count, std::int64_t step,
                   std::int64_t now) = 0;
  /** Adds what is due to the sums of the slice; false where it was left. */
  virtual bool add_due(Slice& slice, std::int64_t step, const std::function<bool()>& stopping) = 0;
  /** Several spikes of one source: those that are due in `step`, to be visited as (accumulator, weight, spikes). */
  virtual bool has_bursts(std::int64_t step) const noexcept = 0;
  virtual void each_burst(
      std::int64_t step,
      const std::function<void(std::uint32_t, std::int32_t, std::uint32_t)>& visit) const = 0;
  /** Forgets what was due. */
  virtual void drop(std::int64_t step) noexcept = 0;
  virtual void clear() noexcept = 0;
  virtual std::size_t due_size(std::int64_t step) const noexcept = 0;
  virtual std::uint64_t bytes() const noexcept = 0;
};

}  // namespace cajal
