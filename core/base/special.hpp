// Error functions and the logarithm of the gamma function, from our own exp and log (base/math.hpp).
#pragma once
#include "base/math.hpp"

namespace cajal {
namespace {

/** e^(x^2), with the rounding error of x^2 put back. */
CAJAL_INLINE double exp_square(double x) noexcept {
  constexpr std::uint64_t upper_half = 0xFFFFFFFFF8000000;
  const double head = __builtin_bit_cast(double, __builtin_bit_cast(std::uint64_t, x) & upper_half);
  return exp(head * head) * exp((x - head) * (x + head));
}

/** e^(-x^2), likewise. */
CAJAL_INLINE double exp_minus_square(double x) noexcept {
  constexpr std::uint64_t upper_half = 0xFFFFFFFFF8000000;
  const double head = __builtin_bit_cast(double, __builtin_bit_cast(std::uint64_t, x) & upper_half);
  return exp(-head * head) * exp(-(x - head) * (x + head));
}

/**
 * erfcx for x >= 0: the Chebyshev series of (1 + 2x) erfcx(x) in t = (x - 3) / (x + 3), after Shepherd &
 * Laframboise (Math. Comp. 36, 1981); coefficients computed in 60 digits.
 */
CAJAL_INLINE double erfcx_positive(double x) noexcept {
  constexpr double series[] = {
      1.17756257419656,       0.005353904539615676,    -0.09377550342284209,    0.05436652555744322,
      -0.018976596707845208,  0.004453426061462712,    -0.0006335531710553147,  1.7661719523171593e-05,
      1.2841532864056671e-05, -2.0072285659059913e-06, -1.807522790414837e-07,  7.549828343825093e-08,
      1.885668523838603e-09,  -2.699519049798364e-09,  -1.460079119939105e-11,  1.0361607445969489e-10,
      1.475715976623473e-12,  -4.277340064396911e-12,  -2.07922492859799e-13,   1.8134502003176963e-13,
      1.973425574544739e-14,  -7.287943737592673e-15,  -1.5169878690228116e-15, 2.3514112258781403e-16,
      1.0006111691821667e-16, -2.0572528169538546e-18, -5.608608218863183e-18,  -5.546884725994431e-19};
  const double t = x < 0x1p60 ? (x - 3.0) / (x + 3.0) : 1.0;
  double after = 0, next = 0;  // Clenshaw's recurrence
  for (int i = 27; i > 0; --i) {
    const double current = series[i] + 2.0 * t * next - after;
    after = next, next = current;
  }
  return (series[0] + t * next - after) / (1.0 + 2.0 * x);
}

/** e^(x^2) erfc(x), which stays finite for large x; error below 8 ulp. */
CAJAL_INLINE double erfcx(double x) noexcept {
  if (x >= 0.0) return erfcx_positive(x);
  if (x < -27.0) return std::numeric_limits<double>::infinity();
  return 2.0 * exp_square(x) - erfcx_positive(-x);
}

/** 1 - erf(x); error below 8 ulp while the result is a normal number. */
CAJAL_INLINE double erfc(double x) noexcept {
  const double magnitude = x < 0.0 ? -x : x;
  const double bounded = magnitude > 28.0 ? 28.0 : magnitude;
  const double tail = exp_minus_square(bounded) * erfcx_positive(bounded);
  return x < 0.0 ? 2.0 - tail : tail;
}

/** 2 / sqrt(pi) times the integral of e^(-t^2) from 0 to x; error below 4 ulp. */
CAJAL_INLINE double erf(double x) noexcept {
  constexpr double series[] = {1.0,
                               -1.0 / 3,
                               1.0 / 10,
                               -1.0 / 42,
                               1.0 / 216,
                               -1.0 / 1320,
                               1.0 / 9360,
                               -1.0 / 75600,
                               1.0 / 685440,
                               -1.0 / 6894720,
                               1.0 / 76204800,
                               -1.0 / 918086400,
                               1.0 / 11975040000,
                               -1.0 / 168129561600,
                               1.0 / 2528170444800};
  if (x > -0.75 && x < 0.75) return 1.1283791670955126 * x * polynomial(series, x * x);
  return x < 0.0 ? erfc(-x) - 1.0 : 1.0 - erfc(x);
}

/** log x! - ((x + 1/2) log x - x + log(2 pi) / 2): what Stirling's formula misses, for x >= 10. */
CAJAL_INLINE double stirling_series(double x) noexcept {
  constexpr double series[] = {1.0 / 12,   -1.0 / 360,      1.0 / 1260, -1.0 / 1680,
                               1.0 / 1188, -691.0 / 360360, 1.0 / 156,  -3617.0 / 122400};
  return polynomial(series, 1.0 / (x * x)) / x;
}

/** log Gamma(x) for x > 0; error below 1e-14 max(1, |result|). */
CAJAL_INLINE double log_gamma(double x) noexcept {
  double product = 1.0;
  for (; x < 10.0; x += 1.0) product *= x;
  return (x - 0.5) * log(x) - x + 0.9189385332046728 + stirling_series(x) - log(product);
}

}  // namespace
}  // namespace cajal
