// Cumulative Poisson probabilities, from which counts are drawn by comparison.
#pragma once
#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "base/memory/held.hpp"
#include "kernels/kernels.hpp"

namespace cajal {

// Above this mean a table of probabilities is longer than a sampler's work.
inline constexpr double most_tabulated = 64;

/** Cumulative Poisson probabilities times 2^32, up to where they are indistinguishable from one. */
void poisson_thresholds(double mean, std::vector<std::uint32_t>& list);

/** The upper halves of the thresholds of up to 256 trains, a column each, as kernels compare them. */
class ThresholdColumns {
 public:
  void set(std::size_t train, const std::vector<std::uint32_t>& thresholds);
  /** Takes over the column of another one, which may be this block's own. */
  void take(std::size_t train, const ThresholdColumns& from, std::size_t other);
  void clear(std::size_t train) noexcept;

  PoissonRows rows() const noexcept { return {upper_.data(), size_}; }
  /** Beside the object itself. */
  std::size_t bytes() const noexcept { return held_by(upper_); }

 private:
  void need(std::size_t train, std::size_t rows);

  std::vector<std::uint16_t> upper_;  ///< [row][train]
  std::array<std::uint16_t, most_trains> needs_{};
  std::size_t size_ = 0;  ///< rows in use: the most that a train needs
};

}  // namespace cajal
