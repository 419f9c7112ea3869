#include "model/define.hpp"

namespace cajal {
namespace {
namespace iaf_psc_alpha {

enum Parameter { E_L, C_m, tau_m, t_ref, V_th, V_reset, I_e, tau_syn_ex, tau_syn_in, V_min };
enum Constant {
  decay,
  P30,
  P31_ex,
  P32_ex,
  P31_in,
  P32_in,
  P11_ex,
  P21_ex,
  P11_in,
  P21_in,
  kick_ex,
  kick_in,
  drive,
  theta,
  reset,
  lowest,
  refractory
};

/**
 * V is held relative to E_L. A current is two columns: its rate dI [pA/ms] and itself. `separate` keeps two currents
 * because their time constants differ; otherwise one carries both, which is exact because equal kernels add. `traced`
 * then keeps the excitatory part as well, for reports only, so that recording it changes no bit of the dynamics.
 */
template <bool separate, bool traced>
struct IafPscAlphaVariant {
  static constexpr std::size_t columns = separate || traced ? 5 : 3;
  static constexpr std::size_t dynamic = separate ? 5 : 3;
  static constexpr std::size_t counters = 1;
  static constexpr std::size_t channels = separate || traced ? 2 : 1;
  static constexpr std::size_t constants = 17;
  static constexpr std::uint32_t readable = separate || traced ? 7 : 1;
  static constexpr std::array<std::int8_t, 2> channel{0, channels == 2 ? 1 : 0};

  static void prepare(const double* p, double h, double* c) noexcept {
    const auto current = [&](double tau, Constant P31, Constant P32, Constant P11, Constant P21,
                             Constant kick) {
      const AlphaResponse response = alpha_current_response(h, tau, p[tau_m], p[C_m]);
      c[P11] = exp(-h / tau);
      c[P21] = h * c[P11];
      c[P31] = response.rate, c[P32] = response.current;
      c[kick] = 2.718281828459045 / tau;
    };
    current(p[tau_syn_ex], P31_ex, P32_ex, P11_ex, P21_ex, kick_ex);
    current(p[tau_syn_in], P31_in, P32_in, P11_in, P21_in, kick_in);
    c[decay] = expm1(-h / p[tau_m]);
    c[P30] = p[tau_m] / p[C_m] * -c[decay];
    c[drive] = p[I_e];
    c[theta] = p[V_th] - p[E_L];
    c[reset] = p[V_reset] - p[E_L];
    c[lowest] = p[V_min] - p[E_L];
    c[refractory] = duration_steps(p[t_ref], h);
  }

  static void load(const double* p, const double* variables, double* s, std::int32_t* n) noexcept {
    s[0] = variables[0] - p[E_L];
    s[1] = 0;
    s[2] = separate ? variables[1] : variables[1] + variables[2];
    if constexpr (columns == 5) s[3] = 0, s[4] = separate ? variables[2] : variables[1];
    n[0] = 0;
  }

  static double read(const double* p, std::size_t recordable, const double* s, const std::int32_t*) noexcept {
    if (recordable == 0) return s[0] + p[E_L];
    if constexpr (separate) return s[2 * recordable];
    if constexpr (traced) return recordable == 1 ? s[4] : s[2] - s[4];
    return s[2];
  }

  static void write(const double* p, std::size_t variable, double value, double* s) noexcept {
    if (variable == 0) {
      s[0] = value - p[E_L];
    } else if constexpr (separate) {
      s[2 * variable] = value;
    } else if constexpr (traced) {
      const double excitatory = variable == 1 ? value : s[4];
      const double inhibitory = variable == 2 ? value : s[2] - s[4];
      s[2] = excitatory + inhibitory;
      s[4] = excitatory;
    }
  }

  /** Advances the rate s[0] and the current s[1] by one step; `arriving` is the sum of the weights [pA]. */
  static inline __attribute__((always_inline)) void advance(double* s, double P11, double P21, double kick,
                                                            double arriving) noexcept {
    s[1] = P21 * s[0] + P11 * s[1];
    s[0] = s[0] * P11 + kick * arriving;
  }

