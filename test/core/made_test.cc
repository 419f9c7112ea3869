// Synapses that are made when their source fires are those that are stored, to the bit.
#include <doctest/doctest.h>

#include <algorithm>
#include <cstdlib>
#include <string>
#include <vector>

#include "connect/registry.hpp"
#include "effort.hpp"
#include "errors.hpp"
#include "model/registry.hpp"
#include "networks.hpp"

using namespace cajal;
using namespace cajal::test;
using doctest::test_suite;

namespace {

const Draw excites = redrawn(normal(40, 8), 0, infinite);
const Draw inhibits = redrawn(normal(-200, 20), -infinite, 0);
const Draw slow = redrawn(normal(1.5, 0.75), 0.05, infinite);

/** 1,000 neurons that one rule connects, with some that are driven and others that are not; active within 10 ms. */
void describe_rule(Simulation& simulation, const std::string& rule, bool flags) {
  const Ranges all{0, 1000, 1}, excitatory{0, 800, 1}, inhibitory{800, 1000, 1};
  simulation.population({"iaf_psc_exp", "E", 800});
  simulation.population({"iaf_psc_exp", "I", 200});
  simulation.values({all, "V_m", uniform(-70, -56)});
  const auto number = [&](double sources, double targets) {
    return rule == "pairwise_bernoulli"   ? 0.07
           : rule == "fixed_total_number" ? sources * targets / 20
           : rule == "fixed_outdegree"    ? targets / 20
                                          : 0;
  };
  const auto connect = [&](const Ranges& sources, const Ranges& targets, double n, const Draw& weight,
                           const Draw& delay) {
    ConnectionSpec spec = connection(sources, targets, rule, n, weight, delay);
    spec.autapses = spec.multapses = flags;
    if (rule == "pairs")
      for (std::uint32_t k = 0; k < 20000; ++k)
        spec.pair_sources.push_back(k * 7 % 200), spec.pair_targets.push_back((k * 7 / 200 + k) % 200);
    simulation.connect(spec);
  };
  const bool square = rule == "one_to_one";
  connect(square ? Ranges{100, 300, 1} : excitatory, square ? inhibitory : excitatory, number(800, 800),
          excites, slow);
  connect(excitatory, square ? excitatory : inhibitory, number(800, 200), excites, uniform(0.1, 9));
  connect(inhibitory, square ? Ranges{0, 200, 1} : excitatory, number(200, 800), inhibits,
          redrawn(normal(40, 30), 0.1, 120));
  connect(inhibitory, inhibitory, number(200, 200), inhibits, constant(25.0));
  simulation.stimulate(stimulus("poisson_generator", {{"rate", {9000}}}, all, 40, 1.5));
  simulation.stimulate(stimulus("spike_generator", {{"spike_times", {5, 5, 12.5, 40}}}, {0, 400, 1}, 300, 2));
}

std::string digest_of_rule(const std::string& rule, bool flags, const BuildSpec& spec) {
  Simulation simulation(0.1, 7);
  describe_rule(simulation, rule, flags);
  simulation.build(spec);
  simulation.run(cases(300, 100, 600));
  CHECK(simulation.report().find("\"spikes\":0,") == std::string::npos);
  return simulation.digest();
}

/** Parrots that all excite all, and one spike: their bursts grow fast. */
void describe_parrots(Simulation& simulation, double delay) {
  simulation.population({"parrot_neuron", "loop", 30});
  const Ranges all{0, 30, 1};
  ConnectionSpec connect = connection(all, all, "all_to_all", 0, constant(1), constant(delay));
  connect.autapses = true;
  simulation.connect(connect);
  simulation.stimulate(stimulus("spike_generator", {{"spike_times", {0.1}}}, all, 1, 0.1));
}

}  // namespace

TEST_CASE("made synapses are the stored ones, for every rule that draws by source" * test_suite("threads")) {
  const bool all_pairs = all_combinations();  // of a form of weights and a set of flags
  for (const std::string rule :
       {"all_to_all", "one_to_one", "fixed_outdegree", "fixed_total_number", "pairwise_bernoulli", "pairs"})
    for (const char* weights : {"exact", "compact"})
      for (const bool flags : {true, false}) {
        if (rule == "pairs" && !flags) continue;  // its list has pairs twice
        if (!all_pairs && flags != (rule == "pairs" || weights == std::string("exact"))) continue;
        const std::string stored = digest_of_rule(rule, flags, {2, weights, "stored"});
        for (const double threads : {1, 3})
          CHECK_MESSAGE(digest_of_rule(rule, flags, {threads, weights, "made"}) == stored, rule, " ", weights,
                        " ", threads);
      }
}

