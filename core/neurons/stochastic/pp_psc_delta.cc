#include "model/define.hpp"

namespace cajal {
namespace {
namespace pp_psc_delta {

constexpr std::size_t most = 4;  ///< parts of the adaptation

enum Parameter {
  C_m,
  tau_m,
  I_e,
  with_reset,
  dead_time,
  dead_time_random,
  dead_time_shape,
  c_1,
  c_2,
  c_3,
  tau_sfa,
  q_sfa = tau_sfa + most
};
enum Constant { P33, P30, drive, linear, exponential, steepness, seconds, resets, dead, kernels };

/**
 * After V stand `n` parts of the adaptation and their sum in the last step, for reports only. `general`: some neurons
 * have no dead time, so that they emit any number of spikes in a step, or a random one.
 */
template <std::size_t n, bool general>
struct PpPscDeltaVariant {
  static constexpr std::size_t columns = n + 2, dynamic = n + 1, counters = 1, channels = 1;
  static constexpr std::size_t duration = kernels + 2 * n, shape = duration + 1, scale = duration + 2;
  static constexpr std::size_t constants = general ? duration + 3 : duration;
  static constexpr std::uint32_t readable = 3;
  static constexpr std::array<std::int8_t, 2> channel{0, 0};

  static void prepare(const double* p, double h, double* c) noexcept {
    c[P33] = exp(-h / p[tau_m]);
    c[P30] = p[tau_m] / p[C_m] * -expm1(-h / p[tau_m]);
    c[drive] = p[I_e];
    // The factor stands in the exponent, so that 0 times an exponential beyond all numbers is 0.
    c[linear] = p[c_1], c[exponential] = log(p[c_2]), c[steepness] = p[c_3];
    c[seconds] = h * 1e-3;
    c[resets] = p[with_reset];
    const double steps = duration_steps(p[dead_time], h);
    c[dead] = p[dead_time] > 0 && steps < 1 ? 1.0 : steps;
    for (std::size_t k = 0; k < n; ++k) {
      const bool given = p[tau_sfa + k] != no_entry;
      c[kernels + 2 * k] = given ? exp(-h / p[tau_sfa + k]) : 0.0;
      c[kernels + 2 * k + 1] = given ? p[q_sfa + k] : 0.0;
    }
    if constexpr (general) {
      c[duration] = h, c[shape] = p[dead_time_shape];
      c[scale] = p[dead_time_random] != 0 ? p[dead_time] / p[dead_time_shape] : 0.0;
    }
  }

  static void load(const double*, const double* variables, double* s, std::int32_t* counter) noexcept {
    for (std::size_t k = 0; k < columns; ++k) s[k] = 0;
    s[0] = variables[0], counter[0] = 0;
  }

  static double read(const double*, std::size_t recordable, const double* s, const std::int32_t*) noexcept {
    return recordable == 0 ? s[0] : s[n + 1];
  }

  static void write(const double*, std::size_t, double value, double* s) noexcept { s[0] = value; }

  /** Spikes of a step that nothing forbids, `mean` of them expected. */
  static inline __attribute__((always_inline)) std::int32_t drawn(const double* c, double mean,
                                                                  const Noise& noise,
                                                                  std::uint32_t neuron) noexcept {
    if (c[dead] == 0) {
      const std::int32_t count = poisson_count(noise, neuron, mean < most_poisson ? mean : most_poisson);
      return count < most_spikes ? count : most_spikes;
    }
    return uniform(noise, neuron) < -expm1(-mean) ? 1 : 0;
  }

  /** Steps without spikes after one. */
  static inline __attribute__((always_inline)) double rest(const double* c, const Noise& noise,
                                                           std::uint32_t neuron) noexcept {
    if (c[scale] > 0) {
      Sequence words(noise.seed ^ (noise.step >> 31), noise.stream, neuron,
                     static_cast<std::uint32_t>(noise.step & 0x7fffffff));
      return duration_steps(c[scale] * gamma(words, c[shape]), c[duration]);
    }
    return c[dead];
  }

