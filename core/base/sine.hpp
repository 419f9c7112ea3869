// A sine of our own, for the reason that exp and log are (base/math.hpp).
#pragma once
#include "base/math.hpp"

namespace cajal {
namespace {

/** sin(2 pi x), |x| < 2^51; error below 2 ulp of the nearest result, and below 2^-52 near its zeros. */
CAJAL_INLINE double sine_of_turns(double x) noexcept {
  constexpr double series[] = {-1.0 / 6,
                               1.0 / 120,
                               -1.0 / 5040,
                               1.0 / 362880,
                               -1.0 / 39916800,
                               1.0 / 6227020800,
                               -1.0 / 1307674368000,
                               1.0 / 355687428096000,
                               -1.0 / 121645100408832000,
                               1.0 / 51090942171709440000.0};
  const double rest =
      x - nearest(x);  // exact, as are the two differences below: symmetry leaves a quarter of a turn
  const double upper = rest > 0.25 ? 0.5 - rest : rest;
  const double angle = (upper < -0.25 ? -0.5 - upper : upper) * 6.283185307179586;
  const double square = angle * angle;
  return angle + angle * square * polynomial(series, square);
}

}  // namespace
}  // namespace cajal
