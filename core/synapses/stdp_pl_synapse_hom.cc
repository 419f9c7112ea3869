#include "synapses/all_pairs.hpp"

namespace cajal {
namespace {
namespace stdp_pl_synapse_hom {

enum Parameter : std::uint32_t { tau_plus, tau_minus, lambda, alpha, mu, Kplus };
enum Constant { rate_plus, step_up, step_down, exponent, trace_begin, constants };

constexpr std::array power_law_parameters{
    positive("tau_plus", "ms", 20, "time constant of the trace of the source's spikes"),
    positive("tau_minus", "ms", 20, "time constant of the trace of the target's spikes"),
    not_negative("lambda", "", 0.1, "step size"),
    not_negative("alpha", "", 1, "how much stronger depression is than potentiation"),
    not_negative("mu", "", 0.4, "exponent of the weight dependence of potentiation"),
    not_negative("Kplus", "", 0, "trace of the source at the beginning"),
};
constexpr std::array<std::uint32_t, 2> power_law_decays{tau_plus, tau_minus};
constexpr std::array<std::uint32_t, 1> power_law_traces{tau_minus};

struct PowerLaw {
  static constexpr bool nearest = false;
  static constexpr std::size_t slow = 0;

  static void prepare(const double* p, const PostsynapticPotential&, double step, double* c) noexcept {
    c[rate_plus] = step / p[tau_plus];
    c[step_up] = p[lambda], c[step_down] = p[lambda] * p[alpha];
    c[exponent] = p[mu];
    c[trace_begin] = p[Kplus];
  }
  static void bounds(const double*, double& low, double& high) noexcept { low = 0, high = infinity; }
  static void load(const double* c, double* source) noexcept { source[0] = c[trace_begin]; }

  static CAJAL_INLINE double strengthened(const Pair& pair, double w) noexcept {
    const double* const c = pair.constants;
    return w + c[step_up] * power<true>(w, c[exponent]) * (pair.carried[0] * pair.trace);
  }
  static CAJAL_INLINE double weakened(const Pair& pair, double w, double) noexcept {
    return larger(w - pair.constants[step_down] * w * pair.trace, 0);
  }
};

constexpr SynapseModel stdp_pl_synapse_hom_model() {
  SynapseModel model;
  model.name = "stdp_pl_synapse_hom";
  model.summary =
      "Spike-timing-dependent plasticity with power-law potentiation and multiplicative depression.";
  model.description =
      "Every spike of the target potentiates, w += lambda w^mu K_plus, every spike of the source depresses, "
      "w -= "
      "alpha\n"
      "lambda w K_minus. K_plus and K_minus are traces of the source's and the target's spikes: each spike "
      "adds "
      "one. There\n"
      "is no largest weight. The weight is brought up to date when a spike of the source arrives, and sent "
      "after\n"
      "depression.";
  model.reference = "Morrison, Aertsen & Diesmann (2007) Neural Comput 19:1437";
  model.kind = SynapseKind::plastic;
  model.parameters = power_law_parameters;
  model.columns = 1, model.source_columns = 1, model.constants = constants;
  model.decays = power_law_decays, model.traces = power_law_traces, model.follows_targets = true;
  model.prepare = &PowerLaw::prepare, model.bounds = &PowerLaw::bounds;
  model.load = &PowerLaw::load;
  model.send = &send_trace<rate_plus>;
  model.arrive = &arrive_all<PowerLaw>;
  return model;
}

}  // namespace stdp_pl_synapse_hom
}  // namespace
}  // namespace cajal

CAJAL_SYNAPSE(stdp_pl_synapse_hom, stdp_pl_synapse_hom_model)
