// What random words stand for in tables. For files compiled once per instruction set.
#pragma once
#include <cstddef>
#include <cstdint>

#include "base/inline.hpp"

#ifdef __AVX512F__
#include <immintrin.h>
#endif

namespace cajal {
namespace {

/** A cell's value for a word (base/values/value_table.hpp); not a number where it is to be computed. */
struct ValueCells {
  const double *centre, *width;
  std::uint32_t shift, mask;
  double unit;

  CAJAL_INLINE ValueCells(const double* centre_of, const double* width_of, std::uint32_t bits) noexcept
      : centre(centre_of),
        width(width_of),
        shift(32 - bits),
        mask((1u << shift) - 1),
        unit(1.0 / (1u << shift)) {}

  CAJAL_INLINE double at(std::uint32_t word) const noexcept {
    const double within = (static_cast<std::int32_t>(word & mask) + 0.5) * unit - 0.5;
    return centre[word >> shift] + width[word >> shift] * within;
  }
};

/** A cell's step for a word (base/values/step_table.hpp). */
struct StepCells {
  const std::uint32_t* cells;
  std::uint32_t bits, first, shift, mask;

  CAJAL_INLINE StepCells(const std::uint32_t* of, std::uint32_t bits_of, std::uint32_t first_step) noexcept
      : cells(of), bits(bits_of), first(first_step), shift(32 - bits), mask((1u << bits) - 1) {}

  CAJAL_INLINE std::uint32_t at(std::uint32_t word) const noexcept {
    const std::uint32_t cell = word >> shift, entry = cells[cell];
    return first + ((word << bits) < (entry & ~mask) ? cell : entry & mask);
  }
};

/** out[i] = table.at(words[i]) for n words, a multiple of 8 (of steps: 16); not zero if one of them is not a number. */
template <std::size_t n>
CAJAL_INLINE std::uint64_t look_up(const ValueCells& table, const std::uint32_t* words,
                                   double* out) noexcept {
  std::uint64_t unknown = 0;
#ifdef __AVX512F__
  // Compilers read one cell at a time, which took twice as long.
  const __m256i mask = _mm256_set1_epi32(static_cast<std::int32_t>(table.mask));
  const __m128i shift = _mm_cvtsi32_si128(static_cast<std::int32_t>(table.shift));
  const __m512d half = _mm512_set1_pd(0.5), unit = _mm512_set1_pd(table.unit);
  for (std::size_t i = 0; i < n; i += 8) {
    const __m256i word = _mm256_loadu_si256(reinterpret_cast<const __m256i*>(words + i));
    const __m256i cell = _mm256_srl_epi32(word, shift);
    const __m512d above = _mm512_cvtepi32_pd(_mm256_and_si256(word, mask));
    const __m512d within = _mm512_sub_pd(_mm512_mul_pd(_mm512_add_pd(above, half), unit), half);
    const __m512d value = _mm512_add_pd(_mm512_i32gather_pd(cell, table.centre, 8),
                                        _mm512_mul_pd(_mm512_i32gather_pd(cell, table.width, 8), within));
    unknown |= _mm512_cmp_pd_mask(value, value, _CMP_UNORD_Q);
    _mm512_storeu_pd(out + i, value);
  }
#else
  // An integer: sums of numbers have an order, which keeps a loop from being vectorised.
  for (std::size_t i = 0; i < n; ++i) {
    out[i] = table.at(words[i]);
    unknown |= static_cast<std::uint64_t>(out[i] != out[i]);
  }
#endif
  return unknown;
}

/** The same for steps. */
template <std::size_t n>
CAJAL_INLINE void look_up(const StepCells& table, const std::uint32_t* words, std::uint32_t* out) noexcept {
#ifdef __AVX512F__
  const __m512i mask = _mm512_set1_epi32(static_cast<std::int32_t>(table.mask));
  const __m512i first = _mm512_set1_epi32(static_cast<std::int32_t>(table.first));
  const __m128i shift = _mm_cvtsi32_si128(static_cast<std::int32_t>(table.shift));
  const __m128i bits = _mm_cvtsi32_si128(static_cast<std::int32_t>(table.bits));
  for (std::size_t i = 0; i < n; i += 16) {
    const __m512i word = _mm512_loadu_si512(words + i), cell = _mm512_srl_epi32(word, shift);
    const __m512i entry = _mm512_i32gather_epi32(cell, table.cells, 4);
    const __mmask16 own =
        _mm512_cmplt_epu32_mask(_mm512_sll_epi32(word, bits), _mm512_andnot_si512(mask, entry));
    const __m512i step = _mm512_mask_mov_epi32(_mm512_and_si512(entry, mask), own, cell);
    _mm512_storeu_si512(out + i, _mm512_add_epi32(first, step));
  }
#else
  for (std::size_t i = 0; i < n; ++i) out[i] = table.at(words[i]);
#endif
}

}  // namespace
}  // namespace cajal
