// The promise of equal bits: results depend on the description and the seed, on nothing else.
#include <doctest/doctest.h>

#include <cstdlib>

#include "base/json.hpp"
#include "effort.hpp"
#include "model/registry.hpp"
#include "networks.hpp"

using namespace cajal;
using namespace cajal::test;
using doctest::test_suite;

namespace {

/** Of a run whose bits are compared. */
const int digest_steps = static_cast<int>(cases(800, 160, 1000));

}  // namespace

TEST_CASE("the balanced network is active, so that digests mean something") {
  Simulation simulation(0.1, 42);
  describe_balanced(simulation, {.record = true});
  simulation.build({1, "exact"});
  simulation.run(1000);
  const SpikeColumns spikes = simulation.read_spikes(0, false);
  CHECK(spikes.ids.size() > 800);
  CHECK(spikes.ids.size() < 80000);
}

TEST_CASE("digests do not depend on the number of threads" * test_suite("threads")) {
  for (const char* weights : {"exact", "compact"})
    for (const double tau_syn_in : {2.0, 5.0}) {
      Options options{.weights = weights, .tau_syn_in = tau_syn_in};
      const std::string alone = digest_after(options, 1, digest_steps);
      for (const double threads : {2, 3, 4}) {
        options.threads = threads;
        CHECK_MESSAGE(digest_after(options, 1, digest_steps) == alone, weights, " ", tau_syn_in, " ",
                      threads);
      }
    }
}

TEST_CASE("digests do not depend on how a run is cut" * test_suite("threads")) {
  const std::string whole = digest_after({}, 1, digest_steps);
  CHECK(digest_after({.threads = 2}, digest_steps, 1) == whole);
  CHECK(digest_after({.threads = 2}, 8, digest_steps / 8) == whole);
}

TEST_CASE("recording changes nothing" * test_suite("threads")) {
  for (const double tau_syn_in : {2.0, 5.0}) {
    Options options{.threads = 2, .tau_syn_in = tau_syn_in};
    const std::string unrecorded = digest_after(options, 1, digest_steps);
    options.record = true;
    CHECK(digest_after(options, 1, digest_steps) == unrecorded);
  }
}

TEST_CASE("digests do not depend on the instruction set" * test_suite("threads")) {
  const char* before = std::getenv("CAJAL_ISA");
  const std::string kept = before ? before : "";
  for (const char* weights : {"exact", "compact"}) {
    std::string first;
    for (const Level& level : levels()) {
      if (!supported(level.name)) continue;
      setenv("CAJAL_ISA", std::string(level.name).c_str(), 1);
      const std::string digest = digest_after({.threads = 2, .weights = weights}, 1, digest_steps);
      if (first.empty()) first = digest;
      CHECK_MESSAGE(digest == first, level.name, " ", weights);
    }
  }
  if (kept.empty())
    unsetenv("CAJAL_ISA");
  else
    setenv("CAJAL_ISA", kept.c_str(), 1);
}

TEST_CASE("digests tell seeds, durations and weight forms apart") {
  const std::string one = digest_after({}, 1, 500);
  CHECK(digest_after({.seed = 43}, 1, 500) != one);
  CHECK(digest_after({}, 1, 501) != one);
  CHECK(digest_after({.weights = "compact"}, 1, 500) != one);
}
