#include "synapses/error_integral.hpp"

namespace cajal {
namespace {
namespace urbanczik_synapse {

enum Parameter { eta, tau_Delta, Wmin, Wmax };

constexpr std::array urbanczik_parameters{
    any("eta", "", 0.07, "learning rate"),
    positive("tau_Delta", "ms", 100, "time constant of the low-pass filter of the weight change"),
    any("Wmin", "", 0, "smallest weight, in the unit of the receptor"),
    any("Wmax", "", 100, "largest weight, in the unit of the receptor"),
};

/** The postsynaptic potential is the difference of two traces. */
struct Urbanczik : ErrorIntegral<2> {
  static void prepare(const double* p, const PostsynapticPotential& potential, double step,
                      double* c) noexcept {
    const double decay = potential.tau_decay, rise = potential.tau_rise;
    ErrorIntegral::prepare({decay, rise}, p[tau_Delta], step, c);
    c[gain] = p[eta] * (c[joined] != 0 ? potential.scale / (potential.leak * decay * rise) * step
                                       : potential.scale / (potential.leak * (decay - rise)));
    c[lowest] = p[Wmin], c[highest] = p[Wmax];
  }
  static void bounds(const double* p, double& low, double& high) noexcept { low = p[Wmin], high = p[Wmax]; }
};

constexpr SynapseModel urbanczik_synapse_model() {
  SynapseModel model = Urbanczik::model();
  model.name = "urbanczik_synapse";
  model.summary = "Learns to predict somatic spiking from the dendritic potential (Urbanczik & Senn).";
  model.description =
      "PI(t) = PSP(t) error(t - delay), PSP the potential that the source's spikes make in the dendrite and "
      "error\n"
      "the target's learning signal: its spikes minus the rate its dendrite predicts. tau_Delta dDelta/dt = "
      "PI -\n"
      "Delta, dw/dt = eta scale Delta, Wmin <= w <= Wmax; the integrals run on at the bounds. The weight is "
      "brought\n"
      "up to date at every presynaptic spike, which is sent with the new weight.";
  model.reference =
      "Urbanczik & Senn (2014) Neuron 81:521; Stapmanns et al. (2021) Front Neuroinform 15:609147 "
      "(event-driven)";
  model.parameters = urbanczik_parameters;
  model.follows_potential = true;
  model.prepare = &Urbanczik::prepare;
  model.bounds = &Urbanczik::bounds;
  return model;
}

}  // namespace urbanczik_synapse
}  // namespace
}  // namespace cajal

CAJAL_SYNAPSE(urbanczik_synapse, urbanczik_synapse_model)
