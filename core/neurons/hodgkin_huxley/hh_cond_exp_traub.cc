#include "model/gates.hpp"

namespace cajal {
namespace {
namespace hh_cond_exp_traub {

enum Parameter {
  t_ref,
  g_Na,
  g_K,
  g_L,
  C_m,
  E_Na,
  E_K,
  E_L,
  E_ex,
  E_in,
  V_T,
  tau_syn_ex,
  tau_syn_in,
  I_e,
  adaptive_step
};

/** The exponentials of the six rates are powers of two of them: e^(-v / 40), its eighth and tenth, and e^(-v / 18). */
struct HhCondExpTraubVariant : Solved<HhCondExpTraubVariant> {
  enum Column { V, m, h, n, g_ex, g_in };
  enum Constant {
    duration,
    adaptive,
    per_C,
    sodium,
    potassium,
    leak,
    reversal_Na,
    reversal_K,
    rest,
    reversal_ex,
    reversal_in,
    shift,
    drive,
    refractory,
    per_tau_ex,
    per_tau_in,
    half_decay_ex,
    half_decay_in,
    decay_ex,
    decay_in,
    constants
  };
  static constexpr std::size_t equations = 6, solved = 4, columns = 7, dynamic = 7;
  static constexpr std::size_t counters = 1, channels = 2;
  static constexpr std::uint32_t readable = 63;
  static constexpr std::array<std::int8_t, 2> channel{0, 1};

  static void prepare(const double* p, double step, double* c) noexcept {
    c[duration] = step, c[adaptive] = p[adaptive_step];
    c[per_C] = 1 / p[C_m];
    c[sodium] = p[g_Na], c[potassium] = p[g_K], c[leak] = p[g_L];
    c[reversal_Na] = p[E_Na], c[reversal_K] = p[E_K], c[rest] = p[E_L];
    c[reversal_ex] = p[E_ex], c[reversal_in] = p[E_in], c[shift] = p[V_T];
    c[drive] = p[I_e];
    c[refractory] = duration_steps(p[t_ref], step);
    c[per_tau_ex] = 1 / p[tau_syn_ex], c[per_tau_in] = 1 / p[tau_syn_in];
    c[half_decay_ex] = exp(-0.5 * step / p[tau_syn_ex]), c[half_decay_in] = exp(-0.5 * step / p[tau_syn_in]);
    c[decay_ex] = exp(-step / p[tau_syn_ex]), c[decay_in] = exp(-step / p[tau_syn_in]);
  }

  /** At a potential v above V_T. */
  static CAJAL_INLINE Gates gates(double v) noexcept {
    const double root = exp(v * (-1.0 / 40)), square = root * root, fourth = square * square;
    const double per_5 = fourth * fourth, per_4 = per_5 * square;
    const double late = per_5 * 2980.9579870417282747;
    return {
        {1.28 * linoid(0.25 * (v - 13), per_4 * 25.790339917193062089),
         1.4 * linoid(0.2 * (v - 40), late) * late},
        {0.128 * exp((17 - v) * (1.0 / 18)), 4 / (1 + late)},
        {0.16 * linoid(0.2 * (v - 15), per_5 * 20.085536923187667741), root * (0.5 * 1.2840254166877414841)}};
  }

  static CAJAL_INLINE void slopes(const double* c, const double* y, double current, bool,
                                  double* d) noexcept {
    const double u = y[V];
    const Membrane membrane{c[sodium], c[potassium], c[leak], c[reversal_Na], c[reversal_K], c[rest]};
    const Gates rates = gates(u - c[shift]);
    const double synaptic = y[g_ex] * (c[reversal_ex] - u) + y[g_in] * (c[reversal_in] - u);
    d[V] = (membrane.current(u, y[m], y[h], y[n]) + synaptic + c[drive] + current) * c[per_C];
    d[m] = rates.m.slope(y[m]), d[h] = rates.h.slope(y[h]), d[n] = rates.n.slope(y[n]);
    d[g_ex] = -y[g_ex] * c[per_tau_ex], d[g_in] = -y[g_in] * c[per_tau_in];
  }

  static CAJAL_INLINE void exact(const double* c, const double* y, double* middle, double* end) noexcept {
    exponential(y + g_ex, c[half_decay_ex], middle + g_ex), exponential(y + g_ex, c[decay_ex], end + g_ex);
    exponential(y + g_in, c[half_decay_in], middle + g_in), exponential(y + g_in, c[decay_in], end + g_in);
  }

