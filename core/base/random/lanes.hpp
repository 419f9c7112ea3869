// Several words of 32 bits side by side, each in a lane of 64: what products of words need.
#pragma once
#include <cstddef>
#include <cstdint>

#if defined(__SSE4_1__)
#include <immintrin.h>

#include "base/inline.hpp"

namespace cajal {
namespace {

// Compilers turn a loop of such products into ones of whole lanes, which take three times as long where there are any.
#if defined(__AVX512F__)

struct Lanes {
  static constexpr std::size_t size = 8;
  __m512i v;

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
  CAJAL_INLINE Lanes operator^(Lanes other) const noexcept { return {_mm512_xor_si512(v, other.v)}; }
};

#elif defined(__AVX2__)

struct Lanes {
  static constexpr std::size_t size = 4;
  __m256i v;

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
  CAJAL_INLINE Lanes operator^(Lanes other) const noexcept { return {_mm256_xor_si256(v, other.v)}; }
};

#else

struct Lanes {
  static constexpr std::size_t size = 2;
  __m128i v;

  static CAJAL_INLINE Lanes all(std::uint32_t word) noexcept { return {_mm_set1_epi64x(word)}; }
  static CAJAL_INLINE Lanes load(const std::uint32_t* words) noexcept {
    return {_mm_cvtepu32_epi64(_mm_loadl_epi64(reinterpret_cast<const __m128i*>(words)))};
  }
  static CAJAL_INLINE Lanes counted(std::uint32_t first) noexcept {
    return {_mm_add_epi64(_mm_set1_epi64x(first), _mm_set_epi64x(1, 0))};
  }
  CAJAL_INLINE void store(std::uint32_t* words) const noexcept {
    _mm_storel_epi64(reinterpret_cast<__m128i*>(words), _mm_shuffle_epi32(v, 0x08));
  }
  CAJAL_INLINE Lanes times(Lanes other) const noexcept { return {_mm_mul_epu32(v, other.v)}; }
  CAJAL_INLINE Lanes high() const noexcept { return {_mm_srli_epi64(v, 32)}; }
  CAJAL_INLINE Lanes operator^(Lanes other) const noexcept { return {_mm_xor_si128(v, other.v)}; }
};

#endif

}  // namespace
}  // namespace cajal
#endif
