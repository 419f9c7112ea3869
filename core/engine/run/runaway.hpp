// Says when a population drives itself to rates that no neuron has.
#pragma once
#include <cstdint>
#include <string>
#include <vector>

#include "engine/describe/network.hpp"
#include "engine/slices/slice.hpp"

namespace cajal {

/** The highest mean rate of a population that ran away, and how often that was seen. */
struct Runaway {
  double rate = 0;                   ///< [1/s]
  std::int64_t from = 0, until = 0;  ///< steps
  std::uint64_t times = 0;
};

/** Looks at the rates of populations that excite themselves, on their own or by way of others. */
class RunawayWatch {
 public:
  explicit RunawayWatch(const Network& network);

  /** To be called now and then, and when a run has ended. */
  void look(const Network& network, const std::vector<Slice>& slices, std::int64_t step) noexcept;
  /** Begins anew at a step; what was seen stays. */
  void begin(const std::vector<Slice>& slices, std::int64_t step) noexcept;

  /** [population] */
  const std::vector<Runaway>& seen() const noexcept { return seen_; }
  /** A sentence on the population that fired most; empty if none ran away. */
  std::string text(const Network& network) const;

 private:
  void count(const std::vector<Slice>& slices) noexcept;

  std::vector<std::uint8_t> recurrent_;  ///< [population]
  std::vector<std::uint64_t> before_;    ///< [population]: spikes when the present window began
  std::vector<std::uint64_t> now_;       ///< [population]: spikes at the last count
  std::vector<Runaway> seen_;
  std::int64_t from_ = 0;
};

}  // namespace cajal
