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

  explicit Wheel(std::uint32_t longest_delay = 1) {
    std::size_t size = 2;
    while (size <= longest_delay) size *= 2;
    buckets_.resize(size);
  }

  std::vector<Cursor>& due(std::int64_t step) noexcept {
    return buckets_[static_cast<std::size_t>(step) & (buckets_.size() - 1)];
  }

  /** Every cursor on the wheel with the step it is due at, seen from `now` (the next step to deliver). */
  template <class Visit>
  void for_each(std::int64_t now, Visit visit) const {
    for (std::size_t ahead = 0; ahead < buckets_.size(); ++ahead)
      for (const Cursor cursor : buckets_[(static_cast<std::size_t>(now) + ahead) & (buckets_.size() - 1)])
        visit(now + static_cast<std::int64_t>(ahead), cursor);
  }

 private:
  std::vector<std::vector<Cursor>> buckets_;
};

}  // namespace cajal
