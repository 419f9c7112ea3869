// Synapses on their way where rows are made at the time of a spike: for every step to come, the words due then.
#pragma once
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "engine/slices/memory/line_list.hpp"
#include "engine/slices/memory/sorted_words.hpp"
#include "kernels/placed_synapse.hpp"

namespace cajal {

/**
 * The next 48 to 64 steps have a list each. What is due later waits in lists of 16 steps, because one list for each
 * of a thousand steps would have a line of its own in the cache, and hardly ever more than one word in it.
 */
template <class Word>
class Buckets {
 public:
  /** `pool` must outlive the buckets, or another take its place. */
  Buckets(ChunkPool& pool, std::uint32_t longest_delay) : pool_(&pool) {
    std::int64_t size = 4;
    while (size * bin_steps <= std::int64_t{longest_delay} + near_steps) size *= 2;
    far_.resize(static_cast<std::size_t>(size));
  }
  Buckets(const Buckets&) = delete;
  Buckets& operator=(const Buckets&) = delete;
  ~Buckets() { clear(); }

  /** From now on with the pool of another thread. */
  void use(ChunkPool& pool) noexcept { pool_ = &pool; }

  /** Lets additions begin that may be due from `step` on; to be called for every step in order. */
  void open(std::int64_t step) {
    const std::int64_t bin = step / bin_steps, end = bin + last_near + 1;
    for (std::int64_t next = std::max(bin, dealt_ + 1); next < end; ++next) {
      LineList<Far>& waiting = far_[place(next)];
      waiting.each([&](const Far* words, std::size_t n) {
        for (std::size_t begin = 0; begin < n; begin += piece_size)
          sort({words + begin, std::min(piece_size, n - begin)}, next);
        return true;
      });
      waiting.clear(*pool_);
      dealt_ = next;
    }
  }

  /**
   * Words of synapses sent in `step`: what stands above the delay. None is due later than the longest delay, or before
   * the last step that was opened.
   */
  void push_all(std::span<const PlacedSynapse> row, std::int64_t step) {
    while (!row.empty()) {
      const std::size_t n = std::min(row.size(), piece_size);
      push_piece(row.first(n), step);
      row = row.subspan(n);
    }
  }

  /** Weight and accumulator; a word of 32 bits keeps 16 of the weight. */
  static Word word_of(PlacedSynapse synapse) noexcept { return static_cast<Word>(synapse.bits >> 16); }

  /** A word due at most the longest delay after the step before the last that was opened. */
  void push(std::int64_t due, Word word) {
    if (due / bin_steps > dealt_) return push_far(due, word);
    typename Near::Piece piece(near_);
    piece.push(list_of(due), word);
    piece.write(*pool_);
  }

  /** How many words are due in the last step that was opened, or in one after it. */
  std::size_t due_size(std::int64_t step) const noexcept { return near_.size(list_of(step)); }
  /** Calls visit(words, n) for stretches of these words, until it says false; whether it never did. */
  template <class Visit>
  bool each_due(std::int64_t step, Visit visit) const {
    return near_.each(list_of(step), visit);
  }
  void drop(std::int64_t step) noexcept { near_.clear(list_of(step), *pool_); }

  void clear() noexcept {
    for (std::size_t list = 0; list < near_steps; ++list) near_.clear(list, *pool_);
    for (auto& list : far_) list.clear(*pool_);
    dealt_ = -1;
  }

  /** Of all words on their way [bytes]. */
  std::uint64_t bytes() const noexcept {
    std::uint64_t chunks = 0;
    for (std::size_t list = 0; list < near_steps; ++list) chunks += near_.chunks(list);
    for (const auto& list : far_) chunks += list.chunks();
    return chunks * ChunkStore::chunk_bytes;
  }

 private:
  static constexpr std::int64_t near_steps = 64, bin_steps = 16, last_near = near_steps / bin_steps - 1;
  using Near = SortedWords<Word, near_steps>;
  static constexpr std::size_t piece_size = Near::Piece::most;
  using Far = std::uint64_t;  ///< word * bin_steps + step in the bin: words have at most 60 bits

  static std::size_t list_of(std::int64_t due) noexcept { return static_cast<std::size_t>(due) % near_steps; }

  void push_far(std::int64_t due, Word word) {
    const auto step = static_cast<Far>(due);
    far_[step / bin_steps & (far_.size() - 1)].push(Far{word} * bin_steps + step % bin_steps, *pool_);
  }

  /** Gives words of a bin to the steps in which they are due. */
  void sort(std::span<const Far> words, std::int64_t bin) {
    typename Near::Piece piece(near_);
    const auto first = static_cast<Far>(bin) * bin_steps;
    for (const Far word : words)
      piece.push((first + word % bin_steps) % near_steps, static_cast<Word>(word / bin_steps));
    piece.write(*pool_);
  }

  void push_piece(std::span<const PlacedSynapse> row, std::int64_t step) {
    const std::int64_t steps = (dealt_ + 1) * bin_steps - step;
    const auto near_delays = static_cast<std::uint32_t>(std::max<std::int64_t>(0, steps));
    const auto begin = static_cast<std::size_t>(step);
    typename Near::Piece piece(near_);
    for (const PlacedSynapse synapse : row)
      if (const std::uint32_t delay = synapse.delay(); delay < near_delays)
        piece.push((begin + delay) % near_steps, word_of(synapse));
      else
        push_far(step + delay, word_of(synapse));
    piece.write(*pool_);
  }

  std::size_t place(std::int64_t bin) const noexcept {
    return static_cast<std::size_t>(bin) & (far_.size() - 1);
  }

  ChunkPool* pool_;
  Near near_;
  std::vector<LineList<Far>> far_;
  std::int64_t dealt_ = -1;  ///< the last bin with lists of single steps
};

}  // namespace cajal
