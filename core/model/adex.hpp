// What the adaptive exponential integrate-and-fire neurons have in common (Brette & Gerstner 2005): all but the shape
// of their synaptic input.
#pragma once
#include "model/solver.hpp"

namespace cajal {
namespace {

namespace adex {

/** The parameters in the order of the tables; reversal potentials only where the input is conductances. */
enum Parameter {
  C_m,
  t_ref,
  V_reset,
  g_L,
  E_L,
  Delta_T,
  tau_w,
  a,
  b,
  V_th,
  V_peak,
  I_e,
  tau_syn_ex,
  tau_syn_in,
  gsl_error_tol,
  adaptive_step,
  E_ex,
  E_in,
  parameters
};

/** The exponent of the spike's upstroke is at most this, so that slopes stay numbers. */
constexpr double steepest = 663;

/** NEST begins with so long an inner step [ms], or with the resolution. */
constexpr double first_inner_step = 0.01;

/** The parameters of a model; those of conductances have the last two. */
template <bool conductances>
constexpr auto fields() {
  constexpr std::array all{
      positive("C_m", "pF", 281, "membrane capacitance"),
      lasting("t_ref", 0, Rounding::up, "refractory period, rounded up to whole steps"),
      any("V_reset", "mV", -60, "reset potential"),
      positive("g_L", "nS", 30, "leak conductance"),
      any("E_L", "mV", -70.6, "resting potential"),
      not_negative("Delta_T", "mV", 2, "sharpness of the spike's upstroke; 0: none, a spike at V_th"),
      positive("tau_w", "ms", 144, "time constant of the adaptation"),
      any("a", "nS", 4, "adaptation by the potential"),
      any("b", "pA", 80.5, "adaptation by a spike"),
      any("V_th", "mV", -50.4, "threshold of the upstroke"),
      any("V_peak", "mV", 0, "potential at which a spike is emitted"),
      any("I_e", "pA", 0, "constant current"),
      positive("tau_syn_ex", "ms", 0.2, "time constant of the excitatory input"),
      positive("tau_syn_in", "ms", 2, "time constant of the inhibitory input"),
      positive("gsl_error_tol", "", 1e-6, "error that an adaptive inner step may have in each variable"),
      adaptive_field(1),
      any("E_ex", "mV", 0, "excitatory reversal potential"),
      any("E_in", "mV", -85, "inhibitory reversal potential"),
  };
  std::array<Field, conductances ? parameters : E_ex> list{};
  for (std::size_t k = 0; k < list.size(); ++k) list[k] = all[k];
  return list;
}

constexpr std::array orders{Order{"V_reset", "V_peak", "E_RESET_ABOVE_THRESHOLD"},
                            Order{"V_th", "V_peak", "E_THRESHOLD_ABOVE_PEAK"}};

/** V, w and the input: of each sign one column, or the rate and the value of an alpha function. */
template <bool alpha, bool conductances>
struct Variant : Solved<Variant<alpha, conductances>> {
  enum Column { V, w, ex, in = alpha ? ex + 2 : ex + 1, end_of_input = alpha ? in + 2 : in + 1 };
  enum Constant {
    duration,
    half,
    adaptive,
    tolerated,
    per_C,
    leak,
    rest,
    upstroke,
    sharpness,
    threshold,
    peak,
    detection,
    reset,
    refractory,
    jump,
    subthreshold,
    per_tau_w,
    drive,
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
  static constexpr std::size_t equations = end_of_input, solved = 2;
  static constexpr std::size_t columns = equations + 1, dynamic = columns, counters = 1, channels = 2;
  static constexpr std::uint32_t readable = (1u << equations) - 1;
  static constexpr std::array<std::int8_t, 2> channel{0, 1};
  static constexpr bool relative = true;

