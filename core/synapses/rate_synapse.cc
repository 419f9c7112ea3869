#include "model/define.hpp"
#include "model/synapse.hpp"

namespace cajal {
namespace {
namespace rate_synapse {

enum Parameter { eta, tau_Delta, Wmin, Wmax };

constexpr std::array rate_parameters{
    any("eta", "", 0, "learning rate [per ms and per product of error and presynaptic value]; 0: constant"),
    not_negative("tau_Delta", "ms", 0, "time constant of the smoothed weight change, 0 for none"),
    any("Wmin", "", -infinity, "smallest weight"),
    any("Wmax", "", infinity, "largest weight"),
};

ValueRule rate_rule(const double* p, double step) noexcept {
  return {p[eta] * step, p[tau_Delta] > 0 ? step / p[tau_Delta] : 1, p[Wmin], p[Wmax]};
}

constexpr SynapseModel rate_synapse_model() {
  SynapseModel model;
  model.name = "rate_synapse";
  model.summary =
      "Carries what the source shows in every step, times the weight; learns from the target's error.";
  model.description =
      "The chosen output of the source enters a port of the target in every step, one delay later. With eta "
      "not\n"
      "zero the weight follows dw/dt = eta Delta, where Delta is the product of the target's learning signal "
      "and\n"
      "the presynaptic value of the same step, or with tau_Delta its low-pass: tau_Delta dDelta/dt = -Delta "
      "+\n"
      "error value. Wmin <= w <= Wmax.";
  model.reference =
      "Sacramento et al. (2018) NeurIPS 31; Haider et al. (2021) NeurIPS 34; Gille (2023) thesis, Juelich";
  model.parameters = rate_parameters;
  model.kind = SynapseKind::values;
  model.values = &rate_rule;
  return model;
}

}  // namespace rate_synapse
}  // namespace
}  // namespace cajal

CAJAL_SYNAPSE(rate_synapse, rate_synapse_model)
