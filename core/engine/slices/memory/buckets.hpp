// Synapses on their way where rows are made at the time of a spike: for every step to come, the words due then.
#pragma once
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "engine/slices/memory/line_list.hpp"
#include "kernels/placed_synapse.hpp"

namespace cajal {

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
      LineList<Far>& waiting = far_[place(next)];
      waiting.each([&](const Far* words, std::size_t n) {
        for (std::size_t i = 0; i < n; ++i)
          near(next * bin_steps + static_cast<std::int64_t>(words[i] % bin_steps))
              .push(static_cast<Word>(words[i] / bin_steps), *pool_);
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
    const std::int64_t steps = (dealt_ + 1) * bin_steps - step;
    const auto near_delays = static_cast<std::uint32_t>(std::max<std::int64_t>(0, steps));
    const auto begin = static_cast<std::size_t>(step);
    ChunkPool& pool = *pool_;
    for (const PlacedSynapse synapse : row)
      if (const std::uint32_t delay = synapse.delay(); delay < near_delays)
        near_[(begin + delay) % near_steps].push(word_of(synapse), pool);
      else
        push(step + delay, word_of(synapse));
  }

  /** Weight and accumulator; a word of 32 bits keeps 16 of the weight. */
  static Word word_of(PlacedSynapse synapse) noexcept { return static_cast<Word>(synapse.bits >> 16); }

  /** A word due at most the longest delay after the step before the last that was opened. */
  __attribute__((noinline)) void push(std::int64_t due, Word word) {
    if (due / bin_steps <= dealt_)
      near(due).push(word, *pool_);
    else
      far_[place(due / bin_steps)].push(Far{word} * bin_steps + static_cast<Far>(due % bin_steps), *pool_);
  }

  /** The words that are due in the last step that was opened. */
  const LineList<Word>& due(std::int64_t step) const noexcept {
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
  using Far = std::uint64_t;  ///< word * bin_steps + step in the bin: words have at most 60 bits

  LineList<Word>& near(std::int64_t due) noexcept {
    return near_[static_cast<std::size_t>(due) % near_steps];
  }
  std::size_t place(std::int64_t bin) const noexcept {
    return static_cast<std::size_t>(bin) & (far_.size() - 1);
  }

  ChunkPool* pool_;
  LineList<Word> near_[near_steps];
  std::vector<LineList<Far>> far_;
  std::int64_t dealt_ = -1;  ///< the last bin with lists of single steps
};

}  // namespace cajal
