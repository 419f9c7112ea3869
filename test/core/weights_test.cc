// New weights for existing synapses: as if the network had had them from the beginning.
#include <doctest/doctest.h>

#include <cmath>

#include "effort.hpp"
#include "errors.hpp"
#include "networks.hpp"

using namespace cajal;
using namespace cajal::test;
using doctest::test_suite;

namespace {

const Ranges every_neuron{0, 600, 1}, senders{0, 60, 1}, sixty{300, 600, 5};

/** A rule between `senders` and others, with the number of its synapses if arrays have an order there. */
struct RuleCase {
  const char* rule;
  double number;
  Ranges targets;
  std::size_t listed;
};

const RuleCase rules[] = {{"all_to_all", 0, sixty, 3600},
                          {"one_to_one", 0, sixty, 60},
                          {"fixed_indegree", 20, every_neuron, 12000},
                          {"fixed_outdegree", 100, every_neuron, 6000},
                          {"fixed_total_number", 9000, every_neuron, 0},
                          {"pairwise_bernoulli", 0.2, every_neuron, 0},
                          {"pairs", 4, {599, 299, 100}, 4}};

/** A model in the variant that its parameters and recordings select. */
struct VariantCase {
  const char* model;
  double tau_syn_in;  ///< 0: the model has none
  bool traced;
  double weight;
};

const VariantCase variants[] = {{"iaf_psc_exp", 2, false, 400},  {"iaf_psc_exp", 5, false, 400},
                                {"iaf_psc_exp", 2, true, 400},   {"iaf_psc_alpha", 2, false, 400},
                                {"iaf_psc_alpha", 5, true, 400}, {"iaf_cond_exp", 0, false, 20},
                                {"iaf_psc_delta", 0, false, 4},  {"parrot_neuron", 0, false, 1}};

/** Senders driven by Poisson spikes, a second projection and two stimuli that share the receiving neurons. */
void describe(Simulation& simulation, const RuleCase& rule, const VariantCase& variant, const Draw& weight) {
  simulation.population({"iaf_psc_exp", "senders", 300});
  simulation.population({variant.model, "receivers", 300});
  const Ranges receivers{300, 600, 1};
  if (variant.tau_syn_in > 0) simulation.values({receivers, "tau_syn_in", constant(variant.tau_syn_in)});
  auto spec = connection(senders, rule.targets, rule.rule, rule.number, weight, uniform(0.1, 12));
  if (spec.rule == "pairs")
    spec.targets = every_neuron, spec.pair_sources = {3, 1, 3, 59}, spec.pair_targets = {599, 300, 599, 5};
  simulation.connect(spec);
  simulation.connect(
      connection({50, 300, 1}, every_neuron, "fixed_indegree", 5, constant(variant.weight), constant(1.5)));
  simulation.stimulate(stimulus("poisson_generator", {{"rate", {30000}}}, {0, 300, 1}, 60, 1.5));
  simulation.stimulate(stimulus("poisson_generator", {{"rate", {500}}}, {300, 500, 1}, -variant.weight, 1));
  simulation.stimulate(
      stimulus("spike_generator", {{"spike_times", {5, 5, 20}}}, every_neuron, variant.weight, 2));
  if (variant.traced) simulation.record({"state", {300, 310, 1}, {"I_syn_ex"}, 10});
}

/** Weights of another size, sign, kind, and scale. */
std::vector<Draw> others(const RuleCase& rule, double weight) {
  Draw clipped = normal(-weight, 0.4 * weight);
  clipped.limit = "clip", clipped.low = -1.5 * weight, clipped.high = 0.25 * weight;
  std::vector<Draw> draws{constant(-1.5 * weight), constant(0), constant(1e4 * weight),
                          redrawn(normal(weight, 0.3 * weight), 0, infinite), clipped};
  if (rule.listed == 0) return draws;
  Draw array{"array", {}, "none", -infinite, infinite};
  for (std::size_t i = 0; i < rule.listed; ++i)
    array.numbers.push_back(weight * (static_cast<double>(i % 7) - 3));
  draws.push_back(array);
  return draws;
}

std::string after(Simulation& simulation, double steps) {
  simulation.run(steps);
  return simulation.digest();
}

}  // namespace

