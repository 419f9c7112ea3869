#include "model/solver.hpp"

namespace cajal {
namespace {
namespace iaf_cond_exp_sfa_rr {

enum Parameter {
  E_L,
  C_m,
  g_L,
  t_ref,
  V_th,
  V_reset,
  I_e,
  E_ex,
  E_in,
  tau_syn_ex,
  tau_syn_in,
  q_sfa,
  q_rr,
  tau_sfa,
  tau_rr,
  E_sfa,
  E_rr,
  adaptive_step
};

struct IafCondExpSfaRrVariant : Solved<IafCondExpSfaRrVariant> {
  static constexpr std::size_t conductances = 4;  // g_ex, g_in, g_sfa and g_rr, behind V
  enum Constant {
    duration,
    adaptive,
    per_C,
    leak,
    rest,
    drive,
    threshold,
    reset,
    refractory,
    jump_sfa,
    jump_rr,
    reversal,
    per_tau = reversal + conductances,
    half_decay = per_tau + conductances,
    decay = half_decay + conductances,
    constants = decay + conductances
  };
  static constexpr std::size_t equations = 1 + conductances, solved = 1, columns = equations + 1;
  static constexpr std::size_t dynamic = columns, counters = 1, channels = 2;
  static constexpr std::uint32_t readable = 31;
  static constexpr std::array<std::int8_t, 2> channel{0, 1};

  static void prepare(const double* p, double h, double* c) noexcept {
    const double potentials[] = {p[E_ex], p[E_in], p[E_sfa], p[E_rr]};
    const double taus[] = {p[tau_syn_ex], p[tau_syn_in], p[tau_sfa], p[tau_rr]};
    c[duration] = h, c[adaptive] = p[adaptive_step];
    c[per_C] = 1 / p[C_m], c[leak] = p[g_L], c[rest] = p[E_L], c[drive] = p[I_e];
    c[threshold] = p[V_th], c[reset] = p[V_reset];
    c[refractory] = duration_steps(p[t_ref], h);
    c[jump_sfa] = p[q_sfa], c[jump_rr] = p[q_rr];
    for (std::size_t k = 0; k < conductances; ++k) {
      c[reversal + k] = potentials[k], c[per_tau + k] = 1 / taus[k];
      c[half_decay + k] = exp(-0.5 * h / taus[k]), c[decay + k] = exp(-h / taus[k]);
    }
  }

  static CAJAL_INLINE void slopes(const double* c, const double* y, double current, bool held,
                                  double* d) noexcept {
    const double u = choose(y[0] < c[threshold], y[0], c[threshold]);
    double total = c[leak] * (c[rest] - u) + c[drive] + current;
    each<conductances>([&](auto k) {
      total += y[1 + k] * (c[reversal + k] - u);
      d[1 + k] = -y[1 + k] * c[per_tau + k];
    });
    d[0] = choose(held, 0.0, total * c[per_C]);
  }

  static CAJAL_INLINE void exact(const double* c, const double* y, double* middle, double* end) noexcept {
    each<conductances>([&](auto k) {
      exponential(y + 1 + k, c[half_decay + k], middle + 1 + k);
      exponential(y + 1 + k, c[decay + k], end + 1 + k);
    });
  }

