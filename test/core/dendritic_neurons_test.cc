// Dendritic neurons that send spikes and such that only show values, and rates that cannot be drawn.
#include <doctest/doctest.h>

#include <cmath>

#include "errors.hpp"
#include "learning_networks.hpp"

using namespace cajal;
using namespace cajal::test;

namespace {

constexpr const char* spiking = "dendritic_spiking";

/** Four neurons that spikes reach: the first two send spikes, as far as `flags` says. */
struct Group {
  Group(const char* label, const Draw& flags) : simulation(h, 7) {
    const Ranges sources = poisson_sources(simulation, {2000}), neurons{1, 5, 1};
    simulation.population({spiking, label, 4});
    simulation.values({neurons, "spiking", flags});
    simulation.values({neurons, "V_m", uniform(1, 2)});
    simulation.values({neurons, "gamma", constant(20)});
    const Named learning{{"eta", {0.01}}, {"tau_Delta", {2}}};
    simulation.connect(
        synapses(sources, neurons, "dendritic_synapse", learning, port::basal, constant(0.2), h));
    simulation.record({"spikes", neurons, {}, 1});
    simulation.build({1, "exact"});
    simulation.run(100);
  }
  std::vector<double> potentials() { return simulation.get({1, 5, 1}, "V_m"); }

  Simulation simulation;
};

Draw array(std::vector<double> values) { return {"array", std::move(values), "none", -infinite, infinite}; }

}  // namespace

TEST_CASE("in one population some neurons may send spikes and others only show values") {
  Group mixed("mixed", array({1, 1, 0, 0})), all("all", constant(1)), none("none", constant(0));
  int fired[5] = {};
  for (const std::uint32_t id : mixed.simulation.read_spikes(0, false).ids) ++fired[id];
  CHECK(fired[1] > 50);
  CHECK(fired[2] > 50);
  CHECK(fired[3] == 0);
  CHECK(fired[4] == 0);
  for (std::size_t i = 0; i < 4; ++i) CHECK(mixed.potentials()[i] == (i < 2 ? all : none).potentials()[i]);
}

TEST_CASE("new weights find their synapses where others end on neurons that spikes do not reach") {
  const auto weights = [](bool later) {
    Simulation simulation(h, 7);
    poisson_sources(simulation, {300, 300, 300});
    simulation.population({spiking, "deaf", 3});
    simulation.population({spiking, "hearing", 2});
    simulation.values({{3, 6, 1}, "spiking", constant(0)});
    const Draw weight = uniform(-0.5, 0.5);
    simulation.connect(synapses({0, 3, 1}, {3, 8, 1}, "dendritic_synapse", {}, port::basal,
                                later ? constant(0.1) : weight, h));
    simulation.build({1, "exact"});
    if (later) simulation.set_weights({0}, weight);
    return simulation.weights(0).weight;
  };
  CHECK(weights(true) == weights(false));
  CHECK(weights(true).size() == 6);
}

TEST_CASE("more spikes than can be drawn in a step end the run") {
  const auto code = [](const char* model, const std::vector<std::pair<const char*, double>>& values) {
    Simulation simulation(h, 7);
    simulation.population({model, "neurons", 2});
    for (const auto& [name, value] : values) simulation.values({{0, 2, 1}, name, constant(value)});
    simulation.build({1, "exact"});
    return code_of([&] { simulation.run(200); });
  };
  for (const double far : {1e11, 1e18, 1e200}) {
    CAPTURE(far);
    CHECK(code(spiking, {{"V_target", far}, {"g_som", 0.06}}) == "E_NUMERIC");
    CHECK(code(spiking, {{"V_m", far}, {"latent_equilibrium", 0}}) == "E_NUMERIC");
    CHECK(code(spiking, {{"gamma", far}}) == "E_NUMERIC");
    CHECK(code(spiking, {{"gamma", far}, {"t_ref", 1}}) == "none");  // fires whenever it may
    CHECK(code(spiking, {{"gamma", far}, {"t_ref", far}}) == "none");
    CHECK(code(spiking, {{"gamma", far}, {"spiking", 0}}) == "none");
    CHECK(code("pp_cond_exp_mc_urbanczik", {{"phi_max", far}, {"t_ref", 0}}) == "E_NUMERIC");
    CHECK(code("pp_cond_exp_mc_urbanczik", {{"phi_max", far}, {"t_ref", far}}) == "none");
  }
}

TEST_CASE("nothing drives a dendritic neuron whose only conductance is that of a nudge which is off") {
  for (const char* model : {"dendritic_rate", spiking}) {
    Simulation simulation(h, 7);
    simulation.population({model, "neurons", 2});
    for (const char* name : {"g_L", "g_basal", "g_apical", "nudging"})
      simulation.values({{0, 2, 1}, name, constant(0)});
    for (const char* name : {"g_som", "V_m"}) simulation.values({{0, 2, 1}, name, constant(1)});
    simulation.build({1, "exact"});
    simulation.run(100);
    CHECK(simulation.get({0, 1, 1}, "V_m")[0] < 1e-3);
  }
}

TEST_CASE("a flag that is neither 0 nor 1 is refused, also within an array and between runs") {
  Simulation simulation(h, 7);
  simulation.population({spiking, "neurons", 3});
  const Draw half = constant(0.5), two = constant(2), last{"array", {0, 1, 0.5}};
  const auto refused = [&](const char* name, const Draw& value) {
    const Error error = error_of([&] { simulation.values({{0, 3, 1}, name, value}); });
    CHECK(error.code() == "E_TYPE");
    CHECK(std::string(error.what()).find("must be 0 or 1, got") != std::string::npos);
  };
  for (const Draw& value : {half, two, last})
    for (const char* name : {"nudging", "silent", "spiking"}) refused(name, value);
  simulation.build({1, "exact"});
  for (const Draw& value : {half, two, last}) refused("silent", value);
  CHECK(simulation.get({0, 3, 1}, "silent") == std::vector<double>{0, 0, 0});
}
