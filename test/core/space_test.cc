// Rules in space against what a loop over all pairs gives, and chance against closed forms.
#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <set>

#include "base/cosine.hpp"
#include "errors.hpp"
#include "space_network.hpp"
#include "statistics.hpp"

using namespace cajal;
using namespace cajal::test;

namespace {

/** All pairs for which something holds, in order. */
template <class Holds>
Synapses pairs_that(const SpaceNetwork& network, Holds holds) {
  Synapses pairs;
  for (std::uint32_t source = 0; source < network.sources.size(); ++source)
    for (std::uint32_t target = 0; target < network.targets.size(); ++target)
      if (holds(source, target)) pairs.push_back({source, target});
  return pairs;
}

Synapses sorted(Synapses synapses) {
  std::sort(synapses.begin(), synapses.end());
  return synapses;
}

Expression expression(const Program& program, std::size_t dimensions = 2) {
  return {program, "kernel", dimensions};
}

double value_at(const Expression& e, std::array<double, 3> way, const Kernels& kernels) {
  const double* const columns[] = {&way[0], &way[1], &way[2]};
  double out;
  e.evaluate(kernels, columns, 1, &out);
  return out;
}

}  // namespace

TEST_CASE("the cosine is that of the library but for its last bits") {
  double worst = 0;
  for (int k = -200000; k <= 200000; ++k) {
    const double x = k * 0.0137;
    worst = std::max(worst, std::abs(cajal::cos(x) - std::cos(x)));
  }
  CHECK(worst < 1e-15);
  CHECK(cajal::cos(0.0) == 1);
  CHECK(std::isnan(cajal::cos(HUGE_VAL)));
}

TEST_CASE("expressions have the same bits on every instruction set, and stay within their bounds") {
  Program wave = gaussian(0.4);
  push(wave, Operation::component, 0), push(wave, Operation::number, 9), push(wave, Operation::multiply);
  push(wave, Operation::cosine), push(wave, Operation::number, 0), push(wave, Operation::most);
  push(wave, Operation::multiply);
  Program rest;  // sqrt(|log(1 + d)|) / (1 + min(d, 0.3)) - d <= 0.2
  push(rest, Operation::distance), push(rest, Operation::number, 1), push(rest, Operation::add);
  push(rest, Operation::logarithm), push(rest, Operation::root);
  push(rest, Operation::distance), push(rest, Operation::number, 0.3), push(rest, Operation::least);
  push(rest, Operation::number, 1), push(rest, Operation::add), push(rest, Operation::divide);
  push(rest, Operation::distance), push(rest, Operation::subtract);
  for (const Program& program : {wave, rest, gaussian(0.1), within(0.5)}) {
    const Expression e = expression(program);
    for (int k = 0; k < 400; ++k) {
      const double x = std::fmod(k * 0.731, 2.0) - 1, y = std::fmod(k * 0.417, 2.0) - 1,
                   side = 0.001 * (k % 200);
      const Range bounds = e.bounds({{{x - side, x + side}, {y - side, y + side}, {0, 0}}});
      for (const double dx : {-1.0, -0.3, 0.0, 1.0})
        for (const double dy : {-1.0, 0.7, 1.0}) {
          const std::array<double, 3> way{x + dx * side, y + dy * side, 0};
          const double value = value_at(e, way, *levels().front().kernels);
          CHECK_UNARY(bounds.min <= value && value <= bounds.max);
          for (const Level& level : levels())
            if (supported(level.name)) CHECK_UNARY(value_at(e, way, *level.kernels) == value);
        }
    }
  }
  const double d = std::hypot(0.3, -0.2);
  CHECK(value_at(expression(wave), {0.3, -0.2, 0}, *best_level().kernels) ==
        doctest::Approx(std::max(0.0, std::cos(2.7)) * std::exp(-d * d / 0.32)));
  CHECK(value_at(expression(rest), {0.3, -0.2, 0}, *best_level().kernels) ==
        doctest::Approx(std::sqrt(std::log(1 + d)) / 1.3 - d));
}

TEST_CASE("what is no expression is refused") {
  const auto code = [](const Program& program, std::size_t dimensions = 2) {
    return code_of([&] { expression(program, dimensions); });
  };
  CHECK(code({}) == "E_TYPE");
  CHECK(code({1}) == "E_TYPE");
  CHECK(code({14, 0}) == "E_TYPE");
  CHECK(code({0.5, 0}) == "E_TYPE");
  CHECK(code({3, 0}) == "E_TYPE");            // no operands
  CHECK(code({1, 0, 1, 0}) == "E_TYPE");      // two results
  CHECK(code(Program(40, 0.0)) == "E_TYPE");  // too deep
  CHECK(code({0, HUGE_VAL}) == "E_NOT_FINITE");
  CHECK(code({2, 2}) == "E_POSITIONS");  // z in two dimensions
  CHECK(code({2, -1}) == "E_TYPE");
  CHECK(code({1, 0}, 0) == "E_POSITIONS");
  CHECK(code({2, 1}) == "none");
}

