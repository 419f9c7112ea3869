// Values and delays of synapses by table: against moments, probabilities and quantiles of the distribution itself.
#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <functional>
#include <vector>

#include "base/grid.hpp"
#include "base/values/step_table.hpp"
#include "base/values/value_table.hpp"
#include "model/registry.hpp"
#include "networks.hpp"
#include "statistics.hpp"

using namespace cajal;
using namespace cajal::test;

namespace {

double normal_cdf(double z) { return 0.5 * std::erfc(-z / std::sqrt(2.0)); }

/** Of so many words, evenly spaced or not. */
std::vector<double> values_of(const Draw& draw, const std::vector<std::uint32_t>& words,
                              const Kernels& kernels) {
  const ValueTable table(draw);
  std::vector<double> values(words.size());
  std::vector<std::uint32_t> exact(words.size());
  const std::size_t n =
      kernels.table_values({words.data(), words.size(), table.centre(), table.width(), ValueTable::bits},
                           values.data(), exact.data());
  for (std::size_t k = 0; k < n; ++k) values[exact[k]] = table.exact(words[exact[k]]);
  return values;
}

/** In the middle of 2^20 equal parts of all words. */
std::vector<std::uint32_t> grid_of_words() {
  std::vector<std::uint32_t> words;
  for (std::uint32_t k = 0; k < (1u << 20); ++k) words.push_back((k << 12) + (1u << 11));
  return words;
}

std::vector<std::uint32_t> random_words(std::size_t n) {
  std::vector<std::uint32_t> words;
  for (std::uint32_t k = 0; words.size() < n; ++k)
    for (const std::uint32_t word : philox(3, k, 0, 0, 0).w) words.push_back(word);
  return words;
}

struct Moments {
  double mean, deviation;
};
Moments moments(const std::vector<double>& values) {
  double mean = 0, square = 0;
  for (const double value : values) mean += value / static_cast<double>(values.size());
  for (const double value : values)
    square += (value - mean) * (value - mean) / static_cast<double>(values.size());
  return {mean, std::sqrt(square)};
}

const Draw kinds[] = {uniform(-2, 3),
                      normal(-1, 2),
                      {"lognormal", {0.5, 0.75}, "none", -infinite, infinite},
                      {"exponential", {4}, "none", -infinite, infinite},
                      redrawn(normal(40, 30), 0, infinite),
                      redrawn(normal(0, 1), 2, 2.5),
                      {"normal", {0, 1}, "clip", -1.03, 0.71},
                      {"exponential", {1}, "redraw", 9, 10}};

/** P(steps <= k) of a table. */
double below(const StepTable& table, std::uint32_t k) {
  const std::uint32_t size = 1u << table.bits();
  double sum = 0;
  for (std::uint32_t cell = 0; cell < size; ++cell) {
    const std::uint32_t entry = table.cells()[cell];
    const double own = (entry & ~(size - 1)) / 4294967296.0;
    sum += (table.first() + cell <= k ? own : 0) + (table.first() + (entry & (size - 1)) <= k ? 1 - own : 0);
  }
  return sum / size;
}

}  // namespace

TEST_CASE("tables have the mean and the standard deviation of their distribution") {
  const Kernels& kernels = *best_level().kernels;
  const auto words = grid_of_words();
  const auto check = [&](const Draw& draw, double mean, double deviation) {
    const Moments found = moments(values_of(draw, words, kernels));
    // The sum over words stands for an integral; of the longest tail it misses 1e-4 of the deviation.
    CHECK(found.mean == doctest::Approx(mean).epsilon(1e-5));
    CHECK(found.deviation == doctest::Approx(deviation).epsilon(1e-4));
  };
  check(uniform(-2, 3), 0.5, 5 / std::sqrt(12.0));
  check(normal(-1, 2), -1, 2);
  check({"lognormal", {0.5, 0.75}, "none", -infinite, infinite}, std::exp(0.5 + 0.75 * 0.75 / 2),
        std::exp(0.5 + 0.75 * 0.75 / 2) * std::sqrt(std::exp(0.75 * 0.75) - 1));
  check({"exponential", {4}, "none", -infinite, infinite}, 4, 4);
  const auto density = [](double z) { return std::exp(-z * z / 2) / std::sqrt(2 * M_PI); };
  const double a = -4.0 / 3, z = 1 - normal_cdf(a), lambda = density(a) / z;  // normal(40, 30) above 0
  check(redrawn(normal(40, 30), 0, infinite), 40 + 30 * lambda,
        30 * std::sqrt(1 + a * lambda - lambda * lambda));
}

