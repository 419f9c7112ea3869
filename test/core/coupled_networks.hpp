// A network with every kind of synapse that changes, for digests.
#pragma once
#include "learning_networks.hpp"

namespace cajal::test {

struct CoupledOptions {
  double threads = 1;
  bool record = false;
  double seed = 5;
};

/** Inputs, hidden neurons, outputs and interneurons in rate form; hidden neurons fill more than one slice. */
inline void add_rate_circuit(Simulation& simulation, std::uint32_t first) {
  const Ranges inputs{first, first + 20, 1}, hidden{first + 20, first + 620, 1},
      outputs{first + 620, first + 632, 1}, interneurons{first + 632, first + 644, 1};
  simulation.population({"rate_input", "inputs", 20});
  simulation.population({"dendritic_rate", "hidden", 600});
  simulation.population({"dendritic_rate", "outputs", 12});
  simulation.population({"dendritic_rate", "interneurons", 12});
  simulation.values({inputs, "x", uniform(0, 1)});
  simulation.values({hidden, "sigma", constant(0.05)});
  for (const Ranges& one : {outputs, interneurons}) {
    simulation.values({one, "g_apical", constant(0)});
    simulation.values({one, "g_som", constant(0.06)});
  }
  simulation.values({outputs, "V_target", uniform(0, 1)});
  const Named learning{{"eta", {0.01}}, {"Wmin", {-4}}, {"Wmax", {4}}},
      smoothed{{"eta", {0.01}}, {"tau_Delta", {3}}, {"Wmin", {-4}}, {"Wmax", {4}}};
  const auto rate = [&](const Ranges& from, const Ranges& to, const Named& parameters, double port,
                        double delay = h, const char* rule = "all_to_all", double number = 0) {
    auto spec = synapses(from, to, "rate_synapse", parameters, port, uniform(-1, 1), delay, rule, number);
    if (spec.rule == "pairwise_bernoulli") spec.multapses = false;
    simulation.connect(spec);
  };
  rate(inputs, hidden, learning, port::basal);
  rate(inputs, hidden, smoothed, port::basal, 0.7, "pairwise_bernoulli", 0.3);
  rate(hidden, outputs, smoothed, port::basal, 0.3);
  rate(hidden, interneurons, learning, port::basal);
  rate(outputs, hidden, {}, port::top_down, 0.2);
  rate(interneurons, hidden, learning, port::apical);
  rate(hidden, hidden, {}, port::apical, 0.5, "fixed_indegree", 3);  // sparse
  rate(outputs, hidden, {}, port::basal, 0.5, "fixed_indegree", 4);  // dense but for repeated pairs
  auto nudge =
      synapses(outputs, interneurons, "rate_synapse", {}, port::nudge, constant(0.06), h, "one_to_one");
  nudge.output = 1;
  simulation.connect(nudge);
}

inline void add_spiking_circuit(Simulation& simulation, std::uint32_t first) {
  const Ranges inputs{first, first + 10, 1}, hidden{first + 10, first + 320, 1},
      outputs{first + 320, first + 326, 1};
  for (const auto& [label, size] :
       {std::pair("spiking inputs", 10), {"spiking hidden", 310}, {"spiking outputs", 6}})
    simulation.population({"dendritic_spiking", label, static_cast<double>(size)});
  simulation.values({{first, first + 326, 1}, "gamma", constant(10)});
  simulation.values({{first, first + 326, 1}, "V_basal", uniform(0, 2)});
  simulation.values({inputs, "g_som", constant(0.06)});
  simulation.values({inputs, "V_target", uniform(0, 1)});
  simulation.values({hidden, "apical_capacitance", constant(3)});
  simulation.values({outputs, "t_ref", constant(0.5)});
  const Named learning{{"eta", {1e-3}}, {"tau_Delta", {1}}, {"Wmin", {-0.4}}, {"Wmax", {0.4}}};
  const auto spikes = [&](const Ranges& from, const Ranges& to, double receptor, double delay,
                          const char* rule, double number) {
    simulation.connect(
        synapses(from, to, "dendritic_synapse", learning, receptor, uniform(-0.1, 0.1), delay, rule, number));
  };
  spikes(inputs, hidden, port::basal, h, "all_to_all", 0);
  spikes(hidden, outputs, port::basal, 0.4, "fixed_indegree", 40);
  spikes(outputs, hidden, port::apical, 0.2, "pairwise_bernoulli", 0.5);
  spikes(hidden, hidden, port::top_down, 1.1, "fixed_outdegree", 5);
}

inline void add_spiking_targets(Simulation& simulation, const Ranges& sources, std::uint32_t first) {
  const Ranges urbanczik{first, first + 300, 1}, plain{first + 300, first + 700, 1};
  simulation.population({"pp_cond_exp_mc_urbanczik", "two compartments", 300});
  simulation.population({"iaf_psc_exp", "integrate and fire", 400});
  simulation.values({{first, first + 300, 2}, "t_ref", constant(0)});
  simulation.values({plain, "V_m", uniform(-70, -56)});
  const Named learning{{"eta", {0.2}}, {"tau_Delta", {20}}, {"Wmax", {300}}};
  auto dense = synapses(sources, urbanczik, "urbanczik_synapse", learning, compartment::dendritic_exc,
                        uniform(20, 60), 0.3);
  auto sparse = synapses(sources, urbanczik, "urbanczik_synapse", learning, compartment::dendritic_inh,
                         uniform(20, 60), h, "fixed_indegree", 5);
  sparse.delay = uniform(0.1, 2);
  simulation.connect(dense), simulation.connect(sparse);
  const Named facilitating{{"U", {0.2}}, {"tau_rec", {100}}, {"tau_fac", {300}}};
  simulation.connect(synapses(sources, plain, "tsodyks2_synapse", facilitating, 0, constant(1500), 1.5));
  simulation.connect(
      synapses(urbanczik, plain, "tsodyks2_synapse", {}, 0, uniform(-50, 50), 0.7, "fixed_indegree", 30));
  simulation.connect(connection(plain, urbanczik, "fixed_indegree", 20, constant(2), uniform(0.1, 3)));
}

/** Synapses that spikes change, between integrate-and-fire neurons. */
inline void add_spike_timing(Simulation& simulation, const Ranges& plain) {
  auto timing = synapses(plain, plain, "stdp_synapse", {{"lambda", {0.05}}, {"Wmax", {60}}}, 0,
                         uniform(5, 50), h, "fixed_indegree", 10);
  timing.delay = uniform(0.3, 4), timing.axonal = 0.4;
  auto inhibition = synapses(plain, plain, "vogels_sprekeler_synapse", {{"eta", {3}}, {"Wmax", {-200}}}, 0,
                             uniform(-100, 0), 0.9, "fixed_outdegree", 7);
  simulation.connect(timing), simulation.connect(inhibition);
}

/** The sources and 2,000 neurons of all models, and a recorder of their spikes. */
inline void describe_coupled(Simulation& simulation, const CoupledOptions& options) {
  std::vector<double> rates(20, 100);
  rates[3] = 3000, rates[4] = 0;
  const Ranges sources = poisson_sources(simulation, rates);
  add_spiking_targets(simulation, sources, 20);
  add_rate_circuit(simulation, 720);
  add_spiking_circuit(simulation, 1364);
  add_spike_timing(simulation, {320, 720, 1});
  if (!options.record) return;
  simulation.record({"spikes", {0, 1690, 1}, {}, 1});
  simulation.record({"state", {20, 320, 7}, {"V_m.s", "V_m.p"}, 5});
  simulation.record({"state", {740, 1340, 9}, {"V_m", "V_basal"}, 3});
}

/** The digest of this network after pieces of so many steps. */
inline std::string coupled_digest(const CoupledOptions& options, const std::vector<double>& pieces) {
  Simulation simulation(h, options.seed);
  describe_coupled(simulation, options);
  simulation.build({options.threads, "exact"});
  for (const double steps : pieces) simulation.run(steps);
  return simulation.digest();
}

}  // namespace cajal::test
