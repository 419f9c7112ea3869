#include "model/define.hpp"
#include "model/synapse.hpp"

namespace cajal {
namespace {
namespace tsodyks_synapse {

enum Parameter { U, tau_psc, tau_rec, tau_fac, x, y, u };
enum Source { recovered, active, used };
enum Constant { use, inactivation, recovery, facilitation, facilitates, begin, constants = begin + 3 };

constexpr std::array tsodyks_parameters{
    Field{"U", "", 0.5, 0, 1, false, "share of the resources that a spike uses"},
    positive("tau_psc", "ms", 3, "time constant of the postsynaptic current: that of the target's receptor"),
    positive("tau_rec", "ms", 800, "time constant of recovery"),
    not_negative("tau_fac", "ms", 0, "time constant of facilitation, 0 for none"),
    Field{"x", "", 1, 0, 1, false, "share of the resources that is recovered at the beginning"},
    Field{"y", "", 0, 0, 1, false, "share of the resources that is active at the beginning"},
    Field{"u", "", 0, 0, 1, false, "use at the beginning"},
};

struct Tsodyks {
  static void prepare(const double* p, const PostsynapticPotential&, double step, double* c) noexcept {
    c[use] = p[U];
    c[inactivation] = step / p[tau_psc], c[recovery] = step / p[tau_rec];
    c[facilitates] = p[tau_fac] > 0;
    c[facilitation] = p[tau_fac] > 0 ? step / p[tau_fac] : 0;
    c[begin + recovered] = p[x], c[begin + active] = p[y], c[begin + used] = p[u];
  }

  static void load(const double* c, double* source) noexcept {
    for (std::size_t k = 0; k < 3; ++k) source[k] = c[begin + k];
  }

  /** Resources that were active, recovered after so many steps: less those that are still inactive. */
  static double regained(const double* c, double steps) noexcept {
    // tau_rec (1 - e^(-b t)) - tau_psc (1 - e^(-a t)), over tau_rec - tau_psc, with its limit where both are equal
    const double a = c[inactivation], b = c[recovery];
    return -expm1(-b * steps) - b * steps * exp(-a * steps) * phi1((a - b) * steps);
  }

  static void send(const double* c, double* source, double spikes, double before, double stamp,
                   double* carried) noexcept {
    double elapsed = stamp - before;
    carried[0] = 0;
    for (double spike = 0; spike < spikes; ++spike, elapsed = 0) {
      const double sum = carried[0], inactive = 1 - source[recovered] - source[active];
      source[used] *= c[facilitates] != 0 ? exp(-elapsed * c[facilitation]) : 0;
      source[recovered] += regained(c, elapsed) * source[active] - expm1(-elapsed * c[recovery]) * inactive;
      source[active] *= exp(-elapsed * c[inactivation]);
      source[used] += c[use] * (1 - source[used]);
      const double released = source[used] * source[recovered];
      source[recovered] -= released, source[active] += released;
      carried[0] += released;
      if (spike > 0 && carried[0] == sum) break;  // a burst has used the resources up
    }
  }

  static void arrive(const PlasticRun& run, double* sent) noexcept {
    for (std::size_t s = 0; s < run.size; ++s) sent[s] = run.carried[0] * run.columns[0][s];
  }
};

constexpr SynapseModel tsodyks_synapse_model() {
  SynapseModel model;
  model.name = "tsodyks_synapse";
  model.summary = "Short-term depression and facilitation, with resources that are active for a while.";
  model.description =
      "Resources are recovered (x), active (y) or inactive (z = 1 - x - y): dx/dt = z / tau_rec, dy/dt = -y "
      "/ "
      "tau_psc. A\n"
      "spike raises the use, u += U (1 - u), which decays with tau_fac, and makes u x of the resources "
      "active; "
      "u x w is\n"
      "sent. The receptor of the target should decay with tau_psc.";
  model.reference = "Tsodyks, Uziel & Markram (2000) J Neurosci 20:RC50";
  model.parameters = tsodyks_parameters;
  model.kind = SynapseKind::plastic;
  model.columns = 1, model.source_columns = 3, model.constants = constants;
  model.prepare = &Tsodyks::prepare;
  model.load = &Tsodyks::load;
  model.send = &Tsodyks::send;
  model.arrive = &Tsodyks::arrive;
  return model;
}

}  // namespace tsodyks_synapse
}  // namespace
}  // namespace cajal

CAJAL_SYNAPSE(tsodyks_synapse, tsodyks_synapse_model)
