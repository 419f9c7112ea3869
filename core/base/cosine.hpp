// A cosine of our own, by the means of base/math.hpp.
#pragma once
#include "base/math.hpp"

namespace cajal {
namespace {

/** cos x; error below 1e-15 for |x| < 1e5, never outside of [-1, 1] by more than that. NaN where x is not finite. */
CAJAL_INLINE double cos(double x) noexcept {
  constexpr double sines[] = {1.0,          -1.0 / 6,        1.0 / 120,        -1.0 / 5040,
                              1.0 / 362880, -1.0 / 39916800, 1.0 / 6227020800, -1.0 / 1307674368000};
  constexpr double cosines[] = {1.0,
                                -1.0 / 2,
                                1.0 / 24,
                                -1.0 / 720,
                                1.0 / 40320,
                                -1.0 / 3628800,
                                1.0 / 479001600,
                                -1.0 / 87178291200,
                                1.0 / 20922789888000};
  const double k = nearest(x * 0.6366197723675814);  // 2 / pi
  // x - k pi/2 with pi/2 in three parts, of which k times the first two are exact (fdlibm's split).
  const double r = ((x - k * 0x1.921fb544p0) - k * 0x1.0b4611a6p-34) - k * 0x1.3198a2e037073p-69, z = r * r;
  const double quarter = k - 4.0 * nearest(k * 0.25);  // -2, -1, 0, 1, 2
  const double sine = r * polynomial(sines, z), cosine = polynomial(cosines, z);
  const double odd = quarter > 0.0 ? -sine : sine, even = quarter == 0.0 ? cosine : -cosine;
  return quarter == 1.0 || quarter == -1.0 ? odd : even;
}

}  // namespace
}  // namespace cajal