TEST_CASE("rules that draw by target are refused by name, or stored beside those that are made" *
          test_suite("threads")) {
  std::vector<std::string> refused;
  for (const RuleModel* model : rules()) {
    Simulation simulation(0.1, 1);
    simulation.population({"iaf_psc_exp", "all", 10});
    ConnectionSpec spec =
        connection({0, 10, 1}, {0, 10, 1}, std::string(model->name), 1, constant(1), constant(1));
    if (model->name == "pairs") spec.pair_sources = {0}, spec.pair_targets = {1};
    simulation.connect(spec);
    const Error error = error_of([&] { simulation.build({1, "exact", "made"}); });
    if (error.code() == "none") continue;
    CHECK(error.code() == "E_CONNECTIVITY");
    CHECK(std::string(error.what()).find("projection 0 (" + std::string(model->name) + ")") !=
          std::string::npos);
    refused.push_back(std::string(model->name));
  }
  CHECK(refused == std::vector<std::string>{"fixed_indegree", "spatial_bernoulli", "spatial_indegree",
                                            "spatial_outdegree"});
  const std::string stored = digest_after({.threads = 2}, 1, 600);
  for (const double threads : {1, 2, 3})
    CHECK(digest_after({.threads = threads, .connectivity = "auto"}, 1, 600) == stored);
  CHECK(digest_after({.threads = 2, .weights = "compact", .connectivity = "auto"}, 3, 200) ==
        digest_after({.weights = "compact"}, 1, 600));
}

TEST_CASE("delays that a table might draw below a step are stored") {
  Simulation simulation(0.1, 1);
  simulation.population({"iaf_psc_exp", "all", 2});
  simulation.connect(connection({0, 1, 1}, {1, 2, 1}, "all_to_all", 0, constant(1), normal(1.5, 0.75)));
  const Error error = error_of([&] { simulation.build({1, "exact", "made"}); });
  CHECK(error.code() == "E_CONNECTIVITY");
  CHECK(error.detail().hint.find("redraw") != std::string::npos);
}

TEST_CASE("made synapses do not depend on the instruction set" * test_suite("threads")) {
  const char* before = std::getenv("CAJAL_ISA");
  const std::string kept = before ? before : "";
  for (const char* weights : {"exact", "compact"}) {
    const std::string stored = digest_of_rule("fixed_total_number", true, {1, weights, "stored"});
    for (const Level& level : levels()) {
      if (!supported(level.name)) continue;
      setenv("CAJAL_ISA", std::string(level.name).c_str(), 1);
      CHECK_MESSAGE(digest_of_rule("fixed_total_number", true, {2, weights, "made"}) == stored, level.name);
    }
  }
  if (kept.empty())
    unsetenv("CAJAL_ISA");
  else
    setenv("CAJAL_ISA", kept.c_str(), 1);
}

TEST_CASE("bursts of made synapses arrive as those of stored ones, also where sums are cut" *
          test_suite("threads")) {
  for (const char* weights : {"exact", "compact"})
    for (const double delay : {0.1, 0.7}) {
      const auto digest = [&](const BuildSpec& spec) {
        Simulation simulation(0.1, 1);
        describe_parrots(simulation, delay);
        simulation.build(spec);
        simulation.run(60);
        return simulation.digest();
      };
      const std::string stored = digest({1, weights, "stored"});
      CHECK(digest({1, weights, "made"}) == stored);
      CHECK(digest({2, weights, "made"}) == stored);
    }
}

