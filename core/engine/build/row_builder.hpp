// Collects the synapses of one source in one slice and writes them as a row.
#pragma once
#include <cstdint>
#include <span>
#include <vector>

#include "base/memory/scratch.hpp"
#include "engine/slices/memory/arena.hpp"
#include "kernels/placed_synapse.hpp"
#include "synapses/static_row.hpp"

namespace cajal {

/** The synapses of one source, while they are collected. */
class PlacedRow {
 public:
  /** Room for n more at the end. */
  PlacedSynapse* extend(std::size_t n) {
    PlacedSynapse* const begin = synapses_.ask(size_ + n, size_) + size_;
    size_ += n;
    return begin;
  }
  std::span<const PlacedSynapse> all() const noexcept { return {synapses_.data(), size_}; }
  std::size_t size() const noexcept { return size_; }
  void clear() noexcept { size_ = 0; }

 private:
  Scratch<PlacedSynapse> synapses_;
  std::size_t size_ = 0;
};

class RowBuilder {
 public:
  RowBuilder(static_row::Form form, std::uint32_t longest_delay) : form_(form), counts_(longest_delay + 2) {}

  /** The synapses collected so far, to be appended to. */
  PlacedRow& entries() noexcept { return entries_; }

  /** Writes the row, sorted by delay and otherwise in the order of addition; null if there is none. Begins anew. */
  std::uint32_t* finish(Arena& arena);

  /** The same in the place of a row with the same delays, for synapses whose weights have changed. */
  void rewrite(std::uint32_t* row);

  /** The most synapses of one delay in any row so far. */
  std::size_t longest_run() const noexcept { return longest_run_; }

 private:
  void sort_by_delay();
  void write_row(std::uint32_t* out);
  std::size_t row_words() noexcept;
  std::uint32_t* write_run(const PlacedSynapse* run, std::size_t size, std::uint32_t steps,
                           std::uint32_t* out) const noexcept;

  static_row::Form form_;
  PlacedRow entries_;
  Scratch<PlacedSynapse> sorted_;
  std::vector<std::uint32_t> counts_;
  std::size_t longest_run_ = 0;
};

}  // namespace cajal
