#include "synapses/all_pairs.hpp"

namespace cajal {
namespace {
namespace stdp_triplet_synapse {

enum Parameter : std::uint32_t {
  tau_plus,
  tau_minus,
  tau_plus_triplet,
  tau_minus_triplet,
  Aplus,
  Aminus,
  Aplus_triplet,
  Aminus_triplet,
  Wmax,
  Kplus,
  Kplus_triplet
};
enum Constant {
  rate,
  rate_triplet,
  up,
  up_triplet,
  down,
  down_triplet,
  largest,
  sign,
  begin,
  begin_triplet,
  constants
};

constexpr std::array triplet_parameters{
    positive("tau_plus", "ms", 16.8, "time constant of the trace of the source's spikes"),
    positive("tau_minus", "ms", 20, "time constant of the trace of the target's spikes"),
    positive("tau_plus_triplet", "ms", 101, "time constant of the slow trace of the source's spikes"),
    positive("tau_minus_triplet", "ms", 110, "time constant of the slow trace of the target's spikes"),
    not_negative("Aplus", "", 5e-10, "potentiation by pairs, in the unit of the receptor"),
    not_negative("Aminus", "", 0.007, "depression by pairs, in the unit of the receptor"),
    not_negative("Aplus_triplet", "", 0.0062, "potentiation by triplets, in the unit of the receptor"),
    not_negative("Aminus_triplet", "", 0.00023, "depression by triplets, in the unit of the receptor"),
    any("Wmax", "", 100, "largest weight, in the unit of the receptor; negative for weights below 0"),
    not_negative("Kplus", "", 0, "trace of the source at the beginning"),
    not_negative("Kplus_triplet", "", 0, "slow trace of the source at the beginning"),
};
constexpr std::array<std::uint32_t, 3> triplet_decays{tau_plus, tau_minus, tau_minus_triplet};
constexpr std::array<std::uint32_t, 2> triplet_traces{tau_minus, tau_minus_triplet};

struct Triplet {
  static constexpr bool nearest = false;
  static constexpr std::size_t slow = 1;

  static void prepare(const double* p, const PostsynapticPotential&, double step, double* c) noexcept {
    c[rate] = step / p[tau_plus], c[rate_triplet] = step / p[tau_plus_triplet];
    c[up] = p[Aplus], c[up_triplet] = p[Aplus_triplet];
    c[down] = p[Aminus], c[down_triplet] = p[Aminus_triplet];
    c[sign] = p[Wmax] < 0 ? -1 : 1, c[largest] = p[Wmax] * c[sign];
    c[begin] = p[Kplus], c[begin_triplet] = p[Kplus_triplet];
  }
  static void bounds(const double* p, double& low, double& high) noexcept {
    low = smaller(p[Wmax], 0), high = larger(p[Wmax], 0);
  }
  static void load(const double* c, double* source) noexcept {
    source[0] = c[begin], source[1] = c[begin_triplet];
  }
  static void send(const double* c, double* source, double spikes, double before, double stamp,
                   double* carried) noexcept {
    send_trace<rate>(c, source, spikes, before, stamp, carried);
    carried[1] = source[1] * exp(-(stamp - before) * c[rate_triplet]);
    source[1] = carried[1] + spikes;
  }

  static CAJAL_INLINE double strengthened(const Pair& pair, double w) noexcept {
    const double* const c = pair.constants;
    const double change = pair.carried[0] * pair.trace * (c[up] + c[up_triplet] * (pair.slow - 1));
    return c[sign] * smaller(c[sign] * w + change, c[largest]);
  }
  static CAJAL_INLINE double weakened(const Pair& pair, double w, double n) noexcept {
    const double* const c = pair.constants;
    const double change = pair.trace * (c[down] + c[down_triplet] * (pair.carried[1] + n));
    return c[sign] * larger(c[sign] * w - change, 0);
  }
};

constexpr SynapseModel stdp_triplet_synapse_model() {
  SynapseModel model;
  model.name = "stdp_triplet_synapse";
  model.summary = "Spike-timing-dependent plasticity of triplets of spikes.";
  model.description =
      "Every spike of the target potentiates, |w| += K_plus (Aplus + Aplus_triplet K_minus_triplet), every "
      "spike "
      "of the\n"
      "source depresses, |w| -= K_minus (Aminus + Aminus_triplet K_plus_triplet), between 0 and |Wmax|. All "
      "four "
      "traces grow\n"
      "by one at a spike; the slow ones are those before it. The weight is brought up to date when a spike "
      "of the "
      "source\n"
      "arrives, and sent after depression.";
  model.reference = "Pfister & Gerstner (2006) J Neurosci 26:9673, all-to-all";
  model.kind = SynapseKind::plastic;
  model.parameters = triplet_parameters;
  model.columns = 1, model.source_columns = 2, model.constants = constants;
  model.decays = triplet_decays, model.traces = triplet_traces, model.follows_targets = true;
  model.prepare = &Triplet::prepare, model.bounds = &Triplet::bounds;
  model.load = &Triplet::load;
  model.send = &Triplet::send;
  model.arrive = &arrive_all<Triplet>;
  return model;
}

}  // namespace stdp_triplet_synapse
}  // namespace
}  // namespace cajal

CAJAL_SYNAPSE(stdp_triplet_synapse, stdp_triplet_synapse_model)
