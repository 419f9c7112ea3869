#include "model/transfer.hpp"

namespace cajal {
namespace {
namespace dendritic_spiking {

using namespace dendritic;

enum SpikingParameter {
  use_phi = dendritic::parameters,
  tau_dendrite,
  apical_capacitance,
  t_ref,
  spiking,
  somatic_error
};

/**
 * Dendrites are leaky sums; the soma sees them as they were before the step. `spikes`: there are neurons that send
 * spikes, and those receive them.
 */
template <bool spikes>
struct DendriticSpikingVariant : Shown<DendriticSpikingVariant<spikes>> {
  enum Column { basal = dendritic::columns, lateral, top_down, mean };
  enum Constant {
    duration,
    total,
    basal_pull,
    apical_pull,
    nudge_pull,
    released,
    prediction,
    gain,
    steepness,
    shift,
    latent,
    linear,
    dendritic_leak,
    per_C_apical,
    refractory,
    sends,
    prospective_error,
    apical_lag,
    constants
  };
  static constexpr std::size_t columns = 9, dynamic = 8, counters = 1, signals = 3;
  static constexpr std::size_t channels = spikes ? 3 : 0;
  static constexpr std::uint32_t readable = 255;
  static constexpr std::array<std::int8_t, 6> channel =
      spikes ? std::array<std::int8_t, 6>{0, 0, 1, 1, 2, 2}
             : std::array<std::int8_t, 6>{-1, -1, -1, -1, -1, -1};

  static void prepare(const double* p, double h, double* c) noexcept {
    c[duration] = h;
    c[total] = p[g_L] + p[g_basal] + p[g_apical] + p[g_som];
    c[basal_pull] = p[g_basal], c[apical_pull] = p[g_apical], c[nudge_pull] = p[g_som];
    const Shares shares(p, c[total]);
    c[released] = shares.released, c[prediction] = shares.prediction;
    c[gain] = p[scale], c[steepness] = p[slope], c[shift] = p[theta];
    c[latent] = p[latent_equilibrium];
    c[linear] = p[use_phi] == 0;
    c[dendritic_leak] = p[tau_dendrite] > h ? h / p[tau_dendrite] : 1;
    c[per_C_apical] = 1 / p[apical_capacitance];
    c[refractory] = nearest_steps(p[t_ref], h);
    c[sends] = p[spiking] == 1;
    c[prospective_error] = p[latent_equilibrium] == 1 && (p[somatic_error] == 0 || p[spiking] == 1);
    c[apical_lag] = p[somatic_error] == 1 && p[spiking] == 0;
  }

  static void load(const double*, const double* variables, double* s, std::int32_t* n) noexcept {
    for (std::size_t k = 0; k < dynamic; ++k) s[k] = variables[k];
    s[mean] = 0, n[0] = 0;
  }

  static inline __attribute__((always_inline)) double rate(const double* c, double potential) noexcept {
    const double curved = softplus(potential, c[gain], c[steepness], c[shift]);
    return choose(c[linear] != 0, c[gain] * potential, curved);
  }

  template <class Sum>
  static inline __attribute__((always_inline)) std::int32_t step(const double* c, double* s, std::int32_t*,
                                                                 const Sum* arriving, double unit,
                                                                 const double* current, const Noise&,
                                                                 std::uint32_t, double* signal) noexcept {
    const double before = s[basal], apical_before = s[lateral] + s[top_down];
    const double free = c[basal_pull] * before + c[apical_pull] * apical_before;
    const double nudged = free + c[nudge_pull] * s[target] + current[3];
    const double drive = choose(s[nudging] != 0, nudged, free * c[released]);
    double in_basal = current[0], in_lateral = current[1], in_top_down = current[2];
    if constexpr (spikes) {
      const double heard = choose(c[sends] != 0, unit, 0);
      in_basal += static_cast<double>(arriving[0]) * heard;
      in_lateral += static_cast<double>(arriving[1]) * heard;
      in_top_down += static_cast<double>(arriving[2]) * heard;
    }
    s[basal] += in_basal - c[dendritic_leak] * s[basal];
    s[lateral] += (in_lateral - c[dendritic_leak] * s[lateral]) * c[per_C_apical];
    s[top_down] += (in_top_down - c[dendritic_leak] * s[top_down]) * c[per_C_apical];
    const double change = drive - c[total] * s[u];
    s[prospective] = s[u] + change / c[total];
    s[u] += c[duration] * change;
    const double shown = rate(c, choose(c[prospective_error] != 0, s[prospective], s[u]));
    const double after = s[basal];
    const double predicting = choose(c[sends] != 0, after, before);  // values: the dendrite that drove them
    const double taught = choose(c[sends] != 0, c[duration], 1), weight = choose(s[silent] != 0, 0, taught);
    signal[0] = weight * (shown - rate(c, c[prediction] * predicting));
    signal[1] = weight * -choose(c[apical_lag] != 0, apical_before, s[lateral] + s[top_down]);
    signal[2] = weight * (shown - rate(c, s[top_down]));
    if constexpr (spikes) {
      const double expected = choose((s[silent] != 0) | (c[sends] == 0), 0, shown * c[duration]);
      const double potential = s[u];  // more spikes than can be drawn end the run
      s[u] = choose((c[refractory] == 0) & (expected > most_poisson), infinity, potential);
      s[mean] = expected;
    }
    return 0;
  }

