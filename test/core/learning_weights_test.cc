// New weights and new parameters for synapses that learn.
#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>

#include "coupled_networks.hpp"
#include "errors.hpp"

using namespace cajal;
using namespace cajal::test;
using doctest::test_suite;

namespace {

const Ranges source{0, 1, 1}, neuron{1, 2, 1};

/** One input onto a two-compartment neuron that is told when to fire; the input fires at 1, 20, 21, 45, 98 ms. */
void describe_pair(Simulation& simulation, const Named& parameters, double weight = 100) {
  simulation.population({"parrot_neuron", "input", 1});
  simulation.population({"pp_cond_exp_mc_urbanczik", "neuron", 1});
  simulation.values({neuron, "forced_spikes", constant(1)});
  simulation.stimulate(
      stimulus("spike_generator", {{"spike_times", {0.9, 19.9, 20.9, 44.9, 97.9}}}, source, 1, h));
  auto told =
      stimulus("spike_generator", {{"spike_times", {18.2, 24, 31.6, 37.9, 44.8, 52.1}}}, neuron, 1, h);
  told.receptor = compartment::somatic_spikes;
  simulation.stimulate(told);
  simulation.connect(synapses(source, neuron, "urbanczik_synapse", parameters, compartment::dendritic_exc,
                              constant(weight), h));
  simulation.record({"state", neuron, {"I_ex.p"}, 1});
  simulation.build({1, "exact"});
}

const Named learning{{"eta", {0.75}}, {"tau_Delta", {100}}, {"Wmax", {1350}}};

double weight_of(const Simulation& simulation) { return simulation.weights(0).weight[0]; }

/** What the synapse sent at each of the input's spikes: jumps of the current into the dendrite. */
std::vector<double> sent(Simulation& simulation) {
  const auto current = simulation.read_samples(0, false).values;
  std::vector<double> jumps;
  for (const std::size_t stamp : {10u, 200u, 210u, 450u, 980u})
    if (stamp < current.size()) jumps.push_back(current[stamp] - current[stamp - 1] * std::exp(-h / 3));
  return jumps;
}

}  // namespace

TEST_CASE("a synapse that learns sends the weight that it has just learnt") {
  Simulation simulation(h, 1);
  describe_pair(simulation, learning);
  simulation.run(450);
  const double grown = weight_of(simulation);
  CHECK(grown > 130);
  simulation.run(1);
  const auto jumps = sent(simulation);
  REQUIRE(jumps.size() == 4);
  CHECK(jumps[0] == doctest::Approx(100).epsilon(1e-8));
  CHECK(jumps[3] == doctest::Approx(grown).epsilon(1e-6));  // a weight has 31 bits of Wmax
}

TEST_CASE("a weight that is set stays until there is something new to learn") {
  // NEST keeps its integrals: after 45 ms it would jump by all that was learnt before.
  const auto after = [](double weight, bool set) {
    Simulation simulation(h, 1);
    describe_pair(simulation, learning);
    simulation.run(600);
    const double before = weight_of(simulation);
    if (set) simulation.set_weights({0}, constant(weight));
    if (set) CHECK(weight_of(simulation) == weight);
    simulation.run(400);
    return std::pair(before, weight_of(simulation));
  };
  const auto [grown, unset] = after(0, false);
  const double learnt_before = grown - 100, learnt_later = unset - grown;
  CHECK(learnt_before > 30);
  const double set = after(200, true).second;
  CHECK(std::abs(set - 200) < 0.2 * learnt_before);  // the neuron fires for the last time before 60 ms
  CHECK(std::abs(set - 200) < 0.2 * std::abs(learnt_later));
  CHECK(after(500, true).second - 500 == doctest::Approx(set - 200).epsilon(1e-9));
}

TEST_CASE("weights stop at their bounds") {
  const auto weights = [](double low, double high) {
    Simulation simulation(h, 1);
    describe_pair(simulation, {{"eta", {0.75}}, {"tau_Delta", {100}}, {"Wmin", {low}}, {"Wmax", {high}}});
    std::vector<double> seen;
    for (int k = 0; k < 100; ++k) simulation.run(10), seen.push_back(weight_of(simulation));
    return seen;
  };
  const auto free = weights(-1000, 1350), held = weights(0, 120);
  CHECK(*std::max_element(free.begin(), free.end()) > 150);
  CHECK(*std::max_element(held.begin(), held.end()) == 120);
  CHECK(held.back() == 120);
}

