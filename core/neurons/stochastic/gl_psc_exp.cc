#include "model/define.hpp"
#include "model/firing_function.hpp"

namespace cajal {
namespace {
namespace gl_psc_exp {

enum Parameter {
  E_L,
  C_m,
  tau_m,
  t_ref,
  V_reset,
  I_e,
  reset_after_spike,
  reset_input_loss,
  tau_syn_ex,
  tau_syn_in,
  phi
};
enum Constant { P33, P30, drive, P11_ex, P11_in, P21_ex, P21_in, reset, resets, silent, lost, firing };

/** V is held relative to E_L. `all`: some neurons have another phi than the exponential. */
template <bool all>
struct GlPscExpVariant {
  static constexpr std::size_t columns = 3, dynamic = columns, counters = 1, channels = 2;
  static constexpr std::size_t constants = firing + (all ? firing_constants : exponential_constants);
  static constexpr std::uint32_t readable = 7;
  static constexpr std::array<std::int8_t, 2> channel{0, 1};

  static void prepare(const double* p, double h, double* c) noexcept {
    c[P33] = exp(-h / p[tau_m]);
    c[P30] = p[tau_m] / p[C_m] * -expm1(-h / p[tau_m]);
    c[drive] = p[I_e];
    c[P11_ex] = exp(-h / p[tau_syn_ex]);
    c[P11_in] = exp(-h / p[tau_syn_in]);
    c[P21_ex] = decaying_current_response(h, p[tau_syn_ex], p[tau_m], p[C_m]);
    c[P21_in] = decaying_current_response(h, p[tau_syn_in], p[tau_m], p[C_m]);
    c[reset] = p[V_reset] - p[E_L];
    c[resets] = p[reset_after_spike];
    c[lost] = p[reset_input_loss];
    const double silence = duration_steps(p[t_ref], h) + c[lost];
    c[silent] = silence < 2147483647 ? silence : 2147483647;
    prepare_firing(p + phi, h, p[E_L], all, c + firing);
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
                                                                 const double* current, const Noise& noise,
                                                                 std::uint32_t neuron) noexcept {
    const std::int32_t waiting = n[0];
    const double free =
        c[P33] * s[0] + s[1] * c[P21_ex] + s[2] * c[P21_in] + c[P30] * (c[drive] + current[0]);
    s[1] = s[1] * c[P11_ex] + static_cast<double>(arriving[0]) * unit;
    s[2] = s[2] * c[P11_in] + static_cast<double>(arriving[1]) * unit;
    const double V = choose(waiting != 0, s[0], free);
    const bool able = waiting <= static_cast<std::int32_t>(c[lost]);
    const bool fires = able & (uniform(noise, neuron) < firing_chance<all>(c + firing, V));
    s[0] = choose(fires & (c[resets] != 0), c[reset], V);
    n[0] = countdown(waiting, fires, c[silent]);
    return fires ? 1 : 0;
  }
};

/** Neuron of Galves & Loecherbach with exponential currents. */
struct GlPscExp {
  static constexpr std::string_view name = "gl_psc_exp";
  static constexpr std::string_view summary =
      "Neuron of Galves & Löcherbach with exponential currents: it fires with a chance that depends on V.";
  static constexpr std::string_view description =
      "dV/dt = -(V - E_L) / tau_m + (I_ex + I_in + I_e + I(t)) / C_m;  dI/dt = -I / tau_syn, I jumps by the\n"
      "weight: I_ex by positive weights, I_in by negative ones. A spike comes with the rate phi(V), or, if\n"
      "per_step, with the chance phi(V) in every step; phi is e^x / b or another function of x = (V - V_b) / "
      "a.\n"
      "After a spike V is held at V_reset (where it is, if reset_after_spike is false) for t_ref without "
      "another\n"
      "spike. reset_input_loss holds it for one step more, in which it may fire again: with t_ref = 0, "
      "per_step\n"
      "and steps of 1 ms this is the model in discrete time, V = V_reset after a spike whatever arrives, "
      "else\n"
      "E_L + mu (V - E_L) + sum of weights, mu = e^(-1 ms / tau_m). The draw is the only thing not exact.";
  static constexpr std::string_view reference =
      "Galves & Löcherbach (2013) J Stat Phys 151:896; Brochini et al. (2016) Sci Rep 6:35831; exponential "
      "phi: "
      "Lima et al. (2021)";
  static constexpr auto parameters = joined(
      std::array{
          any("E_L", "mV", -65, "resting potential"),
          positive("C_m", "pF", 250, "membrane capacitance"),
          positive("tau_m", "ms", 10, "membrane time constant"),
          lasting("t_ref", 2, Rounding::up, "refractory period, rounded up to whole steps"),
          any("V_reset", "mV", -65, "reset potential"),
          any("I_e", "pA", 0, "constant current"),
          flag("reset_after_spike", 1, "whether a spike sets V to V_reset"),
          flag("reset_input_loss", 0, "whether what arrives in the step after a spike is lost"),
          positive("tau_syn_ex", "ms", 2, "time constant of the excitatory current"),
          positive("tau_syn_in", "ms", 2, "time constant of the inhibitory current"),
      },
      firing_fields);
  static constexpr std::array variables{
      any("V_m", "mV", -65, "membrane potential"),
      any("I_syn_ex", "pA", 0, "excitatory synaptic current"),
      any("I_syn_in", "pA", 0, "inhibitory synaptic current"),
  };
  static constexpr auto recordables = recorded(variables);
  static constexpr std::array receptors{
      Receptor{"spikes", "pA", "current jump: excitatory if positive, inhibitory if negative",
               WeightUse::with_sign},
  };
  static constexpr std::array<Order, 0> orders{};
  static constexpr std::array ports{Port{"current", "pA", "current into the membrane"}};

  using Variants = void(GlPscExpVariant<false>, GlPscExpVariant<true>);

  static std::size_t variant(const ParameterView& p, std::size_t neurons, bool) noexcept {
    return other_functions(p, neurons, phi) ? 1 : 0;
  }
};

}  // namespace gl_psc_exp
}  // namespace
}  // namespace cajal

CAJAL_NEURON(gl_psc_exp, GlPscExp)
