// Counts: chi-square tests against mass functions computed in long double, and moments where counts are huge.
#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <functional>
#include <initializer_list>
#include <vector>

#include "base/random/sampling.hpp"
#include "statistics.hpp"

using namespace cajal;
using namespace cajal::test;

namespace {

using Real = long double;
constexpr int samples = 100000;

Real log_choose(Real n, Real k) { return std::lgamma(n + 1) - std::lgamma(k + 1) - std::lgamma(n - k + 1); }

/** The p-value of draws against a mass function on low ... high. */
double fit(const std::function<std::uint64_t(Sequence&)>& sampler, const std::function<Real(Real)>& log_mass,
           std::uint64_t low, std::uint64_t high) {
  std::vector<double> observed(high - low + 1), expected;
  for (std::uint64_t x = low; x <= high; ++x) {
    expected.push_back(samples * static_cast<double>(std::exp(log_mass(static_cast<Real>(x)))));
  }
  Sequence sequence(77, 0, 0, 0);
  for (int i = 0; i < samples; ++i) {
    const std::uint64_t x = sampler(sequence);
    observed[std::min(std::max(x, low), high) - low] += 1;
  }
  return chi_square(observed, expected);
}

double fit_binomial(std::uint64_t n, double p, std::uint64_t low, std::uint64_t high) {
  const auto log_mass = [=](Real k) {
    const Real size = static_cast<Real>(n);
    return log_choose(size, k) + k * std::log(Real{p}) + (size - k) * std::log1p(-Real{p});
  };
  return fit([=](Sequence& s) { return binomial(s, n, p); }, log_mass, low, high);
}

double fit_hypergeometric(std::uint64_t total, std::uint64_t marked, std::uint64_t drawn, std::uint64_t low,
                          std::uint64_t high) {
  const Real n = static_cast<Real>(total), m = static_cast<Real>(marked), k = static_cast<Real>(drawn);
  const auto log_mass = [=](Real x) {
    return log_choose(m, x) + log_choose(n - m, k - x) - log_choose(n, k);
  };
  return fit([=](Sequence& s) { return hypergeometric(s, total, marked, drawn); }, log_mass, low, high);
}

double fit_poisson(double lambda, std::uint64_t low, std::uint64_t high) {
  const auto log_mass = [=](Real x) { return x * std::log(Real{lambda}) - lambda - std::lgamma(x + 1); };
  return fit([=](Sequence& s) { return poisson(s, lambda); }, log_mass, low, high);
}

/** The p-value of draws with a deviation so large that they are as good as normal, in 30 equal bins. */
double fit_normal(const std::function<std::uint64_t(Sequence&)>& sampler, double mean, double variance) {
  std::vector<double> bins(30);
  Sequence sequence(78, 0, 0, 0);
  for (int i = 0; i < 20000; ++i) {
    const double z = (static_cast<double>(sampler(sequence)) - mean) / std::sqrt(variance);
    bins[static_cast<std::size_t>(std::fmin(30 * 0.5 * std::erfc(-z / std::sqrt(2.0)), 29.0))] += 1;
  }
  return uniform_p(bins);
}

constexpr std::uint64_t huge = std::uint64_t{1} << 53;

}  // namespace

TEST_CASE("binomial counts, by inversion and by rejection") {
  CHECK(fit_binomial(1, 0.3, 0, 1) > 1e-6);
  CHECK(fit_binomial(10, 0.3, 0, 10) > 1e-6);
  CHECK(fit_binomial(10, 0.97, 0, 10) > 1e-6);
  CHECK(fit_binomial(390, 0.5, 120, 270) > 1e-6);  // variance just below the change of method
  CHECK(fit_binomial(410, 0.5, 120, 290) > 1e-6);  // and just above
  CHECK(fit_binomial(100000, 0.02, 1700, 2300) > 1e-6);
  CHECK(fit_binomial(100000, 0.98, 97700, 98300) > 1e-6);
  CHECK(fit_binomial(1000000, 3e-6, 0, 25) > 1e-6);
}

TEST_CASE("binomial counts of 2^53 trials") {
  CHECK(fit_poisson(9.007199254740992, 0, 40) > 1e-6);
  const auto log_mass = [](Real x) {
    return x * std::log(9.007199254740992L) - 9.007199254740992L - std::lgamma(x + 1);
  };
  CHECK(fit([](Sequence& s) { return binomial(s, huge, 1e-15); }, log_mass, 0, 40) > 1e-6);
  const double n = 0x1p53;
  for (const double p : {0.5, 0.3, 1e-6, 0.875})
    CHECK(fit_normal([=](Sequence& s) { return binomial(s, huge, p); }, n * p, n * p * (1 - p)) > 1e-6);
}

