#include "model/define.hpp"

namespace cajal {
namespace {
namespace pp_cond_exp_mc_urbanczik {

enum Parameter {
  t_ref,
  g_sp,
  g_ps,
  phi_max,
  rate_slope,
  slope_beta,
  theta,
  forced_spikes,
  soma_C_m,
  soma_g_L,
  soma_E_L,
  soma_E_ex,
  soma_E_in,
  soma_tau_syn_ex,
  soma_tau_syn_in,
  soma_I_e,
  dendritic_C_m,
  dendritic_g_L,
  dendritic_E_L,
  dendritic_tau_syn_ex,
  dendritic_tau_syn_in,
  learn_with_tau_syn_ex
};

/** From the unitless model to mV: threshold minus resting potential. */
constexpr double voltage_scale = 15;

struct Soma {
  enum Column { V, g_ex, g_in, W, I_ex, I_in, hazard, sensitivity };
};

/**
 * V and W take four Runge-Kutta steps of fourth order in each step, with the exact conductances and currents of their
 * beginning, middle and end: two left errors of 1e-5 mV after jumps of the conductance. Everything is divided by the
 * capacitance.
 */
struct UrbanczikVariant : PlainColumns {
  enum Constant {
    part,
    decay_ex,
    decay_in = decay_ex + 2,
    decay_Iex = decay_in + 2,
    decay_Iin = decay_Iex + 2,
    leak = decay_Iin + 2,
    leak_current,
    per_C_s,
    reversal_ex,
    reversal_in,
    coupling_s,
    dendritic_leak,
    dendritic_current,
    per_C_d,
    coupling_d,
    rate_scale,
    steepness,
    beta,
    half_rate,
    error_scale,
    rest_share,
    dendrite_share,
    duration,
    refractory,
    forced,
    constants
  };
  static constexpr std::size_t columns = 8, dynamic = 6, counters = 2, channels = 5, signals = 1;
  static constexpr std::uint32_t readable = 63;
  static constexpr std::array<std::int8_t, 10> channel{0, 0, 1, 1, 2, 2, 3, 3, 4, 4};

  static void prepare(const double* p, double h, double* c) noexcept {
    const double taus[] = {p[soma_tau_syn_ex], p[soma_tau_syn_in], p[dendritic_tau_syn_ex],
                           p[dendritic_tau_syn_in]};
    for (std::size_t k = 0; k < 4; ++k) {  // over an eighth and a quarter of a step
      c[decay_ex + 2 * k] = exp(-0.125 * h / taus[k]);
      c[decay_ex + 2 * k + 1] = exp(-0.25 * h / taus[k]);
    }
    c[part] = 0.25 * h;
    c[leak] = p[soma_g_L] / p[soma_C_m];
    c[leak_current] = (p[soma_g_L] * p[soma_E_L] + p[soma_I_e]) / p[soma_C_m];
    c[per_C_s] = 1 / p[soma_C_m];
    c[reversal_ex] = p[soma_E_ex], c[reversal_in] = p[soma_E_in];
    c[coupling_s] = p[g_sp] / p[soma_C_m];
    c[dendritic_leak] = p[dendritic_g_L] / p[dendritic_C_m];
    c[dendritic_current] = p[dendritic_g_L] * p[dendritic_E_L] / p[dendritic_C_m];
    c[per_C_d] = 1 / p[dendritic_C_m];
    c[coupling_d] = p[g_ps] / p[dendritic_C_m];
    c[rate_scale] = p[phi_max], c[steepness] = p[rate_slope];
    c[beta] = p[slope_beta], c[half_rate] = p[theta];
    c[error_scale] = voltage_scale * p[slope_beta];
    c[rest_share] = p[soma_g_L] / (p[g_sp] + p[soma_g_L]) * p[soma_E_L];
    c[dendrite_share] = p[g_sp] / (p[g_sp] + p[soma_g_L]);
    c[duration] = h;
    c[refractory] = nearest_steps(p[t_ref], h);
    c[forced] = p[forced_spikes];
  }

