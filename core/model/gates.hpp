// The equations of Hodgkin & Huxley (1952): a membrane with gated sodium and potassium channels.
#pragma once
#include "model/solver.hpp"

namespace cajal {
namespace {

/** x / (1 - e^-x) where e^-x is known; 1 + x/2 + x^2/12 - x^4/720 near 0, where the quotient loses its digits. */
CAJAL_INLINE double linoid(double x, double exp_minus_x) noexcept {
  const double square = x * x;
  const double near = 1 + 0.5 * x + square * (1.0 / 12 - square * (1.0 / 720));
  return choose(square < 1e-4, near, x / (1 - exp_minus_x));
}

/** A share of all channels, or of their gates. */
constexpr Field fraction(std::string_view name, double value, std::string_view text) {
  return {name, "", value, 0, 1, false, text};
}

/** How fast a gate opens and closes [1/ms]. */
struct Gate {
  double opening, closing;
  CAJAL_INLINE double slope(double x) const noexcept { return opening * (1 - x) - closing * x; }
};

struct Gates {
  Gate m, h, n;
};

/** Constants of the membrane; potentials [mV], conductances and 1 / C_m with the same capacitance. */
struct Membrane {
  double g_Na, g_K, g_L, E_Na, E_K, E_L;
  /** Current through the channels at potential u with gates m, h and n. */
  CAJAL_INLINE double current(double u, double m, double h, double n) const noexcept {
    const double square = n * n;
    return g_Na * (m * m * m * h) * (E_Na - u) + g_K * (square * square) * (E_K - u) + g_L * (E_L - u);
  }
};

/** Whether a spike ends here: V is above a level, past its maximum, and the neuron not refractory. */
CAJAL_INLINE bool past_peak(double u, double before, double level, double waiting) noexcept {
  return (waiting == 0) & (u >= level) & (before > u);
}

}  // namespace
}  // namespace cajal
