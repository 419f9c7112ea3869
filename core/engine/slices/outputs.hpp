// What neurons show each other from step to step, for all threads to read.
#pragma once
#include <cstdint>
#include <vector>

#include "base/memory/array.hpp"
#include "engine/describe/network.hpp"
#include "engine/slices/slice.hpp"

namespace cajal {

class Outputs {
 public:
  /** Rows for the outputs of all populations that are sources of value-carrying synapses. */
  explicit Outputs(const Network& network);

  bool empty() const noexcept { return empty_; }
  /** Lets the neurons of a slice write what they show during `step`. */
  void publish(Slice& slice, std::int64_t step);
  /** What a population showed during `step`, at most the longest delay ago: [neuron]. */
  const double* row(std::uint32_t population, std::size_t output, std::int64_t step) const noexcept {
    return slot(population, output, step);
  }
  /** Calls visit(values, their number) for what was shown and can still arrive: per population, output and step. */
  template <class Visit>
  void for_each(const Network& network, Visit visit) {
    each(*this, network, visit);
  }
  /** A hash of what was shown in earlier steps and can still arrive. */
  std::uint64_t hash(const Network& network) const noexcept;

 private:
  template <class Self, class Visit>
  static void each(Self& self, const Network& network, Visit visit) {
    for (std::size_t p = 0; p < self.rows_.size(); ++p)
      for (auto& row : self.rows_[p])
        for (std::size_t at = 0; at < self.depth_; ++at)
          visit(row.data() + at * self.sizes_[p], std::size_t{network.populations[p].size});
  }
  double* slot(std::uint32_t population, std::size_t output, std::int64_t step) const noexcept {
    const std::size_t at = static_cast<std::size_t>(step + static_cast<std::int64_t>(depth_)) % depth_;
    return const_cast<double*>(rows_[population][output].data()) + at * sizes_[population];
  }

  std::size_t depth_ = 1;  ///< steps that are kept
  bool empty_ = true;
  std::vector<std::uint32_t> sizes_;              ///< [population]
  std::vector<std::vector<Array<double>>> rows_;  ///< [population][output]: [step % depth][neuron]
};

/** The longest delay [steps] of synapses that carry values. */
std::uint32_t longest_value_delay(const Network& network);

}  // namespace cajal
