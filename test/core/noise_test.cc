// Noise currents: the numbers and their distribution, what they do to a membrane, equal bits, and what is refused.
// Significance: each statistic of independent normal numbers is compared with its expectation at 4 standard errors
// (two-sided p = 6e-5), distributions at p > 0.001.
#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <memory>
#include <numbers>
#include <string>
#include <utility>

#include "base/normal.hpp"
#include "current_probe.hpp"
#include "errors.hpp"
#include "kernels/kernels.hpp"
#include "model/registry.hpp"
#include "statistics.hpp"

using namespace cajal;
using namespace cajal::test;
using doctest::test_suite;

namespace {

constexpr std::uint32_t neurons = 2000;
const Ranges all{0, neurons, 1};

StimulusSpec noise(Named parameters, Ranges targets = all, double delay = 0.1) {
  return stimulus("noise_generator", std::move(parameters), std::move(targets), 1, delay);
}

Draw each(std::vector<double> values) { return {"array", std::move(values), "none", -infinite, infinite}; }

/** Whether the sum of n squares of independent standard normal numbers is within 4 standard errors of n. */
bool is_chi_square(double sum, double n) { return std::abs(sum - n) < 4 * std::sqrt(2 * n); }

}  // namespace

TEST_CASE("normal numbers are those of their names, for every instruction set and range of neurons") {
  const std::uint64_t seed = 0x123456789abcdef, step = 0x500000003;
  std::vector<double> expected;
  for (std::uint32_t i = 0; i < 700; ++i) {
    const Words words = philox(seed, i / 64 * 16 + i % 16, 3, 5, 77);
    expected.push_back(normal_deviate(words.w[i % 64 / 16]));
  }
  for (const Level& level : levels()) {
    if (!supported(level.name)) continue;
    for (const auto& [begin, end] :
         {std::pair{0u, 256u}, {1u, 2u}, {63u, 65u}, {300u, 556u}, {699u, 700u}, {5u, 5u}}) {
      std::vector<double> drawn(end - begin);
      level.kernels->normals({seed, step, 77, begin, end}, drawn.data());
      CHECK_MESSAGE(std::equal(drawn.begin(), drawn.end(), expected.begin() + begin), level.name, " ", begin);
    }
  }
}

TEST_CASE("values are normal, constant for dt, and independent between intervals and targets") {
  const double mean = 50, deviation = 120, intervals = 100, count = intervals * neurons;
  const auto seen = currents_of(noise({{"mean", {mean}}, {"std", {deviation}}, {"dt", {0.2}}}), neurons, 201);
  double sum = 0, squares = 0, next = 0, neighbour = 0;
  bool constant = true;
  std::vector<double> bins(20);
  for (std::size_t k = 0; k < 100; ++k)
    for (std::uint32_t i = 0; i < neurons; ++i) {
      const auto z = [&](std::size_t interval, std::uint32_t neuron) {
        return (seen[1 + 2 * interval][neuron] - mean) / deviation;
      };
      const double own = z(k, i);
      constant &= std::abs(seen[2 + 2 * k][i] - seen[1 + 2 * k][i]) < 1e-6;
      sum += own, squares += own * own;
      next += own * z((k + 1) % 100, i), neighbour += own * z(k, (i + 1) % neurons);
      ++bins[static_cast<std::size_t>(10 * std::erfc(-own / std::numbers::sqrt2))];
    }
  CHECK(constant);
  CHECK(seen[0] == std::vector<double>(neurons));  // the delay
  CHECK(std::abs(sum) < 4 * std::sqrt(count));
  CHECK(is_chi_square(squares, count));
  CHECK(std::abs(next) < 4 * std::sqrt(count));
  CHECK(std::abs(neighbour) < 4 * std::sqrt(count));
  CHECK(uniform_p(bins) > 0.001);
}

