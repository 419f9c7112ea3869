#include "model/define.hpp"

namespace cajal {
namespace {
namespace glif_psc {

constexpr std::size_t most = 4;  ///< after-spike currents, and receptors

enum Parameter {
  E_L,
  C_m,
  g,
  t_ref,
  V_th,
  V_reset,
  spike_dependent_threshold,
  after_spike_currents,
  adapting_threshold,
  th_spike_add,
  th_spike_decay,
  voltage_reset_fraction,
  voltage_reset_add,
  th_voltage_index,
  th_voltage_decay,
  asc_init,
  asc_decay = asc_init + most,
  asc_amps = asc_decay + most,
  asc_r = asc_amps + most,
  tau_syn = asc_r + most
};
enum Constant {
  P33,
  P30,
  conductance,
  theta,
  refractory,
  reset,  // what V becomes at a spike: reset + kept V
  kept,
  spike_decay,  // of the spike's part of the threshold, in a step
  spike_kept,   // and over t_ref
  spike_jump,
  voltage_decay,     // of the voltage's part
  voltage_response,  // to V and
  current_response,  // to the current
  rest
};

/** V and the threshold are held relative to E_L. `currents` and `receptors` are what a variant has room for. */
template <std::size_t currents, std::size_t receptors>
struct GlifPscVariant {
  // V, the two parts of the threshold, after-spike currents, rates of the synaptic currents, these, and for reports
  // only the sum of the after-spike currents.
  static constexpr std::size_t after = 3, rates = after + currents, synaptic = rates + receptors,
                               report = synaptic + receptors;
  static constexpr std::size_t columns = report + 1, dynamic = report, counters = 1, channels = receptors;
  static constexpr std::size_t kernels = rest, responses = kernels + 4 * currents,
                               constants = responses + 5 * receptors;
  static constexpr std::uint32_t readable = 63;
  static constexpr auto channel = numbered_channels<most, receptors>();

  static void prepare(const double* p, double h, double* c) noexcept {
    const double leak = p[g] / p[C_m], follow = p[th_voltage_decay];
    const bool jumps = p[spike_dependent_threshold] != 0, adapts = p[adapting_threshold] != 0;
    c[P33] = exp(-h * leak);
    c[P30] = -expm1(-h * leak) / p[g];
    c[conductance] = 1 / p[g];
    c[theta] = p[V_th] - p[E_L];
    c[refractory] = duration_steps(p[t_ref], h);
    c[reset] = jumps ? p[voltage_reset_add] : p[V_reset] - p[E_L];
    c[kept] = jumps ? p[voltage_reset_fraction] : 0.0;
    c[spike_decay] = jumps ? exp(-h * p[th_spike_decay]) : 1.0;
    c[spike_kept] = jumps ? exp(-p[t_ref] * p[th_spike_decay]) : 1.0;
    c[spike_jump] = jumps ? p[th_spike_add] : 0.0;
    // a_v times the integral of e^(-follow (h - s)) e^(-leak s), also where both are equal.
    const double x = h * (follow - leak);
    c[voltage_decay] = adapts ? exp(-h * follow) : 1.0;
    c[voltage_response] =
        adapts ? p[th_voltage_index] * h * exp(-h * (x > 0 ? leak : follow)) * phi1(x > 0 ? -x : x) : 0.0;
    c[current_response] = adapts ? p[th_voltage_index] * h * phi1(-h * follow) : 0.0;
    for (std::size_t k = 0; k < currents; ++k) {
      const double decay = p[asc_decay + k];
      const bool given = p[after_spike_currents] != 0 && decay != no_entry;
      double* const kernel = c + kernels + 4 * k;
      kernel[0] = given ? exp(-h * decay) : 1.0;
      kernel[1] = given ? phi1(-h * decay) : 0.0;  // mean over the step
      kernel[2] = given ? p[asc_r + k] * exp(-p[t_ref] * decay) : 1.0;
      kernel[3] = given ? p[asc_amps + k] : 0.0;
    }
    for (std::size_t k = 0; k < receptors; ++k) {
      const double tau = p[tau_syn + k];
      double* const response = c + responses + 5 * k;
      for (std::size_t i = 0; i < 5; ++i) response[i] = 0;
      if (tau == no_entry) continue;
      const AlphaResponse voltage = alpha_current_response(h, tau, p[C_m] / p[g], p[C_m]);
      response[0] = voltage.rate, response[1] = voltage.current;
      response[2] = exp(-h / tau);
      response[3] = h * response[2];
      response[4] = 2.718281828459045 / tau;
    }
  }

