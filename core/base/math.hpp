// Exponentials and logarithms of our own. Libraries differ in the last bit; these use only + - * / and
// comparisons, so every platform and instruction set gives the same bits (given -ffp-contract=off).
//
// No function branches: selects on values let compilers vectorise loops over them.
#pragma once
#include <cstddef>
#include <cstdint>
#include <limits>

#include "base/inline.hpp"

namespace cajal {
namespace {

/** sum of c[i] x^i; an expression instead of a loop, so that loops around it vectorise. */
template <std::size_t n, std::size_t first = 0>
CAJAL_INLINE double polynomial(const double (&c)[n], double x) noexcept {
  if constexpr (first + 1 == n)
    return c[first];
  else
    return polynomial<n, first + 1>(c, x) * x + c[first];
}

/** 2^k for integral k in [-1022, 1023], without an integer conversion: k + 1023 is moved to the exponent. */
CAJAL_INLINE double power_of_two(double k) noexcept {
  const double shifted = k + (0x1.8p52 + 1023);
  return __builtin_bit_cast(double, __builtin_bit_cast(std::uint64_t, shifted) << 52);
}

/** The integer nearest to x, |x| < 2^51, halves to even. */
CAJAL_INLINE double nearest(double x) noexcept { return (x + 0x1.8p52) - 0x1.8p52; }

/** x = k ln 2 + r with |r| <= ln 2 / 2, and e^r - 1 with all its digits. */
struct Reduced {
  double k, expm1;
};

CAJAL_INLINE Reduced reduce(double x) noexcept {
  constexpr double series[] = {1.0 / 2,       1.0 / 6,        1.0 / 24,        1.0 / 120,
                               1.0 / 720,     1.0 / 5040,     1.0 / 40320,     1.0 / 362880,
                               1.0 / 3628800, 1.0 / 39916800, 1.0 / 479001600, 1.0 / 6227020800};
  const double k = nearest(x * 1.4426950408889634);  // 1 / ln 2
  const double head = x - k * 0x1.62e42fefa38p-1;    // exact: 42 bits of ln 2, k has at most 11
  const double tail = k * 0x1.ef35793c7673p-45;      // the other bits of ln 2
  const double r = head - tail;
  const double lost = (head - r) - tail;
  return {k, r + (r * r * polynomial(series, r) + lost)};
}

/** e^x; error below 1 ulp. exp(-inf) = 0, exp(inf) = inf, exp(NaN) = NaN; subnormal results are rounded. */
CAJAL_INLINE double exp(double x) noexcept {
  x = x < -746.0 ? -746.0 : x;
  x = x > 710.0 ? 710.0 : x;
  const Reduced reduced = reduce(x);
  const double half = nearest(reduced.k * 0.5);  // 2^k may lie outside the normal numbers: multiply twice
  return (1.0 + reduced.expm1) * power_of_two(half) * power_of_two(reduced.k - half);
}

/** e^x - 1; error below 2 ulp. */
CAJAL_INLINE double expm1(double x) noexcept {
  x = x < -45.0 ? -45.0 : x;
  x = x > 710.0 ? 710.0 : x;
  const Reduced reduced = reduce(x);
  const double half = nearest(reduced.k * 0.5), rest = reduced.k - half;
  const double scale = power_of_two(half);
  return (scale * reduced.expm1 + (scale - power_of_two(0.0 - rest))) * power_of_two(rest);
}

/** Natural logarithm; error below 1 ulp. log(0) = -inf, log(x < 0) = NaN, log(inf) = inf. */
CAJAL_INLINE double log(double x) noexcept {
  // log m = 2 atanh(s) with s = f / (2 + f), f = m - 1; written around f so that its leading bits stay exact.
  constexpr double series[] = {2.0 / 3,  2.0 / 5,  2.0 / 7,  2.0 / 9,  2.0 / 11,
                               2.0 / 13, 2.0 / 15, 2.0 / 17, 2.0 / 19, 2.0 / 21};
  constexpr std::uint64_t root_half = 0x3FE6A09E667F3BCD, one = 0x3FF0000000000000,
                          fraction = 0x000FFFFFFFFFFFFF;
  const bool subnormal = x < 0x1p-1022;
  const double scaled = subnormal ? x * 0x1p54 : x;
  const std::uint64_t bits = __builtin_bit_cast(std::uint64_t, scaled) + (one - root_half);
  const double m = __builtin_bit_cast(double, (bits & fraction) + root_half);  // in [sqrt 1/2, sqrt 2)
  const double k = __builtin_bit_cast(double, (bits >> 52) | 0x4330000000000000) -
                   (0x1p52 + 1023 + (subnormal ? 54.0 : 0.0));
  const double f = m - 1.0, s = f / (2.0 + f), z = s * s, half_square = 0.5 * f * f;
  const double r = z * polynomial(series, z);
  // k ln 2 in two parts; the first has 42 bits, so that k times it is exact.
  const double small = s * (half_square + r) + k * 0x1.ef35793c7673p-45;
  double result = k * 0x1.62e42fefa38p-1 - ((half_square - small) - f);
  constexpr double infinity = std::numeric_limits<double>::infinity();
  result = x < infinity ? result : x;  // also NaN
  result = x == 0.0 ? -infinity : result;
  return x < 0.0 ? std::numeric_limits<double>::quiet_NaN() : result;
}

/** log(1 + x); error below 2 ulp. log1p(-1) = -inf, log1p(x < -1) = NaN. */
CAJAL_INLINE double log1p(double x) noexcept {
  const double u = 1.0 + x;
  const double lost = x > 1.0 ? 1.0 - (u - x) : x - (u - 1.0);
  const bool regular = u > 0.0 && u < std::numeric_limits<double>::infinity();
  return log(u) + (regular ? lost / u : 0.0);
}

/** (e^x - 1) / x, 1 at x = 0; error below 3 ulp. */
CAJAL_INLINE double phi1(double x) noexcept {
  const double divisor = x == 0.0 ? 1.0 : x;
  return x == 0.0 ? 1.0 : expm1(x) / divisor;
}

/** (e^x - 1 - x) / x^2, 1/2 at x = 0; error below 6 ulp (worst at |x| = 1, where the series ends). */
CAJAL_INLINE double phi2(double x) noexcept {
  constexpr double series[] = {1.0 / 2,
                               1.0 / 6,
                               1.0 / 24,
                               1.0 / 120,
                               1.0 / 720,
                               1.0 / 5040,
                               1.0 / 40320,
                               1.0 / 362880,
                               1.0 / 3628800,
                               1.0 / 39916800,
                               1.0 / 479001600,
                               1.0 / 6227020800,
                               1.0 / 87178291200,
                               1.0 / 1307674368000,
                               1.0 / 20922789888000,
                               1.0 / 355687428096000,
                               1.0 / 6402373705728000};
  const bool near = x > -1.0 && x < 1.0;
  const double divisor = near ? 1.0 : x;
  return near ? polynomial(series, x) : (expm1(x) / divisor - 1.0) / divisor;
}

/**
 * The potential after h of a membrane (time constant tau_m, capacitance C) into which a current flows that is 1 at the
 * beginning and decays with tau: (h / C) e^(-h / tau) phi1(x), x = h / tau - h / tau_m, also for equal time constants.
 * It does not change when tau and tau_m are exchanged; with the larger in the exponential nothing overflows, however
 * short the other.
 */
CAJAL_INLINE double decaying_current_response(double h, double tau, double tau_m, double C) noexcept {
  const double x = h * (tau_m - tau) / (tau * tau_m);
  return h / C * exp(-h / (x > 0 ? tau_m : tau)) * phi1(x > 0 ? -x : x);
}

/** The same from an alpha-shaped current: from its rate of change, which is 1 at the beginning, and from itself. */
struct AlphaResponse {
  double rate, current;
};

/**
 * (h^2 / C) e^(-h / tau) phi2(x) and (h / C) e^(-h / tau) phi1(x). For large x they are written with e^-x, because
 * e^(-h / tau) vanishes while phi overflows.
 */
CAJAL_INLINE AlphaResponse alpha_current_response(double h, double tau, double tau_m, double C) noexcept {
  const double x = h * (tau_m - tau) / (tau * tau_m), passive = exp(-h / tau_m), decay = exp(-h / tau);
  return {h * h / C * (x > 1 ? passive * ((phi1(-x) - exp(-x)) / x) : decay * phi2(x)),
          h / C * (x > 0 ? passive * phi1(-x) : decay * phi1(x))};
}

}  // namespace
}  // namespace cajal
