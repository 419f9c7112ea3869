#include "model/define.hpp"
#include "model/synapse.hpp"

namespace cajal {
namespace {

enum Parameter { U, tau_rec, tau_fac };
enum Source { used, recovered, last };

constexpr std::array tsodyks_parameters{
    Field{"U", "", 0.5, 0, 1, false, "share of the resources that a spike uses"},
    positive("tau_rec", "ms", 800, "time constant of recovery"),
    not_negative("tau_fac", "ms", 0, "time constant of facilitation, 0 for none"),
};

struct Tsodyks2 {
  enum Constant { use, recovery, facilitation, facilitates, constants };

  static void prepare(const double* p, const PostsynapticPotential&, double step, double* c) noexcept {
    c[use] = p[U];
    c[recovery] = step / p[tau_rec];
    c[facilitates] = p[tau_fac] > 0;
    c[facilitation] = p[tau_fac] > 0 ? step / p[tau_fac] : 0;
  }

  static void load(const double* c, double* source) noexcept {
    source[used] = c[use], source[recovered] = 1, source[last] = -1;
  }

  static void transmit(const SynapseRow& row, double spikes, std::int64_t stamp, double* sent) noexcept {
    const double* const c = row.constants;
    double u = row.source[used], x = row.source[recovered], amplitude = 0;
    for (double spike = 0; spike < spikes; ++spike) {
      const double before = amplitude;
      if (row.source[last] >= 0) {
        const double elapsed = static_cast<double>(stamp) - row.source[last];
        x = 1 + (x - x * u - 1) * exp(-elapsed * c[recovery]);
        u = c[use] + (c[facilitates] != 0 ? u * (1 - c[use]) * exp(-elapsed * c[facilitation]) : 0);
      }
      amplitude += x * u;
      // A burst uses the resources up, after which the rest of it changes nothing.
      if (amplitude == before && x == row.source[recovered] && u == row.source[used] && spike > 0) break;
      row.source[recovered] = x, row.source[used] = u;
      row.source[last] = static_cast<double>(stamp);
    }
    for (std::size_t s = 0; s < row.size; ++s) sent[s] = amplitude * row.columns[0][s];
  }

  static void bounds(const double*, double& low, double& high) noexcept { low = high = 0; }
};

constexpr SynapseModel tsodyks2_synapse_model() {
  SynapseModel model;
  model.name = "tsodyks2_synapse";
  model.summary = "Short-term depression and facilitation.";
  model.description =
      "A spike after an interval D transmits u x w, with x = 1 + (x - x u - 1) exp(-D / tau_rec) and u = U + "
      "u (1 - U)\n"
      "exp(-D / tau_fac), x by the old u; the first spike finds x = 1 and u = U. With U = 1 and tau_rec = "
      "tau_syn the\n"
      "postsynaptic conductance returns to w at every spike instead of summing up (a renewing synapse).";
  model.reference =
      "Tsodyks, Uziel & Markram (2000) J Neurosci 20:RC50; Maass & Markram (2002) Neural Netw 15:155 (this "
      "form)";
  model.parameters = tsodyks_parameters;
  model.kind = SynapseKind::dynamic;
  model.columns = 1, model.source_columns = 3, model.constants = Tsodyks2::constants;
  model.prepare = &Tsodyks2::prepare;
  model.load = &Tsodyks2::load;
  model.transmit = &Tsodyks2::transmit;
  model.bounds = &Tsodyks2::bounds;
  return model;
}

}  // namespace
}  // namespace cajal

CAJAL_SYNAPSE(tsodyks2_synapse, tsodyks2_synapse_model)