TEST_CASE("the deviation oscillates with std_mod") {
  const double f = 250;  // a period of 40 steps
  for (const auto& [deviation, modulation] : {std::pair{100.0, 100.0}, {100.0, 80.0}}) {
    const auto seen = currents_of(noise({{"std", {deviation}},
                                         {"std_mod", {modulation}},
                                         {"frequency", {f}},
                                         {"phase", {90}},
                                         {"start", {0.5}},
                                         {"dt", {0.1}}}),
                                  neurons, 120);
    for (std::size_t step = 6; step < 120; ++step) {
      const double turns = 1e-4 * f * static_cast<double>(step - 1) + 0.25;
      const double variance =
          deviation * deviation + modulation * modulation * std::sin(2 * std::numbers::pi * turns);
      double squares = 0;
      for (const double current : seen[step]) squares += current * current;
      if (variance < 1e-6)
        CHECK(squares < 1e-6 * neurons);
      else
        CHECK_MESSAGE(is_chi_square(squares / variance, neurons), step);
    }
  }
}

TEST_CASE("the fluctuations of a leaky membrane have the closed form's variance and correlation") {
  // Held for dt: V_{k+1} = a V_k + R (1 - a) I_k, so var V = (R std)^2 (1 - a) / (1 + a) and cov = a var.
  constexpr std::uint32_t many = 20000;
  const double deviation = 200, dt = 1, a = std::exp(-dt / probe_tau_m), R = probe_tau_m / probe_C_m;
  const double variance = R * R * deviation * deviation * (1 - a) / (1 + a);
  Simulation simulation(0.5, 3);
  describe_probe(simulation, many);
  simulation.stimulate(noise({{"std", {deviation}}, {"dt", {dt}}}, {0, many, 1}, 0.5));
  simulation.build({1, "exact"});
  simulation.run(301);  // 15 time constants, and the delay
  const auto before = simulation.get({0, many, 1}, "V_m");
  simulation.run(2);
  const auto after = simulation.get({0, many, 1}, "V_m");
  double squares = 0, products = 0;
  for (std::uint32_t i = 0; i < many; ++i)
    squares += after[i] * after[i] / variance, products += after[i] * before[i] / variance;
  CHECK(is_chi_square(squares, many));
  CHECK(std::abs(products - a * many) < 4 * std::sqrt((1 + a * a) * many));
  // What the documentation says of slow membranes.
  CHECK(std::sqrt(variance) ==
        doctest::Approx(R * deviation * std::sqrt(dt / (2 * probe_tau_m))).epsilon(1e-3));
}

TEST_CASE("a target has its number whoever else is a target, whatever its own mean and deviation are") {
  const auto whole = currents_of(noise({{"std", {1}}, {"dt", {0.3}}}), neurons, 40);
  for (const Ranges& some : {Ranges{1, neurons, 2}, Ranges{300, 307, 1}, Ranges{690, 700, 1, 5, 300, 3}}) {
    const auto part = currents_of(noise({{"std", {1}}, {"dt", {0.3}}}, some), neurons, 40);
    for (std::uint32_t i = 0; i < neurons; ++i) {
      bool target = false;
      for (std::size_t r = 0; r < some.size(); r += 3)
        target |= i >= some[r] && i < some[r + 1] && (i - some[r]) % some[r + 2] == 0;
      bool same = true;
      for (std::size_t step = 0; step < 40; ++step) same &= part[step][i] == (target ? whole[step][i] : 0);
      CHECK_MESSAGE(same, i);
    }
  }
  std::vector<double> means, deviations;
  for (std::uint32_t i = 0; i < neurons; ++i) means.push_back(i % 11), deviations.push_back(1 + i % 5);
  StimulusSpec own = noise({{"dt", {0.3}}});
  own.each = {{"mean", {each(means)}}, {"std", {each(deviations)}}};
  const auto seen = currents_of(own, neurons, 40);
  double largest = 0;
  for (std::size_t step = 1; step < 40; ++step)
    for (std::uint32_t i = 0; i < neurons; ++i)
      largest = std::max(largest, std::abs(seen[step][i] - means[i] - deviations[i] * whole[step][i]));
  CHECK(largest < 1e-7);
}

