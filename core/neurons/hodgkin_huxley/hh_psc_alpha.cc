#include "model/gates.hpp"

namespace cajal {
namespace {
namespace hh_psc_alpha {

enum Parameter { t_ref, g_Na, g_K, g_L, C_m, E_Na, E_K, E_L, tau_syn_ex, tau_syn_in, I_e, adaptive_step };

/**
 * The exponentials of the six rates are powers of two of them: e^(-V / 80), whose fourth and eighth powers the others
 * with 20 and 10 mV are, and e^(-V / 18).
 */
struct HhPscAlphaVariant : Solved<HhPscAlphaVariant> {
  enum Column { V, m, h, n, dI_ex, I_ex, dI_in, I_in };
  enum Constant {
    duration,
    half,
    adaptive,
    per_C,
    sodium,
    potassium,
    leak,
    reversal_Na,
    reversal_K,
    rest,
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
  static constexpr std::size_t equations = 8, solved = 4, columns = 9, dynamic = 9;
  static constexpr std::size_t counters = 1, channels = 2;
  static constexpr std::uint32_t readable = 255;
  static constexpr std::array<std::int8_t, 2> channel{0, 1};

  static void prepare(const double* p, double step, double* c) noexcept {
    c[duration] = step, c[half] = 0.5 * step, c[adaptive] = p[adaptive_step];
    c[per_C] = 1 / p[C_m];
    c[sodium] = p[g_Na], c[potassium] = p[g_K], c[leak] = p[g_L];
    c[reversal_Na] = p[E_Na], c[reversal_K] = p[E_K], c[rest] = p[E_L];
    c[drive] = p[I_e];
    c[refractory] = duration_steps(p[t_ref], step);
    c[per_tau_ex] = 1 / p[tau_syn_ex], c[per_tau_in] = 1 / p[tau_syn_in];
    c[half_decay_ex] = exp(-0.5 * step / p[tau_syn_ex]), c[half_decay_in] = exp(-0.5 * step / p[tau_syn_in]);
    c[decay_ex] = exp(-step / p[tau_syn_ex]), c[decay_in] = exp(-step / p[tau_syn_in]);
  }

  static CAJAL_INLINE Gates gates(double u) noexcept {
    const double root = exp(u * (-1.0 / 80)), square = root * root;
    const double per_20 = square * square, per_10 = per_20 * per_20;
    return {
        {linoid(0.1 * (u + 40), per_10 * 0.018315638888734179), 4 * exp((u + 65) * (-1.0 / 18))},
        {per_20 * (0.07 * 0.038774207831722007), 1 / (1 + per_10 * 0.030197383422318501)},
        {0.1 * linoid(0.1 * (u + 55), per_10 * 0.0040867714384640666), root * (0.125 * 0.44374731008107987)}};
  }

  static CAJAL_INLINE void slopes(const double* c, const double* y, double current, bool,
                                  double* d) noexcept {
    const double u = y[V];
    const Membrane membrane{c[sodium], c[potassium], c[leak], c[reversal_Na], c[reversal_K], c[rest]};
    const Gates rates = gates(u);
    d[V] = (membrane.current(u, y[m], y[h], y[n]) + y[I_ex] + y[I_in] + c[drive] + current) * c[per_C];
    d[m] = rates.m.slope(y[m]), d[h] = rates.h.slope(y[h]), d[n] = rates.n.slope(y[n]);
    d[dI_ex] = -y[dI_ex] * c[per_tau_ex], d[I_ex] = y[dI_ex] - y[I_ex] * c[per_tau_ex];
    d[dI_in] = -y[dI_in] * c[per_tau_in], d[I_in] = y[dI_in] - y[I_in] * c[per_tau_in];
  }

  static CAJAL_INLINE void exact(const double* c, const double* y, double* middle, double* end) noexcept {
    alpha_function(y + dI_ex, c[half], c[half_decay_ex], middle + dI_ex);
    alpha_function(y + dI_in, c[half], c[half_decay_in], middle + dI_in);
    alpha_function(y + dI_ex, c[duration], c[decay_ex], end + dI_ex);
    alpha_function(y + dI_in, c[duration], c[decay_in], end + dI_in);
  }

