#include "base/matrix_exponential.hpp"
#include "model/define.hpp"

namespace cajal {
namespace {
namespace amat2_psc_exp {

enum Parameter {
  E_L,
  C_m,
  tau_m,
  t_ref,
  I_e,
  tau_syn_ex,
  tau_syn_in,
  tau_1,
  tau_2,
  alpha_1,
  alpha_2,
  beta,
  tau_v,
  omega
};
enum Constant {
  P11_ex,
  P11_in,
  V_row,              // from I_ex, I_in, V and the current
  slope_row = 6,      // from these and the slope of the threshold
  adapting_row = 11,  // from these and the adapting threshold
  drive = 17,
  decay_1,
  decay_2,
  jump_1,
  jump_2,
  resting_threshold,
  refractory
};
enum Column { V, I_ex, I_in, threshold_1, threshold_2, adapting, slope };

/** V and the threshold are held relative to E_L. What is linear takes one step by a matrix exponential. */
struct Amat2PscExpVariant {
  static constexpr std::size_t columns = 7, dynamic = 7, counters = 1, channels = 2, constants = 24;
  static constexpr std::uint32_t readable = 255;
  static constexpr std::array<std::int8_t, 2> channel{0, 1};

  static void prepare(const double* p, double h, double* c) noexcept {
    // Rows and columns: I_ex, I_in, V, the current, the slope of the adapting threshold, and this itself.
    const double m = h / p[tau_m], charge = h / p[C_m], v = h / p[tau_v];
    const Matrix<6> step =
        matrix_exponential<6>({{{-h / p[tau_syn_ex], 0, 0, 0, 0, 0},
                                {0, -h / p[tau_syn_in], 0, 0, 0, 0},
                                {charge, charge, -m, charge, 0, 0},
                                {0, 0, 0, 0, 0, 0},
                                {p[beta] * charge, p[beta] * charge, -p[beta] * m, p[beta] * charge, -v, 0},
                                {0, 0, 0, 0, h, -v}}});
    c[P11_ex] = step.at[0][0];
    c[P11_in] = step.at[1][1];
    for (std::size_t k = 0; k < 4; ++k) c[V_row + k] = step.at[2][k];
    for (std::size_t k = 0; k < 5; ++k) c[slope_row + k] = step.at[4][k];
    for (std::size_t k = 0; k < 6; ++k) c[adapting_row + k] = step.at[5][k];
    c[drive] = p[I_e];
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
    if (recordable < columns) return s[recordable];
    return p[omega] + s[threshold_1] + s[threshold_2] + s[adapting];
  }

  static void write(const double* p, std::size_t variable, double value, double* s) noexcept {
    s[variable] = variable == V ? value - p[E_L] : value;
  }

  /** The part of a row that comes from the currents and V. */
  static inline __attribute__((always_inline)) double driven(const double* row, const double* s,
                                                             double I) noexcept {
    return row[0] * s[I_ex] + row[1] * s[I_in] + row[2] * s[V] + row[3] * I;
  }