TEST_CASE("values by table are uniform once the distribution function is applied, tails included") {
  const std::vector<std::function<double(double)>> functions{
      [](double x) { return (x + 2) / 5; },
      [](double x) { return normal_cdf((x + 1) / 2); },
      [](double x) { return normal_cdf((std::log(x) - 0.5) / 0.75); },
      [](double x) { return 1 - std::exp(-x / 4); },
      [](double x) {
        return (normal_cdf(x / 30 - 4.0 / 3) - normal_cdf(-4.0 / 3)) / (1 - normal_cdf(-4.0 / 3));
      },
      [](double x) { return (normal_cdf(-2) - normal_cdf(-x)) / (normal_cdf(-2) - normal_cdf(-2.5)); }};
  const auto words = random_words(200000);
  for (std::size_t k = 0; k < functions.size(); ++k) {
    std::vector<double> bins(60);
    for (const double value : values_of(kinds[k], words, *best_level().kernels))
      bins.at(static_cast<std::size_t>(std::fmin(functions[k](value) * 60, 59.0))) += 1;
    CHECK_MESSAGE(uniform_p(bins) > 1e-6, k);
  }
  // The last of 2^32 words is as far out as a normal of that probability.
  CHECK(normal_cdf(-values_of(normal(0, 1), {0xffffffff}, *best_level().kernels)[0]) ==
        doctest::Approx(0x1p-33).epsilon(1e-9));
}

TEST_CASE("values by table stay within bounds, and do not depend on the instruction set") {
  auto words = random_words(20000);
  for (const std::uint32_t word : {0u, 1u, 0x003fffffu, 0x00400000u, 0xffc00000u, 0xfffffffeu, 0xffffffffu})
    words.push_back(word);
  for (const Draw& draw : kinds) {
    const Range range = bounds(draw);
    const auto first = values_of(draw, words, *levels()[0].kernels);
    CAPTURE(draw.kind);
    CHECK(*std::min_element(first.begin(), first.end()) >= range.min);
    CHECK(*std::max_element(first.begin(), first.end()) <= range.max);
    for (const Level& level : levels())
      if (supported(level.name)) CHECK_MESSAGE(values_of(draw, words, *level.kernels) == first, level.name);
  }
}

