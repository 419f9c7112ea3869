// Question: how long does an epoch of the Bars task take in the spiking microcircuit (Gille 2023), 9-30-3 neurons, one
// thread: 24 presentations of 50 ms with about 70 spikes per ms and hidden neuron? CPU time.
#include <cmath>
#include <string>

#include "bench.hpp"
#include "simulation.hpp"

namespace {

using namespace cajal;

constexpr double psi = 100, g_som = 0.06, h = 0.1;
const Ranges inputs{0, 9, 1}, hidden{9, 39, 1}, outputs{39, 42, 1}, interneurons{42, 45, 1};

Draw constant(double value) { return {"constant", {value}, "none", -INFINITY, INFINITY}; }
Draw uniform(double width) { return {"uniform", {-width, width}, "none", -INFINITY, INFINITY}; }

ConnectionSpec connection(const Ranges& from, const Ranges& to, const char* synapse, Named parameters,
                          double receptor, Draw weight) {
  ConnectionSpec spec;
  spec.sources = from, spec.targets = to, spec.rule = "all_to_all", spec.receptor = receptor;
  spec.synapse = synapse, spec.synapse_parameters = std::move(parameters);
  spec.weight = std::move(weight), spec.delay = constant(h);
  return spec;
}

void describe(Simulation& simulation) {
  const auto set = [&](const Ranges& targets, const char* name, double value) {
    simulation.values({targets, name, constant(value)});
  };
  const auto layer = [&](const char* label, const Ranges& range) {
    simulation.population({"dendritic_spiking", label, static_cast<double>(range[1] - range[0])});
    set(range, "gamma", psi);
  };
  layer("inputs", inputs), layer("hidden", hidden), layer("outputs", outputs),
      layer("interneurons", interneurons);
  for (const char* name : {"g_L", "g_basal", "g_apical", "use_phi", "latent_equilibrium"})
    set(inputs, name, 0);
  set(inputs, "g_som", 1 / h);
  for (const Ranges& one : {outputs, interneurons}) set(one, "g_apical", 0), set(one, "g_som", g_som);
  const auto learning = [](double eta) {
    return Named{{"eta", {eta}}, {"tau_Delta", {1}}, {"Wmin", {-4 / psi}}, {"Wmax", {4 / psi}}};
  };
  constexpr double cube = psi * psi * psi;
  const Draw weight = uniform(1 / psi);
  simulation.connect(connection(inputs, hidden, "dendritic_synapse", learning(0.01 / cube), 0, weight));
  simulation.connect(connection(hidden, outputs, "dendritic_synapse", learning(0.003 / cube), 0, weight));
  simulation.connect(
      connection(hidden, interneurons, "dendritic_synapse", learning(0.004 / cube), 0, weight));
  simulation.connect(
      connection(interneurons, hidden, "dendritic_synapse", learning(0.01 / (psi * psi)), 1, weight));
  simulation.connect(connection(outputs, hidden, "static_synapse", {}, 2, weight));
  auto nudge = connection(outputs, interneurons, "rate_synapse", {}, 3, constant(g_som));
  nudge.rule = "one_to_one", nudge.output = 1;
  simulation.connect(nudge);
}

/** Every image for 50 ms. */
void epoch(Simulation& simulation) {
  for (int k = 0; k < 24; ++k) {
    Draw image{"array", {}, "none", -INFINITY, INFINITY};
    for (int i = 0; i < 9; ++i) image.numbers.push_back(i / 3 == k % 3 ? 1 : 0);
    simulation.values({inputs, "V_target", image});
    for (std::uint32_t i = 0; i < 3; ++i)
      simulation.values(
          {{39 + i, 40 + i, 1}, "V_target", constant(i == static_cast<std::uint32_t>(k) % 3 ? 1 : 0.1)});
    simulation.run(500);
  }
}

}  // namespace

int main() {
  Simulation simulation(h, 1);
  describe(simulation);
  simulation.build({1, "exact"});
  const auto result = bench::time<bench::ProcessClock>(1, 5, [&] { epoch(simulation); });
  bench::print("Bars epoch, spiking microcircuit 9-30-3, psi 100", "epoch", 1, result);
  const double steps = 24 * 500;
  bench::print("the same", "step", 1, {result.median / steps, result.lowest / steps, result.highest / steps});
  return 0;
}
