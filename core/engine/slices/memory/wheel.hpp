// Spikes on their way: for every step to come, the cursors into synapse rows that are due then.
#pragma once
#include <cstdint>
#include <vector>

namespace cajal {

/**
 * A timing wheel. A spike stays one cursor that is put where its next run is due, so the cost is per run, not per
 * delay and spike, and long delays cost nothing while they pass.
 */
class Wheel {
 public:
  using Cursor = const std::uint32_t*;
  /** Several spikes that a source sent in one step. */
  struct Burst {
    Cursor cursor;
    std::uint32_t count;
  };

  explicit Wheel(std::uint32_t longest_delay = 1) {
    std::size_t size = 2;
    while (size <= longest_delay) size *= 2;
    buckets_.resize(size);
  }

  std::vector<Cursor>& due(std::int64_t step) noexcept {
    return buckets_[static_cast<std::size_t>(step) & (buckets_.size() - 1)];
  }

  std::vector<Burst>& bursts(std::int64_t step) {
    if (bursts_.empty()) bursts_.resize(buckets_.size());
    return bursts_[static_cast<std::size_t>(step) & (bursts_.size() - 1)];
  }
  /** Whether there ever was a burst. */
  bool bursting() const noexcept { return !bursts_.empty(); }

  std::size_t due_size(std::int64_t step) const noexcept {
    const std::size_t place = static_cast<std::size_t>(step) & (buckets_.size() - 1);
    return buckets_[place].size() + (bursting() ? bursts_[place].size() : 0);
  }

  /** Cursors and bursts. */
  std::size_t size() const noexcept {
    std::size_t sum = 0;
    for (const auto& bucket : buckets_) sum += bucket.size();
    for (const auto& bucket : bursts_) sum += bucket.size();
    return sum;
  }

  /** Every cursor on the wheel: the step it is due at, seen from `now` (the next to deliver), and how many spikes. */
  template <class Visit>
  void for_each(std::int64_t now, Visit visit) const {
    for (std::size_t ahead = 0; ahead < buckets_.size(); ++ahead) {
      const std::size_t place = (static_cast<std::size_t>(now) + ahead) & (buckets_.size() - 1);
      const std::int64_t due = now + static_cast<std::int64_t>(ahead);
      for (const Cursor cursor : buckets_[place]) visit(due, cursor, 1u);
      if (!bursting()) continue;
      for (const Burst& burst : bursts_[place]) visit(due, burst.cursor, burst.count);
    }
  }

 private:
  std::vector<std::vector<Cursor>> buckets_;
  std::vector<std::vector<Burst>> bursts_;  ///< made with the first
};

}  // namespace cajal
