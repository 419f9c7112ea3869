// Checkpoints of networks whose synapses change and whose neurons show values.
#include <doctest/doctest.h>

#include <algorithm>

#include "coupled_networks.hpp"
#include "effort.hpp"
#include "engine/checkpoint/format.hpp"
#include "errors.hpp"

using namespace cajal;
using namespace cajal::test;
using doctest::test_suite;

namespace {

using Bytes = std::vector<std::uint8_t>;

constexpr std::uint32_t learning_rates = 6;  ///< of the projections: inputs to hidden neurons, direct

void build_coupled(Simulation& simulation, double threads) {
  describe_coupled(simulation, {.threads = threads});
  simulation.build({threads, "exact"});
}

/** A network that `describe` builds, runs and changes, and one that goes on from its checkpoint, must end alike. */
template <class Build, class Change>
void check_resumed(Build build, Change change) {
  Simulation whole(h, 5), resumed(h, 5);
  build(whole), build(resumed);
  change(whole);
  const Bytes checkpoint = whole.checkpoint();
  resumed.restore(checkpoint);
  CHECK(resumed.checkpoint() == checkpoint);
  whole.run(100), resumed.run(100);
  CHECK(resumed.digest() == whole.digest());
  CHECK(resumed.checkpoint() == whole.checkpoint());
}

/** Sources onto two populations, of which the second has large weights and therefore a coarse unit. */
void build_two_units(Simulation& simulation) {
  const Ranges sources = poisson_sources(simulation, {800, 800, 800});
  simulation.population({"iaf_psc_exp", "fine", 4});
  simulation.population({"iaf_psc_exp", "coarse", 4});
  simulation.connect(
      synapses(sources, {3, 11, 1}, "tsodyks2_synapse", {{"U", {0.3}}}, 0, uniform(100, 300), 1.7));
  simulation.connect(connection(sources, {7, 11, 1}, "fixed_indegree", 1, constant(1e7), constant(500)));
  simulation.build({1, "exact"});
}

/** Spikes and values, each with bounds that may be changed, and fixed synapses onto the same neurons. */
void build_bounded(Simulation& simulation) {
  const Ranges sources = poisson_sources(simulation, {800, 800});
  simulation.population({"dendritic_spiking", "neurons", 3});
  simulation.population({"rate_input", "inputs", 2});
  simulation.values({{5, 7, 1}, "x", constant(0.7)});
  simulation.values({{2, 5, 1}, "gamma", constant(5)});
  const Named bounds{{"eta", {0.01}}, {"Wmin", {0}}, {"Wmax", {10}}};
  simulation.connect(
      synapses(sources, {2, 5, 1}, "dendritic_synapse", bounds, port::basal, uniform(0.1, 0.9), 0.3));
  simulation.connect(synapses({5, 7, 1}, {2, 5, 1}, "rate_synapse", bounds, port::basal, constant(0.3), 0.3));
  simulation.connect(connection(sources, {2, 5, 1}, "all_to_all", 0, normal(0.1, 0.03), constant(0.2)));
  simulation.build({1, "exact"});
}

}  // namespace

TEST_CASE("spikes on their way to populations with different units of weight arrive as they were sent") {
  check_resumed(build_two_units, [](Simulation& simulation) { simulation.run(200); });
}

TEST_CASE("a network is resumed whose weights lie within bounds that were set later") {
  check_resumed(build_bounded, [](Simulation& simulation) {
    simulation.run(50);
    simulation.set_synapses({0}, {{"Wmin", {-2}}});
    simulation.set_synapses({1}, {{"Wmin", {-2}}, {"Wmax", {40}}, {"tau_Delta", {5}}});
    simulation.set_weights({0}, uniform(-1, 0));
    simulation.set_weights({1}, uniform(-1, 20));
    simulation.run(50);
  });
}

TEST_CASE("a network is resumed whose weights were drawn beyond bounds that were set later") {
  check_resumed(build_bounded, [](Simulation& simulation) {
    simulation.set_weights({1}, constant(3));
    simulation.values({{2, 5, 1}, "V_m", constant(-5)});  // all that is shown is more than is there
    simulation.run(20);
    const auto weights = simulation.weights(1).weight;
    REQUIRE(*std::max_element(weights.begin(), weights.end()) < 3);
    simulation.set_synapses({1}, {{"Wmax", {2.9999999}}});
  });
}

