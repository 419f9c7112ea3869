// Several words of 32 bits side by side, each in a lane of 64: what products of words need.
#pragma once
#include <cstddef>
#include <cstdint>

#ifdef __AVX2__
#include <immintrin.h>

#include "base/inline.hpp"

namespace cajal {
namespace {

// Compilers turn a loop of such products into ones of whole lanes, which take three times as long where there are any.
#if defined(__AVX512F__)

struct Lanes {
  static constexpr std::size_t size = 8;
  __m512i v;

  /** Halves that no word is above. */
  static CAJAL_INLINE Lanes largest() noexcept { return {_mm512_set1_epi64(-1)}; }
  static CAJAL_INLINE Lanes all(std::uint32_t word) noexcept { return {_mm512_set1_epi64(word)}; }
  static CAJAL_INLINE Lanes load(const std::uint32_t* words) noexcept {
    return {_mm512_cvtepu32_epi64(_mm256_loadu_si256(reinterpret_cast<const __m256i*>(words)))};
  }
  /** first, first + 1, ... */
  static CAJAL_INLINE Lanes counted(std::uint32_t first) noexcept {
    return {_mm512_add_epi64(_mm512_set1_epi64(first), _mm512_setr_epi64(0, 1, 2, 3, 4, 5, 6, 7))};
  }
  CAJAL_INLINE void store(std::uint32_t* words) const noexcept {
    _mm256_storeu_si256(reinterpret_cast<__m256i*>(words), _mm512_cvtepi64_epi32(v));
  }
  CAJAL_INLINE Lanes times(Lanes other) const noexcept { return {_mm512_mul_epu32(v, other.v)}; }
  CAJAL_INLINE Lanes high() const noexcept { return {_mm512_srli_epi64(v, 32)}; }
  /** Lower halves as upper ones. */
  CAJAL_INLINE Lanes raised() const noexcept { return {_mm512_slli_epi64(v, 32)}; }
  /** The lesser halves. */
  CAJAL_INLINE Lanes least(Lanes other) const noexcept { return {_mm512_min_epu32(v, other.v)}; }
  /** Whether a lower half is. */
  CAJAL_INLINE bool any_below(std::uint32_t limit) const noexcept {
    return _mm512_mask_cmplt_epu32_mask(0x5555, v, _mm512_set1_epi32(static_cast<int>(limit))) != 0;
  }
  CAJAL_INLINE Lanes operator^(Lanes other) const noexcept { return {_mm512_xor_si512(v, other.v)}; }
  /** Own lower halves, and upper ones of another. */
  CAJAL_INLINE Lanes under(Lanes upper) const noexcept {
    return {_mm512_mask_blend_epi32(0xAAAA, v, upper.v)};
  }
  /** Both halves of a[0], b[0], a[1], b[1] ... */
  static CAJAL_INLINE void store_pairs(Lanes a, Lanes b, std::uint32_t* out) noexcept {
    const __m512i first = _mm512_setr_epi64(0, 8, 1, 9, 2, 10, 3, 11),
                  second = _mm512_setr_epi64(4, 12, 5, 13, 6, 14, 7, 15);
    _mm512_storeu_si512(out, _mm512_permutex2var_epi64(a.v, first, b.v));
    _mm512_storeu_si512(out + 16, _mm512_permutex2var_epi64(a.v, second, b.v));
  }
};

#else

struct Lanes {
  static constexpr std::size_t size = 4;
  __m256i v;

  static CAJAL_INLINE Lanes largest() noexcept { return {_mm256_set1_epi64x(-1)}; }
  static CAJAL_INLINE Lanes all(std::uint32_t word) noexcept { return {_mm256_set1_epi64x(word)}; }
  static CAJAL_INLINE Lanes load(const std::uint32_t* words) noexcept {
    return {_mm256_cvtepu32_epi64(_mm_loadu_si128(reinterpret_cast<const __m128i*>(words)))};
  }
  static CAJAL_INLINE Lanes counted(std::uint32_t first) noexcept {
    return {_mm256_add_epi64(_mm256_set1_epi64x(first), _mm256_setr_epi64x(0, 1, 2, 3))};
  }
  CAJAL_INLINE void store(std::uint32_t* words) const noexcept {
    const __m256i low = _mm256_permutevar8x32_epi32(v, _mm256_setr_epi32(0, 2, 4, 6, 0, 0, 0, 0));
    _mm_storeu_si128(reinterpret_cast<__m128i*>(words), _mm256_castsi256_si128(low));
  }
  CAJAL_INLINE Lanes times(Lanes other) const noexcept { return {_mm256_mul_epu32(v, other.v)}; }
  CAJAL_INLINE Lanes high() const noexcept { return {_mm256_srli_epi64(v, 32)}; }
  CAJAL_INLINE Lanes raised() const noexcept { return {_mm256_slli_epi64(v, 32)}; }
  CAJAL_INLINE Lanes least(Lanes other) const noexcept { return {_mm256_min_epu32(v, other.v)}; }
  CAJAL_INLINE bool any_below(std::uint32_t limit) const noexcept {
    const __m256i no_less = _mm256_max_epu32(v, _mm256_set1_epi32(static_cast<int>(limit)));
    return (_mm256_movemask_epi8(_mm256_cmpeq_epi32(no_less, v)) & 0x0f0f0f0f) != 0x0f0f0f0f;
  }
  CAJAL_INLINE Lanes operator^(Lanes other) const noexcept { return {_mm256_xor_si256(v, other.v)}; }
  CAJAL_INLINE Lanes under(Lanes upper) const noexcept { return {_mm256_blend_epi32(v, upper.v, 0xAA)}; }
  static CAJAL_INLINE void store_pairs(Lanes a, Lanes b, std::uint32_t* out) noexcept {
    const __m256i even = _mm256_unpacklo_epi64(a.v, b.v), odd = _mm256_unpackhi_epi64(a.v, b.v);
    auto* const to = reinterpret_cast<__m256i*>(out);
    _mm256_storeu_si256(to, _mm256_permute2x128_si256(even, odd, 0x20));
    _mm256_storeu_si256(to + 1, _mm256_permute2x128_si256(even, odd, 0x31));
  }
};

#endif

}  // namespace
}  // namespace cajal
#endif
