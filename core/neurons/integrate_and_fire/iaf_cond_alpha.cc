#include "model/solver.hpp"

namespace cajal {
namespace {
namespace iaf_cond_alpha {

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
  adaptive_step
};

struct IafCondAlphaVariant : Solved<IafCondAlphaVariant> {
  enum Column { V, dg_ex, g_ex, dg_in, g_in };
  enum Constant {
    duration,
    half,
    adaptive,
    per_C,
    leak,
    rest,
    drive,
    threshold,
    reset,
    refractory,
    reversal_ex,
    reversal_in,
    per_tau_ex,
    per_tau_in,
    half_decay_ex,
    half_decay_in,
    decay_ex,
    decay_in,
    constants
  };
  static constexpr std::size_t equations = 5, solved = 1, columns = 6, dynamic = 6;
  static constexpr std::size_t counters = 1, channels = 2;
  static constexpr std::uint32_t readable = 31;
  static constexpr std::array<std::int8_t, 2> channel{0, 1};

  static void prepare(const double* p, double h, double* c) noexcept {
    c[duration] = h, c[half] = 0.5 * h, c[adaptive] = p[adaptive_step];
    c[per_C] = 1 / p[C_m], c[leak] = p[g_L], c[rest] = p[E_L], c[drive] = p[I_e];
    c[threshold] = p[V_th], c[reset] = p[V_reset];
    c[refractory] = duration_steps(p[t_ref], h);
    c[reversal_ex] = p[E_ex], c[reversal_in] = p[E_in];
    c[per_tau_ex] = 1 / p[tau_syn_ex], c[per_tau_in] = 1 / p[tau_syn_in];
    c[half_decay_ex] = exp(-0.5 * h / p[tau_syn_ex]), c[half_decay_in] = exp(-0.5 * h / p[tau_syn_in]);
    c[decay_ex] = exp(-h / p[tau_syn_ex]), c[decay_in] = exp(-h / p[tau_syn_in]);
  }

  static CAJAL_INLINE void slopes(const double* c, const double* y, double current, bool held,
                                  double* d) noexcept {
    const double u = choose(y[V] < c[threshold], y[V], c[threshold]);
    const double total = c[leak] * (c[rest] - u) + y[g_ex] * (c[reversal_ex] - u) +
                         y[g_in] * (c[reversal_in] - u) + c[drive] + current;
    d[V] = choose(held, 0.0, total * c[per_C]);
    d[dg_ex] = -y[dg_ex] * c[per_tau_ex], d[g_ex] = y[dg_ex] - y[g_ex] * c[per_tau_ex];
    d[dg_in] = -y[dg_in] * c[per_tau_in], d[g_in] = y[dg_in] - y[g_in] * c[per_tau_in];
  }

  static CAJAL_INLINE void exact(const double* c, const double* y, double* middle, double* end) noexcept {
    alpha_function(y + dg_ex, c[half], c[half_decay_ex], middle + dg_ex);
    alpha_function(y + dg_in, c[half], c[half_decay_in], middle + dg_in);
    alpha_function(y + dg_ex, c[duration], c[decay_ex], end + dg_ex);
    alpha_function(y + dg_in, c[duration], c[decay_in], end + dg_in);
  }

  static CAJAL_INLINE void finish(const double* c, double* s, const double* input, const StepEnd&,
                                  double& waiting, double& spikes) noexcept {
    constexpr double e = 2.718281828459045;
    const bool held = waiting > 0, fires = !held & (s[V] >= c[threshold]);
    s[V] = choose(held | fires, c[reset], s[V]);
    s[dg_ex] += input[0] * (e * c[per_tau_ex]), s[dg_in] += input[1] * (e * c[per_tau_in]);
    waiting = choose(fires, c[refractory], choose(held, waiting - 1, waiting));
    spikes = fires ? 1.0 : 0.0;
  }
};

/** Leaky integrate-and-fire neuron with alpha-shaped synaptic conductances. */
struct IafCondAlpha {
  static constexpr std::string_view name = "iaf_cond_alpha";
  static constexpr std::string_view summary =
      "Leaky integrate-and-fire neuron with alpha-shaped synaptic conductances.";
  static constexpr std::string_view description =
      "C_m dV/dt = -g_L (V - E_L) - g_ex (V - E_ex) - g_in (V - E_in) + I_e + I(t).\n"
      "A spike of weight w adds |w| (e / tau_syn) t exp(-t / tau_syn) to g_ex if w is positive, else to "
      "g_in; it\n"
      "peaks at |w|. On the right-hand side V is at most V_th. A spike is emitted when V >= V_th; V is then "
      "held\n"
      "at V_reset for t_ref. With adaptive_step = 0 the conductances are exact and V takes one Runge-Kutta "
      "step of\n"
      "fourth order where its inner slopes differ by less than 0.01 mV over the step, adaptive ones "
      "elsewhere. With\n"
      "1 all variables are integrated by Runge-Kutta-Fehlberg steps with errors of at most 0.001 mV or nS, "
      "as in "
      "NEST.";
  static constexpr std::string_view reference =
      "Meffin, Burkitt & Grayden (2004) J Comput Neurosci 16:159; Kuhn, Aertsen & Rotter (2004) J Neurosci "
      "24:2345";
  static constexpr std::array parameters{
      any("E_L", "mV", -70, "resting potential"),
      positive("C_m", "pF", 250, "membrane capacitance"),
      positive("g_L", "nS", 16.6667, "leak conductance"),
      lasting("t_ref", 2, Rounding::up, "refractory period, rounded up to whole steps"),
      any("V_th", "mV", -55, "threshold"),
      any("V_reset", "mV", -60, "reset potential"),
      any("I_e", "pA", 0, "constant current"),
      any("E_ex", "mV", 0, "excitatory reversal potential"),
      any("E_in", "mV", -85, "inhibitory reversal potential"),
      positive("tau_syn_ex", "ms", 0.2, "rise time of the excitatory conductance"),
      positive("tau_syn_in", "ms", 2, "rise time of the inhibitory conductance"),
      adaptive_field(0),
  };
  static constexpr std::array variables{
      any("V_m", "mV", -70, "membrane potential"),
      any("dg_ex", "nS/ms", 0, "rate of the excitatory conductance"),
      not_negative("g_ex", "nS", 0, "excitatory conductance"),
      any("dg_in", "nS/ms", 0, "rate of the inhibitory conductance"),
      not_negative("g_in", "nS", 0, "inhibitory conductance"),
  };
  static constexpr std::array recordables{
      Recordable{"V_m", "mV", "membrane potential"},
      Recordable{"dg_ex", "nS/ms", "rate of the excitatory conductance"},
      Recordable{"g_ex", "nS", "excitatory conductance"},
      Recordable{"dg_in", "nS/ms", "rate of the inhibitory conductance"},
      Recordable{"g_in", "nS", "inhibitory conductance"},
  };
  static constexpr std::array receptors{
      Receptor{"spikes", "nS", "peak conductance: excitatory if positive, inhibitory if negative",
               WeightUse::magnitude},
  };
  static constexpr std::array orders{Order{"V_reset", "V_th", "E_RESET_ABOVE_THRESHOLD"}};
  static constexpr std::array ports{Port{"current", "pA", "current into the membrane"}};

  using Variants = void(IafCondAlphaVariant);

  static std::size_t variant(const ParameterView&, std::size_t, bool) noexcept { return 0; }
};

}  // namespace iaf_cond_alpha
}  // namespace
}  // namespace cajal

CAJAL_NEURON(iaf_cond_alpha, IafCondAlpha)
