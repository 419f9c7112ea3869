// Calls that are left before they are done: at the end of everything, and in the middle of a step.
#include <doctest/doctest.h>

#include <atomic>
#include <functional>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include "effort.hpp"
#include "errors.hpp"
#include "networks.hpp"

using namespace cajal;
using namespace cajal::test;
using doctest::test_suite;

namespace {

constexpr std::uint32_t cells = 200;

/** 40,000 synapses that learn, and what they send in 2 ms. */
void describe_learning(Simulation& simulation) {
  simulation.population({"iaf_psc_exp", "cells", cells});
  const Ranges all{0, cells, 1};
  ConnectionSpec connect = connection(all, all, "all_to_all", 0, constant(1), constant(0.1));
  connect.synapse = "tsodyks2_synapse";
  connect.autapses = true;
  simulation.connect(connect);
  simulation.stimulate(stimulus("poisson_generator", {{"rate", {1e6}}}, all, 100, 0.1));
  simulation.record({"spikes", all, {}, 1});
}

/** Neurons that all fire in step 1 and reach all others two steps later: 10 million synapses at once. */
void describe_volley(Simulation& simulation, std::vector<double> times) {
  constexpr std::uint32_t sources = 2400, targets = 4000;
  simulation.population({"parrot_neuron", "sources", sources});
  simulation.population({"iaf_psc_exp", "targets", targets});
  simulation.stimulate(
      stimulus("spike_generator", {{"spike_times", std::move(times)}}, {0, sources, 1}, 1, 0.1));
  simulation.connect(connection({0, sources, 1}, {sources, sources + targets, 1}, "all_to_all", 0,
                                constant(0.001), constant(0.2)));
  simulation.record({"spikes", {sources, sources + targets, 1}, {}, 1});
}

}  // namespace

TEST_CASE("what reads, sets and builds is left at once when everything ends" * test_suite("threads")) {
  const std::vector<std::pair<std::string, std::function<void(Simulation&)>>> calls{
      {"weights", [](Simulation& s) { s.weights(0); }},
      {"digest", [](Simulation& s) { s.digest(); }},
      {"checkpoint", [](Simulation& s) { s.checkpoint(); }},
      {"setWeights", [](Simulation& s) { s.set_weights({0}, constant(2)); }},
      {"read", [](Simulation& s) { s.read_spikes(0, false); }},
      {"build",
       [](Simulation& s) {
         s.build({2, "exact"});
       }},
  };
  for (const auto& [name, call] : calls) {
    Simulation simulation(0.1, 1);
    describe_learning(simulation);
    if (name != "build") {
      simulation.build({2, "exact"});
      simulation.run(200);
      simulation.stop();  // of a run that had ended: reading has nothing to do with it
      if (name != "setWeights") CHECK_NOTHROW(call(simulation));
    }
    simulation.watch([] { return true; });
    INFO(name);
    const Error error = error_of([&] { call(simulation); });
    CHECK(error.code() == "E_ABORTED");
    CHECK(std::string(error.what()).rfind(name, 0) == 0);
  }
}

TEST_CASE("a restoration is left at once when everything ends" * test_suite("threads")) {
  Simulation simulation(0.1, 1);
  describe_learning(simulation);
  simulation.build({2, "exact"});
  const auto bytes = simulation.checkpoint();
  Simulation other(0.1, 1);
  describe_learning(other);
  other.build({2, "exact"});
  other.watch([] { return true; });
  CHECK(code_of([&] { other.restore(bytes); }) == "E_ABORTED");
}

TEST_CASE("a long step that is left has not begun, whether it brings single spikes or bursts" *
          test_suite("threads")) {
  const bool all = all_combinations();  // of the forms of weights with each kind of spikes
  for (const std::string form : {"compact", "exact"})
    for (const auto& times : {std::vector<double>{0.1}, std::vector<double>{0.1, 0.1, 0.1}}) {
      if (!all && (form == "exact") != (times.size() == 1)) continue;
      if (one_combination() && form == "exact") continue;
      Simulation whole(0.1, 1);
      describe_volley(whole, times);
      whole.build({1, form});
      whole.run(3);
      const auto before = whole.checkpoint();
      whole.run(10);
      for (const double threads : {1.0, 2.0}) {
        Simulation simulation(0.1, 1);
        describe_volley(simulation, times);
        simulation.build({threads, form});
        simulation.run(3);
        CHECK(simulation.checkpoint() == before);
        simulation.stop();
        simulation.run(10);
        CHECK(simulation.step() == 3);
        CHECK(simulation.checkpoint() == before);
        // Asked for the first time when part of the volley has been delivered, unless that took less than 10 ms.
        simulation.watch([&] { return simulation.stop(), false; });
        simulation.run(10);
        const double left = simulation.step();
        simulation.watch({});
        if (left == 3) CHECK(simulation.checkpoint() == before);
        simulation.run(13 - left);
        CHECK(simulation.step() == 13);
        CHECK(simulation.digest() == whole.digest());
        CHECK(simulation.checkpoint() == whole.checkpoint());
      }
    }
}

TEST_CASE("a change that is stopped is taken back" * test_suite("threads")) {
  const bool all = all_combinations();  // of the forms of weights
  for (const char* form : {"exact", "compact"}) {
    if (!all && form == std::string("exact")) continue;
    const auto make = [&] {
      auto simulation = std::make_unique<Simulation>(0.1, 1);
      const std::uint32_t size = cases(4000, 1000, 4000);
      const Ranges every{0, size, 1};
      simulation->population({"iaf_psc_exp", "all", static_cast<double>(size)});
      simulation->connect(connection(every, every, "fixed_indegree", 100, normal(30, 3), constant(1)));
      simulation->connect(connection(every, every, "fixed_outdegree", 100, normal(-30, 3), uniform(1, 9)));
      simulation->stimulate(stimulus("poisson_generator", {{"rate", {20000}}}, every, 70, 0.1));
      simulation->build({2, form});
      simulation->run(50);
      return simulation;
    };
    const auto simulation = make(), untouched = make();
    simulation->stop();
    CHECK(code_of([&] { simulation->set_weights({0}, constant(1e5)); }) == "E_ABORTED");
    simulation->run(2), untouched->run(2);
    CHECK(simulation->step() == 52);  // the stop is spent
    int stopped = 0;
    for (const double share : {0.05, 0.3, 0.6, 0.9}) {
      std::atomic<bool> done{false};
      std::thread other([&] {
        while (!done && !(simulation->progress()[0] == 3 && simulation->progress()[1] > share)) {
        }
        if (!done) simulation->stop();
      });
      const std::string code = code_of([&] { simulation->set_weights({1}, constant(-1e5)); });
      done = true;
      other.join();
      CHECK((code == "none" || code == "E_ABORTED"));
      stopped += code == "E_ABORTED";
      if (code == "none") simulation->set_weights({1}, normal(-30, 3));
      CHECK(simulation->progress()[0] == 0);
    }
    CHECK(stopped > 0);
    for (const double projection : {0, 1})
      CHECK(same(simulation->weights(projection), untouched->weights(projection)));
    simulation->run(1);  // spends a stop that came too late
    untouched->run(1);
    CHECK(simulation->step() == 53);
    simulation->run(200), untouched->run(200);
    CHECK(simulation->digest() == untouched->digest());
  }
}
