#include <cmath>

#include "base/normal.hpp"
#include "model/transfer.hpp"

namespace cajal {
namespace {
namespace dendritic_rate {

using namespace dendritic;

constexpr std::size_t sigma = dendritic::parameters;

/**
 * The somatic potential relaxes to the mean s of its dendrites. With latent equilibrium s, which is the prospective
 * potential u + tau du/dt of a linear soma, is shown in the place of u. `noisy` adds noise to u.
 */
template <bool noisy>
struct DendriticRateVariant : Shown<DendriticRateVariant<noisy>> {
  enum Column { basal = dendritic::columns, apical };
  enum Constant {
    h_total,
    basal_share,
    apical_share,
    nudge_share,
    input_share,
    released,
    prediction,
    gain,
    steepness,
    shift,
    latent,
    noise_scale,
    constants
  };
  static constexpr std::size_t columns = 7, dynamic = 5, counters = 0, channels = 0, signals = 3;
  static constexpr std::uint32_t readable = 127;
  static constexpr std::array<std::int8_t, 0> channel{};

  static void prepare(const double* p, double h, double* c) noexcept {
    const double total = p[g_L] + p[g_basal] + p[g_apical] + p[g_som];
    c[h_total] = h * total;
    c[basal_share] = p[g_basal] / total;
    c[apical_share] = p[g_apical] / total;
    c[nudge_share] = p[g_som] / total;
    c[input_share] = 1 / total;
    const Shares shares(p, total);
    c[released] = shares.released, c[prediction] = shares.prediction;
    c[gain] = p[scale], c[steepness] = p[slope], c[shift] = p[theta];
    c[latent] = p[latent_equilibrium];
    c[noise_scale] = p[sigma] * std::sqrt(h);
  }

  static void load(const double*, const double* variables, double* s, std::int32_t*) noexcept {
    for (std::size_t k = 0; k < dynamic; ++k) s[k] = variables[k];
    s[basal] = s[apical] = 0;
  }

  static inline __attribute__((always_inline)) double rate(const double* c, double potential) noexcept {
    return softplus(potential, c[gain], c[steepness], c[shift]);
  }

  template <class Sum>
  static inline __attribute__((always_inline)) std::int32_t step(const double* c, double* s, std::int32_t*,
                                                                 const Sum*, double, const double* current,
                                                                 const Noise& noise, std::uint32_t neuron,
                                                                 double* signal) noexcept {
    const double v_basal = current[0], v_apical = current[1] + current[2];
    const double free = c[basal_share] * v_basal + c[apical_share] * v_apical;
    const double nudged = free + c[nudge_share] * s[target] + c[input_share] * current[3];
    const double steady = choose(s[nudging] != 0, nudged, free * c[released]);
    const double next = s[u] + c[h_total] * (steady - s[u]);
    const double present = rate(c, choose(c[latent] != 0, steady, next));
    const double learning = choose(s[silent] != 0, 0, 1);
    signal[0] = learning * (present - rate(c, c[prediction] * v_basal));
    signal[1] = learning * -v_apical;
    signal[2] = learning * (present - rate(c, current[2]));
    s[u] = next;
    if constexpr (noisy) s[u] += c[noise_scale] * inverse_normal(uniform(noise, neuron));
    s[prospective] = steady;
    s[basal] = v_basal, s[apical] = v_apical;
    return 0;
  }
};

/** Pyramidal cell or interneuron of a dendritic microcircuit in rate form. */
struct DendriticRate {
  static constexpr std::string_view name = "dendritic_rate";
  static constexpr std::string_view summary =
      "Rate neuron with basal and apical dendrite whose errors teach its synapses.";
  static constexpr std::string_view description =
      "v_basal and v_apical are the values that arrive in a step; v_apical is the sum of its two ports. "
      "With\n"
      "g = g_L + g_basal + g_apical + g_som the soma relaxes to s:\n"
      "  du/dt = g (s - u),  s = (g_basal v_basal + g_apical v_apical + g_som V_target + I) / g,\n"
      "or without nudging s = (g_basal v_basal + g_apical v_apical) / (g - g_som), with the same g in du/dt. "
      "I is\n"
      "what reaches port nudge: a potential that another neuron shows, with a weight of g_som. Shown are\n"
      "phi(u) = gamma ln(1 + exp(beta (u - theta))) and u, or with latent_equilibrium = 1 the same of s, "
      "the\n"
      "prospective potential u + tau du/dt. Learning signals: basal phi(u) - phi(g_basal / (g_L + g_basal +\n"
      "g_apical) v_basal), apical -v_apical, top_down phi(u) - phi(v_top_down), by u at the end of the step "
      "or by\n"
      "s. Euler's method; everything on the right is from before the step. Time in ms, conductances in 1/ms.";
  static constexpr std::string_view reference =
      "Sacramento et al. (2018) NeurIPS 31; Haider et al. (2021) NeurIPS 34 (latent equilibrium)";
  static constexpr std::array parameters{
      leak,
      basal_coupling,
      apical_coupling,
      nudging_conductance,
      not_negative("gamma", "", 1, "scale of the rate"),
      dendritic::steepness,
      threshold,
      flag("latent_equilibrium", 1, "1: what is shown is ahead of the membrane; 0: it is not"),
      not_negative("sigma", "", 0, "noise of the potential [per square root of a ms]"),
  };
  static constexpr std::array variables{
      potential,
      any("V_prospective", "", 0, "s of the last step"),
      teacher,
      nudged,
      flag("silent", 0, "1: shows a rate of 0 and teaches its synapses nothing"),
  };
  static constexpr std::array recordables{
      potential_seen,
      Recordable{"V_prospective", "", "s of the last step"},
      teacher_seen,
      nudged_seen,
      silent_seen,
      Recordable{"V_basal", "", "what reached the basal dendrite in the last step"},
      Recordable{"V_apical", "", "what reached the apical dendrite in the last step"},
  };
  static constexpr std::array<Receptor, 0> receptors{};
  static constexpr std::array<Order, 0> orders{};
  static constexpr std::array ports{
      Port{"basal", "", "potential of the basal dendrite", 0},
      Port{"apical", "", "potential of the apical dendrite", 1},
      Port{"top_down", "", "potential of the apical dendrite, from the layer above", 2},
      nudge_port,
  };
  static constexpr std::array outputs{
      Recordable{"rate", "", "phi of the potential shown"},
      potential_shown,
  };
  static constexpr auto signals = dendritic::signals;

  using Variants = void(DendriticRateVariant<false>, DendriticRateVariant<true>);

  static std::size_t variant(const ParameterView& p, std::size_t neurons, bool) noexcept {
    for (std::size_t i = 0; i < neurons; ++i)
      if (p.at(sigma, i) > 0) return 1;
    return 0;
  }
};

}  // namespace dendritic_rate
}  // namespace
}  // namespace cajal

CAJAL_NEURON(dendritic_rate, DendriticRate)