  static void prepare(const double* p, double h, double* c) noexcept {
    c[duration] = h, c[half] = 0.5 * h;
    c[adaptive] = p[adaptive_step], c[tolerated] = p[gsl_error_tol];
    c[per_C] = 1 / p[C_m], c[leak] = p[g_L], c[rest] = p[E_L];
    c[upstroke] = p[g_L] * p[Delta_T];
    c[sharpness] = p[Delta_T] > 0 ? 1 / p[Delta_T] : 0;
    c[threshold] = p[V_th], c[peak] = p[V_peak], c[detection] = p[Delta_T] > 0 ? p[V_peak] : p[V_th];
    c[reset] = p[V_reset];
    c[refractory] = duration_steps(p[t_ref], h);
    c[jump] = p[b], c[subthreshold] = p[a], c[per_tau_w] = 1 / p[tau_w];
    c[drive] = p[I_e];
    c[reversal_ex] = conductances ? p[E_ex] : 0, c[reversal_in] = conductances ? p[E_in] : 0;
    c[per_tau_ex] = 1 / p[tau_syn_ex], c[per_tau_in] = 1 / p[tau_syn_in];
    c[half_decay_ex] = exp(-0.5 * h / p[tau_syn_ex]), c[half_decay_in] = exp(-0.5 * h / p[tau_syn_in]);
    c[decay_ex] = exp(-h / p[tau_syn_ex]), c[decay_in] = exp(-h / p[tau_syn_in]);
  }

  static void load(const double*, const double* variables, double h, double* s, std::int32_t* n) noexcept {
    for (std::size_t k = 0; k < equations; ++k) s[k] = variables[k];
    s[equations] = h < first_inner_step ? h : first_inner_step;
    n[0] = 0;
  }

  static CAJAL_INLINE double tolerance(const double* c) noexcept { return c[tolerated]; }

  static CAJAL_INLINE void slopes(const double* c, const double* y, double current, bool held,
                                  double* d) noexcept {
    constexpr std::size_t value = alpha ? 1 : 0;
    const double bounded = choose(y[V] < c[peak], y[V], c[peak]), u = choose(held, c[reset], bounded);
    const double exponent = (u - c[threshold]) * c[sharpness];
    const double rise = c[upstroke] * exp(exponent < steepest ? exponent : steepest);
    const double excitation = conductances ? y[ex + value] * (c[reversal_ex] - u) : y[ex + value];
    const double inhibition = conductances ? y[in + value] * (u - c[reversal_in]) : y[in + value];
    const double total = c[leak] * (c[rest] - u) + rise + excitation - inhibition - y[w] + c[drive] + current;
    d[V] = choose(held, 0.0, total * c[per_C]);
    d[w] = (c[subthreshold] * (u - c[rest]) - y[w]) * c[per_tau_w];
    d[ex] = -y[ex] * c[per_tau_ex], d[in] = -y[in] * c[per_tau_in];
    if constexpr (alpha) {
      d[ex + 1] = y[ex] - y[ex + 1] * c[per_tau_ex];
      d[in + 1] = y[in] - y[in + 1] * c[per_tau_in];
    }
  }

  static CAJAL_INLINE void exact(const double* c, const double* y, double* middle, double* end) noexcept {
    if constexpr (alpha) {
      alpha_function(y + ex, c[half], c[half_decay_ex], middle + ex);
      alpha_function(y + in, c[half], c[half_decay_in], middle + in);
      alpha_function(y + ex, c[duration], c[decay_ex], end + ex);
      alpha_function(y + in, c[duration], c[decay_in], end + in);
    } else {
      exponential(y + ex, c[half_decay_ex], middle + ex), exponential(y + in, c[half_decay_in], middle + in);
      exponential(y + ex, c[decay_ex], end + ex), exponential(y + in, c[decay_in], end + in);
    }
  }

  static CAJAL_INLINE bool uneventful(const double* c, double u, bool held) noexcept {
    return held | (u < c[detection]);
  }

  /** The reset may come after any inner step, so that without refractoriness several spikes fit into one step. */
  static CAJAL_INLINE void accept(const double* c, double* s, double& waiting, double& spikes) noexcept {
    const bool held = waiting != 0, fires = !held & (s[V] >= c[detection]);
    s[V] = choose(held | fires, c[reset], s[V]);
    s[w] = s[w] + choose(fires, c[jump], 0.0);
    waiting = choose(fires & (c[refractory] > 0), c[refractory] + 1, waiting);
    spikes = spikes + (fires ? 1.0 : 0.0);
  }

  static CAJAL_INLINE void finish(const double* c, double* s, const double* input, const StepEnd&,
                                  double& waiting, double&) noexcept {
    constexpr double e = 2.718281828459045;
    s[ex] += alpha ? input[0] * (e * c[per_tau_ex]) : input[0];
    s[in] += alpha ? input[1] * (e * c[per_tau_in]) : input[1];
    waiting = choose(waiting > 0, waiting - 1, waiting);
  }
};

constexpr std::string_view reference =
    "Brette & Gerstner (2005) J Neurophysiol 94:3637; as the aeif neurons of NEST 3";

}  // namespace adex
}  // namespace
}  // namespace cajal
