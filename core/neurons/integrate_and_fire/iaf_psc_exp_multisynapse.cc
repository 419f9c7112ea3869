#include "model/define.hpp"

namespace cajal {
namespace {
namespace iaf_psc_exp_multisynapse {

enum Parameter { E_L, C_m, tau_m, t_ref, V_th, V_reset, I_e, tau_syn };
enum Constant { P22, P20, drive, theta, reset, refractory, responses };

/** The most synaptic time constants, and so receptors. */
constexpr std::size_t most_receptors = 8;

/** V is held relative to E_L; one current for each of the first `receptors` receptors follows. */
template <std::size_t receptors>
struct IafPscExpMultisynapseVariant {
  static constexpr std::size_t columns = 1 + receptors, dynamic = columns, counters = 1;
  static constexpr std::size_t channels = receptors, constants = responses + 2 * receptors;
  static constexpr std::uint32_t readable = (1u << (1 + receptors)) - 1;
  static constexpr auto channel = numbered_channels<most_receptors, receptors>();

  static void prepare(const double* p, double h, double* c) noexcept {
    c[P22] = exp(-h / p[tau_m]);
    c[P20] = p[tau_m] / p[C_m] * -expm1(-h / p[tau_m]);
    c[drive] = p[I_e];
    c[theta] = p[V_th] - p[E_L];
    c[reset] = p[V_reset] - p[E_L];
    c[refractory] = duration_steps(p[t_ref], h);
    for (std::size_t k = 0; k < receptors; ++k) {
      const double tau = p[tau_syn + k];
      const bool given = tau != no_entry;
      c[responses + 2 * k] = given ? decaying_current_response(h, tau, p[tau_m], p[C_m]) : 0.0;
      c[responses + 2 * k + 1] = given ? exp(-h / tau) : 0.0;
    }
  }

  static void load(const double* p, const double* variables, double* s, std::int32_t* n) noexcept {
    for (std::size_t k = 0; k < columns; ++k) s[k] = variables[k];
    s[0] -= p[E_L], n[0] = 0;
  }

  static double read(const double* p, std::size_t recordable, const double* s, const std::int32_t*) noexcept {
    return recordable == 0 ? s[0] + p[E_L] : s[recordable];
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
    double V = s[0] * c[P22] + c[P20] * (c[drive] + current[0]);
    each<receptors>([&](auto k) __attribute__((always_inline)) {
      V += s[1 + k] * c[responses + 2 * k];
      s[1 + k] = s[1 + k] * c[responses + 2 * k + 1] + static_cast<double>(arriving[k]) * unit;
    });
    V = choose(waiting != 0, s[0], V);
    const bool fires = V >= c[theta];
    s[0] = choose(fires, c[reset], V);
    n[0] = countdown(waiting, fires, c[refractory]);
    return fires ? 1 : 0;
  }
};

/** Leaky integrate-and-fire neuron with any number of receptors, each with an exponential current of its own. */
struct IafPscExpMultisynapse {
  static constexpr std::string_view name = "iaf_psc_exp_multisynapse";
  static constexpr std::string_view summary =
      "Leaky integrate-and-fire neuron with several receptors, each with an exponential current of its own.";
  static constexpr std::string_view description =
      "C_m dV/dt = -C_m (V - E_L) / tau_m + sum_k I_syn_k + I_e + I(t);  dI_syn_k/dt = -I_syn_k / "
      "tau_syn_k,\n"
      "I_syn_k jumps by the weight, of either sign, of a spike at receptor k. tau_syn has one entry for "
      "each\n"
      "receptor, which are numbered from 1: receptor k decays with tau_syn[k - 1]. A spike is emitted when V "
      ">=\n"
      "V_th; V is then held at V_reset for t_ref. All is integrated exactly.";
  static constexpr std::string_view reference = "Rotter & Diesmann (1999) Biol Cybern 81:381";
  static constexpr auto parameters = joined(
      std::array{
          any("E_L", "mV", -70, "resting potential"),
          positive("C_m", "pF", 250, "membrane capacitance"),
          positive("tau_m", "ms", 10, "membrane time constant"),
          lasting("t_ref", 2, Rounding::up, "refractory period, rounded up to whole steps"),
          any("V_th", "mV", -55, "threshold"),
          any("V_reset", "mV", -70, "reset potential"),
          any("I_e", "pA", 0, "constant current"),
      },
      entries<"tau_syn", most_receptors>(positive("", "ms", 2, "time constants of the synaptic currents"),
                                         {2.0}));
  static constexpr auto variables =
      joined(std::array{any("V_m", "mV", -70, "membrane potential")},
             numbered_fields<"I_syn_", most_receptors>(any("", "pA", 0, "current of this receptor")));
  static constexpr auto recordables = recorded(variables);
  static constexpr auto receptors =
      numbered_receptors<"tau_syn", most_receptors>("pA", "current jump of its own time constant");
  static constexpr std::array orders{Order{"V_reset", "V_th", "E_RESET_ABOVE_THRESHOLD"}};
  static constexpr std::array<ListNames, 1> lists{ListNames{"tau_syn"}};
  static constexpr std::array ports{Port{"current", "pA", "current into the membrane"}};

  template <std::size_t n>
  using Variant = IafPscExpMultisynapseVariant<n>;
  using Variants = void(Variant<2>, Variant<4>, Variant<8>);

  static std::size_t variant(const ParameterView& p, std::size_t neurons, bool traced) noexcept {
    const std::size_t used = longest(p, neurons, {tau_syn}, most_receptors);
    return traced || used > 4 ? 2 : used > 2 ? 1 : 0;
  }

  static bool carry(std::size_t from, std::size_t to, const double* s, double* carried) noexcept {
    constexpr std::size_t width[] = {2, 4, 8};
    return carry_blocks({{1, 1}, {width[from], width[to]}}, s, carried);
  }
};

}  // namespace iaf_psc_exp_multisynapse
}  // namespace
}  // namespace cajal

CAJAL_NEURON(iaf_psc_exp_multisynapse, IafPscExpMultisynapse)
