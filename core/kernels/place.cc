// Drawn synapses as the engine keeps them: partners without bias, weights in units, accumulators.
#include "base/random_block.hpp"
#include "kernels/isa_kernels.hpp"

namespace cajal::CAJAL_ISA {

namespace {

constexpr std::size_t block = 16;

using Four = std::uint32_t __attribute__((vector_size(16)));

Four load(const std::uint32_t* from) noexcept {
  Four four;
  __builtin_memcpy(&four, from, sizeof four);
  return four;
}

/** out[4 i + w] = words[w][i]. Written as a loop it was as dear as drawing the words. */
template <std::size_t n>
inline __attribute__((always_inline)) void interleave(const std::uint32_t (&words)[4][n],
                                                      std::uint32_t* out) noexcept {
  for (std::size_t i = 0; i < n; i += 4) {
    const Four a = load(words[0] + i), b = load(words[1] + i), c = load(words[2] + i), d = load(words[3] + i);
    const Four low = __builtin_shufflevector(a, b, 0, 4, 1, 5),
               high = __builtin_shufflevector(a, b, 2, 6, 3, 7);
    const Four low2 = __builtin_shufflevector(c, d, 0, 4, 1, 5),
               high2 = __builtin_shufflevector(c, d, 2, 6, 3, 7);
    const Four rows[4] = {
        __builtin_shufflevector(low, low2, 0, 1, 4, 5), __builtin_shufflevector(low, low2, 2, 3, 6, 7),
        __builtin_shufflevector(high, high2, 0, 1, 4, 5), __builtin_shufflevector(high, high2, 2, 3, 6, 7)};
    __builtin_memcpy(out + 4 * i, rows, sizeof rows);
  }
}

template <bool magnitude>
inline __attribute__((always_inline)) std::uint64_t place_weighted(const PlaceCall& call,
                                                                   PlacedSynapse* __restrict out) noexcept {
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

namespace {

/** The numbers of so many calls from `begin` on; not zero if some have to be replaced. */
template <std::size_t calls>
inline __attribute__((always_inline)) std::uint32_t pick_some(const PickCall& call, std::size_t begin,
                                                              std::uint32_t* __restrict numbers,
                                                              std::uint32_t* __restrict words) noexcept {
  const std::uint32_t below = call.below, limit = call.limit;
  alignas(64) std::uint32_t drawn[4][calls], some[4 * calls];
  const CountedWords counters{call.first_call + static_cast<std::uint32_t>(begin / 4)};
  philox_block(call.seed, counters, call.element, 0x80000000 | call.purpose, SameWord{call.stream}, drawn);
  interleave(drawn, some);
  std::uint32_t replace = 0;
  for (std::size_t i = 0; i < 4 * calls; ++i) {
    const std::uint64_t scaled = std::uint64_t{some[i]} * below;
    words[begin + i] = some[i];
    numbers[begin + i] = static_cast<std::uint32_t>(scaled >> 32);
    replace |= static_cast<std::uint32_t>(scaled) < limit ? 1u : 0u;
  }
  return replace;
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
