// Drawn synapses as the engine keeps them: partners without bias, weights in units, accumulators.
#include "kernels/isa_kernels.hpp"
#include "kernels/look_up.hpp"
#include "kernels/pick_some.hpp"

namespace cajal::CAJAL_ISA {

namespace {

constexpr std::size_t block = 16;  // calls of the generator at a time

template <bool magnitude>
inline __attribute__((always_inline)) std::uint64_t place_weighted(const PlaceCall& call,
                                                                   PlacedSynapse* __restrict out) noexcept {
  const std::uint32_t *partners = call.partners, *delays = call.delays;
  const double *weights = call.weights, units = call.units_per_weight;
  const std::uint32_t positive = call.accumulator[0], negative = call.accumulator[1];
  std::uint32_t vanished = 0;
  for (std::size_t i = 0; i < call.n; ++i) {
    const double weight = weights[i], rounded = (weight * units + round_shift) - round_shift;
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

bool pick(const PickCall& call, std::uint32_t* __restrict numbers, std::uint32_t* __restrict words) noexcept {
  std::uint32_t replace = 0;
  std::size_t begin = 0;
  for (; call.n - begin > 2 * block; begin = begin + 4 * block < call.n ? begin + 4 * block : call.n)
    replace |= pick_some<block>(call, begin, numbers, words);
  if (begin < call.n) replace |= pick_some<block / 2>(call, begin, numbers, words);
  return replace != 0;
}

std::uint64_t place(const PlaceCall& call, PlacedSynapse* out) noexcept {
  if (!call.counts)
    return call.magnitude ? place_weighted<true>(call, out) : place_weighted<false>(call, out);
  for (std::size_t i = 0; i < call.n; ++i) {
    const std::uint32_t place = call.accumulator[call.weights[i] < 0] + call.partners[i];
    out[i].bits = std::uint64_t{1} << 32 | (place & 0xffff) << 16 | call.delays[i];
  }
  return 0;
}

}  // namespace cajal::CAJAL_ISA