  template <class Sum>
  static std::int32_t step(const double* c, double* s, std::int32_t* n, const Sum* arriving, double unit,
                           const double* current, const Noise&, std::uint32_t) noexcept {
    const std::int32_t waiting = n[0];
    double V =
        s[0] + (s[0] * c[decay] + c[P30] * (c[drive] + current[0]) + s[1] * c[P31_ex] + s[2] * c[P32_ex]);
    if constexpr (separate) V += s[3] * c[P31_in] + s[4] * c[P32_in];
    V = V < c[lowest] ? c[lowest] : V;
    V = choose(waiting != 0, s[0], V);
    if constexpr (separate) {
      advance(s + 1, c[P11_ex], c[P21_ex], c[kick_ex], static_cast<double>(arriving[0]) * unit);
      advance(s + 3, c[P11_in], c[P21_in], c[kick_in], static_cast<double>(arriving[1]) * unit);
    } else if constexpr (traced) {
      advance(s + 1, c[P11_ex], c[P21_ex], c[kick_ex], static_cast<double>(arriving[0] + arriving[1]) * unit);
      advance(s + 3, c[P11_ex], c[P21_ex], c[kick_ex], static_cast<double>(arriving[0]) * unit);
    } else {
      advance(s + 1, c[P11_ex], c[P21_ex], c[kick_ex], static_cast<double>(arriving[0]) * unit);
    }
    const bool fires = V >= c[theta];
    s[0] = choose(fires, c[reset], V);
    n[0] = countdown(waiting, fires, c[refractory]);
    return fires ? 1 : 0;
  }
};

/** Leaky integrate-and-fire neuron with alpha-shaped synaptic currents, integrated exactly on the grid. */
struct IafPscAlpha {
  static constexpr std::string_view name = "iaf_psc_alpha";
  static constexpr std::string_view summary =
      "Leaky integrate-and-fire neuron with alpha-shaped synaptic currents, integrated exactly.";
  static constexpr std::string_view description =
      "C_m dV/dt = -C_m (V - E_L) / tau_m + I_ex + I_in + I_e + I(t). A spike of weight w adds the current\n"
      "w (e / tau_syn) t exp(-t / tau_syn), which is w at its peak t = tau_syn; a positive weight goes to "
      "I_ex, a\n"
      "negative one to I_in. A spike is emitted when V >= V_th; V is then held at V_reset for t_ref. V is "
      "never\n"
      "below V_min. An initial I_syn_ex or I_syn_in decays with its tau_syn.";
  static constexpr std::string_view reference =
      "Rotter & Diesmann (1999) Biol Cybern 81:381; Diesmann et al. (2001) Neurocomputing 38:565";
  static constexpr std::array parameters{
      any("E_L", "mV", -70, "resting potential"),
      positive("C_m", "pF", 250, "membrane capacitance"),
      positive("tau_m", "ms", 10, "membrane time constant"),
      lasting("t_ref", 2, Rounding::up, "refractory period, rounded up to whole steps"),
      any("V_th", "mV", -55, "threshold"),
      any("V_reset", "mV", -70, "reset potential"),
      any("I_e", "pA", 0, "constant current"),
      positive("tau_syn_ex", "ms", 2, "rise time of the excitatory current"),
      positive("tau_syn_in", "ms", 2, "rise time of the inhibitory current"),
      any("V_min", "mV", std::numeric_limits<double>::lowest(), "lower bound of the membrane potential"),
  };
  static constexpr std::array variables{
      any("V_m", "mV", -70, "membrane potential"),
      any("I_syn_ex", "pA", 0, "excitatory synaptic current"),
      any("I_syn_in", "pA", 0, "inhibitory synaptic current"),
  };
  static constexpr std::array recordables{
      Recordable{"V_m", "mV", "membrane potential"},
      Recordable{"I_syn_ex", "pA", "excitatory synaptic current"},
      Recordable{"I_syn_in", "pA", "inhibitory synaptic current"},
  };
  static constexpr std::array receptors{
      Receptor{"spikes", "pA", "peak current: excitatory if positive, inhibitory if negative",
               WeightUse::with_sign},
  };
  static constexpr std::array orders{Order{"V_reset", "V_th", "E_RESET_ABOVE_THRESHOLD"}};
  static constexpr std::array ports{Port{"current", "pA", "current into the membrane"}};

  using Variants = void(IafPscAlphaVariant<false, false>, IafPscAlphaVariant<false, true>,
                        IafPscAlphaVariant<true, false>);

  static std::size_t variant(const ParameterView& p, std::size_t neurons, bool traced) noexcept {
    bool separate = false;
    for (std::size_t i = 0; i < neurons; ++i) separate |= p.at(tau_syn_ex, i) != p.at(tau_syn_in, i);
    return separate ? 2 : traced ? 1 : 0;
  }

  static bool carry(std::size_t from, std::size_t to, const double* s, double* carried) noexcept {
    enum Kind : std::size_t { merged, traced, separate };
    carried[0] = s[0];
    if (from == merged && to != merged) carried[3] = carried[4] = 0;
    for (std::size_t k = 1; k < 3; ++k) {
      carried[k] = from == separate ? s[k] + s[k + 2] : s[k];
      if (from == merged) continue;
      const double excitatory = from == separate ? s[k] : s[k + 2];
      if (to == traced) carried[k + 2] = excitatory;
      if (to == separate)
        carried[k] = excitatory, carried[k + 2] = from == separate ? s[k + 2] : s[k] - s[k + 2];
    }
    return from != merged || to == merged || (s[1] == 0 && s[2] == 0);
  }
};

}  // namespace iaf_psc_alpha
}  // namespace
}  // namespace cajal

CAJAL_NEURON(iaf_psc_alpha, IafPscAlpha)
