// What the statistical tests share. Seeds are fixed, so a test that passes once always passes.
#pragma once
#include <cmath>
#include <cstddef>
#include <vector>

namespace cajal::test {

/** P(chi-square with n degrees of freedom > x), by the cube root of Wilson & Hilferty (1931). */
inline double chi_square_tail(double x, double n) {
  const double z = (std::cbrt(x / n) - (1 - 2 / (9 * n))) / std::sqrt(2 / (9 * n));
  return 0.5 * std::erfc(z / std::sqrt(2.0));
}

/** The p-value of counts against expectations; neighbouring bins are pooled until 10 are expected. */
inline double chi_square(const std::vector<double>& observed, const std::vector<double>& expected) {
  double sum = 0, seen = 0, awaited = 0, last_seen = 0, last_awaited = 0;
  std::size_t bins = 0;
  for (std::size_t i = 0; i < observed.size(); ++i) {
    seen += observed[i], awaited += expected[i];
    if (awaited < 10) continue;
    if (bins > 0) sum += (last_seen - last_awaited) * (last_seen - last_awaited) / last_awaited;
    last_seen = seen, last_awaited = awaited, seen = awaited = 0, ++bins;
  }
  last_seen += seen, last_awaited += awaited;  // what is left joins the last bin
  sum += (last_seen - last_awaited) * (last_seen - last_awaited) / last_awaited;
  return chi_square_tail(sum, static_cast<double>(bins) - 1);
}

/** The p-value of counts that should all be equal. */
inline double uniform_p(const std::vector<double>& observed) {
  double total = 0;
  for (const double count : observed) total += count;
  return chi_square(observed,
                    std::vector<double>(observed.size(), total / static_cast<double>(observed.size())));
}

}  // namespace cajal::test
