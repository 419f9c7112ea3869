#include "model/define.hpp"
#include "model/synapse.hpp"

namespace cajal {
namespace {
namespace tsodyks2_synapse {

enum Parameter { U, tau_rec, tau_fac, x, u };
enum Source { used, recovered, fired };

constexpr std::array tsodyks_parameters{
    Field{"U", "", 0.5, 0, 1, false, "share of the resources that a spike uses"},
    positive("tau_rec", "ms", 800, "time constant of recovery"),
    not_negative("tau_fac", "ms", 0, "time constant of facilitation, 0 for none"),
    Field{"x", "", 1, 0, 1, false, "share of the resources that the first spike finds"},
    Field{"u", "", -1, -1, 1, false, "use of the first spike; below 0: U"},
};

struct Tsodyks2 {
  enum Constant { use, recovery, facilitation, facilitates, first_use, first_share, constants };

  static void prepare(const double* p, const PostsynapticPotential&, double step, double* c) noexcept {
    c[use] = p[U];
    c[recovery] = step / p[tau_rec];
    c[facilitates] = p[tau_fac] > 0;
    c[facilitation] = p[tau_fac] > 0 ? step / p[tau_fac] : 0;
    c[first_use] = p[u] < 0 ? p[U] : p[u], c[first_share] = p[x];
  }

  static void load(const double* c, double* source) noexcept {
    source[used] = c[first_use], source[recovered] = c[first_share], source[fired] = 0;
  }

  static void send(const double* c, double* source, double spikes, double before, double stamp,
                   double* carried) noexcept {
    double elapsed = stamp - before;
    carried[0] = 0;
    for (double spike = 0; spike < spikes; ++spike, elapsed = 0) {
      const double amplitude = carried[0], share = source[recovered], part = source[used];
      if (source[fired] != 0) {
        source[recovered] = 1 + (share - share * part - 1) * exp(-elapsed * c[recovery]);
        source[used] =
            c[use] + (c[facilitates] != 0 ? part * (1 - c[use]) * exp(-elapsed * c[facilitation]) : 0);
      }
      source[fired] = 1;
      carried[0] += source[recovered] * source[used];
      // A burst uses the resources up, after which the rest of it changes nothing.
      if (spike > 0 && carried[0] == amplitude && source[recovered] == share && source[used] == part) break;
    }
  }

  static void arrive(const PlasticRun& run, double* sent) noexcept {
    for (std::size_t s = 0; s < run.size; ++s) sent[s] = run.carried[0] * run.columns[0][s];
  }
};

constexpr SynapseModel tsodyks2_synapse_model() {
  SynapseModel model;
  model.name = "tsodyks2_synapse";
  model.summary = "Short-term depression and facilitation.";
  model.description =
      "A spike after an interval D transmits u x w, with x = 1 + (x - x u - 1) exp(-D / tau_rec) and u = U + "
      "u (1 - U)\n"
      "exp(-D / tau_fac), x by the old u. With U = 1 and tau_rec = "
      "tau_syn the\n"
      "postsynaptic conductance returns to w at every spike instead of summing up (a renewing synapse).";
  model.reference =
      "Tsodyks, Uziel & Markram (2000) J Neurosci 20:RC50; Maass & Markram (2002) Neural Netw 15:155 (this "
      "form)";
  model.parameters = tsodyks_parameters;
  model.kind = SynapseKind::plastic;
  model.columns = 1, model.source_columns = 3, model.constants = Tsodyks2::constants;
  model.prepare = &Tsodyks2::prepare;
  model.load = &Tsodyks2::load;
  model.send = &Tsodyks2::send;
  model.arrive = &Tsodyks2::arrive;
  return model;
}

}  // namespace tsodyks2_synapse
}  // namespace
}  // namespace cajal

CAJAL_SYNAPSE(tsodyks2_synapse, tsodyks2_synapse_model)
