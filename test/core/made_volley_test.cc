// Volleys that take long to make: left in the middle, and too large for the memory there is.
#include <doctest/doctest.h>

#include <algorithm>
#include <string>
#include <utility>

#include "effort.hpp"
#include "errors.hpp"
#include "networks.hpp"

using namespace cajal;
using namespace cajal::test;

namespace {

/** Neurons that all fire in step 1 and reach all others 1 to 7 ms later: 10 million synapses. */
void describe_volley(Simulation& simulation) {
  constexpr std::uint32_t sources = 2400, targets = 4000;
  simulation.population({"parrot_neuron", "sources", sources});
  simulation.population({"iaf_psc_exp", "targets", targets});
  simulation.stimulate(stimulus("spike_generator", {{"spike_times", {0.1}}}, {0, sources, 1}, 1, 0.1));
  simulation.connect(connection({0, sources, 1}, {sources, sources + targets, 1}, "all_to_all", 0,
                                constant(0.2), uniform(1, 7)));
}

}  // namespace

TEST_CASE("a volley that is left while it is made or delivered goes on with the same bits") {
  const auto describe = [](Simulation& simulation) {
    describe_volley(simulation);
    // Stored, and due in the step before which the making of the others is left.
    simulation.connect(
        connection({0, 2400, 1}, {2400, 6400, 1}, "fixed_indegree", 3, constant(5), constant(0.1)));
  };
  const auto events = [](const Simulation& simulation) {
    const std::string report = simulation.report(), key = "\"synapticEvents\":";
    return report.substr(report.find(key), 40);
  };
  const bool all = all_combinations();  // of the forms of weights
  for (const char* weights : {"exact", "compact"}) {
    if (!all && weights == std::string("exact")) continue;
    Simulation whole(0.1, 1);
    describe(whole);
    whole.build({2, weights, "stored"});
    whole.run(100);
    for (const auto& [threads, steps] : {std::pair{1.0, 4.0}, {2.0, 4.0}, {2.0, 1.0}}) {
      Simulation simulation(0.1, 1);
      describe(simulation);
      simulation.build({threads, weights, "auto"});
      int left = 0;
      while (simulation.step() < 100) {
        const double before = simulation.step(), wanted = std::min(steps, 100 - before);
        simulation.watch([&] { return simulation.stop(), false; });
        simulation.run(wanted);
        simulation.watch({});
        left += simulation.step() < before + wanted;
        if (simulation.step() == before) simulation.run(1);
      }
      CHECK(simulation.digest() == whole.digest());
      CHECK(events(simulation) == events(whole));
      CHECK(left > 0);
    }
  }
}

TEST_CASE("what is on its way counts against the limit of memory before there is more than it allows") {
  Simulation stored(0.1, 1);
  describe_volley(stored);
  stored.build({1, "compact", "stored"});
  stored.run(100);
  const bool all = all_combinations();  // of the numbers of threads
  for (const auto& [threads, steps] : {std::pair{1.0, 100.0}, {2.0, 1.0}}) {
    if (!all && threads == 1) continue;
    Simulation simulation(0.1, 1);
    describe_volley(simulation);
    simulation.limit(20e6);
    simulation.build({threads, "compact", "made"});
    double reached = 0;
    std::string code = "none";
    for (; code == "none" && reached < 10; reached = simulation.step())
      code = code_of([&simulation, piece = steps] { simulation.run(piece); });
    CHECK(code == "E_MEMORY");
    CHECK(reached < 10);
    CHECK(simulation.bytes() < 24e6);  // of the 38 MB that all would take
    CHECK(code_of([&] { simulation.run(5); }) == "E_MEMORY");
    CHECK(simulation.step() == reached);
    const auto bytes = simulation.checkpoint();
    simulation.limit(200e6);
    simulation.run(100 - simulation.step());
    CHECK(simulation.digest() == stored.digest());
    Simulation other(0.1, 1);
    describe_volley(other);
    other.build({2, "compact", "stored"});
    other.restore(bytes);
    other.run(100 - other.step());
    CHECK(other.digest() == stored.digest());
  }
}
