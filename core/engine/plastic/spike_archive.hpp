// The last spikes of the neurons of one part, for the synapses onto them that follow spikes.
#pragma once
#include <cstdint>
#include <vector>

#include "model/plastic.hpp"

namespace cajal {

class SpikeArchive {
 public:
  /** Of neurons whose numbers begin with `first`. */
  SpikeArchive(std::uint32_t first, std::uint32_t neurons)
      : first_(first), rings_(neurons), memory_(neurons) {
    follow({});
  }

  /** Keeps traces with these time constants [steps], computed anew from the spikes that are there. */
  void follow(std::vector<double> time_constants);
  const std::vector<double>& time_constants() const noexcept { return time_constants_; }
  /** Where in an entry the trace with a time constant stands; it must be one of them. */
  std::uint32_t trace(double time_constant) const noexcept;
  /** Spikes are kept for so many steps, and the last before that. */
  void keep(std::int64_t steps) noexcept { kept_ = steps; }
  std::int64_t kept() const noexcept { return kept_; }

  /** Spikes of one neuron, with a stamp not before any of its others. */
  void add(std::uint32_t neuron, std::uint32_t spikes, std::int64_t stamp);

  const SpikeRing* rings() const noexcept { return rings_.data(); }
  RecentSpikes recent() const noexcept { return {recent_.data(), rings_.size(), stride()}; }
  std::size_t stride() const noexcept { return 1 + time_constants_.size(); }
  std::uint32_t first() const noexcept { return first_; }
  std::uint32_t neurons() const noexcept { return static_cast<std::uint32_t>(rings_.size()); }
  std::size_t bytes() const noexcept;

  /** Calls visit(stamp, traces) for the spikes of a neuron, oldest first. */
  template <class Visit>
  void for_each(std::uint32_t neuron, Visit visit) const {
    const SpikeRing& ring = rings_[neuron];
    for (std::uint32_t k = 0; k < ring.size; ++k) {
      const double* const one = entry(ring, k, stride());
      visit(one[0], one + 1);
    }
  }
  /** Puts down the entries of a neuron: [stamp, traces ...] each; others than are followed are made anew. */
  void restore(std::uint32_t neuron, const double* entries, std::uint32_t size, std::size_t wide);

 private:
  double* push(std::uint32_t neuron);
  /** Takes the last spike of a ring among the recent ones. */
  void note(std::uint32_t neuron) noexcept;
  void forget(std::uint32_t neuron) noexcept;
  void grow(std::uint32_t neuron);

  std::uint32_t first_;
  std::int64_t kept_ = 0;
  std::vector<double> time_constants_;
  std::vector<SpikeRing> rings_;
  std::vector<std::vector<double>> memory_;  ///< [neuron]: its entries; a power of two of them
  std::vector<double> recent_;               ///< [spike, the last one first][number of an entry][neuron]
};

}  // namespace cajal