TEST_CASE("values by table are finite and within bounds, however extreme the distribution is") {
  const auto clip = [](const char* kind, std::vector<double> numbers, double low, double high) {
    return Draw{kind, std::move(numbers), "clip", low, high};
  };
  std::vector<Draw> draws{normal(3, 0),
                          normal(3, 5e-324),
                          normal(0, 1e-310),
                          normal(-1e-300, 1e-301),
                          normal(1e8, 1e307),
                          uniform(-8e307, 8e307),
                          uniform(1, 1 + 0x1p-52),
                          {"lognormal", {0, 5}, "none", -infinite, infinite},
                          {"lognormal", {300, 60}, "none", -infinite, infinite},
                          {"lognormal", {-700, 1}, "none", -infinite, infinite},
                          {"exponential", {1e-9}, "none", -infinite, infinite},
                          {"exponential", {5e-324}, "none", -infinite, infinite},
                          {"exponential", {1e306}, "none", -infinite, infinite},
                          clip("normal", {0, 1}, 5, 6),
                          clip("normal", {0, 1}, -6, -5),
                          clip("exponential", {1}, -2, -1),
                          clip("uniform", {0, 1}, 0.5, 0.5),
                          redrawn(normal(0, 1), 2.3, infinite),
                          redrawn({"lognormal", {0, 5}, "none", -infinite, infinite}, 1e4, infinite)};
  // Limits beside the boundary of two cells: the density of the last cell may not reach beyond them.
  for (const std::uint32_t cell : {1u, 2u, 100u, 512u, 1000u, 1022u, 1023u})
    for (const double side : {-1e-7, 0.0, 1e-7})
      for (const Draw& draw : {normal(0, 1), Draw{"lognormal", {0, 5}, "none", -infinite, infinite},
                               Draw{"exponential", {1}, "none", -infinite, infinite}}) {
        const double limit = Quantile(draw).at((cell + side) / ValueTable::cells);
        draws.push_back(clip(draw.kind.c_str(), draw.numbers, limit, infinite));
        draws.push_back(clip(draw.kind.c_str(), draw.numbers, -infinite, limit));
      }
  auto words = random_words(30000);
  for (std::uint32_t cell = 0; cell < ValueTable::cells; ++cell)
    words.push_back(cell << 22), words.push_back(cell << 22 | 0x3fffff);
  for (const Draw& draw : draws) {
    CHECK_NOTHROW(check(draw, "weight", 1));
    const Range range = bounds(draw);
    const auto values = values_of(draw, words, *best_level().kernels);
    const auto wrong = std::count_if(values.begin(), values.end(), [&](double value) {
      return !(std::isfinite(value) && value >= range.min && value <= range.max);
    });
    CHECK_MESSAGE(wrong == 0, draw.kind, " ", draw.numbers[0], " ", draw.limit, " ", draw.low, " ",
                  draw.high);
  }
}

TEST_CASE("clipped values lie at a limit as often as they should") {
  const auto values =
      values_of({"normal", {0, 1}, "clip", -1.03, 0.71}, grid_of_words(), *best_level().kernels);
  const auto n = static_cast<double>(values.size());
  CHECK(std::count(values.begin(), values.end(), -1.03) / n ==
        doctest::Approx(normal_cdf(-1.03)).epsilon(1e-5));
  CHECK(std::count(values.begin(), values.end(), 0.71) / n ==
        doctest::Approx(1 - normal_cdf(0.71)).epsilon(1e-5));
}

TEST_CASE("steps have the probabilities of the distribution rounded to the grid") {
  const auto check = [](const Draw& draw, const std::function<double(double)>& distribution) {
    const auto table = StepTable::of(draw, 0.1, 65535);
    REQUIRE(table);
    for (std::uint32_t k = 0; k < 200; ++k)
      CHECK(below(*table, k) == doctest::Approx(distribution((k + 0.5) * 0.1)).scale(1).epsilon(5e-8));
  };
  check(redrawn(normal(1.5, 0.75), 0.1, infinite), [](double x) {
    const auto f = [](double y) { return normal_cdf((y - 1.5) / 0.75); };
    return x < 0.1 ? 0 : (f(x) - f(0.1)) / (1 - f(0.1));
  });
  check(uniform(1, 2), [](double x) { return std::clamp(x - 1, 0.0, 1.0); });
  check({"exponential", {1.5}, "none", -infinite, infinite}, [](double x) { return 1 - std::exp(-x / 1.5); });
  check({"lognormal", {0.2, 0.5}, "clip", 0.5, 4}, [](double x) {
    return x < 0.5 ? 0 : x > 4 ? 1 : normal_cdf((std::log(x) - 0.2) / 0.5);
  });
}

TEST_CASE("steps are taken from the table alike on every instruction set, in their share") {
  const auto table = StepTable::of(redrawn(normal(1.5, 0.75), 0.1, infinite), 0.1, 65535);
  const auto words = random_words(400000);
  std::vector<std::uint32_t> first(words.size()), steps(words.size());
  const StepLookup lookup{words.data(), first.size(), table->cells(), table->bits(), table->first()};
  levels()[0].kernels->table_steps(lookup, first.data());
  for (const Level& level : levels()) {
    if (!supported(level.name)) continue;
    level.kernels->table_steps(lookup, steps.data());
    CHECK_MESSAGE(steps == first, level.name);
  }
  for (const std::uint32_t k : {1u, 8u, 15u, 22u, 30u}) {
    const double expected = below(*table, k), n = static_cast<double>(first.size());
    const auto found = static_cast<double>(
        std::count_if(first.begin(), first.end(), [k](std::uint32_t step) { return step <= k; }));
    CHECK(std::fabs(found / n - expected) < 5 * std::sqrt(expected * (1 - expected) / n));
  }
}

