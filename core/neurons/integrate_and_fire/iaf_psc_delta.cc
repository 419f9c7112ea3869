#include "model/define.hpp"

namespace cajal {
namespace {
namespace iaf_psc_delta {

enum Parameter { E_L, C_m, tau_m, t_ref, V_th, V_reset, I_e, V_min, refractory_input };
enum Constant { P33, P30, drive, theta, reset, lowest, refractory, fading, kept };

/**
 * V is held relative to E_L. With `collecting`, input that arrives while the neuron is refractory is summed up, faded
 * as if it had decayed with the membrane, and added to V when refractoriness ends.
 */
template <bool collecting>
struct IafPscDeltaVariant {
  static constexpr std::size_t columns = collecting ? 2 : 1;
  static constexpr std::size_t dynamic = columns;
  static constexpr std::size_t counters = 1;
  static constexpr std::size_t channels = 1;
  static constexpr std::size_t constants = collecting ? 9 : 7;
  static constexpr std::uint32_t readable = 1;
  static constexpr std::array<std::int8_t, 2> channel{0, 0};

  static void prepare(const double* p, double h, double* c) noexcept {
    c[P33] = exp(-h / p[tau_m]);
    c[P30] = p[tau_m] / p[C_m] * -expm1(-h / p[tau_m]);
    c[drive] = p[I_e];
    c[theta] = p[V_th] - p[E_L];
    c[reset] = p[V_reset] - p[E_L];
    c[lowest] = p[V_min] - p[E_L];
    c[refractory] = duration_steps(p[t_ref], h);
    if constexpr (collecting) {
      c[fading] = -h / p[tau_m];
      c[kept] = p[refractory_input] != 0 ? 1.0 : 0.0;
    }
  }

  static void load(const double* p, const double* variables, double* s, std::int32_t* n) noexcept {
    s[0] = variables[0] - p[E_L];
    if constexpr (collecting) s[1] = 0;
    n[0] = 0;
  }

  static double read(const double* p, std::size_t, const double* s, const std::int32_t*) noexcept {
    return s[0] + p[E_L];
  }

  static void write(const double* p, std::size_t, double value, double* s) noexcept { s[0] = value - p[E_L]; }

  template <class Sum>
  static std::int32_t step(const double* c, double* s, std::int32_t* n, const Sum* arriving, double unit,
                           const double* current, const Noise&, std::uint32_t) noexcept {
    const std::int32_t waiting = n[0];
    const double jump = static_cast<double>(arriving[0]) * unit;
    double V = c[P30] * (c[drive] + current[0]) + c[P33] * s[0] + jump;
    if constexpr (collecting) {
      V += s[1];
      s[1] = waiting ? s[1] + c[kept] * jump * exp(waiting * c[fading]) : 0.0;
    }
    V = V < c[lowest] ? c[lowest] : V;
    V = choose(waiting != 0, s[0], V);
    const bool fires = V >= c[theta];
    s[0] = choose(fires, c[reset], V);
    n[0] = countdown(waiting, fires, c[refractory]);
    return fires ? 1 : 0;
  }
};

/** Leaky integrate-and-fire neuron whose potential jumps with every spike, integrated exactly on the grid. */
struct IafPscDelta {
  static constexpr std::string_view name = "iaf_psc_delta";
  static constexpr std::string_view summary =
      "Leaky integrate-and-fire neuron whose membrane potential jumps with every spike, integrated exactly.";
  static constexpr std::string_view description =
      "dV/dt = -(V - E_L) / tau_m + (I_e + I(t)) / C_m; V jumps by the weight of an arriving spike. A spike "
      "is\n"
      "emitted when V >= V_th; V is then held at V_reset for t_ref. Input of that time is lost, unless\n"
      "refractory_input is true: then each jump fades with tau_m until the end of refractoriness and is "
      "added\n"
      "in the first step after it. V is never below V_min.";
  static constexpr std::string_view reference =
      "Rotter & Diesmann (1999) Biol Cybern 81:381; Diesmann et al. (2001) Neurocomputing 38:565";
  static constexpr std::array parameters{
      any("E_L", "mV", -70, "resting potential"),
      positive("C_m", "pF", 250, "membrane capacitance"),
      positive("tau_m", "ms", 10, "membrane time constant"),
      lasting("t_ref", 2, Rounding::up, "refractory period, rounded up to whole steps"),
      any("V_th", "mV", -55, "threshold"),
      any("V_reset", "mV", -70, "reset potential"),
      any("I_e", "pA", 0, "constant current"),
      any("V_min", "mV", std::numeric_limits<double>::lowest(), "lower bound of the membrane potential"),
      flag("refractory_input", 0, "whether input counts while refractory"),
  };
  static constexpr std::array variables{any("V_m", "mV", -70, "membrane potential")};
  static constexpr std::array recordables{Recordable{"V_m", "mV", "membrane potential"}};
  static constexpr std::array receptors{
      Receptor{"spikes", "mV", "jump of the membrane potential", WeightUse::with_sign},
  };
  static constexpr std::array orders{Order{"V_reset", "V_th", "E_RESET_ABOVE_THRESHOLD"}};
  static constexpr std::array ports{Port{"current", "pA", "current into the membrane"}};

  using Variants = void(IafPscDeltaVariant<false>, IafPscDeltaVariant<true>);

  static std::size_t variant(const ParameterView& p, std::size_t neurons, bool traced) noexcept {
    bool collecting = traced;
    for (std::size_t i = 0; i < neurons; ++i) collecting |= p.at(refractory_input, i) != 0;
    return collecting ? 1 : 0;
  }

  static bool carry(std::size_t from, std::size_t to, const double* s, double* carried) noexcept {
    carried[0] = s[0];
    if (to == 1) carried[1] = from == 1 ? s[1] : 0;
    return to == 1 || from == 0 || s[1] == 0;
  }
};

}  // namespace iaf_psc_delta
}  // namespace
}  // namespace cajal

CAJAL_NEURON(iaf_psc_delta, IafPscDelta)