  template <class Sum>
  static inline __attribute__((always_inline)) std::int32_t step(const double* c, double* s,
                                                                 std::int32_t* counter, const Sum* arriving,
                                                                 double unit, const double* current,
                                                                 const Noise& noise,
                                                                 std::uint32_t neuron) noexcept {
    const std::int32_t waiting = counter[0];
    const double V =
        c[P30] * (c[drive] + current[0]) + c[P33] * s[0] + static_cast<double>(arriving[0]) * unit;
    double adaptation = 0;
    each<n>([&](auto k) __attribute__((always_inline)) {
      s[1 + k] *= c[kernels + 2 * k];
      adaptation += s[1 + k];
    });
    const double effective = V - adaptation;
    const double rate = c[linear] * effective + exp(c[steepness] * effective + c[exponential]);
    const double mean = (rate > 0 ? rate : 0.0) * c[seconds];
    std::int32_t spikes = 0;
    bool fires;
    double count;
    if constexpr (general) {
      if (waiting == 0) spikes = drawn(c, mean, noise, neuron);
      fires = spikes > 0, count = static_cast<double>(spikes);
    } else {
      fires = (waiting == 0) & (uniform(noise, neuron) < -expm1(-mean));
      spikes = fires ? 1 : 0, count = choose(fires, 1.0, 0.0);
    }
    each<n>([&](auto k) __attribute__((always_inline)) { s[1 + k] += c[kernels + 2 * k + 1] * count; });
    s[n + 1] = adaptation;
    s[0] = choose(fires & (c[resets] != 0), 0.0, V);
    double silence = c[dead];
    if constexpr (general) silence = fires ? rest(c, noise, neuron) : 0.0;
    counter[0] = countdown(waiting, fires, silence);
    return spikes;
  }
};

/** Point process whose rate follows a leaky membrane potential. */
struct PpPscDelta {
  static constexpr std::string_view name = "pp_psc_delta";
  static constexpr std::string_view summary =
      "Point process whose rate follows a leaky potential that jumps with every spike, with adaptation.";
  static constexpr std::string_view description =
      "dV/dt = -V / tau_m + (I_e + I(t)) / C_m; V is relative to rest and jumps by the weight of an "
      "arriving\n"
      "spike, while the neuron is dead too. Spikes have the rate c_1 V' + c_2 exp(c_3 V'), at least 0, with "
      "V' =\n"
      "V - E_sfa, E_sfa = sum_k q_k; q_k grows by q_sfa[k] at a spike and decays with tau_sfa[k]. After one "
      "the\n"
      "neuron is dead for dead_time or, if dead_time_random, for a time of the gamma distribution with this\n"
      "mean and dead_time_shape, rounded up to whole steps. Without dead time a step may have several "
      "spikes.\n"
      "With with_reset V is 0 after a spike.";
  static constexpr std::string_view reference =
      "Cardanobile & Rotter (2010) J Comput Neurosci 28:267; Jolivet et al. (2006) J Comput Neurosci 21:35; "
      "Pozzorini et al. (2013) Nat Neurosci 16:942";
  static constexpr auto parameters = joined(
      std::array{
          positive("C_m", "pF", 250, "membrane capacitance"),
          positive("tau_m", "ms", 10, "membrane time constant"),
          any("I_e", "pA", 0, "constant current"),
          flag("with_reset", 1, "whether V is 0 after a spike"),
          lasting("dead_time", 1, Rounding::up,
                  "time without spikes after one; 0: none, else at least a step"),
          flag("dead_time_random", 0, "whether the dead time is drawn after every spike"),
          positive("dead_time_shape", "", 1, "shape of the gamma distribution of random dead times"),
          any("c_1", "1/s/mV", 0, "rate per potential"),
          not_negative("c_2", "1/s", 1.238, "rate of the exponential part at V' = 0"),
          any("c_3", "1/mV", 0.25, "steepness of the exponential part"),
      },
      entries<"tau_sfa", most>(positive("", "ms", 0, "time constants of the adaptation")),
      entries<"q_sfa", most>(any("", "mV", 0, "jumps of the adaptation at a spike")));
  static constexpr std::array variables{any("V_m", "mV", 0, "membrane potential, relative to rest")};
  static constexpr auto recordables = joined(
      recorded(variables), std::array{Recordable{"E_sfa", "mV", "adaptation that acted in the last step"}});
  static constexpr std::array receptors{
      Receptor{"spikes", "mV", "jump of the membrane potential", WeightUse::with_sign},
  };
  static constexpr std::array<Order, 0> orders{};
  static constexpr std::array<ListNames, 1> lists{ListNames{"tau_sfa", "q_sfa"}};
  static constexpr std::array ports{Port{"current", "pA", "current into the membrane"}};

  template <std::size_t n, bool general>
  using Variant = PpPscDeltaVariant<n, general>;
  using Variants = void(Variant<0, false>, Variant<2, false>, Variant<4, false>, Variant<0, true>,
                        Variant<2, true>, Variant<4, true>);

  static std::size_t variant(const ParameterView& p, std::size_t neurons, bool) noexcept {
    bool general = false;
    for (std::size_t i = 0; i < neurons; ++i)
      general |= p.at(dead_time, i) == 0 || p.at(dead_time_random, i) != 0;
    return (longest(p, neurons, {tau_sfa}, most) + 1) / 2 + (general ? 3 : 0);
  }

  static bool carry(std::size_t from, std::size_t to, const double* s, double* carried) noexcept {
    return carry_blocks({{1, 1}, {2 * (from % 3), 2 * (to % 3)}, {1, 1}}, s, carried);
  }
};

}  // namespace pp_psc_delta
}  // namespace
}  // namespace cajal

CAJAL_NEURON(pp_psc_delta, PpPscDelta)
