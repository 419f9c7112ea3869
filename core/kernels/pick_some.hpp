// Numbers without bias from a few calls of the generator. For files compiled once per instruction set.
#pragma once
#include <cstddef>
#include <cstdint>

#include "base/inline.hpp"
#include "base/random/random_block.hpp"
#include "kernels/kernels.hpp"

namespace cajal {
namespace {

#ifdef __AVX2__
/** The numbers of so many calls from `begin` on, and their words unless null; not zero if some have to be replaced. */
template <std::size_t calls>
CAJAL_INLINE std::uint32_t pick_some(const PickCall& call, std::size_t begin,
                                     std::uint32_t* __restrict numbers,
                                     std::uint32_t* __restrict words) noexcept {
  const CountedWords counters{call.first_call + static_cast<std::uint32_t>(begin / 4)};
  const Lanes below = Lanes::all(call.below);
  Lanes least = Lanes::largest();
  for (std::size_t i = 0; i < calls; i += Lanes::size) {
    const PhiloxLanes s =
        philox_lanes(call.seed, counters, call.element, 0x80000000 | call.purpose, SameWord{call.stream}, i);
    // Upper halves of the products are the numbers.
    const Lanes p0 = s.c0.times(below), p1 = s.c1.times(below), p2 = s.c2.times(below),
                p3 = s.c3.times(below);
    least = least.least(p0).least(p1).least(p2).least(p3);
    Lanes::store_pairs(p0.high().under(p1), p2.high().under(p3), numbers + begin + 4 * i);
    if (words)
      Lanes::store_pairs(s.c0.under(s.c1.raised()), s.c2.under(s.c3.raised()), words + begin + 4 * i);
  }
  return least.any_below(call.limit) ? 1 : 0;
}
#else
using Four = std::uint32_t __attribute__((vector_size(16)));

CAJAL_INLINE Four load_four(const std::uint32_t* from) noexcept {
  Four four;
  __builtin_memcpy(&four, from, sizeof four);
  return four;
}

/** out[4 i + w] = words[w][i]. Written as a loop it was as dear as drawing the words. */
template <std::size_t n>
CAJAL_INLINE void interleave(const std::uint32_t (&words)[4][n], std::uint32_t* out) noexcept {
  for (std::size_t i = 0; i < n; i += 4) {
    const Four a = load_four(words[0] + i), b = load_four(words[1] + i), c = load_four(words[2] + i),
               d = load_four(words[3] + i);
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

/** The same where lanes cannot be multiplied at once. */
template <std::size_t calls>
CAJAL_INLINE std::uint32_t pick_some(const PickCall& call, std::size_t begin,
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
    if (words) words[begin + i] = some[i];
    numbers[begin + i] = static_cast<std::uint32_t>(scaled >> 32);
    replace |= static_cast<std::uint32_t>(scaled) < limit ? 1u : 0u;
  }
  return replace;
}
#endif

}  // namespace
}  // namespace cajal
