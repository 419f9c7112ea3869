// Small networks that several tests build.
#pragma once
#include <limits>
#include <string>
#include <vector>

#include "simulation.hpp"

namespace cajal::test {

constexpr double infinite = std::numeric_limits<double>::infinity();

inline Draw constant(double value) { return {"constant", {value}, "none", -infinite, infinite}; }
inline Draw normal(double mean, double deviation) {
  return {"normal", {mean, deviation}, "none", -infinite, infinite};
}
inline Draw uniform(double low, double high) { return {"uniform", {low, high}, "none", -infinite, infinite}; }
inline Draw redrawn(Draw draw, double low, double high) {
  draw.limit = "redraw", draw.low = low, draw.high = high;
  return draw;
}

inline ConnectionSpec connection(Ranges sources, Ranges targets, std::string rule, double number, Draw weight,
                                 Draw delay) {
  ConnectionSpec spec;
  spec.sources = std::move(sources), spec.targets = std::move(targets);
  spec.rule = std::move(rule), spec.number = number;
  spec.weight = std::move(weight), spec.delay = std::move(delay);
  return spec;
}

inline StimulusSpec stimulus(std::string kind, Named parameters, Ranges targets, double weight,
                             double delay) {
  StimulusSpec spec;
  spec.kind = std::move(kind), spec.parameters = std::move(parameters), spec.targets = std::move(targets);
  spec.weight = constant(weight), spec.delay = constant(delay);
  return spec;
}

/** What a balanced network is built with. */
struct Options {
  double threads = 1;
  std::string weights = "exact";
  std::string connectivity = "stored";
  bool record = false;
  double seed = 42;
  double tau_syn_in = 2;
};

/**
 * 800 excitatory and 200 inhibitory neurons, one projection for every way a rule draws, Poisson, constant and stepped
 * drive and a spike train: active and irregular within 100 ms.
 */
inline void describe_balanced(Simulation& simulation, const Options& options) {
  const Ranges all{0, 1000, 1}, excitatory{0, 800, 1}, inhibitory{800, 1000, 1};
  simulation.population({"iaf_psc_exp", "E", 800});
  simulation.population({"iaf_psc_exp", "I", 200});
  simulation.values({all, "V_m", uniform(-70, -56)});
  simulation.values({all, "tau_syn_in", constant(options.tau_syn_in)});
  simulation.values({inhibitory, "t_ref", uniform(1, 3)});
  const Draw excites = redrawn(normal(40, 8), 0, infinite),
             inhibits = redrawn(normal(-200, 20), -infinite, 0);
  const Draw slow = redrawn(normal(1.5, 0.75), 0.05, infinite),
             fast = redrawn(normal(0.75, 0.4), 0.05, infinite);
  simulation.connect(connection(excitatory, excitatory, "fixed_total_number", 40000, excites, slow));
  simulation.connect(connection(excitatory, inhibitory, "fixed_indegree", 60, excites, slow));
  simulation.connect(connection(inhibitory, excitatory, "pairwise_bernoulli", 0.1, inhibits, fast));
  simulation.connect(connection(inhibitory, inhibitory, "fixed_outdegree", 20, inhibits, constant(25.0)));
  simulation.connect(connection({0, 50, 1}, {700, 750, 1}, "one_to_one", 0, constant(30), uniform(0.1, 3)));
  simulation.connect(connection({0, 20, 2}, {790, 810, 1}, "all_to_all", 0, constant(25), constant(0.1)));
  simulation.stimulate(stimulus("poisson_generator", {{"rate", {9000}}}, all, 40, 1.5));
  simulation.stimulate(
      stimulus("dc_generator", {{"amplitude", {60}}, {"start", {20}}}, {100, 900, 3}, 1, 0.1));
  simulation.stimulate(stimulus("step_current_generator",
                                {{"amplitude_times", {10, 30}}, {"amplitude_values", {80, -40}}}, excitatory,
                                1, 0.5));
  simulation.stimulate(stimulus("spike_generator", {{"spike_times", {5, 5, 12.5, 40}}}, {0, 400, 1}, 300, 2));
  if (options.record) {
    simulation.record({"spikes", {100, 900, 1}, {}, 1});
    simulation.record({"state", {0, 1000, 7}, {"V_m", "I_syn_ex", "I_syn_in"}, 5});
  }
}

/** Whether the same synapses were read, in the same order. */
inline bool same(const SynapseColumns& a, const SynapseColumns& b) {
  return a.source == b.source && a.target == b.target && a.weight == b.weight && a.delay == b.delay;
}

/** The digest of the balanced network after pieces of so many steps each. */
inline std::string digest_after(const Options& options, int pieces, double steps) {
  Simulation simulation(0.1, options.seed);
  describe_balanced(simulation, options);
  simulation.build({options.threads, options.weights, options.connectivity});
  for (int i = 0; i < pieces; ++i) simulation.run(steps);
  return simulation.digest();
}

}  // namespace cajal::test
