#include "model/define.hpp"

namespace cajal {
namespace {
namespace rate_input {

enum Parameter { tau_x };

struct RateInputVariant : PlainColumns {
  enum Column { x, r };
  static constexpr std::size_t columns = 2, dynamic = 2, counters = 0, channels = 0, constants = 1,
                               signals = 0;
  static constexpr std::uint32_t readable = 3;
  static constexpr std::array<std::int8_t, 0> channel{};

  static void prepare(const double* p, double h, double* c) noexcept {
    c[0] = p[tau_x] > h ? h / p[tau_x] : 1;
  }
  static void load(const double*, const double* variables, double* s, std::int32_t*) noexcept {
    s[x] = variables[x], s[r] = variables[r];
  }

  static inline __attribute__((always_inline)) void publish(const double* c, double* s,
                                                            double* out) noexcept {
    s[r] += c[0] * (s[x] - s[r]);
    out[0] = s[r];
  }

  template <class Sum>
  static inline __attribute__((always_inline)) std::int32_t step(const double*, double*, std::int32_t*,
                                                                 const Sum*, double, const double*,
                                                                 const Noise&, std::uint32_t) noexcept {
    return 0;
  }
};

/** Shows a value that is set from outside. */
struct RateInput {
  static constexpr std::string_view name = "rate_input";
  static constexpr std::string_view summary =
      "Shows the value it is given: the input layer of a rate network.";
  static constexpr std::string_view description =
      "tau_x dr/dt = x - r by Euler's method, done before r is shown in the same step; r follows x at once "
      "where\n"
      "tau_x is not longer than a step. x is set between runs.";
  static constexpr std::string_view reference = "Sacramento et al. (2018) NeurIPS 31";
  static constexpr std::array parameters{
      not_negative("tau_x", "ms", 0, "time constant of the input filter, 0 for none"),
  };
  static constexpr std::array variables{
      any("x", "", 0, "what is to be shown"),
      any("r", "", 0, "what is shown"),
  };
  static constexpr std::array recordables{
      Recordable{"x", "", "what is to be shown"},
      Recordable{"r", "", "what is shown"},
  };
  static constexpr std::array<Receptor, 0> receptors{};
  static constexpr std::array<Order, 0> orders{};
  static constexpr std::array<Port, 0> ports{};
  static constexpr std::array outputs{Recordable{"rate", "", "the filtered value"}};

  using Variants = void(RateInputVariant);

  static std::size_t variant(const ParameterView&, std::size_t, bool) noexcept { return 0; }
};

}  // namespace rate_input
}  // namespace
}  // namespace cajal

CAJAL_NEURON(rate_input, RateInput)
