#include "synapses/all_pairs.hpp"

namespace cajal {
namespace {
namespace vogels_sprekeler_synapse {

enum Parameter : std::uint32_t { tau, alpha, eta, Wmax, Kplus };
enum Constant { rate, gain, loss, largest, sign, trace_begin, constants };

constexpr std::array inhibitory_parameters{
    positive("tau", "ms", 20, "time constant of the traces of both neurons' spikes"),
    not_negative(
        "alpha", "", 0.12,
        "depression by every spike of the source: 2 tau times the rate at which the target is to fire"),
    not_negative("eta", "", 0.001, "learning rate, in the unit of the receptor"),
    any("Wmax", "", 1, "largest weight, in the unit of the receptor; negative for weights below 0"),
    not_negative("Kplus", "", 0, "trace of the source at the beginning"),
};
constexpr std::array<std::uint32_t, 2> inhibitory_decays{tau, tau};
constexpr std::array<std::uint32_t, 1> inhibitory_traces{tau};

struct Inhibitory {
  static constexpr bool nearest = false;
  static constexpr std::size_t slow = 0;

  static void prepare(const double* p, const PostsynapticPotential&, double step, double* c) noexcept {
    c[rate] = step / p[tau];
    c[gain] = p[eta], c[loss] = p[alpha] * p[eta];
    c[sign] = p[Wmax] < 0 ? -1 : 1, c[largest] = p[Wmax] * c[sign];
    c[trace_begin] = p[Kplus];
  }
  static void bounds(const double* p, double& low, double& high) noexcept {
    low = smaller(p[Wmax], 0), high = larger(p[Wmax], 0);
  }
  static void load(const double* c, double* source) noexcept { source[0] = c[trace_begin]; }

  static CAJAL_INLINE double grown(const double* c, double magnitude, double trace) noexcept {
    return smaller(magnitude + c[gain] * trace, c[largest]);
  }
  static CAJAL_INLINE double strengthened(const Pair& pair, double w) noexcept {
    const double* const c = pair.constants;
    return c[sign] * grown(c, c[sign] * w, pair.carried[0] * pair.trace);
  }
  static CAJAL_INLINE double weakened(const Pair& pair, double w, double) noexcept {
    const double* const c = pair.constants;
    return c[sign] * larger(grown(c, c[sign] * w, pair.trace) - c[loss], 0);
  }
};

constexpr SynapseModel vogels_sprekeler_synapse_model() {
  SynapseModel model;
  model.name = "vogels_sprekeler_synapse";
  model.summary =
      "Inhibitory plasticity that balances excitation: pairs of spikes strengthen in either order.";
  model.description =
      "Every spike of the target and every spike of the source strengthens, |w| += eta K, K the trace of the "
      "other's\n"
      "spikes; every spike of the source also weakens, |w| -= alpha eta; |w| lies between 0 and |Wmax|. The "
      "weight "
      "is\n"
      "brought up to date when a spike of the source arrives, and then sent.";
  model.reference = "Vogels, Sprekeler, Zenke, Clopath & Gerstner (2011) Science 334:1569";
  model.kind = SynapseKind::plastic;
  model.parameters = inhibitory_parameters;
  model.columns = 1, model.source_columns = 1, model.constants = constants;
  model.decays = inhibitory_decays, model.traces = inhibitory_traces, model.follows_targets = true;
  model.prepare = &Inhibitory::prepare, model.bounds = &Inhibitory::bounds;
  model.load = &Inhibitory::load;
  model.send = &send_trace<rate>;
  model.arrive = &arrive_all<Inhibitory>;
  return model;
}

}  // namespace vogels_sprekeler_synapse
}  // namespace
}  // namespace cajal

CAJAL_SYNAPSE(vogels_sprekeler_synapse, vogels_sprekeler_synapse_model)