  static void load(const double*, const double* variables, double* s, std::int32_t* n) noexcept {
    for (std::size_t k = 0; k < dynamic; ++k) s[k] = variables[k];
    s[Soma::hazard] = s[Soma::sensitivity] = 0, n[0] = n[1] = 0;
  }

  /** Expected spikes per ms at potential u. */
  static inline __attribute__((always_inline)) double rate(const double* c, double u) noexcept {
    return c[rate_scale] / (1 + c[steepness] * exp(c[beta] * (c[half_rate] - u)));
  }

  struct Slopes {
    double V, W;
  };
  static inline __attribute__((always_inline)) Slopes slopes(const double* c, double V, double W, double ex,
                                                             double in, double input, double soma) noexcept {
    const double g_ex = ex * c[per_C_s], g_in = in * c[per_C_s];
    return {c[leak_current] + soma + g_ex * c[reversal_ex] + g_in * c[reversal_in] + c[coupling_s] * (W - V) -
                (c[leak] + g_ex + g_in) * V,
            c[dendritic_current] + input * c[per_C_d] + c[coupling_d] * (V - W) - c[dendritic_leak] * W};
  }

  /** A quarter of a step. */
  static inline __attribute__((always_inline)) void integrate(const double* c, double* s,
                                                              double soma) noexcept {
    double middle[4], end[4];
    const double begin[] = {s[Soma::g_ex], s[Soma::g_in], s[Soma::I_ex], s[Soma::I_in]};
    for (std::size_t k = 0; k < 4; ++k) {
      middle[k] = begin[k] * c[decay_ex + 2 * k];
      end[k] = begin[k] * c[decay_ex + 2 * k + 1];
    }
    const double V = s[Soma::V], W = s[Soma::W], h = c[part], half = 0.5 * h;
    const Slopes a = slopes(c, V, W, begin[0], begin[1], begin[2] + begin[3], soma);
    const Slopes b =
        slopes(c, V + half * a.V, W + half * a.W, middle[0], middle[1], middle[2] + middle[3], soma);
    const Slopes d =
        slopes(c, V + half * b.V, W + half * b.W, middle[0], middle[1], middle[2] + middle[3], soma);
    const Slopes e = slopes(c, V + h * d.V, W + h * d.W, end[0], end[1], end[2] + end[3], soma);
    s[Soma::V] = V + h / 6 * (a.V + 2 * (b.V + d.V) + e.V);
    s[Soma::W] = W + h / 6 * (a.W + 2 * (b.W + d.W) + e.W);
    s[Soma::g_ex] = end[0], s[Soma::g_in] = end[1], s[Soma::I_ex] = end[2], s[Soma::I_in] = end[3];
  }

  template <class Sum>
  static inline __attribute__((always_inline)) std::int32_t step(const double* c, double* s, std::int32_t* n,
                                                                 const Sum* arriving, double unit,
                                                                 const double* current, const Noise&,
                                                                 std::uint32_t, double* signal) noexcept {
    const double soma = current[0] * c[per_C_s];
    integrate(c, s, soma), integrate(c, s, soma);
    integrate(c, s, soma), integrate(c, s, soma);
    s[Soma::g_ex] += static_cast<double>(arriving[0]) * unit;
    s[Soma::g_in] += static_cast<double>(arriving[1]) * unit;
    s[Soma::I_ex] += static_cast<double>(arriving[2]) * unit;
    s[Soma::I_in] -= static_cast<double>(arriving[3]) * unit;
    n[1] = static_cast<std::int32_t>(arriving[4]);
    const double V = s[Soma::V], expected = rate(c, V) * c[duration];
    s[Soma::hazard] = expected;
    // More spikes than can be drawn end the run.
    s[Soma::V] = choose((c[refractory] == 0) & (c[forced] == 0) & (expected > most_poisson), infinity, V);
    const double predicted = c[rest_share] + c[dendrite_share] * s[Soma::W];
    const double drive = exp(c[beta] * (c[half_rate] - predicted));
    // The spikes of the step join the error where they are drawn.
    s[Soma::sensitivity] = c[error_scale] / (1 + 1 / (c[steepness] * drive));
    signal[0] = -(c[rate_scale] / (1 + c[steepness] * drive)) * c[duration] * s[Soma::sensitivity];
    return 0;
  }

