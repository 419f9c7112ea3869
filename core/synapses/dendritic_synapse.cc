#include "synapses/error_integral.hpp"

namespace cajal {
namespace {
namespace dendritic_synapse {

enum Parameter { eta, tau_Delta, Wmin, Wmax };

constexpr std::array dendritic_parameters{
    any("eta", "", 0.07, "learning rate"),
    positive("tau_Delta", "ms", 100, "time constant of the presynaptic trace and of the low-pass filter"),
    any("Wmin", "", -1, "smallest weight"),
    any("Wmax", "", 1, "largest weight"),
};

struct Dendritic : ErrorIntegral<1> {
  static void prepare(const double* p, const PostsynapticPotential&, double step, double* c) noexcept {
    c[gain] = p[eta];
    c[lowest] = p[Wmin], c[highest] = p[Wmax];
    ErrorIntegral::prepare({p[tau_Delta]}, p[tau_Delta], step, c);
  }
  static void bounds(const double* p, double& low, double& high) noexcept { low = p[Wmin], high = p[Wmax]; }
};

constexpr SynapseModel dendritic_synapse_model() {
  SynapseModel model = Dendritic::model();
  model.name = "dendritic_synapse";
  model.summary = "Learns from the error that the compartment it reaches computes.";
  model.description =
      "PI(t) = trace(t) error(t - delay): the trace of the source's spikes grows by one at each and decays "
      "with\n"
      "tau_Delta, error is the learning signal of the target's compartment. tau_Delta dDelta/dt = PI - "
      "Delta, dw/dt\n"
      "= eta Delta, Wmin <= w <= Wmax. The weight is brought up to date at every presynaptic spike.";
  model.reference =
      "Gille (2023) thesis, Juelich; after Urbanczik & Senn (2014) and Sacramento et al. (2018)";
  model.parameters = dendritic_parameters;
  model.prepare = &Dendritic::prepare;
  model.bounds = &Dendritic::bounds;
  return model;
}

}  // namespace dendritic_synapse
}  // namespace
}  // namespace cajal

CAJAL_SYNAPSE(dendritic_synapse, dendritic_synapse_model)
