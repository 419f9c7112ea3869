// The quantile function of a distribution within its limits.
#pragma once
#include "base/values/draw.hpp"

namespace cajal {

class Quantile {
 public:
  /** The draw must have passed `check`, and be random. */
  explicit Quantile(const Draw& draw);

  /**
   * The value below which a drawn one lies with probability u, 0 < u < 1: with "redraw" among those within the limits,
   * with "clip" moved to the nearest limit.
   */
  double at(double u) const noexcept;

  bool clips() const noexcept { return limit_ == Drawer::Limit::clip; }
  double low() const noexcept { return low_; }
  double high() const noexcept { return high_; }

 private:
  double unlimited(double p, bool upper) const noexcept;

  Drawer::Kind kind_;
  Drawer::Limit limit_;
  double first_, second_;  ///< as in the draw
  double low_, high_;
  bool upper_;        ///< probabilities are those of larger values
  double from_, to_;  ///< the probabilities at the limits
};

}  // namespace cajal