TEST_CASE("a network with new weights is the network that had them from the beginning" *
          test_suite("threads")) {
  const unsigned every = cases(2, 5, 1);  // of the pairs of a rule and a model
  int different = 0, compared = 0;
  unsigned pair = 0;
  for (const char* form : {"exact", "compact"})
    for (const RuleCase& rule : rules)
      for (const VariantCase& variant : variants) {
        if (++pair % every != 0) continue;
        const Draw first = constant(variant.weight);
        Simulation unchanged(0.1, 7);
        describe(unchanged, rule, variant, first);
        unchanged.build({1, form});
        const std::string before = after(unchanged, 200);
        const auto draws = others(rule, variant.weight);
        const Draw& draw = draws[static_cast<std::size_t>(compared++) % draws.size()];
        Simulation changed(0.1, 7), reference(0.1, 7);
        describe(changed, rule, variant, first), describe(reference, rule, variant, draw);
        changed.build({static_cast<double>(1 + compared % 4), form}), reference.build({1, form});
        changed.set_weights({0}, draw);
        CHECK(same(changed.weights(0), reference.weights(0)));
        CHECK(same(changed.weights(1), reference.weights(1)));
        const std::string digest = after(changed, 200);
        CHECK_MESSAGE(digest == after(reference, 200), form, " ", rule.rule, " ", variant.model, " ",
                      draw.kind);
        different += digest != before;
      }
  CHECK(different > compared * 2 / 3);  // the weights matter: only parrots do not feel them
}

TEST_CASE("every kind of weight, on any number of threads, also in the middle of a run and back" *
          test_suite("threads")) {
  const unsigned every = cases(3, 8, 1);  // of the weights for a form and a model
  unsigned tried = 0;
  for (const char* form : {"exact", "compact"})
    for (const VariantCase& variant : {variants[0], variants[1], variants[2]}) {
      const RuleCase& rule = rules[2];
      for (const Draw& draw : others(rule, variant.weight)) {
        if (tried++ % every != 0) continue;
        std::string first;
        for (double threads = 1; threads <= 4; threads += cases(1, 2, 1)) {
          Simulation simulation(0.1, 7);
          describe(simulation, rule, variant, constant(variant.weight));
          simulation.build({threads, form});
          const SynapseColumns original = simulation.weights(0);
          simulation.run(73);
          simulation.set_weights({0}, draw);
          simulation.run(60);
          simulation.set_weights({0}, constant(variant.weight));
          CHECK(same(simulation.weights(0), original));
          const std::string digest = after(simulation, 60);
          if (first.empty()) first = digest;
          CHECK_MESSAGE(digest == first, form, " ", draw.kind, " ", threads);
        }
      }
    }
}

TEST_CASE("spikes on their way arrive with the weight of their arrival" * test_suite("threads")) {
  // One spike at 1 ms onto 40 neurons with delays of 1 to 40 ms; at 20 ms the weight changes.
  for (const char* form : {"exact", "compact"})
    for (const double tau_syn_in : {2.0, 5.0})
      for (const double changed : {200.0, -200.0, 0.0, 100.0}) {
        const auto run = [&](const std::vector<double>& weights, bool change) {
          Draw each{"array", weights, "none", -infinite, infinite}, delays = each;
          for (std::size_t i = 0; i < weights.size(); ++i) delays.numbers[i] = static_cast<double>(i + 1);
          Simulation simulation(0.1, 1);
          simulation.population({"parrot_neuron", "source", 1});
          simulation.population({"iaf_psc_exp", "targets", 40});
          simulation.values({{1, 41, 1}, "tau_syn_in", constant(tau_syn_in)});
          simulation.connect(connection({0, 1, 1}, {1, 41, 1}, "all_to_all", 0, each, delays));
          simulation.stimulate(stimulus("spike_generator", {{"spike_times", {0.5}}}, {0, 1, 1}, 1, 0.5));
          simulation.record({"state", {1, 41, 1}, {"I_syn_ex", "I_syn_in"}, 10});
          simulation.build({2, form});
          simulation.run(200);
          if (change) simulation.set_weights({0}, constant(changed));
          simulation.run(300);
          return std::pair(simulation.digest(), simulation.read_samples(0, false).values);
        };
        std::vector<double> weights(40, 100), expected = weights;
        for (std::size_t i = 19; i < 40; ++i) expected[i] = changed;  // 1 + (i + 1) > 20
        CHECK(run(weights, true) == run(expected, false));
        const auto values = run(weights, true).second;
        const auto current = [&](std::size_t time, std::size_t channel, std::size_t neuron) {
          return values[(time - 1) * 80 + channel * 40 + neuron];
        };
        CHECK(current(20, 0, 18) == 100);  // a delay of 19 ms: arrives at 20 ms
        CHECK(current(21, changed < 0, 19) == changed);
        CHECK(current(41, changed < 0, 39) == changed);
      }
}

