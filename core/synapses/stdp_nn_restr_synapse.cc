#include "synapses/stdp_pairs.hpp"

namespace cajal {
namespace {
namespace stdp_nn_restr_synapse {

struct NearestRestricted {
  template <bool general>
  static void serve(const PlasticRun& run, double* sent) noexcept {
    for (std::size_t k = 0; k < run.size; ++k) {
      const Pairs pairs(run, k);
      double& w = run.columns[0][k];
      if (pairs.begin < pairs.end)
        w = PairRule::potentiated<general>(run.constants, w, pairs.left(pairs.begin));
      if (run.spikes > 0 && pairs.any()) w = PairRule::depressed<general>(run.constants, w, pairs.nearest());
      sent[k] = w * run.spikes;
    }
  }
  static void arrive(const PlasticRun& run, double* sent) noexcept {
    PairRule::is_general(run.constants) ? serve<true>(run, sent) : serve<false>(run, sent);
  }
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
  model.send = &send_nothing;
  model.arrive = &NearestRestricted::arrive;
  return model;
}

}  // namespace stdp_nn_restr_synapse
}  // namespace
}  // namespace cajal

CAJAL_SYNAPSE(stdp_nn_restr_synapse, stdp_nn_restr_synapse_model)
