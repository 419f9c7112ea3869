#include "model/solver.hpp"

namespace cajal {
namespace {
namespace gif_cond_exp {

constexpr std::size_t most = 4;  ///< entries of each list

enum Parameter {
  E_L,
  C_m,
  g_L,
  t_ref,
  V_reset,
  I_e,
  E_ex,
  E_in,
  tau_syn_ex,
  tau_syn_in,
  V_T_star,
  Delta_V,
  lambda_0,
  adaptive_step,
  tau_sfa,
  q_sfa = tau_sfa + most,
  tau_stc = q_sfa + most,
  q_stc = tau_stc + most
};
enum Column { V, g_ex, g_in, adaptation, length, own };
enum Constant {
  duration,
  adaptive,
  per_C,
  leak,
  rest,
  drive,
  reset,
  refractory,
  base,
  steepness,
  hazard,
  reversal_ex,
  reversal_in,
  per_tau_ex,
  per_tau_in,
  half_decay_ex,
  half_decay_in,
  decay_ex,
  decay_in,
  kernels
};

/**
 * Behind the length of the inner step stand `n` currents and `n` parts of the threshold, then the sums that acted in
 * the last step, for reports only. The sum of the currents, which acts in the next step, is an equation without slope.
 */
template <std::size_t n>
struct GifCondExpVariant : Solved<GifCondExpVariant<n>> {
  static constexpr bool stochastic = true;
  static constexpr std::size_t equations = length, solved = 1, adaptive = gif_cond_exp::adaptive;
  static constexpr std::size_t parts = own + n, reports = parts + n, columns = reports + 2, dynamic = reports;
  static constexpr std::size_t counters = 1, channels = 2, constants = kernels + 4 * n;
  static constexpr std::uint32_t readable = 31;
  static constexpr std::array<std::int8_t, 2> channel{0, 1};

  static void prepare(const double* p, double h, double* c) noexcept {
    c[duration] = h, c[adaptive] = p[adaptive_step];
    c[per_C] = 1 / p[C_m], c[leak] = p[g_L], c[rest] = p[E_L], c[drive] = p[I_e], c[reset] = p[V_reset];
    c[refractory] = duration_steps(p[t_ref], h);
    c[base] = p[V_T_star], c[steepness] = 1 / p[Delta_V], c[hazard] = p[lambda_0] * h * 1e-3;
    c[reversal_ex] = p[E_ex], c[reversal_in] = p[E_in];
    c[per_tau_ex] = 1 / p[tau_syn_ex], c[per_tau_in] = 1 / p[tau_syn_in];
    c[half_decay_ex] = exp(-0.5 * h / p[tau_syn_ex]), c[half_decay_in] = exp(-0.5 * h / p[tau_syn_in]);
    c[decay_ex] = exp(-h / p[tau_syn_ex]), c[decay_in] = exp(-h / p[tau_syn_in]);
    for (std::size_t k = 0; k < n; ++k) {
      const bool current = p[tau_stc + k] != no_entry, part = p[tau_sfa + k] != no_entry;
      c[kernels + 4 * k] = current ? exp(-h / p[tau_stc + k]) : 0.0;
      c[kernels + 4 * k + 1] = current ? p[q_stc + k] : 0.0;
      c[kernels + 4 * k + 2] = part ? exp(-h / p[tau_sfa + k]) : 0.0;
      c[kernels + 4 * k + 3] = part ? p[q_sfa + k] : 0.0;
    }
  }

  static void load(const double*, const double* variables, double h, double* s,
                   std::int32_t* counter) noexcept {
    for (std::size_t k = 0; k < columns; ++k) s[k] = k < adaptation ? variables[k] : 0.0;
    s[length] = h, counter[0] = 0;
  }

  static double read(const double* p, std::size_t recordable, const double* s, const std::int32_t*) noexcept {
    if (recordable < adaptation) return s[recordable];
    return recordable == 3 ? s[reports] : s[reports + 1] + p[V_T_star];
  }

  static CAJAL_INLINE void slopes(const double* c, const double* y, double current, bool held,
                                  double* d) noexcept {
    const double total = c[leak] * (c[rest] - y[V]) + y[g_ex] * (c[reversal_ex] - y[V]) +
                         y[g_in] * (c[reversal_in] - y[V]) + c[drive] + current - y[adaptation];
    d[V] = choose(held, 0.0, total * c[per_C]);
    d[g_ex] = -y[g_ex] * c[per_tau_ex], d[g_in] = -y[g_in] * c[per_tau_in];
    d[adaptation] = 0;
  }

  static CAJAL_INLINE void exact(const double* c, const double* y, double* middle, double* end) noexcept {
    exponential(y + g_ex, c[half_decay_ex], middle + g_ex), exponential(y + g_ex, c[decay_ex], end + g_ex);
    exponential(y + g_in, c[half_decay_in], middle + g_in), exponential(y + g_in, c[decay_in], end + g_in);
    middle[adaptation] = end[adaptation] = y[adaptation];
  }

