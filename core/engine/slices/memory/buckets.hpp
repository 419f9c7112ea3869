// Synapses on their way where rows are made at the time of a spike: for every step to come, the words due then.
#pragma once
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "engine/slices/memory/chunk_pool.hpp"

namespace cajal {

/** Words that are only appended to, and read once: a list of chunks. */
template <class Word>
class WordList {
  struct Chunk;
  static constexpr std::size_t capacity = (ChunkPool::chunk_bytes - sizeof(Chunk*)) / sizeof(Word);
  struct Chunk {
    Word words[capacity];
    Chunk* next;
  };
  static_assert(sizeof(Chunk) <= ChunkPool::chunk_bytes);

 public:
  void push(Word word, ChunkPool& pool) {
    if (left() == 0) grow(pool);
    *next_++ = word;
  }

  std::size_t size() const noexcept { return chunks_ * capacity - left(); }
  std::size_t chunks() const noexcept { return chunks_; }

  /** Calls visit(words, n) for stretches of words in their order, until it says false; whether it never did. */
  template <class Visit>
  bool each(Visit visit) const {
    for (const Chunk* chunk = first_; chunk; chunk = chunk->next) {
      const std::size_t n = chunk->next ? capacity : static_cast<std::size_t>(next_ - chunk->words);
      if (!visit(chunk->words, n)) return false;
    }
    return true;
  }

  void clear(ChunkPool& pool) noexcept {
    while (first_) {
      Chunk* const chunk = first_;
      first_ = chunk->next;
      pool.give(chunk);
    }
    last_ = nullptr, next_ = full(), chunks_ = 0;
  }

 private:
  // A chunk is aligned to its size, so that the address of the next word tells whether it is full. Before the first
  // chunk it is an address in none that says so.
  static constexpr std::size_t bytes = capacity * sizeof(Word);
  static Word* full() noexcept { return reinterpret_cast<Word*>(bytes); }
  std::size_t left() const noexcept {
    return (bytes - (reinterpret_cast<std::size_t>(next_) & (ChunkPool::chunk_bytes - 1))) / sizeof(Word);
  }

  void grow(ChunkPool& pool) {
    auto* const chunk = static_cast<Chunk*>(pool.take());
    chunk->next = nullptr;
    (last_ ? last_->next : first_) = chunk;
    last_ = chunk, next_ = chunk->words;
    ++chunks_;
  }

  Chunk *first_ = nullptr, *last_ = nullptr;
  Word* next_ = full();
  std::size_t chunks_ = 0;
};

/**
 * The next 48 to 64 steps have a list each. What is due later waits in lists of 16 steps, because one list for each
 * of a thousand steps would have a line of its own in the cache, and hardly ever more than one word in it.
 */
template <class Word>
class Buckets {
 public:
  /** `pool` must outlive the buckets. */
  Buckets(ChunkPool& pool, std::uint32_t longest_delay) : pool_(&pool) {
    std::int64_t size = 4;
    while (size * bin_steps <= std::int64_t{longest_delay} + near_steps) size *= 2;
    far_.resize(static_cast<std::size_t>(size));
  }
  Buckets(const Buckets&) = delete;
  Buckets& operator=(const Buckets&) = delete;
  ~Buckets() { clear(); }

  /** Lets additions begin that may be due from `step` on; to be called for every step in order. */
  void open(std::int64_t step) {
    const std::int64_t bin = step / bin_steps, end = bin + last_near + 1;
    for (std::int64_t next = std::max(bin, dealt_ + 1); next < end; ++next) {
      WordList<Far>& waiting = far_[place(next)];
      waiting.each([this](const Far* words, std::size_t n) {
        for (std::size_t i = 0; i < n; ++i) near(words[i].due).push(words[i].word, *pool_);
        return true;
      });
      waiting.clear(*pool_);
      dealt_ = next;
    }
  }

  /** Words that are due delay(i) steps after `step`, at most the longest delay, and not before the last step opened. */
  template <class Delay, class WordOf>
  void push_all(std::size_t n, std::int64_t step, Delay delay, WordOf word) {
    const std::int64_t steps = (dealt_ + 1) * bin_steps - step;
    const auto near_delays = static_cast<std::uint32_t>(std::max<std::int64_t>(0, steps));
    const auto begin = static_cast<std::size_t>(step);
    for (std::size_t i = 0; i < n; ++i)
      if (const std::uint32_t d = delay(i); d < near_delays)
        near_[(begin + d) % near_steps].push(word(i), *pool_);
      else
        push(step + d, word(i));
  }

  /** A word due at most the longest delay after the step before the last that was opened. */
  void push(std::int64_t due, Word word) {
    if (due / bin_steps <= dealt_)
      near(due).push(word, *pool_);
    else
      far_[place(due / bin_steps)].push({due, word}, *pool_);
  }

  /** The words that are due in the last step that was opened. */
  const WordList<Word>& due(std::int64_t step) const noexcept {
    return near_[static_cast<std::size_t>(step) % near_steps];
  }
  void drop(std::int64_t step) noexcept { near(step).clear(*pool_); }

  void clear() noexcept {
    for (auto& list : near_) list.clear(*pool_);
    for (auto& list : far_) list.clear(*pool_);
    dealt_ = -1;
  }

  /** Of all words on their way [bytes]. */
  std::uint64_t bytes() const noexcept {
    std::uint64_t chunks = 0;
    for (const auto& list : near_) chunks += list.chunks();
    for (const auto& list : far_) chunks += list.chunks();
    return chunks * ChunkPool::chunk_bytes;
  }

 private:
  static constexpr std::int64_t near_steps = 64, bin_steps = 16, last_near = near_steps / bin_steps - 1;
  struct Far {
    std::int64_t due;
    Word word;
  };

  WordList<Word>& near(std::int64_t due) noexcept {
    return near_[static_cast<std::size_t>(due) % near_steps];
  }
  std::size_t place(std::int64_t bin) const noexcept {
    return static_cast<std::size_t>(bin) & (far_.size() - 1);
  }

  ChunkPool* pool_;
  WordList<Word> near_[near_steps];
  std::vector<WordList<Far>> far_;
  std::int64_t dealt_ = -1;  ///< the last bin with lists of single steps
};

}  // namespace cajal