TEST_CASE("a network is resumed with the unit of weight that the order of changes has given it") {
  // Narrow bounds keep the unit; the next new weights take the one that is then needed.
  const auto narrow = [](Simulation& s) { s.set_synapses({0}, {{"Wmax", {1}}}); };
  const auto weights = [](Simulation& s) { s.set_weights({2}, normal(0.05, 0.01)); };
  check_resumed(build_bounded, [&](Simulation& s) { s.run(3), narrow(s), s.run(50); });
  check_resumed(build_bounded, [&](Simulation& s) { s.run(3), narrow(s), weights(s), s.run(50); });
  check_resumed(build_bounded, [&](Simulation& s) { s.run(3), weights(s), narrow(s), s.run(50); });
  check_resumed(build_bounded, [&](Simulation& s) {
    s.run(3), narrow(s), weights(s);
    s.set_weights({2}, normal(0.1, 0.03));  // as it was built
    s.run(50);
  });
}

TEST_CASE("a network that learns is resumed with the same bits on any number of threads" *
          test_suite("threads")) {
  Simulation whole(h, 5);
  build_coupled(whole, 2);
  whole.run(137);
  whole.set_synapses({learning_rates - 1}, {{"eta", {0.02}}});
  whole.set_weights({0}, constant(33));
  whole.run(64);
  const Bytes checkpoint = whole.checkpoint();
  whole.run(250);
  for (const double threads : {1, 3}) {
    Simulation resumed(h, 5);
    build_coupled(resumed, threads);
    resumed.restore(checkpoint);
    CHECK(resumed.checkpoint() == checkpoint);
    resumed.run(250);
    CHECK_MESSAGE(resumed.digest() == whole.digest(), threads);
    CHECK(resumed.weights(0).weight == whole.weights(0).weight);
  }
}

TEST_CASE("a checkpoint at every step of a delay goes on with what is on its way" * test_suite("threads")) {
  Simulation whole(h, 5);
  build_coupled(whole, 1);
  std::vector<Bytes> checkpoints;
  for (int step = 0; step < 22; ++step) {  // longer than the longest delay
    whole.run(1);
    checkpoints.push_back(whole.checkpoint());
  }
  whole.run(40);
  for (std::size_t k = 0; k < checkpoints.size(); k += cases(3, 22, 1)) {
    Simulation resumed(h, 5);
    build_coupled(resumed, 2);
    resumed.restore(checkpoints[k]);
    resumed.run(static_cast<double>(checkpoints.size() - 1 - k) + 40);
    CHECK_MESSAGE(resumed.digest() == whole.digest(), k);
  }
}

TEST_CASE("a checkpoint of a network with other learning parameters is refused, and a damaged one") {
  const auto small = [](Simulation& simulation, double eta) {
    const Ranges sources = poisson_sources(simulation, {300, 300});
    simulation.population({"pp_cond_exp_mc_urbanczik", "target", 2});
    const Named learning{{"eta", {eta}}, {"tau_Delta", {20}}, {"Wmax", {300}}};
    simulation.connect(synapses(sources, {2, 4, 1}, "urbanczik_synapse", learning, compartment::dendritic_exc,
                                constant(40), 0.2));
    simulation.build({1, "exact"});
  };
  Simulation whole(h, 5), other(h, 5);
  small(whole, 0.1), small(other, 0.2);
  whole.run(100);
  const Bytes checkpoint = whole.checkpoint();
  CHECK(code_of([&] { other.restore(checkpoint); }) == "E_CHECKPOINT");
  for (std::size_t byte = 0; byte < checkpoint.size(); byte += 3) {
    Bytes damaged = checkpoint;
    damaged[byte] ^= 4;
    Simulation resumed(h, 5);
    small(resumed, 0.1);
    CHECK_MESSAGE(code_of([&] { resumed.restore(damaged); }) == "E_CHECKPOINT", byte);
  }
}