TEST_CASE("steps lie where values can, however extreme the distribution is, or there is no table") {
  const auto limited = [](const char* limit, const Draw& draw, double low, double high) {
    return Draw{draw.kind, draw.numbers, limit, low, high};
  };
  const Draw exponential{"exponential", {1}, "none", -infinite, infinite};
  const Draw wide{"lognormal", {0, 5}, "none", -infinite, infinite};
  const Draw draws[] = {normal(1.5, 5e-324),
                        normal(1.55, 1e-16),
                        normal(1e-300, 1e-301),
                        normal(-5, 1),
                        normal(-50, 1),
                        normal(1e300, 1e290),
                        uniform(-3, -1),
                        uniform(0.1499999, 0.1500001),
                        uniform(0.05, 409.6),
                        uniform(0, 5e-324),
                        {"exponential", {1e-9}, "none", -infinite, infinite},
                        {"exponential", {1e9}, "none", -infinite, infinite},
                        limited("redraw", exponential, 4, 5),
                        limited("redraw", normal(0, 1), 2.3, infinite),
                        limited("redraw", wide, 0.1, 300),
                        limited("clip", wide, 0.1, 300),
                        limited("clip", exponential, 400, 500),
                        limited("clip", normal(1, 1e-9), 0.95, 1.05),
                        limited("clip", normal(1e6, 1), 0.1, 6553.5),
                        limited("clip", normal(-1e6, 1), 0.1, 400)};
  int tables = 0;
  for (const double resolution : {0.025, 0.1, 1.0})
    for (const Draw& draw : draws) {
      CAPTURE(resolution);
      CHECK_NOTHROW(check(draw, "delay", 1));
      const auto table = StepTable::of(draw, resolution, 65535);
      const Range range = bounds(draw);
      const double first = std::max(0.0, nearest_step(range.min, resolution)),
                   last = nearest_step(range.max, resolution);
      const bool possible = last <= 65535 && last >= first && last - first < (1u << StepTable::most_bits);
      CHECK_MESSAGE(table.has_value() == possible, draw.kind, " ", draw.numbers[0], " ", draw.limit);
      if (!table) continue;
      ++tables;
      const std::uint32_t shift = 32 - table->bits();
      std::vector<std::uint32_t> words;
      for (std::uint32_t cell = 0; cell < 1u << table->bits(); ++cell)
        words.push_back(cell << shift), words.push_back((cell << shift) + ((1u << shift) - 1));
      std::vector<std::uint32_t> steps(words.size());
      best_level().kernels->table_steps(
          {words.data(), words.size(), table->cells(), table->bits(), table->first()}, steps.data());
      const auto [least, most] = std::minmax_element(steps.begin(), steps.end());
      CHECK_MESSAGE(*least >= first, draw.kind, " ", draw.numbers[0], " ", draw.limit);
      CHECK_MESSAGE(*most <= last, draw.kind, " ", draw.numbers[0], " ", draw.limit);
    }
  CHECK(tables > 30);
}

TEST_CASE("there is no table of steps for values that are too many, too large, or all the same") {
  CHECK_FALSE(StepTable::of(uniform(1, 1000), 0.1, 65535).has_value());
  CHECK_FALSE(StepTable::of(uniform(6500, 6600), 0.1, 65535).has_value());
  CHECK_FALSE(StepTable::of(normal(3, 0), 0.1, 65535).has_value());
  CHECK(StepTable::of(uniform(6500, 6550), 0.1, 65535)->first() == 65000);
}
