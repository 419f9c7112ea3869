// Words that are only appended to and read once, in lines that are written past the cache.
#pragma once
#include <cstddef>
#include <cstdint>
#include <vector>

#include "base/memory/stream_line.hpp"
#include "engine/slices/memory/chunk_pool.hpp"

namespace cajal {

/**
 * Full lines are in chunks, except the last: words that were written a moment ago cannot be read as vectors at once,
 * and waiting for them took a seventh of the time of making synapses.
 */
template <class Word>
class alignas(line_bytes) LineList {
 public:
  void push(Word word, ChunkPool& pool) {
    if (held_ == 2 * words_of_line) write(pool);
    lines_[(begin_ + held_++) % (2 * words_of_line)] = word;
  }

  std::size_t size() const noexcept { return written_ * words_of_line + held_; }
  std::size_t chunks() const noexcept { return chunks_.size(); }

  /** Calls visit(words, n) for stretches of words in their order, until it says false; whether it never did. */
  template <class Visit>
  bool each(Visit visit) const {
    std::size_t left = written_;
    for (std::size_t c = 0; c < chunks_.size(); ++c) {
      if (c + 1 < chunks_.size()) ask_for(chunks_[c + 1]);
      const std::size_t lines = left < lines_of_chunk ? left : lines_of_chunk;
      left -= lines;
      if (!visit(static_cast<const Word*>(chunks_[c]), lines * words_of_line)) return false;
    }
    const std::size_t first = held_ < words_of_line ? held_ : words_of_line;
    return (first == 0 || visit(lines_ + begin_, first)) &&
           (held_ == first || visit(lines_ + (words_of_line - begin_), held_ - first));
  }

  void clear(ChunkPool& pool) noexcept {
    for (void* const chunk : chunks_) pool.give(chunk);
    chunks_.clear(), written_ = 0, held_ = 0;
  }

 private:
  static constexpr std::size_t words_of_line = line_bytes / sizeof(Word);
  static constexpr std::size_t lines_of_chunk = ChunkPool::chunk_bytes / line_bytes;

  // The processor asks for lines ahead by itself, but only within a page, and only after the first few.
  static void ask_for(const void* chunk) noexcept {
    for (std::size_t line = 0; line < 8; ++line)
      __builtin_prefetch(static_cast<const std::byte*>(chunk) + line * line_bytes);
  }

  __attribute__((noinline)) void write(ChunkPool& pool) {
    const std::size_t place = written_ % lines_of_chunk;
    if (place == 0) {
      if (chunks_.size() == chunks_.capacity()) chunks_.reserve(2 * chunks_.size() + 8);
      chunks_.push_back(pool.take());
    }
    stream_line(static_cast<std::byte*>(chunks_.back()) + place * line_bytes, lines_ + begin_);
    ++written_, held_ -= words_of_line, begin_ = words_of_line - begin_;
  }

  Word lines_[2 * words_of_line];
  std::uint32_t held_ = 0, begin_ = 0;  ///< words of the two lines, and where the older one begins
  std::size_t written_ = 0;             ///< lines
  std::vector<void*> chunks_;
};

}  // namespace cajal
