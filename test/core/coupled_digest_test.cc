// The promise of equal bits, for synapses that change and values that neurons show.
#include <doctest/doctest.h>

#include <cmath>
#include <cstdlib>

#include "coupled_networks.hpp"
#include "effort.hpp"
#include "model/registry.hpp"

using namespace cajal;
using namespace cajal::test;
using doctest::test_suite;

namespace {

/** `total` steps in pieces of one step to a few hundred. */
std::vector<double> random_pieces(double total, unsigned seed) {
  std::vector<double> pieces;
  for (double left = total; left > 0; left -= pieces.back()) {
    seed = seed * 1664525u + 1013904223u;
    pieces.push_back(std::min(left, std::floor(std::pow(400.0, static_cast<double>(seed >> 8) / (1 << 24)))));
  }
  return pieces;
}

}  // namespace

TEST_CASE("the coupled network is alive: all of it fires, and all that can learn has learnt") {
  Simulation simulation(h, 5);
  describe_coupled(simulation, {.record = true});
  simulation.build({1, "exact"});
  std::vector<std::vector<double>> before;
  for (double p = 0; p < 20; ++p) before.push_back(simulation.weights(p).weight);
  simulation.run(600);
  std::vector<int> fired(1690);
  for (const std::uint32_t id : simulation.read_spikes(0, false).ids) ++fired[id];
  const auto total = [&](std::size_t begin, std::size_t end) {
    int sum = 0;
    for (std::size_t i = begin; i < end; ++i) sum += fired[i];
    return sum;
  };
  CHECK(total(0, 20) > 100);
  CHECK(total(20, 320) > 100);
  CHECK(total(320, 720) > 100);
  CHECK(total(1364, 1374) > 100);
  CHECK(total(1374, 1684) > 100);
  CHECK(total(1684, 1690) > 10);
  const std::vector<std::size_t> learning{0, 1, 5, 6, 7, 8, 10, 14, 15, 16, 17, 18, 19};
  for (const std::size_t p : learning) {
    const auto after = simulation.weights(static_cast<double>(p)).weight;
    std::size_t changed = 0;
    for (std::size_t k = 0; k < after.size(); ++k) changed += after[k] != before[p][k];
    CHECK_MESSAGE(changed > after.size() / 2, "projection ", p, ": ", changed, " of ", after.size());
  }
}

TEST_CASE(
    "digests with learning do not depend on the number of threads, on recording, or on how a run is cut" *
    test_suite("threads")) {
  const double steps = cases(300, 60, 600);
  const std::string whole = coupled_digest({}, {steps});
  for (const double threads : {2, 3, 4})
    CHECK_MESSAGE(coupled_digest({.threads = threads}, {steps}) == whole, threads);
  CHECK(coupled_digest({.threads = 2, .record = true}, {steps}) == whole);
  for (const unsigned seed : {1u, 2u})
    CHECK(coupled_digest({.threads = static_cast<double>(seed)}, random_pieces(steps, seed)) == whole);
  CHECK(coupled_digest({}, {steps + 1}) != whole);
  CHECK(coupled_digest({.seed = 6}, {steps}) != whole);
}

TEST_CASE("digests with learning do not depend on the instruction set" * test_suite("threads")) {
  const char* before = std::getenv("CAJAL_ISA");
  const std::string kept = before ? before : "";
  std::string first;
  for (const Level& level : levels()) {
    if (!supported(level.name)) continue;
    setenv("CAJAL_ISA", std::string(level.name).c_str(), 1);
    const std::string digest = coupled_digest({.threads = 2}, {400});
    if (first.empty()) first = digest;
    CHECK_MESSAGE(digest == first, level.name);
  }
  if (kept.empty())
    unsetenv("CAJAL_ISA");
  else
    setenv("CAJAL_ISA", kept.c_str(), 1);
}

TEST_CASE("a pair of neurons that is connected twice changes no sum elsewhere" * test_suite("threads")) {
  // Only neuron 0 has two synapses from one source, which only one of several slices sees.
  const auto digest = [](double threads) {
    Simulation simulation(h, 3);
    simulation.population({"rate_input", "inputs", 3});
    simulation.population({"dendritic_rate", "targets", 600});
    const Ranges inputs{0, 3, 1}, targets{3, 603, 1};
    simulation.values({inputs, "x", uniform(0.1, 1)});
    simulation.connect(synapses(inputs, targets, "rate_synapse", {}, port::basal, uniform(-1, 1), h));
    auto twice = synapses(inputs, targets, "rate_synapse", {}, port::basal, uniform(-1, 1), h, "pairs");
    for (std::uint32_t t = 0; t < 600; ++t)
      for (std::uint32_t s = 0; s < 3; ++s) twice.pair_sources.push_back(s), twice.pair_targets.push_back(t);
    twice.pair_sources.push_back(0), twice.pair_targets.push_back(0);
    simulation.connect(twice);
    simulation.build({threads, "exact"});
    simulation.run(20);
    return simulation.digest();
  };
  const std::string alone = digest(1);
  for (const double threads : {2, 3}) CHECK(digest(threads) == alone);
}
