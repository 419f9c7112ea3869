#include "synapses/stdp_pairs.hpp"

namespace cajal {
namespace {

struct NearestSymmetric : PairRule {
  static double strengthen(const double* c, const Pairs& pairs, double w) noexcept {
    for (std::uint32_t k = pairs.begin; k < pairs.end; ++k) w = potentiated(c, w, pairs.left(k));
    return w;
  }
  static double weaken(const double* c, const Pairs& pairs, double w, double) noexcept {
    return depressed(c, w, pairs.nearest());
  }
  static void send(const double*, double*, double, double, double, double*) noexcept {}
};

constexpr SynapseModel stdp_nn_symm_synapse_model() {
  SynapseModel model = pair_model();
  model.name = "stdp_nn_symm_synapse";
  model.summary = "Spike-timing-dependent plasticity of nearest neighbours, symmetric scheme.";
  model.description =
      "As stdp_synapse, but every spike is paired only with the last spike of the other neuron before it. A "
      "source\n"
      "counts as having spiked at time 0.";
  model.reference = "Morrison, Diesmann & Gerstner (2008) Biol Cybern 98:459, figure 7A";
  model.parameters = std::span(pair_parameters).first(Kplus);
  model.source_columns = 0;
  model.send = &NearestSymmetric::send;
  model.arrive = &arrive<NearestSymmetric>;
  return model;
}

}  // namespace
}  // namespace cajal

CAJAL_SYNAPSE(stdp_nn_symm_synapse, stdp_nn_symm_synapse_model)