  static std::int32_t emit(const double* c, const double* s, std::int32_t* n, const Noise& noise,
                           std::uint32_t neuron, const double*) noexcept {
    if constexpr (!spikes) return 0;
    if (n[0] > 0) return --n[0], 0;
    if (!(s[mean] > 0)) return 0;
    if (c[refractory] == 0) return s[mean] <= most_poisson ? poisson_count(noise, neuron, s[mean]) : 0;
    if (!(uniform(noise, neuron) <= -expm1(-s[mean]))) return 0;
    n[0] = static_cast<std::int32_t>(c[refractory]);
    return 1;
  }
};

/** Pyramidal cell or interneuron of a dendritic microcircuit, event-driven. */
struct DendriticSpiking {
  static constexpr std::string_view name = "dendritic_spiking";
  static constexpr std::string_view summary =
      "Neuron with basal and apical dendrite, Poisson spikes of rate phi, and errors that teach its "
      "synapses.";
  static constexpr std::string_view description =
      "Dendrites sum what arrives: V += input - V h / tau_dendrite in every step, the apical ones over\n"
      "apical_capacitance. The soma follows them one step later, with g = g_L + g_basal + g_apical + g_som:\n"
      "  du/dt = g_basal V_basal + g_apical V_apical + g_som V_target + I - g u,  I through port nudge;\n"
      "without nudging the drive is the dendrites', g / (g - g_som) times. Shown, and with spiking = 1\n"
      "the rate of spikes per ms, is phi(u) = gamma ln(1 + exp(beta (u - theta))), or gamma u with use_phi = "
      "0,\n"
      "and with latent_equilibrium = 1 the same of u + (du/dt) / g. With t_ref = 0 several spikes may fall "
      "in a\n"
      "step, else one, and t_ref of silence. Learning signals: basal phi(u) - phi(g_basal / (g_L + g_basal "
      "+\n"
      "g_apical) V_basal), apical -V_apical, top_down phi(u) - phi(V_top_down), phi(u) as shown; for spikes "
      "times\n"
      "h, for values with the basal potential of one step before, which drove u. With somatic_error = 1, as "
      "in "
      "the\n"
      "published event-driven code, errors of values are those of u even where u + (du/dt) / g is shown, and "
      "the "
      "apical\n"
      "one is that of one step before.";
  static constexpr std::string_view reference =
      "Gille (2023) thesis, Juelich; after Sacramento et al. (2018) and Haider et al. (2021)";
  static constexpr std::array parameters{
      leak,
      basal_coupling,
      apical_coupling,
      nudging_conductance,
      not_negative("gamma", "1/ms", 1, "scale of the rate"),
      dendritic::steepness,
      threshold,
      flag("latent_equilibrium", 1, "1: rates are ahead of the membrane; 0: they are not"),
      flag("use_phi", 1, "0: the rate is gamma u"),
      not_negative("tau_dendrite", "ms", 1,
                   "time constant of the dendrites, 0: they hold the last step's input"),
      positive("apical_capacitance", "", 1, "slows the apical dendrites and averages their noise"),
      lasting("t_ref", 0, Rounding::nearest, "refractory period, rounded to whole steps"),
      flag("spiking", 1, "1: sends spikes; 0: only shows its rate"),
      flag("somatic_error", 0,
           "1: errors without spikes are those of V_m, as published; 0: of the potential shown"),
  };
  static constexpr std::array variables{
      potential,
      any("V_prospective", "", 0, "prospective potential of the last step"),
      teacher,
      nudged,
      flag("silent", 0, "1: shows a rate of 0, sends nothing and teaches its synapses nothing"),
      any("V_basal", "", 0, "basal potential"),
      any("V_lateral", "", 0, "apical potential from interneurons"),
      any("V_top_down", "", 0, "apical potential from the layer above"),
  };
  static constexpr std::array recordables{
      potential_seen,
      Recordable{"V_prospective", "", "prospective potential of the last step"},
      teacher_seen,
      nudged_seen,
      silent_seen,
      Recordable{"V_basal", "", "basal potential"},
      Recordable{"V_lateral", "", "apical potential from interneurons"},
      Recordable{"V_top_down", "", "apical potential from the layer above"},
  };
  static constexpr std::array receptors{
      Receptor{"basal", "", "jump of the basal potential", WeightUse::with_sign, 0},
      Receptor{"apical", "", "jump of the apical potential", WeightUse::with_sign, 1},
      Receptor{"top_down", "", "jump of the apical potential, from the layer above", WeightUse::with_sign, 2},
  };
  static constexpr std::array<Order, 0> orders{};
  static constexpr std::array ports{
      Port{"basal", "", "adds to the basal potential in every step", 0},
      Port{"apical", "", "adds to the apical potential in every step", 1},
      Port{"top_down", "", "adds to the apical potential in every step, from the layer above", 2},
      nudge_port,
  };
  static constexpr std::array outputs{
      Recordable{"rate", "1/ms", "phi of the potential shown"},
      potential_shown,
  };
  static constexpr auto signals = dendritic::signals;

  using Variants = void(DendriticSpikingVariant<true>, DendriticSpikingVariant<false>);

  static std::size_t variant(const ParameterView& p, std::size_t neurons, bool traced) noexcept {
    for (std::size_t i = 0; i < neurons; ++i)
      if (p.at(spiking, i) == 1) return 0;
    return traced ? 0 : 1;
  }
};

}  // namespace dendritic_spiking
}  // namespace
}  // namespace cajal

CAJAL_NEURON(dendritic_spiking, DendriticSpiking)
