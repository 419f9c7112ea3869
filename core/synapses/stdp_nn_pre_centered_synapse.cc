#include "synapses/stdp_pairs.hpp"

namespace cajal {
namespace {
namespace stdp_nn_pre_centered_synapse {

/** The trace of the source is reset by the target's spikes, so every synapse has its own. */
struct NearestPresynaptic {
  template <bool general>
  static void serve(const PlasticRun& run, double* sent) noexcept {
    const double left = exp((run.previous - run.latest) * run.constants[rate_plus]);
    for (std::size_t k = 0; k < run.size; ++k) {
      const Pairs pairs(run, k);
      double w = run.columns[0][k], trace = run.columns[1][k], sum = 0;
      if (pairs.begin < pairs.end) {
        w = PairRule::potentiated<general>(run.constants, w, trace * pairs.left(pairs.begin));
        trace = 0;
      }
      for (double n = 0; n < run.spikes; ++n)
        sum += w = PairRule::depressed<general>(run.constants, w, pairs.nearest());
      run.columns[0][k] = w;
      run.columns[1][k] = run.spikes > 0 ? trace * left + run.spikes : trace;
      sent[k] = sum;
    }
  }
  static void arrive(const PlasticRun& run, double* sent) noexcept {
    PairRule::is_general(run.constants) ? serve<true>(run, sent) : serve<false>(run, sent);
  }
  static void begin(const double* p, double* columns) noexcept { columns[0] = p[Kplus]; }
};

constexpr SynapseModel stdp_nn_pre_centered_synapse_model() {
  SynapseModel model = pair_model();
  model.name = "stdp_nn_pre_centered_synapse";
  model.summary = "Spike-timing-dependent plasticity of nearest neighbours, presynaptically centred scheme.";
  model.description =
      "As stdp_synapse, but a spike of the source is paired with the last spike of the target before it and "
      "the "
      "first\n"
      "after it: that uses up the trace of the source. A source counts as having spiked at time 0.";
  model.reference = "Morrison, Diesmann & Gerstner (2008) Biol Cybern 98:459, figure 7B";
  model.columns = 2, model.source_columns = 0;
  model.begin = &NearestPresynaptic::begin;
  model.send = &send_nothing;
  model.arrive = &NearestPresynaptic::arrive;
  return model;
}

}  // namespace stdp_nn_pre_centered_synapse
}  // namespace
}  // namespace cajal

CAJAL_SYNAPSE(stdp_nn_pre_centered_synapse, stdp_nn_pre_centered_synapse_model)
