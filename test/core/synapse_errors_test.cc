// What descriptions of synapses are refused, and learning that leaves the numbers.
#include <doctest/doctest.h>

#include <cmath>

#include "errors.hpp"
#include "learning_networks.hpp"

using namespace cajal;
using namespace cajal::test;

namespace {

const Ranges sources{0, 4, 1}, targets{4, 8, 1};

/** The code of connecting four neurons of one model to four of another, else of building and running them. */
Error tried(const char* from, const char* to, const ConnectionSpec& spec, const char* weights = "exact",
            const std::vector<ValuesSpec>& values = {}) {
  return error_of([&] {
    Simulation simulation(h, 1);
    simulation.population({from, "sources", 4});
    simulation.population({to, "targets", 4});
    for (const ValuesSpec& one : values) simulation.values(one);
    simulation.connect(spec);
    simulation.build({1, weights});
    simulation.run(1);
  });
}

constexpr const char *parrot = "parrot_neuron", *urbanczik = "pp_cond_exp_mc_urbanczik", *lif = "iaf_psc_exp",
                     *rate = "dendritic_rate", *spiking = "dendritic_spiking", *input = "rate_input";

ConnectionSpec plastic(const char* model, const Named& parameters, double receptor, const Draw& weight) {
  return synapses(sources, targets, model, parameters, receptor, weight, h);
}
ConnectionSpec two_compartment(const Named& parameters, const Draw& weight = constant(50)) {
  return plastic("urbanczik_synapse", parameters, compartment::dendritic_exc, weight);
}

}  // namespace

TEST_CASE("synapses that learn need a target with an error") {
  const Draw weight = constant(1);
  const auto code = [&](const char* to, const char* model, double receptor, const Named& parameters = {}) {
    return tried(parrot, to, plastic(model, parameters, receptor, weight)).code();
  };
  CHECK(code(lif, "urbanczik_synapse", 0) == "E_RULE_TARGET");
  CHECK(code(lif, "dendritic_synapse", 0) == "E_RULE_TARGET");
  CHECK(code(spiking, "urbanczik_synapse", 0) == "E_RULE_TARGET");  // knows no postsynaptic potential
  CHECK(code(urbanczik, "urbanczik_synapse", compartment::somatic_spikes) == "E_RULE_TARGET");
  CHECK(code(spiking, "dendritic_synapse", 0) == "none");
  CHECK(tried(input, rate, plastic("rate_synapse", {{"eta", {0.1}}}, port::nudge, weight)).code() ==
        "E_RULE_TARGET");
  CHECK(tried(input, rate, plastic("rate_synapse", {{"eta", {0.1}}}, port::apical, weight)).code() == "none");
  CHECK(tried(input, rate, plastic("rate_synapse", {}, port::nudge, weight)).code() == "none");
  const Error error = tried(parrot, spiking, plastic("urbanczik_synapse", {}, 0, weight));
  CHECK(std::string(error.what()).find("urbanczik_synapse") != std::string::npos);
}

TEST_CASE("values come from outputs that are there and enter ports that are there") {
  const auto code = [&](const char* from, const char* to, double receptor, double output) {
    auto spec = plastic("rate_synapse", {}, receptor, constant(1));
    spec.output = output;
    return tried(from, to, spec).code();
  };
  CHECK(code(rate, rate, port::basal, 1) == "none");
  CHECK(code(rate, rate, port::basal, 2) == "E_UNKNOWN_NAME");
  CHECK(code(rate, rate, port::basal, -1) == "E_UNKNOWN_NAME");
  CHECK(code(rate, rate, port::basal, 0.5) == "E_UNKNOWN_NAME");
  CHECK(code(rate, rate, port::basal, NAN) == "E_UNKNOWN_NAME");
  CHECK(code(input, rate, port::basal, 1) == "E_UNKNOWN_NAME");
  CHECK(code(lif, rate, port::basal, 0) == "E_UNKNOWN_NAME");
  CHECK(code(input, rate, 4, 0) == "E_UNKNOWN_NAME");
  CHECK(code(input, input, 0, 0) == "E_UNKNOWN_NAME");  // has no ports
  CHECK(code(input, lif, 0, 0) == "none");              // a value as a current
}

