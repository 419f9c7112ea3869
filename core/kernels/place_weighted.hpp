// Weights in units, with the accumulators they are for. For files compiled once per instruction set.
#pragma once
#include <cstddef>
#include <cstdint>

#include "base/inline.hpp"
#include "kernels/kernels.hpp"

namespace cajal {
namespace {

/** Returns how many weights that are not zero are zero in units. */
template <bool magnitude>
CAJAL_INLINE std::uint64_t place_weighted(const PlaceCall& call, PlacedSynapse* __restrict out) noexcept {
  constexpr double shift =
      6755399441055744.0;  // 1.5 * 2^52: adding it rounds to an integer, as `quantum` does
  const std::uint32_t *partners = call.partners, *delays = call.delays;
  const double *weights = call.weights, units = call.units_per_weight;
  const std::uint32_t positive = call.accumulator[0], negative = call.accumulator[1];
  std::uint32_t vanished = 0;
  for (std::size_t i = 0; i < call.n; ++i) {
    const double weight = weights[i], rounded = (weight * units + shift) - shift;
    const double kept = magnitude && rounded < 0 ? -rounded : rounded;
    const auto quantum = static_cast<std::int32_t>(kept);
    const std::uint32_t place = (weight < 0 ? negative : positive) + partners[i];
    vanished += static_cast<std::uint32_t>(quantum == 0) & static_cast<std::uint32_t>(weight != 0);
    out[i].bits =
        std::uint64_t{static_cast<std::uint32_t>(quantum)} << 32 | (place & 0xffff) << 16 | delays[i];
  }
  return vanished;
}

}  // namespace
}  // namespace cajal
