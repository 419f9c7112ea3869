// Where sources and targets are, and how far from each other.
#pragma once
#include <cstdint>
#include <vector>

#include "base/values/draw.hpp"
#include "kernels/expression.hpp"

namespace cajal {

/** Coordinates of neurons: a column per dimension. */
using Coordinates = std::vector<double>[most_dimensions];

struct Space {
  std::size_t dimensions = 0;
  double period[most_dimensions] =
      {};                        ///< the length after which a dimension repeats itself, 0 where it ends
  Coordinates sources, targets;  ///< by position

  /** The shortest way in dimension d from one coordinate to another. */
  double way(std::size_t d, double from, double to) const noexcept {
    const double step = to - from, length = period[d], half = 0.5 * length;
    return length == 0 ? step : step >= half ? step - length : step < -half ? step + length : step;
  }

  /** Components of all displacements from a source to a target that there may be. */
  Range ways(std::size_t d) const noexcept;

  /**
   * Columns of the displacements from source to target between an element and some of its partners: `out[d]` has room
   * for n. The element is a target if `by_target`.
   */
  void displacements(bool by_target, std::uint32_t element, const std::uint32_t* partners, std::size_t n,
                     double* const* out) const noexcept;
};

}  // namespace cajal