TEST_CASE("targets may differ in dt and window") {
  StimulusSpec spec = noise({{"std", {100}}}, {0, 60, 1});
  std::vector<double> dt, start, stop;
  for (std::uint32_t i = 0; i < 60; ++i)
    dt.push_back(0.1 * (1 + i % 4)), start.push_back(0.1 * (i % 3)), stop.push_back(1.5 + 0.1 * (i % 5));
  spec.each = {{"dt", {each(dt)}}, {"start", {each(start)}}, {"stop", {each(stop)}}};
  const auto seen = currents_of(spec, 60, 30);
  for (std::size_t step = 1; step < 30; ++step)
    for (std::uint32_t i = 0; i < 60; ++i) {
      const std::size_t first = 1 + i % 3, last = 16 + i % 5;
      CHECK((seen[step][i] != 0) == (step >= first && step < last));
      if (step <= first || step >= last) continue;
      const bool same = std::abs(seen[step][i] - seen[step - 1][i]) < 1e-6;
      CHECK(same == ((step - first) % (1 + i % 4) != 0));
    }
}

TEST_CASE(
    "noise has the same bits for any threads, pieces and instruction set, and goes on after a checkpoint" *
    test_suite("threads")) {
  const auto make = [](double threads) {
    auto simulation = std::make_unique<Simulation>(0.1, 5);
    describe_balanced(*simulation, {});
    simulation->stimulate(noise({{"std", {300}}, {"dt", {0.4}}}, {0, 1000, 1}, 0.3));
    StimulusSpec own = noise({{"frequency", {40}}, {"dt", {0.1}}}, {0, 1000, 3});
    own.each = {{"std", {uniform(100, 200)}}, {"std_mod", {uniform(0, 100)}}};
    simulation->stimulate(own);
    simulation->build({threads, "exact"});
    return simulation;
  };
  const auto change = [](Simulation& simulation) {
    simulation.set_stimulus(4, {{"std", {50}}, {"dt", {0.7}}}, {{"mean", {uniform(-20, 20)}}});
  };
  const auto one = make(1), pieces = make(3), resumed = make(2);
  one->run(150), change(*one), one->run(53);
  for (int k = 0; k < 15; ++k) pieces->run(10);
  change(*pieces), pieces->run(53);
  resumed->restore(one->checkpoint());
  CHECK(pieces->digest() == one->digest());
  one->run(200), resumed->run(200);
  for (int k = 0; k < 40; ++k) pieces->run(5);
  const std::string digest = one->digest();
  CHECK(pieces->digest() == digest);
  CHECK(resumed->digest() == digest);
  const char* before = std::getenv("CAJAL_ISA");
  const std::string kept = before ? before : "";
  for (const Level& level : levels()) {
    if (!supported(level.name)) continue;
    setenv("CAJAL_ISA", std::string(level.name).c_str(), 1);
    const auto other = make(1);
    other->run(150), change(*other), other->run(253);
    CHECK_MESSAGE(other->digest() == digest, level.name);
  }
  if (kept.empty())
    unsetenv("CAJAL_ISA");
  else
    setenv("CAJAL_ISA", kept.c_str(), 1);
}

TEST_CASE("noise that is none is refused and changes nothing") {
  Simulation simulation(0.1, 1);
  simulation.population({"iaf_psc_exp", "E", 3});
  const Ranges three{0, 3, 1};
  const auto code = [&](Named named) {
    return code_of([&] { simulation.stimulate(noise(std::move(named), three)); });
  };
  CHECK(code({{"std", {-1}}}) == "E_PARAM_RANGE");
  CHECK(code({{"std", {1}}, {"std_mod", {2}}}) == "E_PARAM_RANGE");
  CHECK(code({{"std", {NAN}}}) == "E_NOT_FINITE");
  CHECK(code({{"dt", {0}}}) == "E_PARAM_POSITIVE");
  CHECK(code({{"dt", {0.0004}}}) == "E_TIME_GRID");
  CHECK(code({{"dt", {0.25}}}) == "E_TIME_GRID");
  CHECK(code({{"frequency", {6000}}}) == "E_PARAM_RANGE");
  StimulusSpec disordered = noise({{"std", {1}}}, three);
  disordered.each = {{"std_mod", {each({0, 1, 1.5})}}};
  CHECK(code_of([&] { simulation.stimulate(disordered); }) == "E_PARAM_RANGE");
  CHECK(code({{"std", {1}}, {"std_mod", {1}}}) == "none");
  simulation.build({1, "exact"});
  CHECK(code_of([&] { simulation.set_stimulus(0, {{"std", {0.5}}}); }) == "E_PARAM_RANGE");
  simulation.run(10);
}