TEST_CASE("checkpoints go from stored to made synapses and back, with what is on its way" *
          test_suite("threads")) {
  for (const char* weights : {"exact", "compact"}) {
    Simulation whole(0.1, 7);
    describe_rule(whole, "fixed_total_number", true);
    whole.build({2, weights, "stored"});
    whole.run(300);
    const auto before = whole.checkpoint();
    whole.run(300);
    std::vector<std::uint8_t> bytes;
    for (const BuildSpec& spec :
         {BuildSpec{3, weights, "made"}, BuildSpec{1, weights, "made"}, BuildSpec{2, weights, "stored"}}) {
      Simulation simulation(0.1, 7);
      describe_rule(simulation, "fixed_total_number", true);
      simulation.build(spec);
      simulation.restore(bytes.empty() ? before : bytes);
      simulation.run(bytes.empty() ? 100 : 50);
      bytes = simulation.checkpoint();
      simulation.run(600 - simulation.step());
      CHECK(simulation.digest() == whole.digest());
    }
  }
}

TEST_CASE(
    "checkpoints of made synapses are the same bytes on any threads, also after another one was restored" *
    test_suite("threads")) {
  std::vector<std::vector<std::uint8_t>> files;
  for (const double threads : {1, 3}) {
    const auto built = [threads](Simulation& simulation) {
      describe_rule(simulation, "fixed_total_number", true);
      simulation.build({threads, "compact", "made"});
    };
    Simulation first(0.1, 7), second(0.1, 7);
    built(first), built(second);
    first.run(300);
    files.push_back(first.checkpoint());
    second.restore(files.back());
    files.push_back(second.checkpoint());
    CHECK(files.front() == files[files.size() - 2]);
    CHECK(files.front() == files.back());
  }
}

TEST_CASE("new weights reach what is on its way alike, stored and made, and after a refusal nothing changed" *
          test_suite("threads")) {
  for (const char* weights : {"exact", "compact"}) {
    const auto digest = [&](const BuildSpec& spec) {
      Simulation simulation(0.1, 7);
      describe_rule(simulation, "fixed_outdegree", true);
      simulation.build(spec);
      simulation.run(200);
      simulation.set_weights({0, 2}, uniform(1, 900));
      simulation.run(57);
      CHECK(code_of([&] { simulation.set_weights({1}, normal(0, -1)); }) == "E_PARAM_RANGE");
      simulation.set_weights({1}, constant(-3));
      simulation.run(200);
      return simulation.digest();
    };
    const std::string stored = digest({1, weights, "stored"});
    CHECK(digest({1, weights, "made"}) == stored);
    CHECK(digest({3, weights, "made"}) == stored);
  }
}

TEST_CASE("new parameters of neurons find what is on its way to them" * test_suite("threads")) {
  const auto digest = [&](const BuildSpec& spec) {
    Simulation simulation(0.1, 7);
    describe_rule(simulation, "fixed_total_number", true);
    simulation.build(spec);
    simulation.set_neurons({{{0, 1000, 1}, "tau_syn_in", constant(7)}});  // another form, with a sum more
    simulation.run(200);
    simulation.set_neurons({{{0, 800, 1}, "tau_m", constant(12)}});
    simulation.run(200);
    return simulation.digest();
  };
  const std::string stored = digest({2, "exact", "stored"});
  CHECK(digest({2, "exact", "made"}) == stored);
  CHECK(digest({1, "exact", "made"}) == stored);
}

TEST_CASE("the report of made synapses has their number and no memory for them") {
  for (const std::string connectivity : {"stored", "made"}) {
    Simulation simulation(0.1, 7);
    describe_rule(simulation, "fixed_total_number", true);
    simulation.build({1, "exact", connectivity});
    const std::string report = simulation.report();
    INFO(report);
    CHECK(report.find("\"synapses\":50400") != std::string::npos);
    CHECK(report.find("W_WEIGHT_UNDERFLOW") == std::string::npos);
  }
}

TEST_CASE("weights that vanish are counted where they are made as where they are stored") {
  for (const std::string connectivity : {"stored", "made"}) {
    Simulation simulation(0.1, 7);
    simulation.population({"iaf_psc_exp", "all", 100});
    const Ranges all{0, 100, 1};
    simulation.connect(connection(all, all, "fixed_total_number", 1000, constant(1e6), constant(1)));
    simulation.connect(connection(all, all, "fixed_total_number", 600, constant(1), constant(1)));
    simulation.build({1, "compact", connectivity});
    CHECK(simulation.report().find("\"count\":600") != std::string::npos);
  }
}
