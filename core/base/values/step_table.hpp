// Delays in steps from a table of their probabilities: one random word each, without attempts.
#pragma once
#include <cstdint>
#include <optional>
#include <vector>

#include "base/values/draw.hpp"

namespace cajal {

/**
 * Alias tables (Walker, ACM TOMS 3, 1977, in the form of Vose, IEEE TSE 17, 1991): the upper bits of a word name a
 * cell, the others decide between the cell's own step and the one that shares it. Probabilities are those of the
 * distribution, rounded to the grid, to 2^-32 in each cell.
 */
class StepTable {
 public:
  /** The largest table has so many bits. */
  static constexpr std::uint32_t most_bits = 12;

  /**
   * For a random draw that has passed `check`; none where its values span more steps than a table holds or reach above
   * `longest`. A value below half a step is step 0.
   */
  static std::optional<StepTable> of(const Draw& draw, double resolution, std::uint32_t longest);

  /** [cell]: the bound of its own step, whose lower bits are the other step. */
  const std::uint32_t* cells() const noexcept { return cells_.data(); }
  std::uint32_t bits() const noexcept { return bits_; }
  /** The step of the first cell. */
  std::uint32_t first() const noexcept { return first_; }

 private:
  StepTable(std::vector<double> probabilities, std::uint32_t first);

  std::vector<std::uint32_t> cells_;
  std::uint32_t bits_ = 1, first_;
};

}  // namespace cajal
