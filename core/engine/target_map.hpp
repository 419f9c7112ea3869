// Which neurons of a projection's targets live in a slice, and which accumulators they have there.
#pragma once
#include <algorithm>
#include <cstdint>
#include <vector>

#include "engine/fixed_point.hpp"
#include "engine/plan.hpp"
#include "engine/slice.hpp"

namespace cajal {

/** How weights onto the neurons of one part are written. */
struct Landing {
  double unit;
  WeightUse use;
  std::uint32_t accumulator[2];  ///< of the part's first neuron, for weights >= 0 and < 0
  std::uint32_t part;
};

class TargetMap {
 public:
  struct Place {
    const Landing* landing;  ///< null: not in this slice
    std::uint32_t neuron;    ///< in the part
  };

  TargetMap(const Selection& targets, const Slice& slice, std::uint32_t receptor);

  bool empty() const noexcept { return segments_.empty(); }

  Place place(std::uint32_t position) const noexcept {
    const Segment* segment = segments_.data();
    if (segments_.size() > 1) {
      const auto after = std::upper_bound(segments_.begin(), segments_.end(), position,
                                          [](std::uint32_t p, const Segment& s) { return p < s.position; });
      if (after == segments_.begin()) return {nullptr, 0};
      segment = &*(after - 1);
    }
    const std::uint32_t offset = position - segment->position;
    if (offset >= segment->count) return {nullptr, 0};
    return {&landings_[segment->landing], segment->neuron + offset * segment->step};
  }

  /** Positions in the projection's targets that live here, ascending. */
  template <class Visit> void for_each(Visit visit) const {
    for (const Segment& segment : segments_)
      for (std::uint32_t k = 0; k < segment.count; ++k) visit(segment.position + k);
  }

 private:
  struct Segment {
    std::uint32_t position, count, step, neuron, landing;
  };

  std::vector<Segment> segments_;  // by position
  std::vector<Landing> landings_;
};

}  // namespace cajal