TEST_CASE("weights lie between their bounds and have the sign of the receptor") {
  const auto code = [](const Named& parameters, const Draw& weight) {
    return tried(parrot, urbanczik, two_compartment(parameters, weight)).code();
  };
  CHECK(code({}, constant(100)) == "none");
  CHECK(code({}, constant(-1)) == "E_WEIGHT_SIGN");
  CHECK(code({}, constant(100.5)) == "E_PARAM_RANGE");
  CHECK(code({{"Wmin", {10}}}, uniform(5, 20)) == "E_PARAM_RANGE");
  CHECK(code({}, normal(50, 10)) != "none");  // reaches beyond any bound
  CHECK(code({}, redrawn(normal(50, 10), 0, 100)) == "none");
  CHECK(code({{"Wmin", {60}}, {"Wmax", {40}}}, constant(50)) == "E_PARAM_RANGE");
  CHECK(
      tried(parrot, urbanczik, synapses(sources, targets, "static_synapse", {}, 0, constant(-1), h)).code() ==
      "E_WEIGHT_SIGN");
  CHECK(tried(parrot, spiking, plastic("dendritic_synapse", {}, 0, constant(-1))).code() == "none");
  CHECK(tried(parrot, spiking, plastic("dendritic_synapse", {}, 0, constant(1.5))).code() == "E_PARAM_RANGE");
  CHECK(tried(input, rate, plastic("rate_synapse", {{"Wmax", {1}}}, 0, constant(2))).code() ==
        "E_PARAM_RANGE");
}

TEST_CASE("models and parameters must be known, single and in their range") {
  const auto code = [](const char* model, const Named& parameters) {
    return tried(parrot, lif, synapses(sources, targets, model, parameters, 0, constant(1), h)).code();
  };
  CHECK(code("stdp", {}) == "E_UNKNOWN_NAME");
  CHECK(code("static_synapse", {{"eta", {1}}}) == "E_UNKNOWN_PARAM");
  CHECK(code("tsodyks2_synapse", {{"y", {0.1}}}) == "E_UNKNOWN_PARAM");
  CHECK(code("tsodyks2_synapse", {{"U", {1.1}}}) == "E_PARAM_RANGE");
  CHECK(code("tsodyks2_synapse", {{"U", {}}}) == "E_SHAPE");
  CHECK(code("tsodyks2_synapse", {{"U", {0.1, 0.2}}}) == "E_SHAPE");
  CHECK(code("tsodyks2_synapse", {{"U", {NAN}}}) == "E_NOT_FINITE");
  CHECK(code("tsodyks2_synapse", {{"tau_rec", {0}}}) == "E_PARAM_POSITIVE");
  CHECK(code("tsodyks2_synapse", {{"tau_fac", {0}}}) == "none");
  const auto axonal = [](const char* model, double delay) {
    ConnectionSpec spec = synapses(sources, targets, model, {}, 0, constant(1), h);
    spec.axonal = delay;
    return tried(parrot, lif, spec).code();
  };
  CHECK(axonal("stdp_synapse", h) == "none");
  CHECK(axonal("static_synapse", h) == "E_TYPE");
  CHECK(axonal("stdp_synapse", -1) == "E_DELAY_NEGATIVE");
  CHECK(axonal("stdp_synapse", 0.01) == "E_DELAY_BELOW_DT");
  CHECK(axonal("stdp_synapse", 1e9) == "E_DELAY_TOO_LARGE");
  CHECK(axonal("stdp_synapse", NAN) == "E_NOT_FINITE");
  CHECK(code("stdp_synapse", {{"Wmax", {0}}}) == "E_PARAM_RANGE");
  CHECK(code("stdp_synapse", {{"Wmax", {-5}}}) == "E_WEIGHT_SIGN");
  CHECK(code("stdp_synapse", {{"Wmax", {0.5}}}) == "E_PARAM_RANGE");
  CHECK(code("stdp_synapse", {{"tau_minus", {0}}}) == "E_PARAM_POSITIVE");
  CHECK(code("stdp_triplet_synapse", {{"Aplus", {-1}}}) == "E_PARAM_RANGE");
  CHECK(code("vogels_sprekeler_synapse", {{"Wmax", {0}}}) == "E_PARAM_RANGE");
  CHECK(tried(parrot, urbanczik, two_compartment({{"eta", {NAN}}})).code() == "E_NOT_FINITE");
  CHECK(tried(parrot, urbanczik, two_compartment({{"Wmax", {INFINITY}}})).code() == "E_NOT_FINITE");
  CHECK(tried(parrot, urbanczik, two_compartment({{"tau_Delta", {-1}}})).code() == "E_PARAM_POSITIVE");
}

