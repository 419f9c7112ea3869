#include "model/define.hpp"

namespace cajal {
namespace {
namespace iaf_psc_exp_htum {

enum Parameter { E_L, C_m, tau_m, t_ref_abs, t_ref_tot, V_th, V_reset, I_e, tau_syn_ex, tau_syn_in };
enum Constant { P22, P21_ex, P21_in, P20, drive, P11_ex, P11_in, theta, reset, absolute, total };

/** V is held relative to E_L. The first counter holds V, the second keeps the neuron from firing. */
struct IafPscExpHtumVariant {
  static constexpr std::size_t columns = 3, dynamic = 3, counters = 2, channels = 2, constants = 11;
  static constexpr std::uint32_t readable = 7;
  static constexpr std::array<std::int8_t, 2> channel{0, 1};

  static void prepare(const double* p, double h, double* c) noexcept {
    c[P22] = exp(-h / p[tau_m]);
    c[P21_ex] = decaying_current_response(h, p[tau_syn_ex], p[tau_m], p[C_m]);
    c[P21_in] = decaying_current_response(h, p[tau_syn_in], p[tau_m], p[C_m]);
    c[P20] = p[tau_m] / p[C_m] * -expm1(-h / p[tau_m]);
    c[drive] = p[I_e];
    c[P11_ex] = exp(-h / p[tau_syn_ex]);
    c[P11_in] = exp(-h / p[tau_syn_in]);
    c[theta] = p[V_th] - p[E_L];
    c[reset] = p[V_reset] - p[E_L];
    const auto at_least_one = [&](double time) {
      const double steps = duration_steps(time, h);
      return steps < 1 ? 1.0 : steps;
    };
    c[absolute] = at_least_one(p[t_ref_abs]);
    c[total] = at_least_one(p[t_ref_tot]);
  }

  static void load(const double* p, const double* variables, double* s, std::int32_t* n) noexcept {
    for (std::size_t k = 0; k < columns; ++k) s[k] = variables[k];
    s[0] -= p[E_L], n[0] = n[1] = 0;
  }

  static double read(const double* p, std::size_t recordable, const double* s, const std::int32_t*) noexcept {
    return recordable == 0 ? s[0] + p[E_L] : s[recordable];
  }

  static void write(const double* p, std::size_t variable, double value, double* s) noexcept {
    s[variable] = variable == 0 ? value - p[E_L] : value;
  }

  template <class Sum>
  static std::int32_t step(const double* c, double* s, std::int32_t* n, const Sum* arriving, double unit,
                           const double* current, const Noise&, std::uint32_t) noexcept {
    const std::int32_t held = n[0], waiting = n[1];
    const double free =
        s[0] * c[P22] + s[1] * c[P21_ex] + s[2] * c[P21_in] + c[P20] * (c[drive] + current[0]);
    const double V = choose(held != 0, s[0], free);
    s[1] = s[1] * c[P11_ex] + static_cast<double>(arriving[0]) * unit;
    s[2] = s[2] * c[P11_in] + static_cast<double>(arriving[1]) * unit;
    const bool fires = (waiting == 0) & (V >= c[theta]);
    s[0] = choose(fires, c[reset], V);
    n[0] = countdown(held, fires, c[absolute]);
    n[1] = countdown(waiting, fires, c[total]);
    return fires ? 1 : 0;
  }
};

/** Leaky integrate-and-fire neuron with an absolute and a total refractory period. */
struct IafPscExpHtum {
  static constexpr std::string_view name = "iaf_psc_exp_htum";
  static constexpr std::string_view summary =
      "Leaky integrate-and-fire neuron with exponential currents, absolute and total refractory period.";
  static constexpr std::string_view description =
      "C_m dV/dt = -C_m (V - E_L) / tau_m + I_ex + I_in + I_e + I(t);  dI/dt = -I / tau_syn, I jumps by the\n"
      "weight: I_ex by positive weights, I_in by negative ones. A spike is emitted when V >= V_th and "
      "t_ref_tot\n"
      "has passed since the last one; V is then held at V_reset for t_ref_abs, and from there on integrated\n"
      "again. All is integrated exactly.";
  static constexpr std::string_view reference =
      "Tsodyks, Uziel & Markram (2000) J Neurosci 20:RC50; Rotter & Diesmann (1999) Biol Cybern 81:381";
  static constexpr std::array parameters{
      any("E_L", "mV", -70, "resting potential"),
      positive("C_m", "pF", 250, "membrane capacitance"),
      positive("tau_m", "ms", 10, "membrane time constant"),
      lasting("t_ref_abs", 2, Rounding::up,
              "time for which V is held after a spike, rounded up to whole steps, at least one"),
      lasting("t_ref_tot", 2, Rounding::up,
              "time without another spike, rounded up to whole steps, at least one"),
      any("V_th", "mV", -55, "threshold"),
      any("V_reset", "mV", -70, "reset potential"),
      any("I_e", "pA", 0, "constant current"),
      positive("tau_syn_ex", "ms", 2, "time constant of the excitatory current"),
      positive("tau_syn_in", "ms", 2, "time constant of the inhibitory current"),
  };
  static constexpr std::array variables{
      any("V_m", "mV", -70, "membrane potential"),
      any("I_syn_ex", "pA", 0, "excitatory synaptic current"),
      any("I_syn_in", "pA", 0, "inhibitory synaptic current"),
  };
  static constexpr auto recordables = recorded(variables);
  static constexpr std::array receptors{
      Receptor{"spikes", "pA", "current jump: excitatory if positive, inhibitory if negative",
               WeightUse::with_sign},
  };
  static constexpr std::array orders{
      Order{"V_reset", "V_th", "E_RESET_ABOVE_THRESHOLD"},
      Order{"t_ref_abs", "t_ref_tot", "E_PARAM_RANGE", true},
  };
  static constexpr std::array ports{Port{"current", "pA", "current into the membrane"}};

  using Variants = void(IafPscExpHtumVariant);

  static std::size_t variant(const ParameterView&, std::size_t, bool) noexcept { return 0; }
};

}  // namespace iaf_psc_exp_htum
}  // namespace
}  // namespace cajal

CAJAL_NEURON(iaf_psc_exp_htum, IafPscExpHtum)
