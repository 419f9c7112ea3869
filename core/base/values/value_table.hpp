// Values of synapses from a table of the distribution: one random word each, without attempts.
#pragma once
#include <cstdint>
#include <vector>

#include "base/values/quantile.hpp"

namespace cajal {

/**
 * The quantile function of a distribution with its limits, in cells of equal probability. Within a cell values are
 * uniform, around the mean and with the variance that the distribution has there: both are exact for all cells
 * together, and probabilities are right to a few hundredths of a cell's. In the first and the last cell, where tails
 * are, and wherever a limit cuts one, the quantile itself is computed.
 */
class ValueTable {
 public:
  static constexpr std::uint32_t bits = 10, cells = 1u << bits;

  /** The draw must have passed `check`, and be random. */
  explicit ValueTable(const Draw& draw);

  /** Of each cell; not a number where the quantile is to be computed. */
  const double* centre() const noexcept { return centre_.data(); }
  /** By how much a value grows from the beginning of its cell to the end. */
  const double* width() const noexcept { return width_.data(); }

  /** The value of a word of a cell without centre. */
  double exact(std::uint32_t word) const noexcept { return quantile_.at(open_unit(word)); }

 private:
  void fill(std::uint32_t cell);

  Quantile quantile_;
  double lowest_, highest_;  ///< of all words
  std::vector<double> centre_, width_;
};

}  // namespace cajal
