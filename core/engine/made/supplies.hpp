// What the sources of each population have in a slice where rows are not stored.
#pragma once
#include <bit>
#include <cstdint>
#include <cstring>
#include <memory>
#include <vector>

#include "engine/build/feed.hpp"
#include "engine/slices/memory/arena.hpp"
#include "engine/slices/slice.hpp"
#include "kernels/kernels.hpp"

namespace cajal {

/** One block of the targets of a feed. */
struct Supply {
  const Feed* feed;
  std::uint32_t block;
  bool plain;     ///< its synapses are drawn one by one, onto neighbouring accumulators: `made` says how
  bool in_order;  ///< the sources of the feed in this population follow each other, from number `first` on
  std::uint32_t first;
  MadeFeed made;

  /** The number of a source among those of the feed, or Selection::npos. */
  std::uint32_t element_of(std::uint32_t source) const noexcept {
    return in_order ? source - first : feed->sources->position_of(source);
  }
  /** How many synapses a source has there; where they are not plain, 1. */
  std::uint64_t count(std::uint32_t element) const;
};

/** The supplies of the sources in one population. */
class SupplyRows {
 public:
  explicit SupplyRows(const Population& population) : first_(population.first), size_(population.size) {}

  void set(std::vector<Supply> supplies) { supplies_ = std::move(supplies); }
  /** How many counts there are. */
  std::size_t size() const noexcept { return size_ * supplies_.size(); }
  /** Counts the synapses of every source. There must be room for `at_once` more counts, which are read. */
  void count(const BuildContext& context, std::uint16_t* counts);

  bool has(std::uint32_t source) const noexcept { return source - first_ < size_; }
  /** Asks for what `each` will read. */
  void ask_for(std::uint32_t source) const noexcept { __builtin_prefetch(counts_ + row_of(source)); }
  /** Calls visit(supply, count) for those that have synapses of a source: their number, at most `most_counted`. */
  template <class Visit>
  void each(std::uint32_t source, Visit visit) const {
    const std::uint16_t* const counts = counts_ + row_of(source);
    // Most are zero where sources are in another area: several are passed by at once.
    for (std::size_t k = 0, left = supplies_.size(); k < supplies_.size(); k += at_once, left -= at_once) {
      std::uint64_t some;
      std::memcpy(&some, counts + k, sizeof some);
      if (left < at_once) some &= (std::uint64_t{1} << 16 * left) - 1;
      while (some != 0) {
        const int place = std::countr_zero(some) / 16;
        visit(supplies_[k + static_cast<std::size_t>(place)], static_cast<std::uint16_t>(some >> 16 * place));
        some &= ~(std::uint64_t{0xffff} << 16 * place);
      }
    }
  }
  static constexpr std::uint16_t most_counted = 65535;
  static constexpr std::size_t at_once = 4;

 private:
  std::size_t row_of(std::uint32_t source) const noexcept { return (source - first_) * supplies_.size(); }

  std::uint32_t first_, size_;
  std::vector<Supply> supplies_;
  std::uint16_t* counts_ = nullptr;  ///< [source][supply]
};

class Supplies {
 public:
  /** Nothing yet. */
  explicit Supplies(const Network& network);
  Supplies(const Supplies&) = delete;
  Supplies& operator=(const Supplies&) = delete;

  /** Takes weights and units as they are now. */
  void describe(const Slice& slice, const BuildContext& context);

  const SupplyRows& of(std::uint32_t population) const noexcept { return rows_[population]; }
  const std::vector<std::unique_ptr<Feed>>& feeds() const noexcept { return feeds_; }
  /** About how many synapses a spike has here at most. */
  std::uint64_t long_row() const noexcept { return long_row_; }
  std::uint64_t bytes() const noexcept { return arena_.bytes(); }

 private:
  void count(const BuildContext& context);

  std::vector<std::unique_ptr<Feed>> feeds_;
  std::vector<SupplyRows> rows_;  ///< [population]
  Arena arena_;                   ///< counts: a spike wants some from anywhere among them
  std::uint64_t long_row_ = 0;
};

}  // namespace cajal