TEST_CASE("within a mask every pair is connected and outside none, in any space") {
  for (const std::size_t dimensions : {1, 2, 3})
    for (const double period : {0.0, 1.0, 1.3})
      for (const std::uint32_t targets : {1u, 80u, 3000u}) {
        SpaceSettings settings{"spatial_bernoulli", 1, dimensions, 40, targets, period};
        settings.mask = within(0.21);
        const SpaceNetwork network(settings);
        CHECK(sorted(network.all()) ==
              pairs_that(network, [&](auto s, auto t) { return network.distance(s, t) <= 0.21; }));
        if (dimensions == 1) continue;
        settings.mask = ahead(0.3, 0.1);
        const SpaceNetwork directed(settings);
        CHECK(sorted(directed.all()) == pairs_that(directed, [&](auto s, auto t) {
                const double x = directed.way(0, s, t), y = directed.way(1, s, t);
                return x >= 0 && x <= 0.3 && y <= 0.1;
              }));
      }
}

TEST_CASE("a mask without autapses, over several blocks of targets") {
  SpaceSettings settings{"spatial_bernoulli", 1, 2, 70000};
  settings.same = true, settings.autapses = false, settings.mask = within(0.004);
  const SpaceNetwork network(settings);
  REQUIRE(network.rule->blocks() == 2);
  std::size_t wrong = 0, found = 0;
  std::vector<std::uint32_t> partners;
  for (std::uint32_t source = 3; source < 70000; source += 4999) {
    partners.clear();
    for (const std::uint32_t block : {0u, 1u}) network.rule->generate(source, block, partners);
    std::set<std::uint32_t> set(partners.begin(), partners.end());
    CHECK(set.size() == partners.size());
    for (std::uint32_t target = 0; target < 70000; ++target)
      wrong += (network.distance(source, target) <= 0.004 && source != target) != (set.count(target) > 0);
    found += set.size();
  }
  CHECK(wrong == 0);
  CHECK(found > 14);
}

// Probability of false alarm of each test below: 1e-4, for seeds that are fixed.
TEST_CASE("pairs are connected as often as the kernel says, by distance and by pair") {
  for (const double period : {0.0, 1.0})
    for (const double p : {1.0, 0.12}) {
      std::vector<double> observed(40), expected(40), by_pair, pair_p;
      double total = 0, mean = 0;
      for (std::uint64_t seed = 0; seed < 60; ++seed) {
        SpaceSettings settings{"spatial_bernoulli", p, 2, 60, 700, period};
        settings.kernel = gaussian(0.13), settings.seed = seed;
        const SpaceNetwork network(settings);
        const auto bin = [&](auto s, auto t) {
          return static_cast<std::size_t>(network.distance(s, t) * 25);
        };
        const Synapses synapses = network.all();
        CHECK_UNARY(std::set(synapses.begin(), synapses.end()).size() == synapses.size());
        by_pair.resize(60 * 700), total += static_cast<double>(synapses.size());
        mean += static_cast<double>(network.rule->expected_synapses());
        for (const auto& [s, t] : synapses) ++observed[bin(s, t)], ++by_pair[s * 700 + t];
        pair_p.clear();
        pairs_that(network, [&](auto s, auto t) {
          const double d = network.distance(s, t), chance = p * std::exp(-d * d / (2 * 0.13 * 0.13));
          expected[bin(s, t)] += chance, pair_p.push_back(chance);
          return false;
        });
      }
      CHECK(chi_square(observed, expected) > 1e-4);
      CHECK(std::abs(total - mean) < 4 * std::sqrt(mean));
      double sum = 0, count = 0;  // (k - n p)^2 / (n p q) has mean 1 and variance 2 + (1 - 6 p q) / (n p q)
      for (std::size_t i = 0; i < by_pair.size(); ++i) {
        const double variance = 60 * pair_p[i] * (1 - pair_p[i]);
        if (variance < 2) continue;
        sum += (by_pair[i] - 60 * pair_p[i]) * (by_pair[i] - 60 * pair_p[i]) / variance, ++count;
      }
      CHECK(std::abs(sum / count - 1) < 4 * std::sqrt(2.5 / count));
    }
}

