// What the sources of each population have in a slice where rows are not stored.
#pragma once
#include <cstdint>
#include <memory>
#include <vector>

#include "engine/build/feed.hpp"
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

  const std::vector<Supply>& all() const noexcept { return supplies_; }
  void set(std::vector<Supply> supplies) { supplies_ = std::move(supplies); }
  /** Counts the synapses of every source; to be called once, as they depend on neither weights nor delays. */
  void count(const BuildContext& context);
  bool counted() const noexcept { return !counts_.empty(); }

  bool has(std::uint32_t source) const noexcept { return source - first_ < size_; }
  /** [supply]: the synapses of a source, at most `most_counted`; 0 where it has none. */
  const std::uint16_t* counts(std::uint32_t source) const noexcept {
    return counts_.data() + std::size_t{source - first_} * supplies_.size();
  }
  static constexpr std::uint16_t most_counted = 65535;

  std::uint64_t bytes() const noexcept { return counts_.size() * sizeof(counts_[0]); }

 private:
  std::uint32_t first_, size_;
  std::vector<Supply> supplies_;
  std::vector<std::uint16_t> counts_;  ///< [source][supply]
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
  std::uint64_t bytes() const noexcept;

 private:
  std::vector<std::unique_ptr<Feed>> feeds_;
  std::vector<SupplyRows> rows_;  ///< [population]
  std::uint64_t long_row_ = 0;
};

}  // namespace cajal
