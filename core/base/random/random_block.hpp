// Many calls of Philox side by side. Apart from random.hpp, because the compiler's header of vector instructions takes
// as long to read as a neuron model, and every model draws random numbers.
#pragma once
#include <cstddef>
#include <cstdint>

#include "base/random/lanes.hpp"
#include "base/random/random.hpp"

namespace cajal {
namespace {

/** A word of the counters of several calls: the same for all, one each, or one more from call to call. */
struct SameWord {
  std::uint32_t word;
  CAJAL_INLINE std::uint32_t at(std::size_t) const noexcept { return word; }
#ifdef __AVX2__
  CAJAL_INLINE Lanes lanes(std::size_t) const noexcept { return Lanes::all(word); }
#endif
};
struct OwnWords {
  const std::uint32_t* words;
  CAJAL_INLINE std::uint32_t at(std::size_t i) const noexcept { return words[i]; }
#ifdef __AVX2__
  CAJAL_INLINE Lanes lanes(std::size_t i) const noexcept { return Lanes::load(words + i); }
#endif
};
struct CountedWords {
  std::uint32_t first;
  CAJAL_INLINE std::uint32_t at(std::size_t i) const noexcept {
    return first + static_cast<std::uint32_t>(i);
  }
#ifdef __AVX2__
  CAJAL_INLINE Lanes lanes(std::size_t i) const noexcept { return Lanes::counted(at(i)); }
#endif
};

#ifdef __AVX2__
/** The state of several calls; upper halves of lanes hold anything. */
struct PhiloxLanes {
  Lanes c0, c1, c2, c3;
  std::uint32_t k0, k1;

  CAJAL_INLINE void round() noexcept {
    const Lanes low = c0.times(Lanes::all(0xD2511F53)), high = c2.times(Lanes::all(0xCD9E8D57));
    c0 = high.high() ^ c1 ^ Lanes::all(k0);
    c1 = high;
    c2 = low.high() ^ c3 ^ Lanes::all(k1);
    c3 = low;
    k0 += 0x9E3779B9, k1 += 0xBB67AE85;
  }
  CAJAL_INLINE void rounds() noexcept {
    round(), round(), round(), round(), round();
    round(), round(), round(), round(), round();
  }
};

/** Words of calls i, i + 1, ... that differ in the first word of the counter, and maybe in the last. */
template <class First, class Last>
CAJAL_INLINE PhiloxLanes philox_lanes(std::uint64_t key, First c0, std::uint32_t c1, std::uint32_t c2,
                                      Last c3, std::size_t i) noexcept {
  PhiloxLanes s{c0.lanes(i),
                Lanes::all(c1),
                Lanes::all(c2),
                c3.lanes(i),
                static_cast<std::uint32_t>(key),
                static_cast<std::uint32_t>(key >> 32)};
  s.rounds();
  return s;
}
#endif

/** Where words 0, 1, 2 and 3 of the calls of a block go; no two overlap. */
struct WordRows {
  std::uint32_t* row[4];

  template <std::size_t n>
  static CAJAL_INLINE WordRows of(std::uint32_t (&words)[4][n]) noexcept {
    return {{words[0], words[1], words[2], words[3]}};
  }
};

/** n calls that differ in the first word of the counter, and maybe in the last: word w of call i is row[w][i]. */
template <std::size_t n, class First, class Last>
CAJAL_INLINE void philox_block(std::uint64_t key, First c0, std::uint32_t c1, std::uint32_t c2, Last c3,
                               const WordRows& words) noexcept {
#ifdef __wasm_simd128__
  static_assert(n % 4 == 0);
  for (std::size_t i = 0; i < n; i += 4) {
    const FourWords zero{};
    PhiloxState<FourWords> s{FourWords{c0.at(i), c0.at(i + 1), c0.at(i + 2), c0.at(i + 3)},
                             zero + c1,
                             zero + c2,
                             FourWords{c3.at(i), c3.at(i + 1), c3.at(i + 2), c3.at(i + 3)},
                             static_cast<std::uint32_t>(key),
                             static_cast<std::uint32_t>(key >> 32)};
    s.rounds();
    wasm_v128_store(words.row[0] + i, (v128_t)s.c0), wasm_v128_store(words.row[1] + i, (v128_t)s.c1);
    wasm_v128_store(words.row[2] + i, (v128_t)s.c2), wasm_v128_store(words.row[3] + i, (v128_t)s.c3);
  }
#elif defined(__AVX2__)
  static_assert(n % Lanes::size == 0);
  for (std::size_t i = 0; i < n; i += Lanes::size) {
    const PhiloxLanes s = philox_lanes(key, c0, c1, c2, c3, i);
    s.c0.store(words.row[0] + i), s.c1.store(words.row[1] + i), s.c2.store(words.row[2] + i),
        s.c3.store(words.row[3] + i);
  }
#else
  for (std::size_t i = 0; i < n; ++i) {
    const Words out = philox(key, c0.at(i), c1, c2, c3.at(i));
    for (std::size_t w = 0; w < 4; ++w) words.row[w][i] = out.w[w];
  }
#endif
}

/** The same into one array: words[w][i]. */
template <std::size_t n, class First, class Last>
CAJAL_INLINE void philox_block(std::uint64_t key, First c0, std::uint32_t c1, std::uint32_t c2, Last c3,
                               std::uint32_t (&words)[4][n]) noexcept {
  philox_block<n>(key, c0, c1, c2, c3, WordRows::of(words));
}

/**
 * Words for the values of the synapses of (element, block): row[w][i] is word w of call calls.at(i). A synapse takes
 * one where its weight alone is drawn, and two where its delay is: for the weight, and for the delay.
 */
template <std::size_t n, class Calls>
CAJAL_INLINE void value_block(std::uint64_t seed, std::uint32_t stream, std::uint32_t element,
                              std::uint32_t block, Calls calls, const WordRows& words) noexcept {
  philox_block<n>(seed, calls, element, block << 10, SameWord{stream}, words);
}

}  // namespace
}  // namespace cajal