TEST_CASE("degrees are exact, and partners as frequent as the kernel says") {
  for (const std::string rule : {"spatial_indegree", "spatial_outdegree"})
    for (const double std : {0.3, 0.01}) {  // the narrow one leaves the cells for the choice among all
      std::vector<double> observed(40), expected(40);
      for (std::uint64_t seed = 0; seed < 40; ++seed) {
        SpaceSettings settings{rule, 12, 2, 90, 90, 1.0};
        settings.kernel = gaussian(std), settings.seed = seed;
        const SpaceNetwork network(settings);
        const Synapses synapses = network.all();
        std::vector<std::uint32_t> degree(90);
        const bool in = rule == "spatial_indegree";
        for (const auto& [s, t] : synapses) ++degree[in ? t : s];
        CHECK_UNARY(std::all_of(degree.begin(), degree.end(), [](auto k) { return k == 12; }));
        std::vector<double> sum(90);
        const auto weight = [&](auto s, auto t) {
          const double d = network.distance(s, t);
          return std::exp(-d * d / (2 * std * std));
        };
        const auto bin = [&](auto s, auto t) {
          return static_cast<std::size_t>(network.distance(s, t) * 50);
        };
        pairs_that(network, [&](auto s, auto t) { return sum[in ? t : s] += weight(s, t), false; });
        for (const auto& [s, t] : synapses) ++observed[bin(s, t)];
        pairs_that(network, [&](auto s, auto t) {
          return expected[bin(s, t)] += 12 * weight(s, t) / sum[in ? t : s], false;
        });
      }
      CHECK_MESSAGE(chi_square(observed, expected) > 1e-4, rule, " ", std);
    }
}

TEST_CASE("without multapses partners are successive draws from those that are left") {
  // Of three partners with kernels a, b, c two are drawn: c is left out with a/s b/(s-a) + b/s a/(s-b).
  for (const double std : {1.0, 0.2}) {
    std::array<double, 3> observed{}, expected{};
    for (std::uint64_t seed = 0; seed < 4000; ++seed) {
      SpaceSettings settings{"spatial_indegree", 2, 1, 3, 5};
      settings.kernel = gaussian(std), settings.multapses = false, settings.seed = seed;
      const SpaceNetwork network(settings);
      std::vector<std::uint32_t> partners;
      network.rule->generate(2, 0, partners);
      REQUIRE(partners.size() == 2);
      REQUIRE(partners[0] != partners[1]);
      ++observed[3 - partners[0] - partners[1]];
      std::array<double, 3> k{};
      for (std::uint32_t s = 0; s < 3; ++s) k[s] = std::exp(-std::pow(network.distance(s, 2) / std, 2) / 2);
      const double sum = k[0] + k[1] + k[2];
      for (std::size_t c = 0; c < 3; ++c) {
        const double a = k[(c + 1) % 3], b = k[(c + 2) % 3];
        expected[c] += a / sum * b / (sum - a) + b / sum * a / (sum - b);
      }
    }
    CHECK(chi_square({observed.begin(), observed.end()}, {expected.begin(), expected.end()}) > 1e-4);
  }
}

TEST_CASE("a neuron with too few partners in its mask is refused by its number") {
  SpaceSettings settings{"spatial_indegree", 30, 2, 60, 80};
  settings.mask = within(0.3), settings.multapses = false;
  const Error few = error_of([&] { SpaceNetwork(settings).all(); });
  CHECK(few.code() == "E_INDEGREE");
  CHECK(std::string(few.what()).find("neuron 0 of the targets needs 30 partners within the mask") !=
        std::string::npos);
  settings.multapses = true;
  CHECK(code_of([&] { SpaceNetwork(settings).all(); }) == "none");
  settings.mask = within(1e-9);
  CHECK(code_of([&] { SpaceNetwork(settings).all(); }) == "E_INDEGREE");
  settings.mask = {}, settings.kernel = {0, 1, 1, 0, 6, 0};  // 1 / d
  CHECK(code_of([&] { SpaceNetwork{settings}; }) == "E_PARAM_RANGE");
}

TEST_CASE("every neuron of a mask is drawn where as many are wanted") {
  SpaceSettings settings{"spatial_outdegree", 1, 2, 30, 50};
  settings.kernel = gaussian(0.05), settings.multapses = false, settings.number = 50;
  const SpaceNetwork network(settings);
  CHECK(sorted(network.all()) == pairs_that(network, [](auto, auto) { return true; }));
}
