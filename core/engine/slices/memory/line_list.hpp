// Words that are only appended, one at a time, and read once.
#pragma once
#include <cstddef>
#include <cstdint>

#include "engine/slices/memory/full_lines.hpp"

namespace cajal {

/**
 * All full lines but the last are written away: words that were written a moment ago cannot be read as vectors at once,
 * and waiting for them took a seventh of the time of making synapses.
 */
template <class Word>
class alignas(line_bytes) LineList {
 public:
  void push(Word word, ChunkPool& pool) {
    if (held_ == 2 * words_of_line) write(pool);
    lines_[(begin_ + held_++) % (2 * words_of_line)] = word;
  }

  std::size_t size() const noexcept { return written_.size() + held_; }
  std::size_t chunks() const noexcept { return written_.chunks(); }

  /** Calls visit(words, n) for stretches of words in their order, until it says false; whether it never did. */
  template <class Visit>
  bool each(Visit visit) const {
    if (!written_.each(visit)) return false;
    const std::size_t first = held_ < words_of_line ? held_ : words_of_line;
    return (first == 0 || visit(lines_ + begin_, first)) &&
           (held_ == first || visit(lines_ + (words_of_line - begin_), held_ - first));
  }

  void clear(ChunkPool& pool) noexcept { written_.clear(pool), held_ = 0; }

 private:
  static constexpr std::size_t words_of_line = FullLines<Word>::words_of_line;

  __attribute__((noinline)) void write(ChunkPool& pool) {
    written_.append(lines_ + begin_, pool);
    held_ -= words_of_line, begin_ = words_of_line - begin_;
  }

  Word lines_[2 * words_of_line];
  std::uint32_t held_ = 0, begin_ = 0;  ///< words of the two lines, and where the older one begins
  FullLines<Word> written_;
};

}  // namespace cajal