TEST_CASE("the targets of one connection have one postsynaptic potential") {
  const Draw different{"array", {300, 300, 300, 301}, "none", -infinite, infinite};
  CHECK(tried(parrot, urbanczik, two_compartment({}), "exact", {{targets, "dendritic.C_m", different}})
            .code() == "E_RULE_TARGET");
  CHECK(tried(parrot, urbanczik, two_compartment({}), "exact", {{targets, "soma.C_m", different}}).code() ==
        "none");
  CHECK(tried(parrot, urbanczik, two_compartment({}), "exact", {{targets, "dendritic.C_m", constant(90)}})
            .code() == "none");  // tau_L = 3 ms = tau_syn
  auto some = two_compartment({});
  some.targets = {4, 7, 1};  // the fourth differs and is not a target
  CHECK(tried(parrot, urbanczik, some, "exact", {{targets, "dendritic.C_m", different}}).code() == "none");
}

TEST_CASE("compact weights cannot change") {
  CHECK(tried(parrot, urbanczik, two_compartment({}), "compact").code() == "E_TYPE");
  CHECK(tried(parrot, lif, plastic("tsodyks2_synapse", {}, 0, constant(1)), "compact").code() == "E_TYPE");
  CHECK(tried(input, rate, plastic("rate_synapse", {}, 0, constant(1)), "compact").code() == "none");
}

TEST_CASE("values that learn have one synapse for a pair of neurons") {
  auto spec = synapses(sources, targets, "rate_synapse", {{"eta", {0.1}}}, 0, constant(1), h, "pairs");
  spec.pair_sources = {0, 1, 0}, spec.pair_targets = {0, 0, 0};
  CHECK(tried(input, rate, spec).code() == "E_RULE_TARGET");
  spec.synapse_parameters = {};
  CHECK(tried(input, rate, spec).code() == "none");
}

TEST_CASE("learning that leaves the numbers ends the run, with the synapse and the time") {
  Simulation simulation(h, 1);
  simulation.population({"rate_input", "input", 1});
  simulation.population({"dendritic_rate", "output", 2});
  simulation.values({{0, 1, 1}, "x", constant(1)});
  simulation.values({{1, 3, 1}, "V_target", constant(1)});
  simulation.values({{1, 3, 1}, "g_som", constant(0.06)});
  simulation.connect(synapses({0, 1, 1}, {1, 3, 1}, "rate_synapse", {{"eta", {1e300}}}, 0, constant(1), h));
  simulation.build({1, "exact"});
  const Error error = error_of([&] { simulation.run(1000); });
  CHECK(error.code() == "E_NUMERIC");
  const std::string text = error.what();
  const bool names_weight = text.find("weight from neuron 0 of 'input' to neuron") != std::string::npos;
  const bool names_state = text.find("of neuron 0 of 'output'") != std::string::npos;
  CHECK_MESSAGE((names_weight || names_state), text);
  CHECK(text.find(" ms") != std::string::npos);
  CHECK(simulation.step() <= 100);

  Simulation spikes(h, 1);
  poisson_sources(spikes, {1000});
  spikes.population({"pp_cond_exp_mc_urbanczik", "neuron", 1});
  spikes.connect(synapses({0, 1, 1}, {1, 2, 1}, "urbanczik_synapse",
                          {{"eta", {1e300}}, {"Wmin", {-1e6}}, {"Wmax", {1e6}}}, compartment::dendritic_exc,
                          constant(1), h));
  spikes.build({1, "exact"});
  CHECK(code_of([&] { spikes.run(1000); }) == "none");  // bounds hold whatever the learning rate
  const double weight = spikes.weights(0).weight[0];
  CHECK(weight >= -1e6);
  CHECK(weight <= 1e6);
}
