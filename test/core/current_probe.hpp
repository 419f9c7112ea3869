// Currents that a stimulus injects, told from the potentials of leaky membranes that never fire.
#pragma once
#include <cmath>
#include <vector>

#include "networks.hpp"

namespace cajal::test {

/** How a probe runs. */
struct ProbeOptions {
  double threads = 1;
  int pieces = 1;
  double resolution = 0.1, seed = 11;
};

constexpr double probe_tau_m = 10, probe_C_m = 250;  ///< ms, pF

/** A network of such membranes, with E_L = 0 and all potentials recorded in every step. */
inline void describe_probe(Simulation& simulation, std::uint32_t neurons) {
  const Ranges all{0, neurons, 1};
  simulation.population({"iaf_psc_delta", "probe", static_cast<double>(neurons)});
  for (const auto& [name, value] : {std::pair{"E_L", 0.0}, {"V_m", 0.0}, {"V_reset", -1.0}, {"V_th", 1e9}})
    simulation.values({all, name, constant(value)});
  simulation.values({all, "tau_m", constant(probe_tau_m)});
  simulation.values({all, "C_m", constant(probe_C_m)});
  simulation.record({"state", all, {"V_m"}, 1});
}

/** [step][neuron]: the current in each of so many steps [pA], within 1e-9 of its size. */
inline std::vector<std::vector<double>> currents_of(const StimulusSpec& spec, std::uint32_t neurons,
                                                    std::size_t steps, const ProbeOptions& options = {}) {
  Simulation simulation(options.resolution, options.seed);
  describe_probe(simulation, neurons);
  simulation.stimulate(spec);
  simulation.build({options.threads, "exact"});
  for (int k = 0; k < options.pieces; ++k)
    simulation.run(static_cast<double>(steps) / static_cast<double>(options.pieces));
  const SampleColumns samples = simulation.read_samples(0, false);
  const double kept = std::exp(-options.resolution / probe_tau_m), R = probe_tau_m / probe_C_m;
  std::vector<std::vector<double>> currents(steps, std::vector<double>(neurons));
  for (std::size_t step = 0; step < steps; ++step)
    for (std::uint32_t i = 0; i < neurons; ++i) {
      const double before = step == 0 ? 0 : samples.values[(step - 1) * neurons + i];
      currents[step][i] = (samples.values[step * neurons + i] - kept * before) / ((1 - kept) * R);
    }
  return currents;
}

}  // namespace cajal::test