  static CAJAL_INLINE void finish(const double* c, double* s, const double* input, const StepEnd& at,
                                  double& waiting, double& spikes) noexcept {
    s[g_ex] += input[0], s[g_in] += input[1];
    const bool fires = past_peak(s[V], at.before, c[shift] + 30, waiting);
    waiting = choose(fires, c[refractory], choose(waiting > 0, waiting - 1, waiting));
    spikes = fires ? 1.0 : 0.0;
  }
};

/** Hodgkin-Huxley neuron of Traub & Miles with exponentially decaying synaptic conductances. */
struct HhCondExpTraub {
  static constexpr std::string_view name = "hh_cond_exp_traub";
  static constexpr std::string_view summary =
      "Hodgkin-Huxley neuron of Traub & Miles with exponentially decaying synaptic conductances.";
  static constexpr std::string_view description =
      "C_m dV/dt = -g_Na m^3 h (V - E_Na) - g_K n^4 (V - E_K) - g_L (V - E_L) - g_ex (V - E_ex)\n"
      "            - g_in (V - E_in) + I_e + I(t);\n"
      "dx/dt = alpha_x (1 - x) - beta_x x for the gates m, h and n, with rates in 1/ms and v = V - V_T in "
      "mV:\n"
      "alpha_m = 0.32 (13 - v) / (exp((13 - v) / 4) - 1),   beta_m = 0.28 (v - 40) / (exp((v - 40) / 5) - "
      "1)\n"
      "alpha_h = 0.128 exp((17 - v) / 18),                  beta_h = 4 / (1 + exp((40 - v) / 5))\n"
      "alpha_n = 0.032 (15 - v) / (exp((15 - v) / 5) - 1),  beta_n = 0.5 exp((10 - v) / 40)\n"
      "dg/dt = -g / tau_syn; a spike of weight w adds |w| to g_ex if w is positive, else to g_in. A spike is "
      "emitted\n"
      "in the first step in which V falls again while it is at least V_T + 30 mV; nothing is reset, and for "
      "t_ref no\n"
      "other is looked for. With adaptive_step = 1 all variables are integrated by Runge-Kutta-Fehlberg "
      "steps with\n"
      "errors of at most 0.001 in their units, as in NEST. With 0 the conductances are exact and the others "
      "take one\n"
      "Runge-Kutta step where the inner slopes of V differ by less than 0.01 mV over the step; elsewhere, as "
      "in\n"
      "spikes, the steps are adaptive.";
  static constexpr std::string_view reference =
      "Traub & Miles (1991) Neuronal Networks of the Hippocampus; Brette et al. (2007) J Comput Neurosci "
      "23:349";
  static constexpr std::array parameters{
      lasting("t_ref", 2, Rounding::up, "time after a spike without another, rounded up to whole steps"),
      not_negative("g_Na", "nS", 20000, "largest sodium conductance"),
      not_negative("g_K", "nS", 6000, "largest potassium conductance"),
      not_negative("g_L", "nS", 10, "leak conductance"),
      positive("C_m", "pF", 200, "membrane capacitance"),
      any("E_Na", "mV", 50, "sodium reversal potential"),
      any("E_K", "mV", -90, "potassium reversal potential"),
      any("E_L", "mV", -60, "leak reversal potential"),
      any("E_ex", "mV", 0, "excitatory reversal potential"),
      any("E_in", "mV", -80, "inhibitory reversal potential"),
      any("V_T", "mV", -63, "potential from which that of the rates is counted; moves the threshold"),
      positive("tau_syn_ex", "ms", 5, "time constant of the excitatory conductance"),
      positive("tau_syn_in", "ms", 10, "time constant of the inhibitory conductance"),
      any("I_e", "pA", 0, "constant current"),
      adaptive_field(1),
  };
  static constexpr std::array variables{
      any("V_m", "mV", -60, "membrane potential"),
      fraction("Act_m", 9.895563096746586e-09, "activation m of sodium channels"),
      fraction("Inact_h", 0.999999999106396, "inactivation h of sodium channels"),
      fraction("Act_n", 2.551577051602551e-07, "activation n of potassium channels"),
      not_negative("g_ex", "nS", 0, "excitatory conductance"),
      not_negative("g_in", "nS", 0, "inhibitory conductance"),
  };
  static constexpr std::array recordables{
      Recordable{"V_m", "mV", "membrane potential"},
      Recordable{"Act_m", "", "activation m of sodium channels"},
      Recordable{"Inact_h", "", "inactivation h of sodium channels"},
      Recordable{"Act_n", "", "activation n of potassium channels"},
      Recordable{"g_ex", "nS", "excitatory conductance"},
      Recordable{"g_in", "nS", "inhibitory conductance"},
  };
  static constexpr std::array receptors{
      Receptor{"spikes", "nS", "conductance jump: excitatory if positive, inhibitory if negative",
               WeightUse::magnitude},
  };
  static constexpr std::array<Order, 0> orders{};
  static constexpr std::array ports{Port{"current", "pA", "current into the membrane"}};

  using Variants = void(HhCondExpTraubVariant);

  static std::size_t variant(const ParameterView&, std::size_t, bool) noexcept { return 0; }
};

}  // namespace hh_cond_exp_traub
}  // namespace
}  // namespace cajal

CAJAL_NEURON(hh_cond_exp_traub, HhCondExpTraub)