  static std::int32_t emit(const double* c, const double* s, std::int32_t* n, const Noise& noise,
                           std::uint32_t neuron, double* signal) noexcept {
    std::int32_t spikes = 0;
    if (c[forced] != 0) {
      spikes = n[1];
    } else if (n[0] > 0) {
      --n[0];
    } else if (s[Soma::hazard] > 0) {
      if (c[refractory] > 0) {
        spikes = uniform(noise, neuron) <= -expm1(-s[Soma::hazard]);
        n[0] = spikes ? static_cast<std::int32_t>(c[refractory]) : 0;
      } else {
        spikes = s[Soma::hazard] <= most_poisson ? poisson_count(noise, neuron, s[Soma::hazard]) : 0;
      }
    }
    signal[0] += spikes * s[Soma::sensitivity];
    return spikes;
  }
};

/** Two-compartment point-process neuron. */
struct Urbanczik {
  static constexpr std::string_view name = "pp_cond_exp_mc_urbanczik";
  static constexpr std::string_view summary =
      "Soma and dendrite with escape noise; its dendrite learns to predict the soma (Urbanczik & Senn).";
  static constexpr std::string_view description =
      "Soma:     C_m dV/dt = -g_L (V - E_L) - g_ex (V - E_ex) - g_in (V - E_in) + g_sp (W - V) + I_e + I(t)\n"
      "Dendrite: C_m dW/dt = -g_L (W - E_L) + I_ex + I_in + g_ps (V - W)\n"
      "Spikes add their weight to the somatic conductances or to the dendritic currents, which decay with\n"
      "tau_syn; the receptor gives the sign. The soma fires with rate phi(V) = phi_max / (1 + rate_slope "
      "exp(beta\n"
      "(theta - V))) and stays silent for t_ref; with t_ref = 0 it may fire several times in a step. Nothing "
      "is\n"
      "reset. The learning signal is (spikes - phi(V*) h) h_fn(V*), V* = (g_L E_L + g_sp W) / (g_L + g_sp) "
      "of the\n"
      "soma and h_fn(u) = 15 mV beta / (1 + exp(-beta (theta - u)) / rate_slope). With forced_spikes = 1 it "
      "fires\n"
      "exactly when spikes reach somatic_spikes. Unlike NEST, which buffers currents into the dendrite and "
      "drops\n"
      "them, it has no port for them. Learning synapses follow the potential that their receptor makes; "
      "with\n"
      "learn_with_tau_syn_ex = 1 those onto dendritic_inh follow the one that tau_syn_ex would make, as in "
      "NEST "
      "while\n"
      "their weight is positive.";
  static constexpr std::string_view reference =
      "Urbanczik & Senn (2014) Neuron 81:521; as pp_cond_exp_mc_urbanczik of NEST 3";
  static constexpr std::array parameters{
      lasting("t_ref", 3, Rounding::nearest, "refractory period, rounded to whole steps"),
      not_negative("g_sp", "nS", 600, "coupling of the dendrite to the soma"),
      not_negative("g_ps", "nS", 0, "coupling of the soma to the dendrite"),
      not_negative("phi_max", "1/ms", 0.15, "largest rate"),
      not_negative("rate_slope", "", 0.5, "factor of the exponential in the rate function"),
      any("beta", "1/mV", 1.0 / 3, "steepness of the rate function"),
      any("theta", "mV", -55, "potential around which the rate rises"),
      flag("forced_spikes", 0, "1: fires when spikes reach somatic_spikes, and only then"),
      positive("soma.C_m", "pF", 300, "capacitance of the soma"),
      positive("soma.g_L", "nS", 30, "leak conductance of the soma"),
      any("soma.E_L", "mV", -70, "resting potential of the soma"),
      any("soma.E_ex", "mV", 0, "excitatory reversal potential of the soma"),
      any("soma.E_in", "mV", -75, "inhibitory reversal potential of the soma"),
      positive("soma.tau_syn_ex", "ms", 3, "time constant of the excitatory somatic conductance"),
      positive("soma.tau_syn_in", "ms", 3, "time constant of the inhibitory somatic conductance"),
      any("soma.I_e", "pA", 0, "constant current into the soma"),
      positive("dendritic.C_m", "pF", 300, "capacitance of the dendrite"),
      positive("dendritic.g_L", "nS", 30, "leak conductance of the dendrite"),
      any("dendritic.E_L", "mV", -70, "resting potential of the dendrite"),
      positive("dendritic.tau_syn_ex", "ms", 3, "time constant of the excitatory dendritic current"),
      positive("dendritic.tau_syn_in", "ms", 3, "time constant of the inhibitory dendritic current"),
      flag("learn_with_tau_syn_ex", 0,
           "1: synapses onto dendritic_inh learn as if their current decayed with tau_syn_ex; 0: with "
           "tau_syn_in"),
  };
  static constexpr std::array variables{
      any("V_m.s", "mV", -70, "potential of the soma"),
      not_negative("g_ex.s", "nS", 0, "excitatory conductance of the soma"),
      not_negative("g_in.s", "nS", 0, "inhibitory conductance of the soma"),
      any("V_m.p", "mV", -70, "potential of the dendrite"),
      any("I_ex.p", "pA", 0, "excitatory current into the dendrite"),
      any("I_in.p", "pA", 0, "inhibitory current into the dendrite, not positive"),
  };
  static constexpr std::array recordables{
      Recordable{"V_m.s", "mV", "potential of the soma"},
      Recordable{"g_ex.s", "nS", "excitatory conductance of the soma"},
      Recordable{"g_in.s", "nS", "inhibitory conductance of the soma"},
      Recordable{"V_m.p", "mV", "potential of the dendrite"},
      Recordable{"I_ex.p", "pA", "excitatory current into the dendrite"},
      Recordable{"I_in.p", "pA", "inhibitory current into the dendrite, not positive"},
  };
  static constexpr std::array receptors{
      Receptor{"soma_exc", "nS", "conductance jump in the soma", WeightUse::not_negative, 0},
      Receptor{"soma_inh", "nS", "inhibitory conductance jump in the soma", WeightUse::not_negative, 0},
      Receptor{"dendritic_exc", "pA", "current jump in the dendrite", WeightUse::not_negative, 0},
      Receptor{"dendritic_inh", "pA", "jump of the outward current in the dendrite", WeightUse::not_negative,
               0},
      Receptor{"somatic_spikes", "", "spikes that a neuron with forced_spikes fires; the weight is ignored",
               WeightUse::count},
  };
  static constexpr std::array<Order, 0> orders{};
  static constexpr std::array ports{Port{"soma_curr", "pA", "current into the soma"}};
  static constexpr std::array signals{
      Recordable{"dendritic_error", "", "spikes minus predicted spikes, times the sensitivity of the rate"},
  };

  using Variants = void(UrbanczikVariant);

  static std::size_t variant(const ParameterView&, std::size_t, bool) noexcept { return 0; }

  static PostsynapticPotential potential(const double* p, std::size_t receptor) noexcept {
    const double tau_L = p[dendritic_C_m] / p[dendritic_g_L];
    const bool excitatory = receptor % 2 == 0 || p[learn_with_tau_syn_ex] == 1;
    const double tau_s = excitatory ? p[dendritic_tau_syn_ex] : p[dendritic_tau_syn_in];
    return {tau_L, tau_s, voltage_scale * p[dendritic_C_m] * tau_s, p[dendritic_g_L]};
  }
};

}  // namespace pp_cond_exp_mc_urbanczik
}  // namespace
}  // namespace cajal

CAJAL_NEURON(pp_cond_exp_mc_urbanczik, Urbanczik)