  static CAJAL_INLINE void finish(const double* c, double* s, const double* input, const StepEnd&,
                                  double& waiting, double& spikes) noexcept {
    const bool held = waiting > 0, fires = !held & (s[0] >= c[threshold]);
    s[0] = choose(held | fires, c[reset], s[0]);
    s[1] += input[0], s[2] += input[1];
    s[3] += choose(fires, c[jump_sfa], 0.0), s[4] += choose(fires, c[jump_rr], 0.0);
    waiting = choose(fires, c[refractory], choose(held, waiting - 1, waiting));
    spikes = fires ? 1.0 : 0.0;
  }
};

/** Leaky integrate-and-fire neuron with synaptic, adaptation and relative refractory conductances. */
struct IafCondExpSfaRr {
  static constexpr std::string_view name = "iaf_cond_exp_sfa_rr";
  static constexpr std::string_view summary =
      "Leaky integrate-and-fire neuron whose spikes open conductances of adaptation and relative "
      "refractoriness.";
  static constexpr std::string_view description =
      "C_m dV/dt = -g_L (V - E_L) - g_ex (V - E_ex) - g_in (V - E_in) - g_sfa (V - E_sfa) - g_rr (V - E_rr)\n"
      "            + I_e + I(t);   dg/dt = -g / tau of each conductance.\n"
      "A spike of weight w adds |w| to g_ex if w is positive, else to g_in. On the right-hand side V is at "
      "most\n"
      "V_th. A spike is emitted when V >= V_th; then g_sfa grows by q_sfa, g_rr by q_rr, and V is held at "
      "V_reset\n"
      "for t_ref. With adaptive_step = 0 the conductances are exact and V takes one Runge-Kutta step of "
      "fourth order\n"
      "where its inner slopes differ by less than 0.01 mV over the step, adaptive ones elsewhere. With 1 "
      "all\n"
      "variables are integrated by Runge-Kutta-Fehlberg steps with errors of at most 0.001 mV or nS, as in "
      "NEST.";
  static constexpr std::string_view reference =
      "Dayan & Abbott (2001) Theoretical Neuroscience, ch. 5; Muller et al. (2007) Neural Comput 19:2958";
  static constexpr std::array parameters{
      any("E_L", "mV", -70, "resting potential"),
      positive("C_m", "pF", 289.5, "membrane capacitance"),
      positive("g_L", "nS", 28.95, "leak conductance"),
      lasting("t_ref", 0.5, Rounding::up, "refractory period, rounded up to whole steps"),
      any("V_th", "mV", -57, "threshold"),
      any("V_reset", "mV", -70, "reset potential"),
      any("I_e", "pA", 0, "constant current"),
      any("E_ex", "mV", 0, "excitatory reversal potential"),
      any("E_in", "mV", -75, "inhibitory reversal potential"),
      positive("tau_syn_ex", "ms", 1.5, "time constant of the excitatory conductance"),
      positive("tau_syn_in", "ms", 10, "time constant of the inhibitory conductance"),
      not_negative("q_sfa", "nS", 14.48, "jump of the adaptation conductance"),
      not_negative("q_rr", "nS", 3214, "jump of the refractory conductance"),
      positive("tau_sfa", "ms", 110, "time constant of the adaptation conductance"),
      positive("tau_rr", "ms", 1.97, "time constant of the refractory conductance"),
      any("E_sfa", "mV", -70, "reversal potential of the adaptation conductance"),
      any("E_rr", "mV", -70, "reversal potential of the refractory conductance"),
      adaptive_field(0),
  };
  static constexpr std::array variables{
      any("V_m", "mV", -70, "membrane potential"),
      not_negative("g_ex", "nS", 0, "excitatory conductance"),
      not_negative("g_in", "nS", 0, "inhibitory conductance"),
      not_negative("g_sfa", "nS", 0, "adaptation conductance"),
      not_negative("g_rr", "nS", 0, "refractory conductance"),
  };
  static constexpr std::array recordables{
      Recordable{"V_m", "mV", "membrane potential"},      Recordable{"g_ex", "nS", "excitatory conductance"},
      Recordable{"g_in", "nS", "inhibitory conductance"}, Recordable{"g_sfa", "nS", "adaptation conductance"},
      Recordable{"g_rr", "nS", "refractory conductance"},
  };
  static constexpr std::array receptors{
      Receptor{"spikes", "nS", "conductance jump: excitatory if positive, inhibitory if negative",
               WeightUse::magnitude},
  };
  static constexpr std::array orders{Order{"V_reset", "V_th", "E_RESET_ABOVE_THRESHOLD"}};
  static constexpr std::array ports{Port{"current", "pA", "current into the membrane"}};

  using Variants = void(IafCondExpSfaRrVariant);

  static std::size_t variant(const ParameterView&, std::size_t, bool) noexcept { return 0; }
};

}  // namespace iaf_cond_exp_sfa_rr
}  // namespace
}  // namespace cajal

CAJAL_NEURON(iaf_cond_exp_sfa_rr, IafCondExpSfaRr)
