#include "model/define.hpp"
#include "model/firing_function.hpp"

namespace cajal {
namespace {
namespace gl_psc_delta {

enum Parameter { E_L, C_m, tau_m, t_ref, V_reset, I_e, reset_after_spike, reset_input_loss, phi };
enum Constant { P33, P30, drive, reset, resets, silent, lost, firing };

/** V is held relative to E_L. `all`: some neurons have another phi than the exponential. */
template <bool all>
struct GlPscDeltaVariant {
  static constexpr std::size_t columns = 1, dynamic = columns, counters = 1, channels = 1;
  static constexpr std::size_t constants = firing + (all ? firing_constants : exponential_constants);
  static constexpr std::uint32_t readable = 1;
  static constexpr std::array<std::int8_t, 2> channel{0, 0};

  static void prepare(const double* p, double h, double* c) noexcept {
    c[P33] = exp(-h / p[tau_m]);
    c[P30] = p[tau_m] / p[C_m] * -expm1(-h / p[tau_m]);
    c[drive] = p[I_e];
    c[reset] = p[V_reset] - p[E_L];
    c[resets] = p[reset_after_spike];
    c[lost] = p[reset_input_loss];
    const double silence = duration_steps(p[t_ref], h) + c[lost];
    c[silent] = silence < 2147483647 ? silence : 2147483647;
    prepare_firing(p + phi, h, p[E_L], all, c + firing);
  }

  static void load(const double* p, const double* variables, double* s, std::int32_t* n) noexcept {
    s[0] = variables[0] - p[E_L], n[0] = 0;
  }

  static double read(const double* p, std::size_t, const double* s, const std::int32_t*) noexcept {
    return s[0] + p[E_L];
  }

  static void write(const double* p, std::size_t, double value, double* s) noexcept { s[0] = value - p[E_L]; }

  template <class Sum>
  static inline __attribute__((always_inline)) std::int32_t step(const double* c, double* s, std::int32_t* n,
                                                                 const Sum* arriving, double unit,
                                                                 const double* current, const Noise& noise,
                                                                 std::uint32_t neuron) noexcept {
    const std::int32_t waiting = n[0];
    const double jump = static_cast<double>(arriving[0]) * unit;
    const double free = c[P33] * s[0] + c[P30] * (c[drive] + current[0]) + jump;
    const double V = choose(waiting != 0, s[0], free);
    const bool able = waiting <= static_cast<std::int32_t>(c[lost]);
    const bool fires = able & (uniform(noise, neuron) < firing_chance<all>(c + firing, V));
    s[0] = choose(fires & (c[resets] != 0), c[reset], V);
    n[0] = countdown(waiting, fires, c[silent]);
    return fires ? 1 : 0;
  }
};

/** Neuron of Galves & Loecherbach whose potential jumps with every spike. */
struct GlPscDelta {
  static constexpr std::string_view name = "gl_psc_delta";
  static constexpr std::string_view summary =
      "Neuron of Galves & Löcherbach whose potential jumps with every spike: it fires with a chance that "
      "depends on V.";
  static constexpr std::string_view description =
      "dV/dt = -(V - E_L) / tau_m + (I_e + I(t)) / C_m; V jumps by the weight of an arriving spike. A spike "
      "comes\n"
      "with the rate phi(V), or, if per_step, with the chance phi(V) in every step; phi is e^x / b or "
      "another\n"
      "function of x = (V - V_b) / a.\n"
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
      },
      firing_fields);
  static constexpr std::array variables{any("V_m", "mV", -65, "membrane potential")};
  static constexpr auto recordables = recorded(variables);
  static constexpr std::array receptors{
      Receptor{"spikes", "mV", "jump of the membrane potential", WeightUse::with_sign},
  };
  static constexpr std::array<Order, 0> orders{};
  static constexpr std::array ports{Port{"current", "pA", "current into the membrane"}};

  using Variants = void(GlPscDeltaVariant<false>, GlPscDeltaVariant<true>);

  static std::size_t variant(const ParameterView& p, std::size_t neurons, bool) noexcept {
    return other_functions(p, neurons, phi) ? 1 : 0;
  }
};

}  // namespace gl_psc_delta
}  // namespace
}  // namespace cajal

CAJAL_NEURON(gl_psc_delta, GlPscDelta)
