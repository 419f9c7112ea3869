#include "model/adex.hpp"

namespace cajal {
namespace {
namespace aeif_psc_alpha {

/** Adaptive exponential integrate-and-fire neuron with alpha-shaped synaptic currents. */
struct AeifPscAlpha {
  static constexpr std::string_view name = "aeif_psc_alpha";
  static constexpr std::string_view summary =
      "Adaptive exponential integrate-and-fire neuron with alpha-shaped synaptic currents.";
  static constexpr std::string_view description =
      "C_m dV/dt = -g_L (V - E_L) + g_L Delta_T exp((V - V_th) / Delta_T) + I_syn_ex - I_syn_in\n"
      "            - w + I_e + I(t);   tau_w dw/dt = a (V - E_L) - w.\n"
      "A spike of weight w adds |w| (e / tau_syn) t exp(-t / tau_syn) to I_syn_ex if w is positive, else to "
      "I_syn_in;\n"
      "it peaks at |w|.\n"
      "On the right-hand side V is at most V_peak. A spike is emitted when V >= V_peak, or V_th if Delta_T "
      "is 0;\n"
      "then w grows by b, and V is V_reset for t_ref. This is looked at after every inner step, so that "
      "with\n"
      "t_ref = 0 a strong input makes several spikes in one step. With adaptive_step = 1 all variables are\n"
      "integrated by Runge-Kutta-Fehlberg steps whose errors are at most gsl_error_tol (1 + |change|), as in "
      "NEST.\n"
      "With 0 the synaptic currents are exact and V and w take one Runge-Kutta step where its inner slopes "
      "differ\n"
      "by less than 0.01 mV over the step; elsewhere, as in spikes, the steps are adaptive.";
  static constexpr std::string_view reference = adex::reference;
  static constexpr std::array parameters = adex::fields<false>();
  static constexpr std::array variables{
      any("V_m", "mV", -70.6, "membrane potential"),
      any("w", "pA", 0, "adaptation current"),
      any("dI_syn_ex", "pA/ms", 0, "rate of the excitatory current"),
      any("I_syn_ex", "pA", 0, "excitatory current"),
      any("dI_syn_in", "pA/ms", 0, "rate of the inhibitory current"),
      any("I_syn_in", "pA", 0, "inhibitory current, which flows outwards"),
  };
  static constexpr std::array recordables{
      Recordable{"V_m", "mV", "membrane potential"},
      Recordable{"w", "pA", "adaptation current"},
      Recordable{"dI_syn_ex", "pA/ms", "rate of the excitatory current"},
      Recordable{"I_syn_ex", "pA", "excitatory current"},
      Recordable{"dI_syn_in", "pA/ms", "rate of the inhibitory current"},
      Recordable{"I_syn_in", "pA", "inhibitory current, which flows outwards"},
  };
  static constexpr std::array receptors{
      Receptor{"spikes", "pA", "peak current: excitatory if positive, inhibitory if negative",
               WeightUse::magnitude},
  };
  static constexpr std::array orders = adex::orders;
  static constexpr std::array ports{Port{"current", "pA", "current into the membrane"}};

  using Variants = void(adex::Variant<true, false>);

  static std::size_t variant(const ParameterView&, std::size_t, bool) noexcept { return 0; }
};

}  // namespace aeif_psc_alpha
}  // namespace
}  // namespace cajal

CAJAL_NEURON(aeif_psc_alpha, AeifPscAlpha)
