// Networks whose synapses change, and what was recorded of them.
#pragma once
#include <string>
#include <utility>
#include <vector>

#include "networks.hpp"

namespace cajal::test {

constexpr double h = 0.1;  ///< resolution of these networks [ms]

inline ConnectionSpec synapses(Ranges sources, Ranges targets, std::string model, Named parameters,
                               double receptor, Draw weight, double delay, std::string rule = "all_to_all",
                               double number = 0) {
  ConnectionSpec spec = connection(std::move(sources), std::move(targets), std::move(rule), number,
                                   std::move(weight), constant(delay));
  spec.synapse = std::move(model), spec.synapse_parameters = std::move(parameters), spec.receptor = receptor;
  return spec;
}

/** Ports of dendritic neurons, and receptors of the spiking ones but for the nudge. */
namespace port {
constexpr double basal = 0, apical = 1, top_down = 2, nudge = 3;
}

/** Receptors of pp_cond_exp_mc_urbanczik. */
namespace compartment {
constexpr double soma_exc = 0, soma_inh = 1, dendritic_exc = 2, dendritic_inh = 3, somatic_spikes = 4;
}

/** How often each neuron below `neurons` fired at each stamp up to `steps`. */
class Counts {
 public:
  Counts(const SpikeColumns& spikes, std::size_t neurons, std::size_t steps)
      : steps_(steps), counts_(neurons * (steps + 1)) {
    for (std::size_t k = 0; k < spikes.ids.size(); ++k)
      ++counts_[spikes.ids[k] * (steps + 1) + static_cast<std::size_t>(spikes.steps[k])];
  }
  int at(std::size_t neuron, std::size_t step) const { return counts_[neuron * (steps_ + 1) + step]; }

 private:
  std::size_t steps_;
  std::vector<int> counts_;
};

/** Parrots, each driven by Poisson spikes of its own rate [1/s]; they are the first population. */
inline Ranges poisson_sources(Simulation& simulation, const std::vector<double>& rates) {
  const auto n = static_cast<std::uint32_t>(rates.size());
  simulation.population({"parrot_neuron", "sources", static_cast<double>(n)});
  for (std::uint32_t i = 0; i < n; ++i)
    simulation.stimulate(stimulus("poisson_generator", {{"rate", {rates[i]}}}, {i, i + 1, 1}, 1, h));
  return {0, n, 1};
}

}  // namespace cajal::test
