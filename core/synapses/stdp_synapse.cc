#include "synapses/stdp_pairs.hpp"

namespace cajal {
namespace {
namespace stdp_synapse {

template <bool general>
struct Stdp {
  static constexpr bool nearest = false;
  static constexpr std::size_t slow = 0;

  static CAJAL_INLINE double strengthened(const Pair& pair, double w) noexcept {
    return PairRule::potentiated<general>(pair.constants, w, pair.carried[0] * pair.trace);
  }
  static CAJAL_INLINE double weakened(const Pair& pair, double w, double) noexcept {
    return PairRule::depressed<general>(pair.constants, w, pair.trace);
  }
};

constexpr SynapseModel stdp_synapse_model() {
  SynapseModel model = pair_model();
  model.name = "stdp_synapse";
  model.summary = "Spike-timing-dependent plasticity of all pairs of spikes, with weight dependence.";
  model.description =
      "Every spike of the target potentiates, x += lambda (1 - x)^mu_plus K_plus, every spike of the source "
      "depresses,\n"
      "x -= alpha lambda x^mu_minus K_minus, x = w / Wmax between 0 and 1. K_plus and K_minus are traces of "
      "the "
      "source's and\n"
      "the target's spikes: each spike adds one. Both exponents 0 is the additive, both 1 the multiplicative "
      "rule. The\n"
      "weight is brought up to date when a spike of the source arrives, and sent after depression.";
  model.reference =
      "Gütig, Aharonov, Rotter & Sompolinsky (2003) J Neurosci 23:3697; Morrison, Diesmann & Gerstner (2008) "
      "Biol "
      "Cybern 98:459";
  model.load = &PairRule::load;
  model.send = &send_trace<rate_plus>;
  model.arrive = &arrive_by_exponent<Stdp>;
  return model;
}

}  // namespace stdp_synapse
}  // namespace
}  // namespace cajal

CAJAL_SYNAPSE(stdp_synapse, stdp_synapse_model)