TEST_CASE("without a learning rate weights stay and spikes are sent") {
  Simulation simulation(h, 1);
  describe_pair(simulation, {{"eta", {0}}});
  simulation.run(1000);
  CHECK(weight_of(simulation) == 100);
  for (const double jump : sent(simulation)) CHECK(jump == doctest::Approx(100).epsilon(1e-8));
}

TEST_CASE("learning can be switched off and on between runs, and starts from the present weights") {
  Simulation simulation(h, 1);
  describe_pair(simulation, learning);
  simulation.run(460);
  const double grown = weight_of(simulation);
  simulation.set_synapses({0}, {{"eta", {0}}});
  simulation.run(600);
  CHECK(weight_of(simulation) == grown);
  CHECK(sent(simulation)[4] == doctest::Approx(grown).epsilon(1e-6));
  simulation.set_synapses({0}, {{"eta", {0.75}}, {"Wmax", {1000}}});
  CHECK(weight_of(simulation) == grown);
}

TEST_CASE("weights of every kind of synapse are read as they are set" * test_suite("threads")) {
  Simulation simulation(h, 5);
  describe_coupled(simulation, {.threads = 2});
  simulation.build({2, "exact"});
  simulation.run(50);
  const std::vector<std::pair<double, Draw>> changes{
      {0, uniform(10, 20)}, {1, uniform(0, 300)}, {2, constant(-40)},   {5, uniform(-2, 2)},
      {6, uniform(-4, 4)},  {9, constant(0.3)},   {11, uniform(-1, 0)}, {12, normal(0, 0.1)},
      {15, constant(-0.4)}, {17, constant(0)},    {18, uniform(0, 60)}, {19, constant(-7)}};
  for (const auto& [projection, weight] : changes) {
    simulation.set_weights({static_cast<std::uint32_t>(projection)}, weight);
    const auto now = simulation.weights(projection);
    Simulation other(h, 5);  // weights are drawn for the same names as at the beginning
    describe_coupled(other, {});
    other.build({1, "exact"});
    other.set_weights({static_cast<std::uint32_t>(projection)}, weight);
    const auto fresh = other.weights(projection);
    CHECK_MESSAGE(now.weight == fresh.weight, projection);
    CHECK(now.source == fresh.source);
    CHECK(now.target == fresh.target);
    CHECK(now.delay == fresh.delay);
  }
}

TEST_CASE("weights that were read can be set again, and the rest of the run is as it would have been") {
  // Values carry no integrals without smoothing, so nothing is lost.
  const auto run = [](bool copy) {
    Simulation simulation(h, 2);
    add_rate_circuit(simulation, 0);
    simulation.build({1, "exact"});
    simulation.run(30);
    for (const std::uint32_t p : {0u, 3u, 5u}) {
      const auto read = simulation.weights(p);  // source by source; arrays go target by target
      Draw array{"array", read.weight, "none", -infinite, infinite};
      const auto [s, t] = std::pair(read.source.front(), read.target.front());
      const std::size_t sources = read.source.back() - s + 1u;
      for (std::size_t k = 0; k < read.weight.size(); ++k)
        array.numbers[(read.target[k] - t) * sources + (read.source[k] - s)] = read.weight[k];
      if (copy) simulation.set_weights({p}, array);
    }
    simulation.run(30);
    return simulation.digest();
  };
  CHECK(run(true) == run(false));
}

TEST_CASE("new weights that are stopped leave fixed synapses as they were, whatever bounds were set before") {
  const auto run = [](bool stopped) {
    Simulation simulation(h, 5);
    const Ranges sources = poisson_sources(simulation, {800, 800, 800});
    simulation.population({"dendritic_spiking", "neurons", 3});
    simulation.connect(
        synapses(sources, {3, 6, 1}, "dendritic_synapse", {{"Wmax", {10}}}, port::basal, constant(0.1), h));
    simulation.connect(connection(sources, {3, 6, 1}, "all_to_all", 0, normal(0.1, 0.03), constant(0.2)));
    simulation.build({1, "exact"});
    simulation.set_synapses({0}, {{"Wmax", {1}}});
    if (stopped) {
      simulation.stop();
      CHECK(code_of([&] { simulation.set_weights({1}, constant(0.5)); }) == "E_ABORTED");
    }
    simulation.run(100);
    return std::pair(simulation.digest(), simulation.weights(1).weight);
  };
  CHECK(run(true) == run(false));
}

