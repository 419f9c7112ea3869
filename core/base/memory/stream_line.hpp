// Writing whole lines of the cache past it.
#pragma once
#include <cstddef>
#include <cstring>

#ifdef __SSE2__
#include <emmintrin.h>
#endif

namespace cajal {

inline constexpr std::size_t line_bytes = 64;

/** Copies a line to where nobody reads it soon: it is not read from memory before it is written. Both are aligned. */
inline void stream_line(void* to, const void* from) noexcept {
#ifdef __SSE2__
  auto* const out = static_cast<__m128i*>(to);
  const auto* const in = static_cast<const __m128i*>(from);
  for (int i = 0; i < 4; ++i) _mm_stream_si128(out + i, _mm_load_si128(in + i));
#else
  std::memcpy(to, from, line_bytes);
#endif
}

/** Lets other threads see the lines that this one has written, as soon as they see what it writes next. */
inline void end_streaming() noexcept {
#ifdef __SSE2__
  _mm_sfence();
#endif
}

}  // namespace cajal
