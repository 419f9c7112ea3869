#include "synapses/stdp_pairs.hpp"

namespace cajal {
namespace {
namespace stdp_nn_symm_synapse {

template <bool general>
struct NearestSymmetric {
  static constexpr bool nearest = true;
  static constexpr std::size_t slow = 0;

  static CAJAL_INLINE double strengthened(const Pair& pair, double w) noexcept {
    return PairRule::potentiated<general>(pair.constants, w, pair.trace);
  }
  static CAJAL_INLINE double weakened(const Pair& pair, double w, double) noexcept {
    return PairRule::depressed<general>(pair.constants, w, pair.trace);
  }
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
  model.send = &send_nothing;
  model.arrive = &arrive_by_exponent<NearestSymmetric>;
  return model;
}

}  // namespace stdp_nn_symm_synapse
}  // namespace
}  // namespace cajal

CAJAL_SYNAPSE(stdp_nn_symm_synapse, stdp_nn_symm_synapse_model)
