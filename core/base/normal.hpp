// Standard normal quantiles: Wichura, "Algorithm AS 241: The percentage points of the normal distribution",
// Applied Statistics 37, 1988, routine PPND16 (about 16 digits), with our own logarithm.
#pragma once
#include <cmath>

#include "base/math.hpp"
#include "base/random/random.hpp"

namespace cajal {
namespace {

/** |u - 1/2| <= 0.425. */
CAJAL_INLINE double central_quantile(double q) noexcept {
  constexpr double a[] = {3.3871328727963666080e0, 1.3314166789178437745e2, 1.9715909503065514427e3,
                          1.3731693765509461125e4, 4.5921953931549871457e4, 6.7265770927008700853e4,
                          3.3430575583588128105e4, 2.5090809287301226727e3};
  constexpr double b[] = {1.0,
                          4.2313330701600911252e1,
                          6.8718700749205790830e2,
                          5.3941960214247511077e3,
                          2.1213794301586595867e4,
                          3.9307895800092710610e4,
                          2.8729085735721942674e4,
                          5.2264952788528545610e3};
  const double r = 0.180625 - q * q;
  return q * polynomial(a, r) / polynomial(b, r);
}

/** sqrt(-log(tail probability)) <= 5, that is tail probability >= 1.4e-11. */
CAJAL_INLINE double tail_quantile(double root) noexcept {
  constexpr double c[] = {1.42343711074968357734e0,  4.63033784615654529590e0, 5.76949722146069140550e0,
                          3.64784832476320460504e0,  1.27045825245236838258e0, 2.41780725177450611770e-1,
                          2.27238449892691845833e-2, 7.74545014278341407640e-4};
  constexpr double d[] = {1.0,
                          2.05319162663775882187e0,
                          1.67638483018380384940e0,
                          6.89767334985100004550e-1,
                          1.48103976427480074590e-1,
                          1.51986665636164571966e-2,
                          5.47593808499534494600e-4,
                          1.05075007164441684324e-9};
  return polynomial(c, root - 1.6) / polynomial(d, root - 1.6);
}

/** sqrt(-log(tail probability)) > 5. */
CAJAL_INLINE double far_quantile(double root) noexcept {
  constexpr double e[] = {6.65790464350110377720e0,  5.46378491116411436990e0,  1.78482653991729133580e0,
                          2.96560571828504891230e-1, 2.65321895265761230930e-2, 1.24266094738807843860e-3,
                          2.71155556874348757815e-5, 2.01033439929228813265e-7};
  constexpr double f[] = {1.0,
                          5.99832206555887937690e-1,
                          1.36929880922735805310e-1,
                          1.48753612908506148525e-2,
                          7.86869131145613259100e-4,
                          1.84631831751005468180e-5,
                          1.42151175831644588870e-7,
                          2.04426310338993978564e-15};
  return polynomial(e, root - 5.0) / polynomial(f, root - 5.0);
}

/** The number below which a standard normal lies with probability u, 0 < u < 1. */
CAJAL_INLINE double inverse_normal(double u) noexcept {
  const double q = u - 0.5;
  const double root = std::sqrt(-log(q < 0.0 ? u : 1.0 - u));
  const double tail = root <= 5.0 ? tail_quantile(root) : far_quantile(root);
  const double sided = q < 0.0 ? -tail : tail;
  return q >= -0.425 && q <= 0.425 ? central_quantile(q) : sided;
}

/** Standard normal deviate of a random word, |z| < 6.4: a word never reaches the far tail. */
CAJAL_INLINE double normal_deviate(std::uint32_t word) noexcept {
  const double u = open_unit(word), q = u - 0.5;
  const double tail = tail_quantile(std::sqrt(-log(q < 0.0 ? u : 1.0 - u)));
  const double sided = q < 0.0 ? -tail : tail;
  return q >= -0.425 && q <= 0.425 ? central_quantile(q) : sided;
}

}  // namespace
}  // namespace cajal
