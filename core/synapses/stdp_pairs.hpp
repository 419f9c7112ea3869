// Weight dependence and parameters that the pair rules for spike timing share.
#pragma once
#include "synapses/all_pairs.hpp"

namespace cajal {
namespace {

enum PairParameter : std::uint32_t { tau_plus, tau_minus, lambda, alpha, mu_plus, mu_minus, Wmax, Kplus };
enum PairConstant {
  rate_plus,
  step_up,
  step_down,
  power_up,
  power_down,
  scale,
  unscale,
  trace_begin,
  pair_constants
};

constexpr std::array pair_parameters{
    positive("tau_plus", "ms", 20, "time constant of the trace of the source's spikes"),
    positive("tau_minus", "ms", 20, "time constant of the trace of the target's spikes"),
    not_negative("lambda", "", 0.01, "step size"),
    not_negative("alpha", "", 1, "how much stronger depression is than potentiation"),
    not_negative("mu_plus", "", 1, "exponent of the weight dependence of potentiation"),
    not_negative("mu_minus", "", 1, "exponent of the weight dependence of depression"),
    any("Wmax", "", 100, "largest weight, in the unit of the receptor; negative for weights below 0"),
    not_negative("Kplus", "", 0, "trace of the source at the beginning"),
};
constexpr std::array<std::uint32_t, 2> pair_decays{tau_plus, tau_minus};
constexpr std::array<std::uint32_t, 1> pair_traces{tau_minus};

struct PairRule {
  static void prepare(const double* p, const PostsynapticPotential&, double step, double* c) noexcept {
    c[rate_plus] = step / p[tau_plus];
    c[step_up] = p[lambda], c[step_down] = p[lambda] * p[alpha];
    c[power_up] = p[mu_plus], c[power_down] = p[mu_minus];
    c[scale] = p[Wmax], c[unscale] = 1 / p[Wmax];
    c[trace_begin] = p[Kplus];
  }
  static void bounds(const double* p, double& low, double& high) noexcept {
    low = smaller(p[Wmax], 0), high = larger(p[Wmax], 0);
  }
  static void load(const double* c, double* source) noexcept { source[0] = c[trace_begin]; }

  template <bool general>
  static CAJAL_INLINE double potentiated(const double* c, double w, double trace) noexcept {
    const double x = w * c[unscale];
    return smaller(x + c[step_up] * power<general>(1 - x, c[power_up]) * trace, 1) * c[scale];
  }
  template <bool general>
  static CAJAL_INLINE double depressed(const double* c, double w, double trace) noexcept {
    const double x = w * c[unscale];
    return larger(x - c[step_down] * power<general>(x, c[power_down]) * trace, 0) * c[scale];
  }
  static bool is_general(const double* c) noexcept {
    return !is_simple(c[power_up]) || !is_simple(c[power_down]);
  }
};

/** Serves a run by Rule<general>, general where an exponent is neither 0 nor 1. */
template <template <bool> class Rule>
void arrive_by_exponent(const PlasticRun& run, double* sent) noexcept {
  PairRule::is_general(run.constants) ? arrive_all<Rule<true>>(run, sent)
                                      : arrive_all<Rule<false>>(run, sent);
}

constexpr SynapseModel pair_model() {
  SynapseModel model;
  model.kind = SynapseKind::plastic;
  model.parameters = pair_parameters;
  model.columns = 1, model.source_columns = 1, model.constants = pair_constants;
  model.decays = pair_decays, model.traces = pair_traces, model.follows_targets = true;
  model.prepare = &PairRule::prepare, model.bounds = &PairRule::bounds;
  return model;
}

}  // namespace
}  // namespace cajal
