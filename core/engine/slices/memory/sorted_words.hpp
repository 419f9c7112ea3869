// Words sorted into as many lists as there are steps ahead, many at a time.
#pragma once
#include <cstddef>
#include <cstdint>
#include <cstring>

#include "engine/slices/memory/full_lines.hpp"

namespace cajal {

/**
 * Every list has room for a few lines, so that the words of a piece go to their places without looking whether these
 * are full: that was wrongly foreseen once per line. Lines that a piece has filled are written away after it.
 */
template <class Word, std::size_t lists>
class SortedWords {
 public:
  static constexpr std::size_t words_of_line = FullLines<Word>::words_of_line;

  SortedWords() noexcept { lose(); }

  /** Some words that are sorted together, at most `most`. Where `write` was not reached, staged words are lost. */
  class Piece {
   public:
    static constexpr std::size_t most = 4 * words_of_line;

    explicit Piece(SortedWords& lists_of) noexcept : lists_(lists_of) {}
    Piece(const Piece&) = delete;
    Piece& operator=(const Piece&) = delete;
    ~Piece() {
      if (!written_) lists_.lose();
    }

    void push(std::size_t list, Word word) noexcept {
      const std::uint32_t at = lists_.end_[list], end = at + 1;
      lists_.end_[list] = end;
      lists_.staged_[at] = word;
      filled_[n_] = static_cast<std::uint8_t>(list);
      n_ += static_cast<std::uint32_t>(end % words_of_line == 0);
    }

    /** Writes lines away that were filled. Throws std::bad_alloc. */
    void write(ChunkPool& pool) {
      for (std::uint32_t k = 0; k < n_; ++k) lists_.write(filled_[k], pool);
      written_ = true;
    }

   private:
    SortedWords& lists_;
    bool written_ = false;
    std::uint32_t n_ = 0;
    std::uint8_t filled_[most + 1];  ///< lists that have filled a line
  };

  std::size_t size(std::size_t list) const noexcept { return written_[list].size() + held(list); }
  std::size_t chunks(std::size_t list) const noexcept { return written_[list].chunks(); }

  /** Calls visit(words, n) for stretches of words in their order, until it says false; whether it never did. */
  template <class Visit>
  bool each(std::size_t list, Visit visit) const {
    return written_[list].each(visit) && (held(list) == 0 || visit(staged_ + list * room, held(list)));
  }

  void clear(std::size_t list, ChunkPool& pool) noexcept { written_[list].clear(pool), empty(list); }

 private:
  static constexpr std::size_t room = Piece::most + words_of_line;
  static_assert(lists <= 256, "numbers of lists are kept in a byte");

  std::size_t held(std::size_t list) const noexcept { return end_[list] - list * room; }
  void empty(std::size_t list) noexcept { end_[list] = static_cast<std::uint32_t>(list * room); }
  void lose() noexcept {
    for (std::size_t list = 0; list < lists; ++list) empty(list);
  }

  void write(std::size_t list, ChunkPool& pool) {
    Word* const first = staged_ + list * room;
    const std::size_t n = held(list), rest = n % words_of_line;
    end_[list] -= static_cast<std::uint32_t>(n - rest);
    for (std::size_t at = 0; at + words_of_line <= n; at += words_of_line)
      written_[list].append(first + at, pool);
    if (n >= words_of_line) std::memcpy(first, first + (n - rest), line_bytes);
  }

  alignas(line_bytes) Word staged_[lists * room];
  std::uint32_t end_[lists];  ///< where the next word of each list goes
  FullLines<Word> written_[lists];
};

}  // namespace cajal
