#include "model/define.hpp"

namespace cajal {
namespace {
namespace gif_psc_exp {

constexpr std::size_t most = 4;  ///< entries of each list

enum Parameter {
  E_L,
  C_m,
  g_L,
  t_ref,
  V_reset,
  I_e,
  tau_syn_ex,
  tau_syn_in,
  V_T_star,
  Delta_V,
  lambda_0,
  tau_sfa,
  q_sfa = tau_sfa + most,
  tau_stc = q_sfa + most,
  q_stc = tau_stc + most
};
enum Constant {
  P33,
  P30,
  drive,
  P11_ex,
  P11_in,
  P21_ex,
  P21_in,
  reset,
  refractory,
  base,
  steepness,
  hazard,
  kernels
};

/**
 * V and the threshold are held relative to E_L. After V, I_ex and I_in stand `n` currents and `n` parts of the
 * threshold, then their sums of the last step, for reports only.
 */
template <std::size_t n>
struct GifPscExpVariant {
  static constexpr std::size_t currents = 3, parts = currents + n, reports = parts + n;
  static constexpr std::size_t columns = reports + 2, dynamic = reports, counters = 1, channels = 2;
  static constexpr std::size_t constants = kernels + 4 * n;
  static constexpr std::uint32_t readable = 31;
  static constexpr std::array<std::int8_t, 2> channel{0, 1};

  static void prepare(const double* p, double h, double* c) noexcept {
    const double tau_m = p[C_m] / p[g_L];
    c[P33] = exp(-h / tau_m);
    c[P30] = -expm1(-h / tau_m) / p[g_L];
    c[drive] = p[I_e];
    c[P11_ex] = exp(-h / p[tau_syn_ex]);
    c[P11_in] = exp(-h / p[tau_syn_in]);
    c[P21_ex] = decaying_current_response(h, p[tau_syn_ex], tau_m, p[C_m]);
    c[P21_in] = decaying_current_response(h, p[tau_syn_in], tau_m, p[C_m]);
    c[reset] = p[V_reset] - p[E_L];
    c[refractory] = duration_steps(p[t_ref], h);
    c[base] = p[V_T_star] - p[E_L];
    c[steepness] = 1 / p[Delta_V];
    c[hazard] = p[lambda_0] * h * 1e-3;
    for (std::size_t k = 0; k < n; ++k) {
      const bool current = p[tau_stc + k] != no_entry, part = p[tau_sfa + k] != no_entry;
      c[kernels + 4 * k] = current ? exp(-h / p[tau_stc + k]) : 0.0;
      c[kernels + 4 * k + 1] = current ? p[q_stc + k] : 0.0;
      c[kernels + 4 * k + 2] = part ? exp(-h / p[tau_sfa + k]) : 0.0;
      c[kernels + 4 * k + 3] = part ? p[q_sfa + k] : 0.0;
    }
  }

  static void load(const double* p, const double* variables, double* s, std::int32_t* counter) noexcept {
    for (std::size_t k = 0; k < columns; ++k) s[k] = k < currents ? variables[k] : 0.0;
    s[0] -= p[E_L], counter[0] = 0;
  }

  static double read(const double* p, std::size_t recordable, const double* s, const std::int32_t*) noexcept {
    if (recordable == 0) return s[0] + p[E_L];
    if (recordable < currents) return s[recordable];
    return recordable == 3 ? s[reports] : s[reports + 1] + p[V_T_star];
  }

  static void write(const double* p, std::size_t variable, double value, double* s) noexcept {
    s[variable] = variable == 0 ? value - p[E_L] : value;
  }