  static void load(const double* p, const double* variables, double* s, std::int32_t* n) noexcept {
    for (std::size_t k = 0; k < columns; ++k) s[k] = k < after ? variables[k] : 0.0;
    for (std::size_t k = 0; k < currents; ++k)
      s[after + k] = p[asc_init + k] == no_entry ? 0.0 : p[asc_init + k];
    s[0] -= p[E_L], n[0] = 0;
  }

  static double read(const double* p, std::size_t recordable, const double* s, const std::int32_t*) noexcept {
    if (recordable == 0) return s[0] + p[E_L];
    if (recordable < after) return s[recordable];
    if (recordable == 3) return p[V_th] + s[1] + s[2];
    if (recordable == 4) return s[report];
    double sum = 0;
    for (std::size_t k = 0; k < receptors; ++k) sum += s[synaptic + k];
    return sum;
  }

  static void write(const double* p, std::size_t variable, double value, double* s) noexcept {
    s[variable] = variable == 0 ? value - p[E_L] : value;
  }

  template <class Sum>
  static inline __attribute__((always_inline)) std::int32_t step(const double* c, double* s, std::int32_t* n,
                                                                 const Sum* arriving, double unit,
                                                                 const double* current, const Noise&,
                                                                 std::uint32_t) noexcept {
    const std::int32_t waiting = n[0];
    const bool active = waiting == 0;
    double sum = 0;
    each<currents>([&](auto k)
                       __attribute__((always_inline)) { sum += c[kernels + 4 * k + 1] * s[after + k]; });
    const double I = current[0] + sum;
    double V = s[0] * c[P33] + I * c[P30];
    each<receptors>([&](auto k) __attribute__((always_inline)) {
      const double* const response = c + responses + 5 * k;
      V += response[0] * s[rates + k] + response[1] * s[synaptic + k];
      s[synaptic + k] = response[3] * s[rates + k] + response[2] * s[synaptic + k];
      s[rates + k] = response[2] * s[rates + k] + response[4] * (static_cast<double>(arriving[k]) * unit);
    });
    const double equilibrium = I * c[conductance];
    const double of_spikes = s[1] * c[spike_decay];
    const double of_voltage = s[2] * c[voltage_decay] + c[voltage_response] * (s[0] - equilibrium) +
                              c[current_response] * equilibrium;
    const bool fires = active & (V > of_spikes + of_voltage + c[theta]);
    const double after_spike = c[reset] + c[kept] * s[0];
    s[0] = choose(active, choose(fires, after_spike, V), s[0]);
    s[1] = choose(active, choose(fires, of_spikes * c[spike_kept] + c[spike_jump], of_spikes), s[1]);
    s[2] = choose(active, of_voltage, s[2]);
    each<currents>([&](auto k) __attribute__((always_inline)) {
      const double* const kernel = c + kernels + 4 * k;
      const double decayed = s[after + k] * kernel[0];
      s[after + k] = choose(active, choose(fires, kernel[3] + decayed * kernel[2], decayed), s[after + k]);
    });
    s[report] = choose(active, sum, s[report]);
    n[0] = countdown(waiting, fires, c[refractory]);
    return fires ? 1 : 0;
  }
};

/** The generalised leaky integrate-and-fire neurons of the Allen Institute, from the plain one to all mechanisms. */
struct GlifPsc {
  static constexpr std::string_view name = "glif_psc";
  static constexpr std::string_view summary =
      "Generalised leaky integrate-and-fire neuron of the Allen Institute with alpha-shaped currents.";
  static constexpr std::string_view description =
      "C_m dV/dt = -g (V - E_L) + sum_k I_k + sum_j ASC_j + I(t); I_k is the alpha-shaped current of "
      "receptor\n"
      "k, of peak weight after tau_syn[k - 1]. A spike is emitted when V > V_th + threshold_spike +\n"
      "threshold_voltage; all but the synapses then rests for t_ref, over which what decays has decayed at "
      "once.\n"
      "Flags choose five models: none is GLIF1, V becomes V_reset. spike_dependent_threshold (GLIF2): V - "
      "E_L\n"
      "becomes voltage_reset_fraction (V - E_L) + voltage_reset_add, V that of the step before;\n"
      "threshold_spike grows by th_spike_add and decays at th_spike_decay. after_spike_currents (GLIF3): "
      "ASC_j\n"
      "becomes asc_amps[j] + asc_r[j] ASC_j and decays at asc_decay[j]. Both are GLIF4. All three are "
      "GLIF5:\n"
      "d threshold_voltage/dt = th_voltage_index (V - E_L) - th_voltage_decay threshold_voltage, in which V "
      "does\n"
      "not see the synapses of the step. All is integrated exactly with the mean of ASC_j over the step.";
  static constexpr std::string_view reference = "Teeter et al. (2018) Nat Commun 9:709";
  static constexpr auto parameters = joined(
      std::array{
          any("E_L", "mV", -78.85, "resting potential"),
          positive("C_m", "pF", 58.72, "membrane capacitance"),
          positive("g", "nS", 9.43, "leak conductance"),
          lasting("t_ref", 3.75, Rounding::up, "refractory period, rounded up to whole steps"),
          any("V_th", "mV", -51.68, "threshold without spikes"),
          any("V_reset", "mV", -78.85, "reset potential without spike_dependent_threshold"),
          flag("spike_dependent_threshold", 0, "whether a spike raises the threshold and V is reset in part"),
          flag("after_spike_currents", 0, "whether currents follow a spike"),
          flag("adapting_threshold", 0, "whether the threshold follows the potential; needs both others"),
          any("th_spike_add", "mV", 0.37, "jump of the threshold at a spike"),
          positive("th_spike_decay", "1/ms", 0.009, "rate at which that jump decays"),
          Field{"voltage_reset_fraction", "", 0.2, 0, 1, false, "share of V - E_L that is left by a spike"},
          any("voltage_reset_add", "mV", 18.51, "what a spike adds to that share"),
          any("th_voltage_index", "1/ms", 0.005, "rate at which the threshold follows the potential"),
          positive("th_voltage_decay", "1/ms", 0.09, "rate at which it returns"),
      },
      entries<"asc_init", most>(any("", "pA", 0, "after-spike currents in the beginning"), {0.0, 0.0}),
      entries<"asc_decay", most>(positive("", "1/ms", 0, "rates at which after-spike currents decay"),
                                 {0.003, 0.1}),
      entries<"asc_amps", most>(any("", "pA", 0, "after-spike currents that a spike adds"), {-9.18, -198.94}),
      entries<"asc_r", most>(
          Field{"", "", 1, 0, 1, false, "share of an after-spike current that a spike leaves"}, {1.0, 1.0}),
      entries<"tau_syn", most>(positive("", "ms", 2, "times of the peaks of the synaptic currents"), {2.0}));
  static constexpr std::array variables{
      any("V_m", "mV", -78.85, "membrane potential"),
      any("threshold_spike", "mV", 0, "part of the threshold that spikes raise"),
      any("threshold_voltage", "mV", 0, "part of the threshold that follows the potential"),
  };
  static constexpr auto recordables =
      joined(recorded(variables),
             std::array{
                 Recordable{"threshold", "mV", "threshold"},
                 Recordable{"ASCurrents_sum", "pA", "after-spike current, mean over the last active step"},
                 Recordable{"I_syn", "pA", "sum of the synaptic currents"},
             });
  static constexpr auto receptors =
      numbered_receptors<"tau_syn", most>("pA", "peak of an alpha-shaped current");
  static constexpr std::array orders{
      Order{"V_reset", "V_th", "E_RESET_ABOVE_THRESHOLD"},
      Order{"adapting_threshold", "spike_dependent_threshold", "E_PARAM_RANGE", true},
      Order{"adapting_threshold", "after_spike_currents", "E_PARAM_RANGE", true},
  };
  static constexpr std::array lists{ListNames{"asc_decay", "asc_init", "asc_amps", "asc_r"},
                                    ListNames{"tau_syn"}};
  static constexpr std::array ports{Port{"current", "pA", "current into the membrane"}};

  using Variants = void(GlifPscVariant<2, 2>, GlifPscVariant<4, 2>, GlifPscVariant<2, 4>,
                        GlifPscVariant<4, 4>);

  static std::size_t variant(const ParameterView& p, std::size_t neurons, bool) noexcept {
    const std::size_t currents = longest(p, neurons, {asc_decay}, most);
    const std::size_t used = longest(p, neurons, {tau_syn}, most);
    return (currents > 2 ? 1 : 0) + (used > 2 ? 2 : 0);
  }

  static bool carry(std::size_t from, std::size_t to, const double* s, double* carried) noexcept {
    constexpr std::size_t currents[] = {2, 4, 2, 4}, used[] = {2, 2, 4, 4};
    const BlockWidths synaptic{used[from], used[to]};
    return carry_blocks({{3, 3}, {currents[from], currents[to]}, synaptic, synaptic, {1, 1}}, s, carried);
  }
};

}  // namespace glif_psc
}  // namespace
}  // namespace cajal

CAJAL_NEURON(glif_psc, GlifPsc)
