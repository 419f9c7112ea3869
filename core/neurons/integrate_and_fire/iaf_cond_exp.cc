#include "model/define.hpp"

namespace cajal {
namespace {
namespace iaf_cond_exp {

enum Parameter { E_L, C_m, g_L, t_ref, V_th, V_reset, I_e, E_ex, E_in, tau_syn_ex, tau_syn_in };
enum Constant {
  decay_ex,
  half_decay_ex,
  decay_in,
  half_decay_in,
  leak,
  leak_current,
  reversal_ex,
  reversal_in,
  drive,
  duration,
  half,
  sixth,
  threshold,
  reset,
  refractory
};

/**
 * The conductances are exact; V takes one Runge-Kutta step of fourth order with the conductances of the beginning, the
 * middle and the end of the step. Conductances and currents are divided by C_m, so that dV/dt = a - b V.
 */
struct IafCondExpVariant : PlainColumns {
  static constexpr std::size_t columns = 3, dynamic = 3;
  static constexpr std::size_t counters = 1;
  static constexpr std::size_t channels = 2;
  static constexpr std::size_t constants = 15;
  static constexpr std::uint32_t readable = 7;
  static constexpr std::array<std::int8_t, 2> channel{0, 1};

  static void prepare(const double* p, double h, double* c) noexcept {
    c[decay_ex] = exp(-h / p[tau_syn_ex]);
    c[half_decay_ex] = exp(-0.5 * h / p[tau_syn_ex]);
    c[decay_in] = exp(-h / p[tau_syn_in]);
    c[half_decay_in] = exp(-0.5 * h / p[tau_syn_in]);
    c[leak] = p[g_L] / p[C_m];
    c[leak_current] = p[g_L] / p[C_m] * p[E_L] + p[I_e] / p[C_m];
    c[reversal_ex] = p[E_ex];
    c[reversal_in] = p[E_in];
    c[drive] = 1 / p[C_m];
    c[duration] = h;
    c[half] = 0.5 * h;
    c[sixth] = h / 6;
    c[threshold] = p[V_th];
    c[reset] = p[V_reset];
    c[refractory] = duration_steps(p[t_ref], h);
  }

  static void load(const double*, const double* variables, double* s, std::int32_t* n) noexcept {
    for (std::size_t k = 0; k < columns; ++k) s[k] = variables[k];
    n[0] = 0;
  }

  /** dV/dt at potential V and conductances ex and in. */
  static inline __attribute__((always_inline)) double slope(const double* c, double V, double ex, double in,
                                                            double current) noexcept {
    const double bounded = V < c[threshold] ? V : c[threshold];
    const double g_ex = ex * c[drive], g_in = in * c[drive];
    return (c[leak_current] + current + g_ex * c[reversal_ex] + g_in * c[reversal_in]) -
           (c[leak] + g_ex + g_in) * bounded;
  }

  template <class Sum>
  static std::int32_t step(const double* c, double* s, std::int32_t* n, const Sum* arriving, double unit,
                           const double* current, const Noise&, std::uint32_t) noexcept {
    const std::int32_t waiting = n[0];
    const double I = current[0] * c[drive];
    const double half_ex = s[1] * c[half_decay_ex], end_ex = s[1] * c[decay_ex];
    const double half_in = s[2] * c[half_decay_in], end_in = s[2] * c[decay_in];
    const double k1 = slope(c, s[0], s[1], s[2], I);
    const double k2 = slope(c, s[0] + c[half] * k1, half_ex, half_in, I);
    const double k3 = slope(c, s[0] + c[half] * k2, half_ex, half_in, I);
    const double k4 = slope(c, s[0] + c[duration] * k3, end_ex, end_in, I);
    const double V = choose(waiting != 0, c[reset], s[0] + c[sixth] * (k1 + 2 * (k2 + k3) + k4));
    s[1] = end_ex + static_cast<double>(arriving[0]) * unit;
    s[2] = end_in + static_cast<double>(arriving[1]) * unit;
    const bool fires = V >= c[threshold];
    s[0] = choose(fires, c[reset], V);
    n[0] = countdown(waiting, fires, c[refractory]);
    return fires ? 1 : 0;
  }
};

/** Leaky integrate-and-fire neuron with exponentially decaying synaptic conductances. */
struct IafCondExp {
  static constexpr std::string_view name = "iaf_cond_exp";
  static constexpr std::string_view summary =
      "Leaky integrate-and-fire neuron with exponentially decaying synaptic conductances.";
  static constexpr std::string_view description =
      "C_m dV/dt = -g_L (V - E_L) - g_ex (V - E_ex) - g_in (V - E_in) + I_e + I(t);\n"
      "dg/dt = -g / tau_syn, g jumps by the magnitude of the weight: g_ex by positive weights, g_in by "
      "negative\n"
      "ones. On the right-hand side V is at most V_th. A spike is emitted when V >= V_th; V is then held at\n"
      "V_reset for t_ref. The conductances are integrated exactly, V by one Runge-Kutta step of fourth "
      "order,\n"
      "which is stable while (g_L + g_ex + g_in) h < 2.7 C_m.";
  static constexpr std::string_view reference = "Meffin, Burkitt & Grayden (2004) J Comput Neurosci 16:159";
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
      positive("tau_syn_ex", "ms", 0.2, "time constant of the excitatory conductance"),
      positive("tau_syn_in", "ms", 2, "time constant of the inhibitory conductance"),
  };
  static constexpr std::array variables{
      any("V_m", "mV", -70, "membrane potential"),
      not_negative("g_ex", "nS", 0, "excitatory conductance"),
      not_negative("g_in", "nS", 0, "inhibitory conductance"),
  };
  static constexpr std::array recordables{
      Recordable{"V_m", "mV", "membrane potential"},
      Recordable{"g_ex", "nS", "excitatory conductance"},
      Recordable{"g_in", "nS", "inhibitory conductance"},
  };
  static constexpr std::array receptors{
      Receptor{"spikes", "nS", "conductance jump: excitatory if positive, inhibitory if negative",
               WeightUse::magnitude},
  };
  static constexpr std::array orders{Order{"V_reset", "V_th", "E_RESET_ABOVE_THRESHOLD"}};
  static constexpr std::array ports{Port{"current", "pA", "current into the membrane"}};

  using Variants = void(IafCondExpVariant);

  static std::size_t variant(const ParameterView&, std::size_t, bool) noexcept { return 0; }
};

}  // namespace iaf_cond_exp
}  // namespace
}  // namespace cajal

CAJAL_NEURON(iaf_cond_exp, IafCondExp)