  static CAJAL_INLINE void finish(const double* c, double* s, const double* input, const StepEnd& at,
                                  double& waiting, double& spikes) noexcept {
    constexpr double e = 2.718281828459045;
    s[dI_ex] += input[0] * (e * c[per_tau_ex]), s[dI_in] += input[1] * (e * c[per_tau_in]);
    const bool fires = past_peak(s[V], at.before, 0, waiting);
    waiting = choose(fires, c[refractory], choose(waiting > 0, waiting - 1, waiting));
    spikes = fires ? 1.0 : 0.0;
  }
};

/** Hodgkin-Huxley neuron with alpha-shaped synaptic currents. */
struct HhPscAlpha {
  static constexpr std::string_view name = "hh_psc_alpha";
  static constexpr std::string_view summary = "Hodgkin-Huxley neuron with alpha-shaped synaptic currents.";
  static constexpr std::string_view description =
      "C_m dV/dt = -g_Na m^3 h (V - E_Na) - g_K n^4 (V - E_K) - g_L (V - E_L) + I_syn_ex + I_syn_in + I_e + "
      "I(t);\n"
      "dx/dt = alpha_x (1 - x) - beta_x x for the gates m, h and n, with rates in 1/ms and V in mV:\n"
      "alpha_m = 0.1 (V + 40) / (1 - exp(-(V + 40) / 10)),   beta_m = 4 exp(-(V + 65) / 18)\n"
      "alpha_h = 0.07 exp(-(V + 65) / 20),                   beta_h = 1 / (1 + exp(-(V + 35) / 10))\n"
      "alpha_n = 0.01 (V + 55) / (1 - exp(-(V + 55) / 10)),  beta_n = 0.125 exp(-(V + 65) / 80)\n"
      "A spike of weight w adds w (e / tau_syn) t exp(-t / tau_syn) to I_syn_ex if w is positive, else to "
      "I_syn_in.\n"
      "A spike is emitted in the first step in which V falls again while it is at least 0 mV; nothing is "
      "reset, and\n"
      "for t_ref no other is looked for. With adaptive_step = 1 all variables are integrated by "
      "Runge-Kutta-Fehlberg\n"
      "steps with errors of at most 0.001 in their units, as in NEST. With 0 the currents are exact and the "
      "others\n"
      "take one Runge-Kutta step where the inner slopes of V differ by less than 0.01 mV over the step; "
      "elsewhere, as\n"
      "in spikes, the steps are adaptive.";
  static constexpr std::string_view reference =
      "Hodgkin & Huxley (1952) J Physiol 117:500; Gerstner & Kistler (2002) ch. 2; as hh_psc_alpha of NEST 3";
  static constexpr std::array parameters{
      lasting("t_ref", 2, Rounding::up, "time after a spike without another, rounded up to whole steps"),
      not_negative("g_Na", "nS", 12000, "largest sodium conductance"),
      not_negative("g_K", "nS", 3600, "largest potassium conductance"),
      not_negative("g_L", "nS", 30, "leak conductance"),
      positive("C_m", "pF", 100, "membrane capacitance"),
      any("E_Na", "mV", 50, "sodium reversal potential"),
      any("E_K", "mV", -77, "potassium reversal potential"),
      any("E_L", "mV", -54.402, "leak reversal potential"),
      positive("tau_syn_ex", "ms", 0.2, "rise time of the excitatory current"),
      positive("tau_syn_in", "ms", 2, "rise time of the inhibitory current"),
      any("I_e", "pA", 0, "constant current"),
      adaptive_field(1),
  };
  static constexpr std::array variables{
      any("V_m", "mV", -65, "membrane potential"),
      fraction("Act_m", 0.05293248525724958, "activation m of sodium channels"),
      fraction("Inact_h", 0.5961207535084603, "inactivation h of sodium channels"),
      fraction("Act_n", 0.3176769140606974, "activation n of potassium channels"),
      any("dI_syn_ex", "pA/ms", 0, "rate of the excitatory current"),
      any("I_syn_ex", "pA", 0, "excitatory current"),
      any("dI_syn_in", "pA/ms", 0, "rate of the inhibitory current"),
      any("I_syn_in", "pA", 0, "inhibitory current, not positive"),
  };
  static constexpr std::array recordables{
      Recordable{"V_m", "mV", "membrane potential"},
      Recordable{"Act_m", "", "activation m of sodium channels"},
      Recordable{"Inact_h", "", "inactivation h of sodium channels"},
      Recordable{"Act_n", "", "activation n of potassium channels"},
      Recordable{"dI_syn_ex", "pA/ms", "rate of the excitatory current"},
      Recordable{"I_syn_ex", "pA", "excitatory current"},
      Recordable{"dI_syn_in", "pA/ms", "rate of the inhibitory current"},
      Recordable{"I_syn_in", "pA", "inhibitory current, not positive"},
  };
  static constexpr std::array receptors{
      Receptor{"spikes", "pA", "peak current: excitatory if positive, inhibitory if negative",
               WeightUse::with_sign},
  };
  static constexpr std::array<Order, 0> orders{};
  static constexpr std::array ports{Port{"current", "pA", "current into the membrane"}};

  using Variants = void(HhPscAlphaVariant);

  static std::size_t variant(const ParameterView&, std::size_t, bool) noexcept { return 0; }
};

}  // namespace hh_psc_alpha
}  // namespace
}  // namespace cajal

CAJAL_NEURON(hh_psc_alpha, HhPscAlpha)
