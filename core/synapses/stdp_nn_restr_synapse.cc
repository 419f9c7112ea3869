#include "synapses/stdp_pairs.hpp"

namespace cajal {
namespace {

struct NearestRestricted : PairRule {
  static double strengthen(const double* c, const Pairs& pairs, double w) noexcept {
    return pairs.begin < pairs.end ? potentiated(c, w, pairs.left(pairs.begin)) : w;
  }
  static double weaken(const double* c, const Pairs& pairs, double w, double n) noexcept {
    return n == 0 && pairs.any() ? depressed(c, w, pairs.nearest()) : w;
  }
  static void send(const double*, double*, double, double, double, double*) noexcept {}
};

constexpr SynapseModel stdp_nn_restr_synapse_model() {
  SynapseModel model = pair_model();
  model.name = "stdp_nn_restr_synapse";
  model.summary = "Spike-timing-dependent plasticity of nearest neighbours, restricted symmetric scheme.";
  model.description =
      "As stdp_synapse, but only pairs of spikes that follow each other directly count: the first spike of "
      "the "
      "target\n"
      "after one of the source, and the last before it, if there was one since the source's spike before. A "
      "source\n"
      "counts as having spiked at time 0.";
  model.reference = "Morrison, Diesmann & Gerstner (2008) Biol Cybern 98:459, figure 7C";
  model.parameters = std::span(pair_parameters).first(Kplus);
  model.source_columns = 0;
  model.send = &NearestRestricted::send;
  model.arrive = &arrive<NearestRestricted>;
  return model;
}

}  // namespace
}  // namespace cajal

CAJAL_SYNAPSE(stdp_nn_restr_synapse, stdp_nn_restr_synapse_model)