TEST_CASE("parameters can be set where a weight has learnt to be negative onto a receptor with a sign") {
  Simulation simulation(h, 1);
  describe_pair(simulation, {{"eta", {-0.75}}, {"Wmin", {-1000}}, {"Wmax", {1350}}}, 0);
  double weight = 0;
  for (int k = 0; k < 100 && weight >= 0; ++k) simulation.run(10), weight = weight_of(simulation);
  REQUIRE(weight < 0);
  simulation.set_synapses({0}, {{"eta", {0.5}}});
  CHECK(weight_of(simulation) == weight);
  CHECK(code_of([&] { simulation.set_weights({0}, constant(-1)); }) == "E_WEIGHT_SIGN");
}

TEST_CASE("the digest covers what synapses remember") {
  Simulation one(h, 5), other(h, 5);
  for (Simulation* simulation : {&one, &other}) {
    const Ranges sources = poisson_sources(*simulation, {800, 800});
    simulation->population({"dendritic_spiking", "neurons", 3});
    simulation->connect(synapses(sources, {2, 5, 1}, "dendritic_synapse", {}, port::basal, constant(0.1), h));
    simulation->build({1, "exact"});
    simulation->run(100);
  }
  CHECK(one.digest() == other.digest());
  other.set_synapses({0}, {});  // begins anew from the present weights
  CHECK(one.weights(0).weight == other.weights(0).weight);
  CHECK(one.digest() != other.digest());
}

TEST_CASE("what is refused changes neither weights nor parameters" * test_suite("threads")) {
  const auto make = [] {
    auto simulation = std::make_unique<Simulation>(h, 5);
    describe_coupled(*simulation, {});
    simulation->build({2, "exact"});
    simulation->run(60);
    return simulation;
  };
  const auto simulation = make(), untouched = make();
  const auto refuses_weight = [&](const char* code, const std::vector<std::uint32_t>& projections,
                                  const Draw& weight) {
    CHECK(code_of([&] { simulation->set_weights(projections, weight); }) == code);
  };
  const auto refuses = [&](const char* code, const std::vector<std::uint32_t>& projections,
                           const Named& parameters) {
    CHECK(code_of([&] { simulation->set_synapses(projections, parameters); }) == code);
  };
  refuses_weight("E_PARAM_RANGE", {0}, constant(300.1));
  refuses_weight("E_WEIGHT_SIGN", {0}, constant(-1));
  refuses_weight("E_WEIGHT_SIGN", {2, 1}, constant(-1));
  refuses_weight("E_PARAM_RANGE", {5}, constant(5));
  refuses_weight("E_PARAM_RANGE", {14}, uniform(-0.5, 0.5));
  refuses_weight("E_NOT_FINITE", {5}, constant(NAN));
  refuses_weight("E_PARAM_RANGE", {18}, constant(60.1));
  refuses_weight("E_WEIGHT_SIGN", {19}, constant(1));
  refuses("E_PARAM_RANGE", {18}, {{"Wmax", {0}}});
  refuses("E_PARAM_RANGE", {18}, {{"Wmax", {1}}});  // present weights are larger
  refuses("E_UNKNOWN_PARAM", {0}, {{"tau_rec", {10}}});
  refuses("E_UNKNOWN_PARAM", {4}, {{"eta", {1}}});
  refuses("E_PARAM_RANGE", {0}, {{"Wmin", {301}}});
  refuses("E_PARAM_RANGE", {0}, {{"Wmax", {0.5}}});  // present weights are larger
  refuses("E_FROZEN", {0}, {{"Wmax", {1e6}}});       // a coarser unit of weight
  refuses("E_PARAM_RANGE", {5, 6}, {{"eta", {1}}, {"tau_Delta", {-1}}});
  refuses("E_PARAM_POSITIVE", {0, 1}, {{"tau_Delta", {0}}});
  refuses("E_NOT_FINITE", {0}, {{"eta", {NAN}}});
  refuses("E_RULE_TARGET", {11}, {{"eta", {0.1}}});     // sparse values do not learn
  refuses("E_RULE_TARGET", {9, 13}, {{"eta", {0.1}}});  // the nudge has no error
  refuses("E_INDEX", {99}, {{"eta", {0.1}}});
  for (double p = 0; p < 20; ++p) CHECK(simulation->weights(p).weight == untouched->weights(p).weight);
  simulation->run(100), untouched->run(100);
  CHECK(simulation->digest() == untouched->digest());
}
