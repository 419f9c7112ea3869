// The chance of a spike as a function of the potential, in the neurons of Galves & Loecherbach.
#pragma once
#include <array>

#include "base/math.hpp"
#include "base/special.hpp"
#include "model/define.hpp"

namespace cajal {
namespace {

namespace firing {

/** phi of x = (V - V_b) / a, times b. The parameter `phi` is the number of one of them. */
enum Function { exponential, monomial, rational, gaussian, logistic };

/** What a step needs of it; the last two only where the function may be another than the exponential. */
enum Constant { middle, per_width, amount, discrete, kind, exponent };

}  // namespace firing

constexpr std::string_view firing_functions = "one of exponential, monomial, rational, gaussian, logistic";

/** Where the parameters of the function begin in a table, in this order. */
constexpr std::array firing_fields{
    Field{"phi", firing_functions, firing::exponential, 0, firing::logistic, false,
          "rate over potential, with x = (V - V_b) / a: e^x / b; x^r / b between 0 and 1; x / (1 + x) / b "
          "above 0; the cumulative distribution of a normal x, over b; 1 / (1 + e^-x) / b"},
    any("V_b", "mV", -51.3, "potential at which x is 0"),
    positive("a", "mV", 1.2, "potential that makes a difference of 1 in x"),
    positive("b", "s", 27, "inverse of the rate that belongs to phi = 1; a number if per_step"),
    positive("r", "", 1, "exponent of the monomial"),
    flag("per_step", 0, "whether phi is the chance of a spike in a step instead of a rate"),
};

constexpr std::size_t exponential_constants = 4, firing_constants = 6;

/** `p` and `c` point at the first of the fields and of the constants; `rest` is what potentials are relative to. */
inline void prepare_firing(const double* p, double h, double rest, bool all, double* c) noexcept {
  using namespace firing;
  enum { phi, V_b, a, b, r, per_step };
  c[middle] = p[V_b] - rest;
  c[per_width] = 1 / p[a];
  c[discrete] = p[per_step];
  c[amount] = (p[per_step] != 0 ? 1 : h * 1e-3) / p[b];
  if (all) c[kind] = p[phi], c[exponent] = p[r];
}

/** b phi of x; which one is known only while the program runs. */
inline double firing_shape(int which, double x, double power) noexcept {
  using namespace firing;
  const double above = x > 0 ? x : 0.0, bounded = above < 1 ? above : 1.0;
  if (which == exponential) return exp(x);
  if (which == monomial) return exp(power * log(bounded));
  if (which == rational) return above < infinity ? above / (1 + above) : 1.0;
  if (which == gaussian) return 0.5 * erfc(-0.7071067811865476 * x);
  return 1 / (1 + exp(-x));
}

/** The chance of a spike in a step at a potential. `all`: the function may be another than the exponential. */
template <bool all>
CAJAL_INLINE double firing_chance(const double* c, double V) noexcept {
  using namespace firing;
  const double x = (V - c[middle]) * c[per_width];
  double shape;
  if constexpr (all)
    shape = firing_shape(static_cast<int>(c[kind]), x, c[exponent]);
  else
    shape = exp(x);
  const double expected = shape * c[amount];
  return choose(c[discrete] != 0, expected, -expm1(-expected));
}

/** Whether any neuron has another function than the exponential; `phi` is the parameter's number. */
inline bool other_functions(const ParameterView& p, std::size_t neurons, std::size_t phi) noexcept {
  bool other = false;
  for (std::size_t i = 0; i < neurons; ++i) other |= static_cast<int>(p.at(phi, i)) != firing::exponential;
  return other;
}

}  // namespace
}  // namespace cajal
