#include "model/define.hpp"

namespace cajal {
namespace {
namespace mat2_psc_exp {

enum Parameter { E_L, C_m, tau_m, t_ref, I_e, tau_syn_ex, tau_syn_in, tau_1, tau_2, alpha_1, alpha_2, omega };
enum Constant {
  P22,
  P21_ex,
  P21_in,
  P20,
  drive,
  P11_ex,
  P11_in,
  decay_1,
  decay_2,
  jump_1,
  jump_2,
  resting_threshold,
  refractory
};
enum Column { V, I_ex, I_in, threshold_1, threshold_2 };

/** V and the threshold are held relative to E_L. */
struct Mat2PscExpVariant {
  static constexpr std::size_t columns = 5, dynamic = 5, counters = 1, channels = 2, constants = 13;
  static constexpr std::uint32_t readable = 63;
  static constexpr std::array<std::int8_t, 2> channel{0, 1};

  static void prepare(const double* p, double h, double* c) noexcept {
    c[P22] = exp(-h / p[tau_m]);
    c[P21_ex] = decaying_current_response(h, p[tau_syn_ex], p[tau_m], p[C_m]);
    c[P21_in] = decaying_current_response(h, p[tau_syn_in], p[tau_m], p[C_m]);
    c[P20] = p[tau_m] / p[C_m] * -expm1(-h / p[tau_m]);
    c[drive] = p[I_e];
    c[P11_ex] = exp(-h / p[tau_syn_ex]);
    c[P11_in] = exp(-h / p[tau_syn_in]);
    c[decay_1] = exp(-h / p[tau_1]);
    c[decay_2] = exp(-h / p[tau_2]);
    c[jump_1] = p[alpha_1];
    c[jump_2] = p[alpha_2];
    c[resting_threshold] = p[omega] - p[E_L];
    const double steps = duration_steps(p[t_ref], h);
    c[refractory] = steps < 1 ? 1.0 : steps;
  }

  static void load(const double* p, const double* variables, double* s, std::int32_t* n) noexcept {
    for (std::size_t k = 0; k < columns; ++k) s[k] = variables[k];
    s[V] -= p[E_L], n[0] = 0;
  }

  static double read(const double* p, std::size_t recordable, const double* s, const std::int32_t*) noexcept {
    if (recordable == V) return s[V] + p[E_L];
    return recordable < columns ? s[recordable] : p[omega] + s[threshold_1] + s[threshold_2];
  }

  static void write(const double* p, std::size_t variable, double value, double* s) noexcept {
    s[variable] = variable == V ? value - p[E_L] : value;
  }

  template <class Sum>
  static std::int32_t step(const double* c, double* s, std::int32_t* n, const Sum* arriving, double unit,
                           const double* current, const Noise&, std::uint32_t) noexcept {
    const std::int32_t waiting = n[0];
    s[V] = s[V] * c[P22] + s[I_ex] * c[P21_ex] + s[I_in] * c[P21_in] + c[P20] * (c[drive] + current[0]);
    s[I_ex] = s[I_ex] * c[P11_ex] + static_cast<double>(arriving[0]) * unit;
    s[I_in] = s[I_in] * c[P11_in] + static_cast<double>(arriving[1]) * unit;
    const double first = s[threshold_1] * c[decay_1], second = s[threshold_2] * c[decay_2];
    const bool fires = (waiting == 0) & (s[V] >= c[resting_threshold] + first + second);
    s[threshold_1] = choose(fires, first + c[jump_1], first);
    s[threshold_2] = choose(fires, second + c[jump_2], second);
    n[0] = countdown(waiting, fires, c[refractory]);
    return fires ? 1 : 0;
  }
};

/** Leaky integrator without reset whose threshold jumps with every spike and decays with two time constants. */
struct Mat2PscExp {
  static constexpr std::string_view name = "mat2_psc_exp";
  static constexpr std::string_view summary =
      "Multi-timescale adaptive threshold: a leaky integrator without reset under a threshold that jumps.";
  static constexpr std::string_view description =
      "C_m dV/dt = -C_m (V - E_L) / tau_m + I_ex + I_in + I_e + I(t);  dI/dt = -I / tau_syn, I jumps by the\n"
      "weight: I_ex by positive weights, I_in by negative ones. The threshold is V_th = omega + V_th_alpha_1 "
      "+\n"
      "V_th_alpha_2; the last two decay with tau_1 and tau_2 and jump by alpha_1 and alpha_2 at a spike. A\n"
      "spike is emitted when V >= V_th and t_ref has passed since the last one. V is never reset and goes "
      "on\n"
      "while the neuron is refractory. All is integrated exactly.";
  static constexpr std::string_view reference =
      "Kobayashi, Tsubo & Shinomoto (2009) Front Comput Neurosci 3:9, doi:10.3389/neuro.10.009.2009";
  static constexpr std::array parameters{
      any("E_L", "mV", -70, "resting potential"),
      positive("C_m", "pF", 100, "membrane capacitance"),
      positive("tau_m", "ms", 5, "membrane time constant"),
      lasting("t_ref", 2, Rounding::up, "refractory period, rounded up to whole steps, at least one"),
      any("I_e", "pA", 0, "constant current"),
      positive("tau_syn_ex", "ms", 1, "time constant of the excitatory current"),
      positive("tau_syn_in", "ms", 3, "time constant of the inhibitory current"),
      positive("tau_1", "ms", 10, "short time constant of the threshold"),
      positive("tau_2", "ms", 200, "long time constant of the threshold"),
      any("alpha_1", "mV", 37, "jump of the threshold that decays with tau_1"),
      any("alpha_2", "mV", 2, "jump of the threshold that decays with tau_2"),
      any("omega", "mV", -51, "resting threshold"),
  };
  static constexpr std::array variables{
      any("V_m", "mV", -70, "membrane potential"),
      any("I_syn_ex", "pA", 0, "excitatory synaptic current"),
      any("I_syn_in", "pA", 0, "inhibitory synaptic current"),
      any("V_th_alpha_1", "mV", 0, "part of the threshold that decays with tau_1"),
      any("V_th_alpha_2", "mV", 0, "part of the threshold that decays with tau_2"),
  };
  static constexpr auto recordables =
      joined(recorded(variables), std::array{Recordable{"V_th", "mV", "threshold"}});
  static constexpr std::array receptors{
      Receptor{"spikes", "pA", "current jump: excitatory if positive, inhibitory if negative",
               WeightUse::with_sign},
  };
  static constexpr std::array<Order, 0> orders{};
  static constexpr std::array ports{Port{"current", "pA", "current into the membrane"}};

  using Variants = void(Mat2PscExpVariant);

  static std::size_t variant(const ParameterView&, std::size_t, bool) noexcept { return 0; }
};

}  // namespace mat2_psc_exp
}  // namespace
}  // namespace cajal

CAJAL_NEURON(mat2_psc_exp, Mat2PscExp)
