// Whole lines of words that are only appended and read once; they are written past the cache.
#pragma once
#include <cstddef>
#include <cstdint>
#include <vector>

#include "base/memory/stream_line.hpp"
#include "engine/slices/memory/chunk_pool.hpp"

namespace cajal {

template <class Word>
class FullLines {
 public:
  static constexpr std::size_t words_of_line = line_bytes / sizeof(Word);

  /** Copies a line, which is aligned. Throws std::bad_alloc, and then nothing was appended. */
  void append(const Word* line, ChunkPool& pool) {
    const std::size_t place = lines_ % lines_of_chunk;
    if (place == 0) {
      if (chunks_.size() == chunks_.capacity()) chunks_.reserve(2 * chunks_.size() + 8);
      chunks_.push_back(pool.take());
    }
    stream_line(static_cast<std::byte*>(chunks_.back()) + place * line_bytes, line);
    ++lines_;
  }

  std::size_t size() const noexcept { return lines_ * words_of_line; }
  std::size_t chunks() const noexcept { return chunks_.size(); }

  /** Calls visit(words, n) for stretches of words in their order, until it says false; whether it never did. */
  template <class Visit>
  bool each(Visit visit) const {
    std::size_t left = lines_;
    for (std::size_t c = 0; c < chunks_.size(); ++c) {
      if (c + 1 < chunks_.size()) ask_for(chunks_[c + 1]);
      const std::size_t lines = left < lines_of_chunk ? left : lines_of_chunk;
      left -= lines;
      if (!visit(static_cast<const Word*>(chunks_[c]), lines * words_of_line)) return false;
    }
    return true;
  }

  void clear(ChunkPool& pool) noexcept {
    for (void* const chunk : chunks_) pool.give(chunk);
    chunks_.clear(), lines_ = 0;
  }

 private:
  static constexpr std::size_t lines_of_chunk = ChunkStore::chunk_bytes / line_bytes;

  // The processor asks for lines ahead by itself, but only within a page, and only after the first few.
  static void ask_for(const void* chunk) noexcept {
    for (std::size_t line = 0; line < 16; ++line)
      __builtin_prefetch(static_cast<const std::byte*>(chunk) + line * line_bytes);
  }

  std::size_t lines_ = 0;
  std::vector<void*> chunks_;
};

}  // namespace cajal
