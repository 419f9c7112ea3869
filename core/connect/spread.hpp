// Synapses spread uniformly over pairs that are grouped: how many fall into each group, and which they are.
// A tree of binomial (with repetition) or hypergeometric (without) splits gives every group its share as a
// pure function of the seed, so that any group can be made alone.
#pragma once
#include <cstdint>
#include <vector>

#include "base/random/random.hpp"
#include "base/random/sampling.hpp"
#include "base/selection.hpp"
#include "kernels/kernels.hpp"

namespace cajal {

/** How many of `total` synapses on `cells` pairs fall on `left` of them. */
inline std::uint64_t share(Sequence& sequence, std::uint64_t total, std::uint64_t cells, std::uint64_t left,
                           bool multapses) {
  if (!multapses) return hypergeometric(sequence, cells, left, total);
  return binomial(sequence, total, static_cast<double>(left) / static_cast<double>(cells));
}

/** One element that chooses among partners 0 ... size - 1 except `forbidden` (or Selection::npos). */
struct Chooser {
  std::uint64_t seed;
  std::uint32_t stream, element;
  std::uint32_t size, forbidden;
  bool multapses;
  const Kernels* kernels;

  /** The number of possible partners in blocks [begin, end). */
  std::uint64_t candidates(std::uint32_t begin, std::uint32_t end) const noexcept;

  /** How many of the element's `total` synapses lie in the blocks before `block`, and in it. */
  struct Part {
    std::uint64_t before, count;
  };
  Part part(std::uint64_t total, std::uint32_t block) const;

  /** Appends the partners in one block. */
  void choose(std::uint64_t total, std::uint32_t block, std::vector<std::uint32_t>& partners) const;

  /** Appends the partners in all blocks that have some, in order of blocks. */
  void choose_all(std::uint64_t total, std::vector<std::uint32_t>& partners) const;

 private:
  std::uint32_t blocks() const noexcept;
  std::uint64_t left_part(std::uint64_t total, std::uint32_t begin, std::uint32_t end,
                          std::uint32_t depth) const;
  void choose_between(std::uint64_t total, std::uint32_t begin, std::uint32_t end, std::uint32_t depth,
                      std::vector<std::uint32_t>& partners) const;
  void choose_in(std::uint64_t count, std::uint32_t block, std::vector<std::uint32_t>& partners) const;
};

}  // namespace cajal
