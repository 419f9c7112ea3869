// Weights as integers. Sums of integers do not depend on their order, so neither do results on threads or slices.
#pragma once
#include <cstdint>

#include "model/neuron.hpp"
#include "synapses/static_row.hpp"

namespace cajal {

/** The power of two that is one unit of weight when none is larger than `largest`. */
double weight_unit(double largest, static_row::Form form) noexcept;

/**
 * A weight in units, halves to even; units are powers of two, so that the product is exact. With WeightUse::count every
 * spike counts one.
 */
inline std::int64_t quantum(double weight, double units_per_weight, WeightUse use) noexcept {
  if (use == WeightUse::count) return 1;
  constexpr double shift = 6755399441055744.0;  // 1.5 * 2^52: adding it rounds to an integer
  const double rounded = (weight * units_per_weight + shift) - shift;
  const auto whole = static_cast<std::int64_t>(rounded);
  return use == WeightUse::magnitude && whole < 0 ? -whole : whole;
}

}  // namespace cajal
