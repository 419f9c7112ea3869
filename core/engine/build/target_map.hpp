// Which neurons of a projection's targets live in a slice, and which accumulators they have there.
#pragma once
#include <algorithm>
#include <cstdint>
#include <utility>
#include <vector>

#include "engine/slices/dealing/plan.hpp"
#include "engine/slices/slice.hpp"
#include "engine/slices/units/fixed_point.hpp"

namespace cajal {

/** How weights onto the neurons of one part are written. */
struct Landing {
  double units_per_weight;
  WeightUse use;
  std::uint32_t accumulator[2];  ///< of the part's first neuron, for weights >= 0 and < 0
  std::uint32_t part;
};

/** Synapses whose targets live in a slice. */
struct Owned {
  std::vector<std::uint32_t> index;    ///< in the list of partners
  std::vector<std::uint32_t> neuron;   ///< in its part
  std::vector<std::uint32_t> landing;  ///< of the part
  std::size_t size = 0;                ///< entries in use; the vectors may be longer
};

class TargetMap {
 public:
  /** With `all` also neurons whose receptor ignores spikes; they have no accumulators. */
  TargetMap(const Selection& targets, const Slice& slice, std::uint32_t receptor, bool all = false);

  bool empty() const noexcept { return segments_.empty(); }
  /** How many of the targets live here. */
  std::uint32_t size() const noexcept;
  /** The first and the last position among the targets that live here; there must be one. */
  std::pair<std::uint32_t, std::uint32_t> hull() const noexcept;
  /** Whether all targets of a block live here side by side; then neuron = position + first_neuron(), modulo 2^32. */
  bool has_block(std::uint32_t block) const noexcept;
  std::uint32_t first_neuron() const noexcept { return segments_[0].neuron - segments_[0].position; }
  const std::vector<Landing>& landings() const noexcept { return landings_; }

  /** Which of the partners, positions among the targets, live here. */
  void find(const std::vector<std::uint32_t>& partners, Owned& owned) const;

  /** The same for one target that does and `n` synapses onto it; `owned.index` is left alone. */
  void find_repeated(std::uint32_t position, std::size_t n, Owned& owned) const;

  /** Positions in the projection's targets that live here, ascending. */
  template <class Visit>
  void for_each(Visit visit) const {
    for (const Segment& segment : segments_)
      for (std::uint32_t k = 0; k < segment.count; ++k) visit(segment.position + k);
  }

 private:
  struct Segment {
    std::uint32_t position, count, step, neuron, landing;
  };

  const Segment& segment_of(std::uint32_t position) const noexcept;

  std::vector<Segment> segments_;  // by position
  std::uint32_t targets_;          // in all slices
  std::vector<Landing> landings_;
};

}  // namespace cajal
