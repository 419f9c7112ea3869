// The three distributions of counts are unimodal with a log-concave mass function f, so two methods serve them all:
// inversion from the mode outwards where the deviation is small, and ratio of uniforms with the hat of
// Stadlober (J. Comput. Appl. Math. 31, 1990) elsewhere. f itself is written as in Loader (Fast and accurate
// computation of binomial probabilities, 2000), which loses no digits however large the counts are.
#include "base/random/sampling.hpp"

#include <algorithm>
#include <cmath>

#include "base/normal.hpp"
#include "base/special.hpp"

namespace cajal {
namespace {

constexpr double log_two_pi = 1.8378770664093454;

/** log x! - log of Stirling's formula, for integer x. */
double stirling_error(double x) {
  constexpr double small[] = {0.0,
                              0.08106146679532726,
                              0.0413406959554093,
                              0.02767792568499834,
                              0.020790672103765093,
                              0.016644691189821193,
                              0.013876128823070748,
                              0.01189670994589177,
                              0.010411265261972096,
                              0.009255462182712733,
                              0.00833056343336287,
                              0.007573675487951841,
                              0.00694284010720953,
                              0.006408994188004207,
                              0.0059513701127588475,
                              0.005554733551962801};
  return x < 16 ? small[static_cast<int>(x)] : stirling_series(x);
}

/** x log(x / mean) + mean - x, without cancellation near the mean; x > 0. */
double deviance(double x, double mean) {
  const double difference = x - mean;
  if (std::fabs(difference) > 0.1 * (x + mean)) return x * log(x / mean) + mean - x;
  const double v = difference / (x + mean), square = v * v;
  double sum = difference * v, term = 2 * x * v;
  for (int j = 3; j < 40; j += 2) {
    term *= square;
    const double next = sum + term / j;
    if (next == sum) break;
    sum = next;
  }
  return sum;
}

/** log of the Poisson probability of x. */
double log_poisson(double x, double mean) {
  if (x == 0) return -mean;
  return -stirling_error(x) - deviance(x, mean) - 0.5 * (log_two_pi + log(x));
}

/** log of the binomial probability of x; 0 < p < 1. */
double log_binomial(double x, double n, double p) {
  if (x == 0) return n * log1p(-p);
  if (x == n) return n * log(p);
  const double q = 1 - p, rest = n - x;
  return stirling_error(n) - stirling_error(x) - stirling_error(rest) - deviance(x, n * p) -
         deviance(rest, n * q) + 0.5 * (log(n / x / rest) - log_two_pi);
}

/** log of the hypergeometric probability of x: a quotient of binomial probabilities, all near their mode. */
double log_hypergeometric(double x, double total, double marked, double drawn) {
  const double p = drawn / total;
  return log_binomial(x, marked, p) + log_binomial(drawn - x, total - marked, p) -
         log_binomial(drawn, total, p);
}

/** What the two methods need to know of a distribution on [low, high]. */
struct Shape {
  double mode, mean, variance, low, high;
};

/** Walks from the mode to both sides. `up(x)` = f(x + 1) / f(x), `down(x)` = f(x - 1) / f(x). */
template <class Up, class Down>
std::uint64_t invert(Sequence& sequence, const Shape& shape, double mode_probability, Up up, Down down) {
  for (;;) {
    double left = sequence.uniform() - mode_probability;
    if (left <= 0) return static_cast<std::uint64_t>(shape.mode);
    double right_x = shape.mode, right = mode_probability, left_x = shape.mode, lower = mode_probability;
    while (right > 0 || lower > 0) {
      right = right_x < shape.high ? right * up(right_x) : 0;
      right_x += 1;
      if ((left -= right) <= 0 && right > 0) return static_cast<std::uint64_t>(right_x);
      lower = left_x > shape.low ? lower * down(left_x) : 0;
      left_x -= 1;
      if ((left -= lower) <= 0 && lower > 0) return static_cast<std::uint64_t>(left_x);
    }
    // The sum of all probabilities fell short of 1 by rounding and the draw lay in the gap: draw again.
  }
}

/** Ratio of uniforms; `log_f` needs to be known up to a constant only. */
template <class LogF>
std::uint64_t reject(Sequence& sequence, const Shape& shape, LogF log_f) {
  constexpr double slope = 1.7155277699214135, offset = 0.8989161620588988;  // 2 sqrt(2/e), 3 - 2 sqrt(3/e)
  const double center = shape.mean + 0.5, width = slope * std::sqrt(shape.variance + 0.5) + offset;
  const double top = log_f(shape.mode);
  for (;;) {
    const double u = sequence.uniform();
    const double x = std::floor(center + width * (sequence.uniform() - 0.5) / u);
    if (x < shape.low || x > shape.high) continue;
    if (2 * log(u) <= log_f(x) - top) return static_cast<std::uint64_t>(x);
  }
}

/** Below this variance inversion takes fewer than about 15 steps and is faster. */
constexpr double invert_below = 100;

}  // namespace

std::uint64_t binomial(Sequence& sequence, std::uint64_t n, double p) {
  if (n == 0 || p <= 0) return 0;
  if (p >= 1) return n;
  if (p > 0.5) return n - binomial(sequence, n, 1 - p);
  const double count = static_cast<double>(n), odds = p / (1 - p), mean = count * p;
  const Shape shape{std::min(std::floor((count + 1) * p), count), mean, mean * (1 - p), 0, count};
  const auto log_f = [=](double x) { return log_binomial(x, count, p); };
  if (shape.variance >= invert_below) return reject(sequence, shape, log_f);
  return invert(
      sequence, shape, exp(log_f(shape.mode)), [=](double x) { return (count - x) / (x + 1) * odds; },
      [=](double x) { return x / ((count - x + 1) * odds); });
}

std::uint64_t hypergeometric(Sequence& sequence, std::uint64_t total, std::uint64_t marked,
                             std::uint64_t drawn) {
  if (marked == 0 || drawn == 0) return 0;
  if (marked == total) return drawn;
  if (drawn == total) return marked;
  const double n = static_cast<double>(total), m = static_cast<double>(marked),
               k = static_cast<double>(drawn);
  const double mean = k * (m / n), variance = mean * (1 - m / n) * ((n - k) / (n - 1));
  const Shape shape{std::floor((k + 1) * ((m + 1) / (n + 2))), mean, variance, std::max(0.0, k - (n - m)),
                    std::min(m, k)};
  const auto log_f = [=](double x) { return log_hypergeometric(x, n, m, k); };
  if (variance >= invert_below) return reject(sequence, shape, log_f);
  const double others = n - m - k;
  return invert(
      sequence, shape, exp(log_f(shape.mode)),
      [=](double x) { return (m - x) * (k - x) / ((x + 1) * (others + x + 1)); },
      [=](double x) { return x * (others + x) / ((m - x + 1) * (k - x + 1)); });
}

std::uint64_t poisson(Sequence& sequence, double lambda) noexcept {
  if (lambda <= 0) return 0;
  const Shape shape{std::floor(lambda), lambda, lambda, 0, 0x1p53};
  const auto log_f = [=](double x) { return log_poisson(x, lambda); };
  if (lambda >= invert_below) return reject(sequence, shape, log_f);
  return invert(
      sequence, shape, exp(log_f(shape.mode)), [=](double x) { return lambda / (x + 1); },
      [=](double x) { return x / lambda; });
}

// Marsaglia & Tsang (ACM TOMS 26:3, 2000): d (1 + c z)^3 of a normal z, accepted with at least 95 %.
double gamma(Sequence& sequence, double shape) noexcept {
  if (shape < 1) return gamma(sequence, shape + 1) * exp(log(sequence.uniform()) / shape);
  const double d = shape - 1.0 / 3, c = 1 / std::sqrt(9 * d);
  for (;;) {
    const double z = inverse_normal(sequence.uniform()), root = 1 + c * z, v = root * root * root;
    if (v > 0 && log(sequence.uniform()) < 0.5 * z * z + d * (1 - v + log(v))) return d * v;
  }
}

}  // namespace cajal