TEST_CASE("hypergeometric counts, by inversion and by rejection") {
  CHECK(fit_hypergeometric(50, 20, 10, 0, 10) > 1e-6);
  CHECK(fit_hypergeometric(50, 45, 48, 43, 45) > 1e-6);
  CHECK(fit_hypergeometric(5, 4, 4, 3, 4) > 1e-6);
  CHECK(fit_hypergeometric(1000, 500, 700, 280, 420) > 1e-6);
  CHECK(fit_hypergeometric(100000, 30000, 2000, 480, 720) > 1e-6);
  CHECK(fit_hypergeometric(100000, 2000, 30000, 480, 720) > 1e-6);
  CHECK(fit_hypergeometric(3000, 1500, 1500, 600, 900) > 1e-6);
  const double n = 0x1p52, variance = 0x1p49 * 0.75 * 0.5 * n / (n - 1);
  CHECK(fit_normal([](Sequence& s) { return hypergeometric(s, huge / 2, huge / 8, huge / 4); }, 0x1p49,
                   variance) > 1e-6);
}

TEST_CASE("Poisson counts, by inversion and by rejection") {
  CHECK(fit_poisson(0.01, 0, 3) > 1e-6);
  CHECK(fit_poisson(1, 0, 12) > 1e-6);
  CHECK(fit_poisson(30.5, 0, 80) > 1e-6);
  CHECK(fit_poisson(99.9, 40, 170) > 1e-6);
  CHECK(fit_poisson(100, 40, 170) > 1e-6);
  CHECK(fit_poisson(5000.25, 4600, 5400) > 1e-6);
  CHECK(fit_normal([](Sequence& s) { return poisson(s, 1e7); }, 1e7 + 0.5, 1e7) > 1e-6);
}

TEST_CASE("certain counts take no chance") {
  Sequence s(1, 0, 0, 0);
  CHECK(binomial(s, 0, 0.5) == 0);
  CHECK(binomial(s, 100, 0) == 0);
  CHECK(binomial(s, huge, 1) == huge);
  CHECK(hypergeometric(s, 10, 0, 5) == 0);
  CHECK(hypergeometric(s, 10, 10, 5) == 5);
  CHECK(hypergeometric(s, 10, 3, 10) == 3);
  CHECK(hypergeometric(s, 10, 3, 0) == 0);
  CHECK(poisson(s, 0) == 0);
}

TEST_CASE("counts stay inside what is possible") {
  Sequence s(2, 0, 0, 0);
  for (std::uint64_t n = 2; n < 40; ++n) {
    for (std::uint64_t m = 0; m <= n; ++m) {
      const std::uint64_t k = s.below(n + 1), x = hypergeometric(s, n, m, k);
      CHECK_UNARY(x <= m && x <= k && k - x <= n - m);
    }
    CHECK_UNARY(binomial(s, n, s.uniform()) <= n);
  }
  for (int i = 0; i < 1000; ++i) {
    CHECK_UNARY(hypergeometric(s, huge, huge - 1, huge - 2) >= huge - 3);
    CHECK_UNARY(binomial(s, 1, 1e-300) <= 1);
  }
}

TEST_CASE("times of the gamma distribution have its cumulative distribution, for shapes below and above 1") {
  // Shapes whose distribution is known in closed form: chi-square with one degree of freedom, and sums of exponentials.
  const auto half = [](double x) { return std::erf(std::sqrt(x)); };
  const auto erlang = [](int shape) {
    return [shape](double x) {
      double term = std::exp(-x), sum = 0;
      for (int k = 0; k < shape; ++k) sum += term, term *= x / (k + 1);
      return 1 - sum;
    };
  };
  const std::vector<std::pair<double, std::function<double(double)>>> known{
      {0.5, half}, {1, erlang(1)}, {3, erlang(3)}, {20, erlang(20)}};
  for (const auto& [shape, cumulative] : known) {
    CAPTURE(shape);
    constexpr int bins = 50;
    std::vector<double> observed(bins);
    Sequence sequence(78, 0, 0, 0);
    for (int i = 0; i < samples; ++i)
      observed[static_cast<std::size_t>(
          std::min(bins - 1, static_cast<int>(bins * cumulative(gamma(sequence, shape)))))] += 1;
    CHECK(uniform_p(observed) > 1e-3);
  }
}
