// Values that neurons show, carried by synapses: who receives them, and within which bounds the weights learn.
#include <doctest/doctest.h>

#include <cmath>

#include "learning_networks.hpp"

using namespace cajal;
using namespace cajal::test;

namespace {

/** Values onto the basal dendrites of some of 20 neurons; the error of all of them is far from zero. */
struct Layer {
  Layer(std::uint32_t first, std::uint32_t size, const Named& parameters, const char* rule = "all_to_all",
        const Draw& weight = constant(0.5))
      : simulation(h, 4) {
    simulation.population({"rate_input", "inputs", 5});
    simulation.population({"dendritic_rate", "neurons", 20});
    simulation.values({{0, 5, 1}, "x", uniform(0.5, 1)});
    simulation.values({{5, 25, 1}, "V_m", uniform(1, 2)});
    simulation.values({{5, 25, 1}, "g_som", constant(0.06)});
    simulation.values({{5, 25, 1}, "V_target", constant(2)});
    auto spec = synapses({0, 5, 1}, {5 + first, 5 + first + size, 1}, "rate_synapse", parameters, port::basal,
                         weight, h, rule, 0.4);
    if (spec.rule == "pairwise_bernoulli") spec.multapses = false;
    simulation.connect(spec);
    simulation.build({1, "exact"});
  }
  std::vector<double> basal() { return simulation.get({5, 25, 1}, "V_basal"); }

  Simulation simulation;
};

}  // namespace

TEST_CASE("values that learn reach their targets, and none of the neurons beside them") {
  for (const auto& [first, size] : {std::pair{0u, 5u}, {3u, 9u}, {8u, 1u}, {1u, 17u}})
    for (const double tau_Delta : {0.0, 2.0}) {
      CAPTURE(first);
      CAPTURE(size);
      Layer layer(first, size, {{"eta", {0.5}}, {"tau_Delta", {tau_Delta}}});
      layer.simulation.run(20);
      const auto basal = layer.basal(), weights = layer.simulation.weights(0).weight;
      CHECK(weights[0] != 0.5);
      for (std::uint32_t i = 0; i < basal.size(); ++i)
        CHECK((basal[i] != 0) == (i >= first && i < first + size));
    }
}

TEST_CASE("where there is no synapse there is no weight, even if the bounds do not hold 0") {
  for (const double sign : {1.0, -1.0})
    for (const double tau_Delta : {0.0, 2.0}) {
      const double low = sign > 0 ? 0.2 : -1, high = sign > 0 ? 1 : -0.2;
      Layer layer(2, 16, {{"eta", {1e-200}}, {"tau_Delta", {tau_Delta}}, {"Wmin", {low}}, {"Wmax", {high}}},
                  "pairwise_bernoulli", constant(0.5 * sign));
      layer.simulation.run(20);
      const auto synapses = layer.simulation.weights(0);
      const auto x = layer.simulation.get({0, 5, 1}, "x"), basal = layer.basal();
      REQUIRE(synapses.weight.size() > 10);
      REQUIRE(synapses.weight.size() < 70);
      std::vector<double> expected(20);
      for (std::size_t k = 0; k < synapses.weight.size(); ++k)
        expected[synapses.target[k] - 5] += synapses.weight[k] * x[synapses.source[k]];
      for (std::size_t i = 0; i < expected.size(); ++i) CHECK(basal[i] == doctest::Approx(expected[i]));
    }
}