  template <class Sum>
  static inline __attribute__((always_inline)) std::int32_t step(const double* c, double* s,
                                                                 std::int32_t* counter, const Sum* arriving,
                                                                 double unit, const double* current,
                                                                 const Noise& noise,
                                                                 std::uint32_t neuron) noexcept {
    const std::int32_t waiting = counter[0];
    double adaptation = 0, raised = 0;
    each<n>([&](auto k)
                __attribute__((always_inline)) { adaptation += s[currents + k], raised += s[parts + k]; });
    s[1] = s[1] * c[P11_ex] + static_cast<double>(arriving[0]) * unit;
    s[2] = s[2] * c[P11_in] + static_cast<double>(arriving[1]) * unit;
    const double V =
        c[P30] * (c[drive] + current[0] - adaptation) + c[P33] * s[0] + c[P21_ex] * s[1] + c[P21_in] * s[2];
    const double chance = -expm1(-c[hazard] * exp((V - (c[base] + raised)) * c[steepness]));
    const bool fires = (waiting == 0) & (uniform(noise, neuron) < chance);
    const double spikes =
        choose(fires, 1.0, 0.0);  // a factor: a choice would make loads of constants conditional
    each<n>([&](auto k) __attribute__((always_inline)) {
      const double* const kernel = c + kernels + 4 * k;
      s[currents + k] = s[currents + k] * kernel[0] + spikes * kernel[1];
      s[parts + k] = s[parts + k] * kernel[2] + spikes * kernel[3];
    });
    s[reports] = adaptation, s[reports + 1] = raised;
    s[0] = choose(waiting != 0, c[reset], V);
    counter[0] = countdown(waiting, fires, c[refractory]);
    return fires ? 1 : 0;
  }
};

/** Generalised integrate-and-fire neuron: escape noise, a moving threshold and currents after every spike. */
struct GifPscExp {
  static constexpr std::string_view name = "gif_psc_exp";
  static constexpr std::string_view summary =
      "Generalised integrate-and-fire neuron with escape noise, a moving threshold and spike-triggered "
      "currents.";
  static constexpr std::string_view description =
      "C_m dV/dt = -g_L (V - E_L) - I_stc + I_ex + I_in + I_e + I(t);  dI/dt = -I / tau_syn, I jumps by the\n"
      "weight: I_ex by positive weights, I_in by negative ones. A spike is emitted with the hazard lambda_0\n"
      "exp((V - E_sfa) / Delta_V), E_sfa = V_T_star + sum_k gamma_k, I_stc = sum_k eta_k; at a spike "
      "gamma_k\n"
      "grows by q_sfa[k] and eta_k by q_stc[k], and they decay with tau_sfa[k] and tau_stc[k]. From the "
      "step\n"
      "after the spike on V is held at V_reset for t_ref; with t_ref 0 it is never reset. Spikes act on V "
      "in\n"
      "the step in which they arrive, one step earlier than in iaf_psc_exp. All but the draw is exact.";
  static constexpr std::string_view reference =
      "Mensi et al. (2012) J Neurophysiol 107:1756; Pozzorini et al. (2015) PLoS Comput Biol 11:e1004275";
  static constexpr auto parameters = joined(
      std::array{
          any("E_L", "mV", -70, "resting potential"),
          positive("C_m", "pF", 80, "membrane capacitance"),
          positive("g_L", "nS", 4, "leak conductance"),
          lasting("t_ref", 4, Rounding::up, "refractory period, rounded up to whole steps"),
          any("V_reset", "mV", -55, "reset potential"),
          any("I_e", "pA", 0, "constant current"),
          positive("tau_syn_ex", "ms", 2, "time constant of the excitatory current"),
          positive("tau_syn_in", "ms", 2, "time constant of the inhibitory current"),
          any("V_T_star", "mV", -35, "threshold without spikes: where the hazard is lambda_0"),
          positive("Delta_V", "mV", 0.5, "width of the soft threshold"),
          not_negative("lambda_0", "1/s", 1, "hazard at the threshold"),
      },
      entries<"tau_sfa", most>(positive("", "ms", 0, "time constants of the threshold's parts")),
      entries<"q_sfa", most>(any("", "mV", 0, "jumps of the threshold's parts at a spike")),
      entries<"tau_stc", most>(positive("", "ms", 0, "time constants of the spike-triggered currents")),
      entries<"q_stc", most>(any("", "pA", 0, "jumps of the spike-triggered currents")));
  static constexpr std::array variables{
      any("V_m", "mV", -70, "membrane potential"),
      any("I_syn_ex", "pA", 0, "excitatory synaptic current"),
      any("I_syn_in", "pA", 0, "inhibitory synaptic current"),
  };
  static constexpr auto recordables =
      joined(recorded(variables),
             std::array{
                 Recordable{"I_stc", "pA", "spike-triggered current that acted in the last step"},
                 Recordable{"E_sfa", "mV", "threshold that acted in the last step"},
             });
  static constexpr std::array receptors{
      Receptor{"spikes", "pA", "current jump: excitatory if positive, inhibitory if negative",
               WeightUse::with_sign},
  };
  static constexpr std::array<Order, 0> orders{};
  static constexpr std::array lists{ListNames{"tau_sfa", "q_sfa"}, ListNames{"tau_stc", "q_stc"}};
  static constexpr std::array ports{Port{"current", "pA", "current into the membrane"}};

  using Variants = void(GifPscExpVariant<0>, GifPscExpVariant<2>, GifPscExpVariant<4>);

  static std::size_t variant(const ParameterView& p, std::size_t neurons, bool) noexcept {
    return (longest(p, neurons, {tau_sfa, tau_stc}, most) + 1) / 2;
  }

  static bool carry(std::size_t from, std::size_t to, const double* s, double* carried) noexcept {
    return carry_blocks({{3, 3}, {2 * from, 2 * to}, {2 * from, 2 * to}, {2, 2}}, s, carried);
  }
};

}  // namespace gif_psc_exp
}  // namespace
}  // namespace cajal

CAJAL_NEURON(gif_psc_exp, GifPscExp)
