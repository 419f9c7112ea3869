#include "model/define.hpp"

namespace cajal {
namespace {
namespace iaf_psc_exp {

enum Parameter { E_L, C_m, tau_m, t_ref, V_th, V_reset, I_e, tau_syn_ex, tau_syn_in, rho, delta };
enum Constant {
  P22,
  P21_ex,
  P21_in,
  P20,
  drive,
  P11_ex,
  P11_in,
  theta,
  reset,
  refractory,
  slope,
  hazard,
  soft
};

// Below this width of the escape noise the threshold is sharp [mV].
constexpr double sharp = 1e-10;

/**
 * V is held relative to E_L. `separate` keeps two currents because their time constants differ; otherwise one
 * current carries both, which is exact because equal kernels add. `traced` then keeps the excitatory part as well,
 * for reports only, so that recording it changes no bit of the dynamics.
 */
template <bool separate, bool traced, bool escape>
struct IafPscExpVariant {
  static constexpr std::size_t columns = separate || traced ? 3 : 2;
  static constexpr std::size_t dynamic = separate ? 3 : 2;
  static constexpr std::size_t counters = 1;
  static constexpr std::size_t channels = separate || traced ? 2 : 1;
  static constexpr std::size_t constants = escape ? 13 : 10;
  static constexpr std::uint32_t readable = separate || traced ? 7 : 1;
  static constexpr std::array<std::int8_t, 2> channel{0, channels == 2 ? 1 : 0};

  static void prepare(const double* p, double h, double* c) noexcept {
    c[P22] = exp(-h / p[tau_m]);
    c[P21_ex] = decaying_current_response(h, p[tau_syn_ex], p[tau_m], p[C_m]);
    c[P21_in] = decaying_current_response(h, p[tau_syn_in], p[tau_m], p[C_m]);
    c[P20] = p[tau_m] / p[C_m] * -expm1(-h / p[tau_m]);
    c[drive] = p[I_e];
    c[P11_ex] = exp(-h / p[tau_syn_ex]);
    c[P11_in] = exp(-h / p[tau_syn_in]);
    c[theta] = p[V_th] - p[E_L];
    c[reset] = p[V_reset] - p[E_L];
    c[refractory] = duration_steps(p[t_ref], h);
    if constexpr (escape) {
      c[slope] = p[delta] < sharp ? 1.0 : 1 / p[delta];
      c[hazard] = p[rho] * h * 1e-3;
      c[soft] = p[delta] < sharp ? 0.0 : 1.0;
    }
  }

  static void load(const double* p, const double* variables, double* s, std::int32_t* n) noexcept {
    s[0] = variables[0] - p[E_L];
    s[1] = separate ? variables[1] : variables[1] + variables[2];
    if constexpr (columns == 3) s[2] = separate ? variables[2] : variables[1];
    n[0] = 0;
  }

  static double read(const double* p, std::size_t recordable, const double* s, const std::int32_t*) noexcept {
    if (recordable == 0) return s[0] + p[E_L];
    if constexpr (separate) return s[recordable];
    if constexpr (traced) return recordable == 1 ? s[2] : s[1] - s[2];
    return s[1];
  }

  static void write(const double* p, std::size_t variable, double value, double* s) noexcept {
    if (variable == 0) {
      s[0] = value - p[E_L];
    } else if constexpr (separate) {
      s[variable] = value;
    } else if constexpr (traced) {
      const double excitatory = variable == 1 ? value : s[2];
      const double inhibitory = variable == 2 ? value : s[1] - s[2];
      s[1] = excitatory + inhibitory;
      s[2] = excitatory;
    }
  }

