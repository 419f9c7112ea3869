#include "model/define.hpp"

namespace cajal {
namespace {
namespace izhikevich {

enum Parameter { I_e, V_th, V_min, rate, sensitivity, reset_potential, jump, consistent_integration };
enum Constant {
  drive,
  threshold,
  lowest,
  duration,
  half,
  relaxation,
  coupling,
  reset,
  increment,
  consistent
};

/** `mixed`: some neurons are integrated in two half steps, so that both ways are computed and one is taken. */
template <bool mixed>
struct IzhikevichVariant : PlainColumns {
  static constexpr std::size_t columns = 2, dynamic = 2, counters = 0, channels = 1;
  static constexpr std::size_t constants = mixed ? 10 : 9;
  static constexpr std::uint32_t readable = 3;
  static constexpr std::array<std::int8_t, 2> channel{0, 0};

  static void prepare(const double* p, double h, double* c) noexcept {
    c[drive] = p[I_e], c[threshold] = p[V_th], c[lowest] = p[V_min];
    c[duration] = h, c[half] = 0.5 * h;
    c[relaxation] = h * p[rate], c[coupling] = p[sensitivity];
    c[reset] = p[reset_potential], c[increment] = p[jump];
    if constexpr (mixed) c[consistent] = p[consistent_integration];
  }

  static void load(const double*, const double* variables, double* s, std::int32_t*) noexcept {
    s[0] = variables[0], s[1] = variables[1];
  }

  /** dv/dt */
  static inline __attribute__((always_inline)) double slope(double v, double u, double I) noexcept {
    return 0.04 * v * v + 5 * v + 140 - u + I;
  }

  template <class Sum>
  static std::int32_t step(const double* c, double* s, std::int32_t*, const Sum* arriving, double unit,
                           const double* current, const Noise&, std::uint32_t) noexcept {
    const double v = s[0], u = s[1], I = c[drive] + current[0];
    const double received = static_cast<double>(arriving[0]) * unit;
    double V = v + c[duration] * slope(v, u, I) + received;
    double U = u + c[relaxation] * (c[coupling] * v - u);
    if constexpr (mixed) {
      const double middle = v + c[half] * slope(v, u, I + received);
      const double end = middle + c[half] * slope(middle, u, I + received);
      V = choose(c[consistent] != 0, V, end);
      U = choose(c[consistent] != 0, U, u + c[relaxation] * (c[coupling] * end - u));
    }
    V = V < c[lowest] ? c[lowest] : V;
    const bool fires = V >= c[threshold];
    s[0] = choose(fires, c[reset], V);
    s[1] = choose(fires, U + c[increment], U);
    return fires ? 1 : 0;
  }
};

/** Izhikevich's neuron: a quadratic membrane and a recovery variable. */
struct Izhikevich {
  static constexpr std::string_view name = "izhikevich";
  static constexpr std::string_view summary =
      "Izhikevich's neuron: a quadratic membrane and a recovery variable, for many patterns of firing.";
  static constexpr std::string_view description =
      "dv/dt = 0.04 v^2 + 5 v + 140 - u + I_e + I(t);  du/dt = a (b v - u), times in ms. A spike is emitted\n"
      "when v >= V_th; then v = c and u grows by d. One step of Euler's method advances both, and v jumps "
      "by\n"
      "the weight of an arriving spike. With consistent_integration false v takes two half steps, in which "
      "the\n"
      "weights count as a current, and u follows the new v: Izhikevich's own program, meant for steps of 1 "
      "ms.";
  static constexpr std::string_view reference = "Izhikevich (2003) IEEE Trans Neural Netw 14:1569";
  static constexpr std::array parameters{
      any("I_e", "pA", 0, "constant current"),
      any("V_th", "mV", 30, "potential at which a spike is emitted"),
      any("V_min", "mV", std::numeric_limits<double>::lowest(), "lower bound of the membrane potential"),
      any("a", "1/ms", 0.02, "rate of the recovery variable"),
      any("b", "", 0.2, "sensitivity of the recovery variable to the potential"),
      any("c", "mV", -65, "reset potential"),
      any("d", "mV", 8, "growth of the recovery variable at a spike"),
      flag("consistent_integration", 1, "1: one Euler step for both variables; 0: two half steps for v"),
  };
  static constexpr std::array variables{
      any("V_m", "mV", -65, "membrane potential v"),
      any("U_m", "mV", -13, "recovery variable u"),
  };
  static constexpr auto recordables = recorded(variables);
  static constexpr std::array receptors{
      Receptor{"spikes", "mV", "jump of the membrane potential", WeightUse::with_sign},
  };
  static constexpr std::array<Order, 0> orders{};
  static constexpr std::array ports{Port{"current", "pA", "current into the membrane"}};

  using Variants = void(IzhikevichVariant<false>, IzhikevichVariant<true>);

  static std::size_t variant(const ParameterView& p, std::size_t neurons, bool) noexcept {
    bool mixed = false;
    for (std::size_t i = 0; i < neurons; ++i) mixed |= p.at(consistent_integration, i) == 0;
    return mixed ? 1 : 0;
  }
};

}  // namespace izhikevich
}  // namespace
}  // namespace cajal

CAJAL_NEURON(izhikevich, Izhikevich)
