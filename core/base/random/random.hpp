// Random numbers as pure functions of who asks: Philox4x32-10 (Salmon, Moraes, Dror, Shaw, SC 2011).
//
// The key is the seed. The counter names the asker and never a thread:
//   values     (index, element, block << 10 | attempt / 2, stream)   of neurons: value_words
//   synapses   (call, element, block << 10, stream)                  of (element, block): random_block.hpp
//   sequences  (call, element, 2^31 | purpose, stream)               as many words as it takes: Sequence
#pragma once
#include <cstddef>
#include <cstdint>

#include "base/inline.hpp"

#ifdef __wasm_simd128__
#include <wasm_simd128.h>
#endif

namespace cajal {

struct Words {
  std::uint32_t w[4];
};

namespace {

/** The two halves of a product of 64 bits, or of several side by side. */
template <class Word>
struct Product {
  Word high, low;
};

CAJAL_INLINE Product<std::uint32_t> multiply(std::uint32_t factor, std::uint32_t x) noexcept {
  const std::uint64_t product = std::uint64_t{factor} * x;
  return {static_cast<std::uint32_t>(product >> 32), static_cast<std::uint32_t>(product)};
}

#ifdef __wasm_simd128__
using FourWords = std::uint32_t __attribute__((vector_size(16)));

// WebAssembly has no product of 64-bit lanes that is fast anywhere. Clang uses it all the same where a loop multiplies
// words, and Poisson input then cost 20 ns a neuron and step; products of words are what processors are good at.
CAJAL_INLINE Product<FourWords> multiply(std::uint32_t factor, FourWords x) noexcept {
  const v128_t factors = wasm_i32x4_splat(static_cast<std::int32_t>(factor)), words = (v128_t)x;
  const v128_t first = wasm_u64x2_extmul_low_u32x4(words, factors);
  const v128_t second = wasm_u64x2_extmul_high_u32x4(words, factors);
  return {(FourWords)wasm_i32x4_shuffle(first, second, 1, 3, 5, 7),
          (FourWords)wasm_i32x4_shuffle(first, second, 0, 2, 4, 6)};
}
#endif

template <class Word>
struct PhiloxState {
  Word c0, c1, c2, c3;
  std::uint32_t k0, k1;

  CAJAL_INLINE void round() noexcept {
    const auto low = multiply(0xD2511F53, c0), high = multiply(0xCD9E8D57, c2);
    c0 = high.high ^ c1 ^ k0;
    c1 = high.low;
    c2 = low.high ^ c3 ^ k1;
    c3 = low.low;
    k0 += 0x9E3779B9, k1 += 0xBB67AE85;
  }

  // Written out: compilers vectorise a loop over calls only when there is no loop inside.
  CAJAL_INLINE void rounds() noexcept {
    round(), round(), round(), round(), round();
    round(), round(), round(), round(), round();
  }
};

/** One call of Philox4x32-10: 128 random bits for a key and a counter. */
CAJAL_INLINE Words philox(std::uint64_t key, std::uint32_t c0, std::uint32_t c1, std::uint32_t c2,
                          std::uint32_t c3) noexcept {
  PhiloxState<std::uint32_t> s{
      c0, c1, c2, c3, static_cast<std::uint32_t>(key), static_cast<std::uint32_t>(key >> 32)};
  s.rounds();
  return {{s.c0, s.c1, s.c2, s.c3}};
}

/** (word + 1/2) 2^-32: uniform in (0, 1), exact, never 0 or 1. */
CAJAL_INLINE double open_unit(std::uint32_t word) noexcept {
  const double shifted = __builtin_bit_cast(double, std::uint64_t{0x4330000000000000} | word);  // 2^52 + word
  return (shifted - 4503599627370495.5) * 0x1p-32;
}

/** The same with 52 random bits, 32 from `first` and 20 from `second`. */
CAJAL_INLINE double open_unit(std::uint32_t first, std::uint32_t second) noexcept {
  const std::uint64_t bits = std::uint64_t{first} << 20 | second >> 12;
  const double shifted = __builtin_bit_cast(double, std::uint64_t{0x4330000000000000} | bits);
  return (shifted - 4503599627370495.5) * 0x1p-52;
}

/**
 * The words from which the two values under the name (element, block, index) are drawn, of an even attempt and of the
 * one after it. `pair` = attempt / 2, at most 1023;
 * blocks are below 2^21, so that the third counter word stays below 2^31, where sequences begin.
 */
CAJAL_INLINE Words value_words(std::uint64_t seed, std::uint32_t stream, std::uint32_t element,
                               std::uint32_t block, std::uint32_t index, std::uint32_t pair) noexcept {
  return philox(seed, index, element, block << 10 | pair, stream);
}

/** Words `4 first` ... `4 (first + calls) - 1` of a sequence; a plain loop that compilers vectorise. */
CAJAL_INLINE void sequence_words(std::uint64_t seed, std::uint32_t stream, std::uint32_t element,
                                 std::uint32_t purpose, std::uint32_t first, std::size_t calls,
                                 std::uint32_t* __restrict words) noexcept {
  for (std::size_t call = 0; call < calls; ++call) {
    const Words random =
        philox(seed, first + static_cast<std::uint32_t>(call), element, 0x80000000 | purpose, stream);
    words[4 * call] = random.w[0], words[4 * call + 1] = random.w[1];
    words[4 * call + 2] = random.w[2], words[4 * call + 3] = random.w[3];
  }
}

}  // namespace

/** An endless list of random words that belongs to (seed, stream, element, purpose); purpose below 2^31. */
class Sequence {
 public:
  CAJAL_INLINE Sequence(std::uint64_t seed, std::uint32_t stream, std::uint32_t element,
                        std::uint32_t purpose) noexcept
      : seed_(seed), stream_(stream), element_(element), purpose_(0x80000000 | purpose) {}

  CAJAL_INLINE std::uint32_t word() noexcept {
    if (used_ == 4) words_ = philox(seed_, call_++, element_, purpose_, stream_), used_ = 0;
    return words_.w[used_++];
  }

  /** Uniform in (0, 1) with 52 random bits. */
  CAJAL_INLINE double uniform() noexcept {
    const std::uint32_t first = word();
    return open_unit(first, word());
  }

  /** Uniform in 0 ... n - 1 without bias, n > 0: multiply and reject (Lemire, ACM TOMACS 29:3, 2019). */
  CAJAL_INLINE std::uint64_t below(std::uint64_t n) noexcept {
    if (n <= std::uint64_t{1} << 32) {
      const std::uint64_t reject = ((std::uint64_t{1} << 32) - n) % n;
      for (;;) {
        const std::uint64_t product = word() * n;
        if ((product & 0xFFFFFFFF) >= reject) return product >> 32;
      }
    }
    __extension__ using Wide = unsigned __int128;
    const std::uint64_t reject = (0 - n) % n;
    for (;;) {
      const std::uint64_t high = word();
      const Wide product = Wide{high << 32 | word()} * n;
      if (static_cast<std::uint64_t>(product) >= reject) return static_cast<std::uint64_t>(product >> 64);
    }
  }

 private:
  std::uint64_t seed_;
  std::uint32_t stream_, element_, purpose_, call_ = 0, used_ = 4;
  Words words_{};
};

}  // namespace cajal