  template <class Sum>
  static inline __attribute__((always_inline)) std::int32_t step(const double* c, double* s, std::int32_t* n,
                                                                 const Sum* arriving, double unit,
                                                                 const double* current, const Noise& noise,
                                                                 std::uint32_t neuron) noexcept {
    const std::int32_t waiting = n[0];
    double V = s[0] * c[P22] + s[1] * c[P21_ex] + c[P20] * (c[drive] + current[0]);
    if constexpr (separate) V += s[2] * c[P21_in];
    V = choose(waiting != 0, s[0], V);
    const double filtered = (1 - c[P11_ex]) * current[1];
    if constexpr (separate) {
      s[1] = s[1] * c[P11_ex] + filtered + static_cast<double>(arriving[0]) * unit;
      s[2] = s[2] * c[P11_in] + static_cast<double>(arriving[1]) * unit;
    } else if constexpr (traced) {
      s[1] = s[1] * c[P11_ex] + filtered + static_cast<double>(arriving[0] + arriving[1]) * unit;
      s[2] = s[2] * c[P11_ex] + filtered + static_cast<double>(arriving[0]) * unit;
    } else {
      s[1] = s[1] * c[P11_ex] + filtered + static_cast<double>(arriving[0]) * unit;
    }
    bool fires = V >= c[theta];
    if constexpr (escape) {
      const double p = -expm1(-c[hazard] * exp((V - c[theta]) * c[slope]));
      const bool drawn = (waiting == 0) & (uniform(noise, neuron) < p), noisy = c[soft] != 0;
      fires = (noisy & drawn) | (!noisy & fires);
    }
    s[0] = choose(fires, c[reset], V);
    n[0] = countdown(waiting, fires, c[refractory]);
    return fires ? 1 : 0;
  }
};

/** Leaky integrate-and-fire neuron with exponential synaptic currents, integrated exactly on the grid. */
struct IafPscExp {
  static constexpr std::string_view name = "iaf_psc_exp";
  static constexpr std::string_view summary =
      "Leaky integrate-and-fire neuron with exponential synaptic currents, integrated exactly.";
  static constexpr std::string_view description =
      "C_m dV/dt = -C_m (V - E_L) / tau_m + I_ex + I_in + I_e + I(t);  dI/dt = -I / tau_syn, I jumps by the "
      "weight.\n"
      "A positive weight goes to I_ex, a negative one to I_in. A spike is emitted when V >= V_th; V is then "
      "held at\n"
      "V_reset for t_ref. Currents of receptor 0 act as they are, those of receptor 1 are low-pass filtered "
      "with\n"
      "tau_syn_ex. With delta > 0 the threshold is soft: the hazard is rho exp((V - V_th) / delta).";
  static constexpr std::string_view reference =
      "Rotter & Diesmann (1999) Biol Cybern 81:381; Potjans & Diesmann (2014) "
      "Cereb Cortex 24:785; escape noise: Gerstner & Kistler (2002) ch. 5";
  static constexpr std::array parameters{
      any("E_L", "mV", -70, "resting potential"),
      positive("C_m", "pF", 250, "membrane capacitance"),
      positive("tau_m", "ms", 10, "membrane time constant"),
      lasting("t_ref", 2, Rounding::up, "refractory period, rounded up to whole steps"),
      any("V_th", "mV", -55, "threshold"),
      any("V_reset", "mV", -70, "reset potential"),
      any("I_e", "pA", 0, "constant current"),
      positive("tau_syn_ex", "ms", 2, "time constant of the excitatory current"),
      positive("tau_syn_in", "ms", 2, "time constant of the inhibitory current"),
      not_negative("rho", "1/s", 0.01, "escape noise: hazard at the threshold"),
      not_negative("delta", "mV", 0, "escape noise: width of the soft threshold, 0 for a sharp one"),
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
      Receptor{"spikes", "pA", "current jump: excitatory if positive, inhibitory if negative",
               WeightUse::with_sign},
  };
  static constexpr std::array orders{Order{"V_reset", "V_th", "E_RESET_ABOVE_THRESHOLD"}};
  static constexpr std::array ports{
      Port{"current", "pA", "current into the membrane"},
      Port{"filtered_current", "pA", "current through a low-pass filter with tau_syn_ex"},
  };

  template <bool separate, bool traced, bool escape>
  using Variant = IafPscExpVariant<separate, traced, escape>;
  using Variants = void(Variant<false, false, false>, Variant<false, true, false>,
                        Variant<true, false, false>, Variant<false, false, true>, Variant<false, true, true>,
                        Variant<true, false, true>);

  static std::size_t variant(const ParameterView& p, std::size_t neurons, bool traced) noexcept {
    bool separate = false, escape = false;
    for (std::size_t i = 0; i < neurons; ++i) {
      separate |= p.at(tau_syn_ex, i) != p.at(tau_syn_in, i);
      escape |= p.at(delta, i) >= sharp;
    }
    return (separate ? 2 : traced ? 1 : 0) + (escape ? 3 : 0);
  }

  static bool carry(std::size_t from, std::size_t to, const double* s, double* carried) noexcept {
    enum Kind : std::size_t { merged, traced, separate };
    const std::size_t before = from % 3, after = to % 3;
    carried[0] = s[0];
    carried[1] = before == separate ? s[1] + s[2] : s[1];
    if (before == merged) {
      if (after != merged) carried[2] = 0;
      return after == merged || s[1] == 0;
    }
    const double excitatory = before == separate ? s[1] : s[2];
    if (after == traced) carried[2] = excitatory;
    if (after == separate) carried[1] = excitatory, carried[2] = before == separate ? s[2] : s[1] - s[2];
    return true;
  }
};

}  // namespace iaf_psc_exp
}  // namespace
}  // namespace cajal

CAJAL_NEURON(iaf_psc_exp, IafPscExp)