  static CAJAL_INLINE void finish(const double* c, double* s, const double* input, const StepEnd& at,
                                  double& waiting, double& spikes) noexcept {
    const bool held = waiting != 0;
    double raised = 0;
    each<n>([&](auto k) { raised += s[parts + k]; });
    const double chance = -expm1(-c[hazard] * exp((s[V] - (c[base] + raised)) * c[steepness]));
    const bool fires = !held & (at.drawn < chance);
    const double fired = choose(fires, 1.0, 0.0);
    s[reports] = s[adaptation], s[reports + 1] = raised;
    double next = 0;
    each<n>([&](auto k) {
      const double* const kernel = c + kernels + 4 * k;
      s[own + k] = s[own + k] * kernel[0] + fired * kernel[1];
      s[parts + k] = s[parts + k] * kernel[2] + fired * kernel[3];
      next += s[own + k];
    });
    s[adaptation] = next;
    s[V] = choose(held, c[reset], s[V]);
    s[g_ex] += input[0], s[g_in] += input[1];
    waiting = choose(fires, c[refractory], choose(held, waiting - 1, waiting));
    spikes = fired;
  }
};

/** Generalised integrate-and-fire neuron with conductances as synapses. */
struct GifCondExp {
  static constexpr std::string_view name = "gif_cond_exp";
  static constexpr std::string_view summary =
      "Generalised integrate-and-fire neuron with escape noise, a moving threshold, spike-triggered currents "
      "and conductances.";
  static constexpr std::string_view description =
      "C_m dV/dt = -g_L (V - E_L) - g_ex (V - E_ex) - g_in (V - E_in) - I_stc + I_e + I(t);\n"
      "dg/dt = -g / tau_syn, a spike of weight w adds |w| to g_ex if w is positive, else to g_in.\n"
      "A spike is emitted with the hazard lambda_0 exp((V - E_sfa) / Delta_V), E_sfa = V_T_star + sum_k\n"
      "gamma_k, I_stc = sum_k eta_k; at a spike gamma_k grows by q_sfa[k] and eta_k by q_stc[k], and they\n"
      "decay with tau_sfa[k] and tau_stc[k]; I_stc and E_sfa are constant within a step. From the step "
      "after\n"
      "the spike on V is held at V_reset for t_ref; with t_ref 0 it is never reset. With adaptive_step = 0\n"
      "the conductances are exact and V takes one Runge-Kutta step of fourth order where its inner slopes\n"
      "differ by less than 0.01 mV over the step, adaptive ones elsewhere. With 1 all is integrated by\n"
      "Runge-Kutta-Fehlberg steps with errors of at most 0.001 mV or nS, as in NEST.";
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
          any("E_ex", "mV", 0, "excitatory reversal potential"),
          any("E_in", "mV", -85, "inhibitory reversal potential"),
          positive("tau_syn_ex", "ms", 2, "time constant of the excitatory conductance"),
          positive("tau_syn_in", "ms", 2, "time constant of the inhibitory conductance"),
          any("V_T_star", "mV", -35, "threshold without spikes: where the hazard is lambda_0"),
          positive("Delta_V", "mV", 0.5, "width of the soft threshold"),
          not_negative("lambda_0", "1/s", 1, "hazard at the threshold"),
          adaptive_field(0),
      },
      entries<"tau_sfa", most>(positive("", "ms", 0, "time constants of the threshold's parts")),
      entries<"q_sfa", most>(any("", "mV", 0, "jumps of the threshold's parts at a spike")),
      entries<"tau_stc", most>(positive("", "ms", 0, "time constants of the spike-triggered currents")),
      entries<"q_stc", most>(any("", "pA", 0, "jumps of the spike-triggered currents")));
  static constexpr std::array variables{
      any("V_m", "mV", -70, "membrane potential"),
      not_negative("g_ex", "nS", 0, "excitatory conductance"),
      not_negative("g_in", "nS", 0, "inhibitory conductance"),
  };
  static constexpr auto recordables =
      joined(recorded(variables),
             std::array{
                 Recordable{"I_stc", "pA", "spike-triggered current that acted in the last step"},
                 Recordable{"E_sfa", "mV", "threshold that acted in the last step"},
             });
  static constexpr std::array receptors{
      Receptor{"spikes", "nS", "conductance jump: excitatory if positive, inhibitory if negative",
               WeightUse::magnitude},
  };
  static constexpr std::array<Order, 0> orders{};
  static constexpr std::array lists{ListNames{"tau_sfa", "q_sfa"}, ListNames{"tau_stc", "q_stc"}};
  static constexpr std::array ports{Port{"current", "pA", "current into the membrane"}};

  using Variants = void(GifCondExpVariant<0>, GifCondExpVariant<2>, GifCondExpVariant<4>);

  static std::size_t variant(const ParameterView& p, std::size_t neurons, bool) noexcept {
    return (longest(p, neurons, {tau_sfa, tau_stc}, most) + 1) / 2;
  }

  static bool carry(std::size_t from, std::size_t to, const double* s, double* carried) noexcept {
    return carry_blocks({{own, own}, {2 * from, 2 * to}, {2 * from, 2 * to}, {2, 2}}, s, carried);
  }
};

}  // namespace gif_cond_exp
}  // namespace
}  // namespace cajal

CAJAL_NEURON(gif_cond_exp, GifCondExp)