  template <class Sum>
  static std::int32_t step(const double* c, double* s, std::int32_t* n, const Sum* arriving, double unit,
                           const double* current, const Noise&, std::uint32_t) noexcept {
    const std::int32_t waiting = n[0];
    const double I = c[drive] + current[0];
    const double new_V = driven(c + V_row, s, I);
    const double new_slope = driven(c + slope_row, s, I) + c[slope_row + 4] * s[slope];
    s[adapting] =
        driven(c + adapting_row, s, I) + c[adapting_row + 4] * s[slope] + c[adapting_row + 5] * s[adapting];
    s[V] = new_V, s[slope] = new_slope;
    s[I_ex] = s[I_ex] * c[P11_ex] + static_cast<double>(arriving[0]) * unit;
    s[I_in] = s[I_in] * c[P11_in] + static_cast<double>(arriving[1]) * unit;
    const double first = s[threshold_1] * c[decay_1], second = s[threshold_2] * c[decay_2];
    const bool fires = (waiting == 0) & (new_V >= c[resting_threshold] + first + second + s[adapting]);
    s[threshold_1] = choose(fires, first + c[jump_1], first);
    s[threshold_2] = choose(fires, second + c[jump_2], second);
    n[0] = countdown(waiting, fires, c[refractory]);
    return fires ? 1 : 0;
  }
};

/** The model mat2_psc_exp with a threshold that also follows the slope of the potential. */
struct Amat2PscExp {
  static constexpr std::string_view name = "amat2_psc_exp";
  static constexpr std::string_view summary =
      "Multi-timescale adaptive threshold that also follows the slope of the membrane potential.";
  static constexpr std::string_view description =
      "The neuron of mat2_psc_exp with the threshold V_th = omega + V_th_alpha_1 + V_th_alpha_2 + V_th_v;\n"
      "V_th_v(t) = beta int_0^t s e^(-s / tau_v) dV/dt(t - s) ds, held as two variables: dV_th_v/dt = "
      "V_th_dv\n"
      "- V_th_v / tau_v, dV_th_dv/dt = beta dV/dt - V_th_dv / tau_v. All is integrated exactly, also where "
      "time\n"
      "constants are equal.";
  static constexpr std::string_view reference =
      "Kobayashi, Tsubo & Shinomoto (2009) Front Comput Neurosci 3:9; Yamauchi, Kim & Shinomoto (2011) Front "
      "Comput Neurosci 5:42";
  static constexpr std::array parameters{
      any("E_L", "mV", -70, "resting potential"),
      positive("C_m", "pF", 200, "membrane capacitance"),
      positive("tau_m", "ms", 10, "membrane time constant"),
      lasting("t_ref", 2, Rounding::up, "refractory period, rounded up to whole steps, at least one"),
      any("I_e", "pA", 0, "constant current"),
      positive("tau_syn_ex", "ms", 1, "time constant of the excitatory current"),
      positive("tau_syn_in", "ms", 3, "time constant of the inhibitory current"),
      positive("tau_1", "ms", 10, "short time constant of the threshold"),
      positive("tau_2", "ms", 200, "long time constant of the threshold"),
      any("alpha_1", "mV", 10, "jump of the threshold that decays with tau_1"),
      any("alpha_2", "mV", 0, "jump of the threshold that decays with tau_2"),
      any("beta", "1/ms", 0, "how much the threshold follows the slope of the potential"),
      positive("tau_v", "ms", 5, "time constant with which it follows"),
      any("omega", "mV", -65, "resting threshold"),
  };
  static constexpr std::array variables{
      any("V_m", "mV", -70, "membrane potential"),
      any("I_syn_ex", "pA", 0, "excitatory synaptic current"),
      any("I_syn_in", "pA", 0, "inhibitory synaptic current"),
      any("V_th_alpha_1", "mV", 0, "part of the threshold that decays with tau_1"),
      any("V_th_alpha_2", "mV", 0, "part of the threshold that decays with tau_2"),
      any("V_th_v", "mV", 0, "part of the threshold that follows the slope of the potential"),
      any("V_th_dv", "mV/ms", 0, "what drives V_th_v"),
  };
  static constexpr auto recordables =
      joined(recorded(variables), std::array{Recordable{"V_th", "mV", "threshold"}});
  static constexpr std::array receptors{
      Receptor{"spikes", "pA", "current jump: excitatory if positive, inhibitory if negative",
               WeightUse::with_sign},
  };
  static constexpr std::array<Order, 0> orders{};
  static constexpr std::array ports{Port{"current", "pA", "current into the membrane"}};

  using Variants = void(Amat2PscExpVariant);

  static std::size_t variant(const ParameterView&, std::size_t, bool) noexcept { return 0; }
};

}  // namespace amat2_psc_exp
}  // namespace
}  // namespace cajal

CAJAL_NEURON(amat2_psc_exp, Amat2PscExp)
