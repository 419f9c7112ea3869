// The transfer function of rate neurons.
#pragma once
#include "model/define.hpp"

namespace cajal {
namespace {

/** gamma ln(1 + exp(beta (u - theta))); 0 where the exponent is below -15, gamma times the exponent above 15. */
inline __attribute__((always_inline)) double softplus(double u, double gamma, double beta,
                                                      double theta) noexcept {
  const double x = beta * (u - theta);
  const double inside = x < -15 ? -15.0 : x > 15 ? 15.0 : x;
  const double e = exp(inside), sum = 1 + e;
  const double lost = (e < 1 ? e : 1.0) - (sum - (e < 1 ? 1.0 : e));  // the digits that the sum dropped
  const double curved = log(sum) + lost / sum;
  return gamma * (x < -15 ? 0.0 : x > 15 ? x : curved);
}

}  // namespace
}  // namespace cajal
