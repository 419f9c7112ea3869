// What neurons show each other from step to step, for all threads to read.
#pragma once
#include <cstdint>
#include <vector>

#include "base/array.hpp"
#include "engine/network.hpp"
#include "engine/slice.hpp"

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
  template <class Visit>
  void for_each(Visit visit) {
    for (auto& outputs : rows_)
      for (auto& row : outputs) visit(row.data(), row.size());
  }

 private:
  double* slot(std::uint32_t population, std::size_t output, std::int64_t step) const noexcept {
    const std::size_t at = static_cast<std::size_t>(step + static_cast<std::int64_t>(depth_)) % depth_;
    return const_cast<double*>(rows_[population][output].data()) + at * sizes_[population];
  }

  std::size_t depth_ = 1;  ///< steps that are kept
  bool empty_ = true;
  std::vector<std::uint32_t> sizes_;             ///< [population]
  std::vector<std::vector<Array<double>>> rows_;  ///< [population][output]: [step % depth][neuron]
};

/** The longest delay [steps] of synapses that carry values. */
std::uint32_t longest_value_delay(const Network& network);

}  // namespace cajal
