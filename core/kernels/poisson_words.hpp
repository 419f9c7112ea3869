// The 16-bit random numbers behind Poisson counts: which half of which word of which Philox call belongs to a neuron.
#pragma once
#include "base/random/random_block.hpp"
#include "kernels/kernels.hpp"

namespace cajal::CAJAL_ISA {

namespace {

// 16 Philox calls serve 128 neurons: neuron 32 w + 2 c + h takes half h of word w of call c, so that the words of
// consecutive calls, side by side in memory, are the 16-bit numbers of consecutive neurons.
constexpr std::uint32_t calls = 16;
constexpr std::uint32_t group = calls * 8;

// Numbers compared at a time, in one register while all thresholds pass by.
#ifdef __AVX2__
constexpr std::uint32_t lanes = 16;
#else
constexpr std::uint32_t lanes = 8;
#endif
using Lanes = std::uint16_t __attribute__((vector_size(2 * lanes)));

/** The words of the group of 128 neurons of that number. */
CAJAL_INLINE void group_words(std::uint64_t seed, std::uint64_t step, std::uint32_t stream,
                              std::uint32_t number, std::uint32_t* words) noexcept {
  std::uint32_t drawn[4][calls];
  philox_block(seed, CountedWords{number * calls}, static_cast<std::uint32_t>(step),
               static_cast<std::uint32_t>(step >> 32), SameWord{stream}, drawn);
  __builtin_memcpy(words, drawn, sizeof drawn);
}

/** The numbers of `n` single neurons, n a multiple of the lanes. */
CAJAL_INLINE void single_numbers(std::uint64_t seed, std::uint64_t step, const std::uint32_t* neurons,
                                 const std::uint32_t* streams, std::size_t n,
                                 std::uint16_t* numbers) noexcept {
  for (std::size_t i = 0; i < n; i += lanes) {
    std::uint32_t counters[lanes], own[lanes], words[4][lanes];
    for (std::size_t k = 0; k < lanes; ++k) {
      counters[k] = neurons[i + k] / group * calls + neurons[i + k] % 32 / 2;
      own[k] = streams[i + k];
    }
    philox_block(seed, OwnWords{counters}, static_cast<std::uint32_t>(step),
                 static_cast<std::uint32_t>(step >> 32), OwnWords{own}, words);
    for (std::size_t k = 0; k < lanes; ++k) {
      const std::uint32_t word = words[neurons[i + k] % group / 32][k];
      numbers[i + k] = static_cast<std::uint16_t>(word >> 16 * (neurons[i + k] % 2));
    }
  }
}

}  // namespace

}  // namespace cajal::CAJAL_ISA