TEST_CASE("several projections change together" * test_suite("threads")) {
  const auto balanced = [](const char* form, double threads) {
    auto simulation = std::make_unique<Simulation>(0.1, 42);
    describe_balanced(*simulation, {.weights = form});
    simulation->build({threads, form});
    return simulation;
  };
  for (const char* form : {"exact", "compact"}) {
    const Draw draw = redrawn(normal(-500, 50), -infinite, 0);
    const auto one = balanced(form, 1), other = balanced(form, 3), untouched = balanced(form, 1);
    one->run(100), other->run(100), untouched->run(100);
    one->set_weights({2, 3, 2}, draw);
    other->set_weights({3}, draw), other->set_weights({2}, draw), other->set_weights({}, constant(5));
    const std::string digest = after(*one, 500);
    CHECK(after(*other, 500) == digest);
    CHECK(after(*untouched, 500) != digest);
  }
}

TEST_CASE("what is refused changes nothing") {
  const auto warnings = [](const Simulation& simulation) {
    const std::string report = simulation.report();
    return report.substr(report.find("warnings"));
  };
  const bool all = all_combinations();  // of the weights after each refusal, on any number of threads
  for (double threads = all ? 1 : 2; threads <= 2; ++threads) {
    const auto make = [&] {
      auto simulation = std::make_unique<Simulation>(0.1, 1);
      simulation->population({"iaf_psc_exp", "all", 600});
      simulation->connect(
          connection({0, 600, 1}, {0, 2, 1}, "fixed_indegree", 200000, uniform(0, 0.9), constant(1)));
      simulation->connect(
          connection({0, 600, 1}, {0, 600, 1}, "fixed_total_number", 6000, constant(100), constant(1)));
      simulation->stimulate(stimulus("poisson_generator", {{"rate", {20000}}}, {0, 600, 1}, 0.5, 0.1));
      simulation->build({threads, "compact"});
      simulation->run(50);
      return simulation;
    };
    const auto simulation = make(), untouched = make();
    const SynapseColumns weights[] = {untouched->weights(0), untouched->weights(1)};
    const std::string digest = untouched->digest();
    const auto compare = [&] {
      for (const int projection : {0, 1}) CHECK(same(simulation->weights(projection), weights[projection]));
    };
    const auto refuses = [&](const char* code, const std::vector<std::uint32_t>& projections,
                             const Draw& weight) {
      CHECK(code_of([&] { simulation->set_weights(projections, weight); }) == code);
      if (all) compare();
      CHECK(simulation->digest() == digest);
    };
    const Draw two{"array", {1, 2}, "none", -infinite, infinite};
    refuses("E_OVERFLOW", {0}, constant(100));          // no unit changes
    refuses("E_OVERFLOW", {0, 1}, uniform(300, 1000));  // all units change
    refuses("E_OVERFLOW", {1}, constant(0.5));          // the unit shrinks, so that the others grow in units
    refuses("E_INDEX", {0, 2}, constant(1));
    refuses("E_SHAPE", {1}, two);
    refuses("E_SHAPE", {0}, two);
    refuses("E_NOT_FINITE", {0}, constant(NAN));
    refuses("E_PARAM_RANGE", {0}, normal(0, -1));
    refuses("E_DISTRIBUTION_EMPTY", {0}, redrawn(normal(0, 1), 50, 51));
    refuses("E_TYPE", {0}, {"binomial", {1, 2}, "none", 0, 0});
    compare();
    CHECK(after(*simulation, 200) == after(*untouched, 200));
    CHECK(warnings(*simulation) == warnings(*untouched));
  }
  Simulation described(0.1, 1);
  CHECK(code_of([&] { described.set_weights({0}, constant(1)); }) == "E_FROZEN");
}

TEST_CASE("vanished weights are counted anew, those of Poisson stimuli too, and the advice fits the form" *
          test_suite("threads")) {
  for (const char* form : {"exact", "compact"}) {
    Simulation simulation(0.1, 1);
    simulation.population({"iaf_psc_exp", "all", 600});
    simulation.connect(connection({0, 600, 1}, {0, 600, 1}, "one_to_one", 0, constant(1), constant(1)));
    simulation.connect(connection({0, 600, 1}, {0, 100, 1}, "fixed_indegree", 2, constant(2), constant(1)));
    simulation.stimulate(stimulus("poisson_generator", {{"rate", {100}}}, {0, 50, 1}, 1, 0.1));
    simulation.stimulate(stimulus("spike_generator", {{"spike_times", {1}}}, {0, 7, 1}, 1, 0.1));
    simulation.build({2, form});
    CHECK(simulation.report().find("W_WEIGHT") == std::string::npos);
    simulation.set_weights({1}, constant(1e15));
    CHECK(simulation.report().find("\"count\":657") != std::string::npos);
    const bool exact = std::string(form) == "exact";
    CHECK((simulation.report().find("use exact") == std::string::npos) == exact);
    simulation.set_weights({0}, constant(0));
    CHECK(simulation.report().find("\"count\":57") != std::string::npos);
    simulation.set_weights({1}, constant(3));
    CHECK(simulation.report().find("W_WEIGHT") == std::string::npos);
  }
}
