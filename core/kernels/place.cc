// Drawn synapses as the engine keeps them: partners without bias, weights in units, accumulators.
#include "kernels/isa_kernels.hpp"
#include "kernels/pick_some.hpp"
#include "kernels/place_weighted.hpp"

namespace cajal::CAJAL_ISA {

namespace {

constexpr std::size_t block = 16;  // calls of the generator at a time

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
