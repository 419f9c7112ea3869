// Checkpoints of networks whose synapses change and whose neurons show values.
#include <doctest/doctest.h>

#include "coupled_networks.hpp"
#include "engine/checkpoint_format.hpp"
#include "errors.hpp"

using namespace cajal;
using namespace cajal::test;

namespace {

using Bytes = std::vector<std::uint8_t>;

constexpr std::uint32_t learning_rates = 6;  ///< of the projections: inputs to hidden neurons, direct

void build_coupled(Simulation& simulation, double threads) {
  describe_coupled(simulation, {.threads = threads});
  simulation.build({threads, "exact"});
}

}  // namespace

TEST_CASE("a network that learns is resumed with the same bits on any number of threads") {
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

TEST_CASE("a checkpoint at every step of a delay goes on with what is on its way") {
  Simulation whole(h, 5);
  build_coupled(whole, 1);
  std::vector<Bytes> checkpoints;
  for (int step = 0; step < 22; ++step) {  // longer than the longest delay
    whole.run(1);
    checkpoints.push_back(whole.checkpoint());
  }
  whole.run(40);
  for (std::size_t k = 0; k < checkpoints.size(); k += 3) {
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
