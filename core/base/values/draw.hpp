// Values drawn one per element: what a Draw record means, what it may contain, and how it is evaluated.
//
// Value `which` (0 or 1) under a name of (element, block, index) is made from word 2 (attempt & 1) + which of
// value_words(..., attempt >> 1); attempts count up while "redraw" refuses. A neuron's parameter or initial value is
// value 0 of index 0, block 0, of its element in its own stream. Synapses take their values from tables instead
// (value_table.hpp, step_table.hpp).
#pragma once
#include <cstdint>
#include <limits>
#include <string>
#include <string_view>

#include "base/normal.hpp"
#include "base/random/random.hpp"
#include "description.hpp"

namespace cajal {

/** Every value lies in [min, max]. */
struct Range {
  double min, max;
};

/**
 * Refuses a record that does not describe values for `elements` elements; errors name `parameter`.
 * E_TYPE, E_SHAPE, E_NOT_FINITE, E_PARAM_RANGE, and E_DISTRIBUTION_EMPTY where redrawing would fail.
 */
void check(const Draw& draw, std::string_view parameter, std::uint64_t elements);

/** Limits that no drawn value exceeds. The draw must have passed `check`. */
Range bounds(const Draw& draw);

/**
 * A checked Draw, prepared for fast evaluation. "array" and "expression" are left to the caller, who knows the index or
 * the displacement. Expressions are of synapses between neurons with positions alone, and clipped to what they can be.
 */
class Drawer {
 public:
  enum class Kind : std::uint8_t { constant, array, uniform, normal, lognormal, exponential, expression };
  enum class Limit : std::uint8_t { none, redraw, clip };

  static constexpr int attempts = 1000;

  explicit Drawer(const Draw& draw, std::string_view parameter = "value");

  Kind kind() const noexcept { return kind_; }
  Limit limit() const noexcept { return limit_; }
  const std::string& parameter() const noexcept { return parameter_; }

  /** Throws E_DISTRIBUTION_EMPTY: `attempts` draws were refused. */
  [[noreturn]] void give_up() const;

  /** True when a random word is needed at all. */
  bool random() const noexcept {
    return kind_ != Kind::constant && kind_ != Kind::array && kind_ != Kind::expression;
  }

  /** One attempt, before limits. The template form is for loops: its kind is chosen outside. */
  template <Kind kind>
  CAJAL_INLINE double value(std::uint32_t word) const noexcept {
    if constexpr (kind == Kind::uniform) {
      const double drawn = first_ + second_ * open_unit(word);
      return drawn < last_ ? drawn : last_;  // rounding may reach the excluded end
    } else if constexpr (kind == Kind::normal) {
      return first_ + second_ * normal_deviate(word);
    } else if constexpr (kind == Kind::lognormal) {
      return exp(first_ + second_ * normal_deviate(word));
    } else if constexpr (kind == Kind::exponential) {
      return -first_ * log(open_unit(word));
    } else {
      return first_;
    }
  }

  CAJAL_INLINE double value(std::uint32_t word) const noexcept {
    switch (kind_) {
      case Kind::uniform:
        return value<Kind::uniform>(word);
      case Kind::normal:
        return value<Kind::normal>(word);
      case Kind::lognormal:
        return value<Kind::lognormal>(word);
      case Kind::exponential:
        return value<Kind::exponential>(word);
      default:
        return first_;
    }
  }

  CAJAL_INLINE bool accepts(double value) const noexcept {
    return limit_ != Limit::redraw || (value >= low_ && value <= high_);
  }

  CAJAL_INLINE double clip(double value) const noexcept {
    const double raised = value < low_ ? low_ : value;
    const double clipped = raised > high_ ? high_ : raised;
    return limit_ == Limit::clip ? clipped : value;
  }

 private:
  Kind kind_;
  Limit limit_;
  double first_, second_;  // constant | low, high - low | mean, std | mu, sigma | mean
  double last_;            // the largest number below the end of a uniform interval
  double low_, high_;
  double acceptance_ = 1;  // the probability that one attempt lies within the limits
  std::string parameter_;
};

/** P(value <= x) before limits. `upper` gives P(value > x) instead, which is exact far above the mean. */
double probability(const Draw& draw, Drawer::Kind kind, double x, bool upper);

/** P(low <= value < high) before limits, of a random draw; both may be infinite. */
double probability_between(const Draw& draw, double low, double high);

/** P(0 < |value| <= half), of any draw. */
double probability_of_small(const Draw& draw, double half);

/** The final value, all attempts included. Throws E_DISTRIBUTION_EMPTY after Drawer::attempts refusals. */
double draw(const Drawer& drawer, std::uint64_t seed, std::uint32_t stream, std::uint32_t element,
            std::uint32_t block, std::uint32_t index, int which);

}  // namespace cajal
