// Synapses that carry values: a matrix of weights from the sources of one projection onto one part.
#pragma once
#include <cstdint>
#include <vector>

#include "base/memory/array.hpp"
#include "base/threads/stop.hpp"
#include "engine/blocks/synapse_group.hpp"
#include "engine/slices/outputs.hpp"
#include "engine/slices/part.hpp"

namespace cajal {

class ValueBlock {
 public:
  /** E_RULE_TARGET for a second synapse between the same two neurons where weights learn. */
  ValueBlock(const SynapseGroup& group, const Network& network, const Outputs& outputs, Part& part);

  std::size_t projection() const noexcept { return projection_; }
  std::uint32_t delay() const noexcept { return delay_; }
  std::size_t synapses() const noexcept { return synapses_.size(); }
  std::size_t bytes() const noexcept;
  const Part& part() const noexcept { return *part_; }

  /** Adds what the sources showed one delay ago to the sums of the port; before it, the weights learn. */
  void couple(const Kernels& kernels, std::int64_t step) noexcept;
  /** Lets the weights learn from the last step, if they have not. */
  void settle(const Kernels& kernels) noexcept;

  /** Calls visit(source position, place in the part, weight) for every synapse. */
  template <class Visit>
  void for_each(Visit visit) const {
    for (std::size_t k = 0; k < synapses_.size(); ++k)
      visit(synapses_[k].source, synapses_[k].neuron, weights_[place(k)]);
  }
  /** A hash of the weights and the running means of their change, free of how neurons were dealt to slices. */
  std::uint64_t hash(const Selection& sources, EndCheck& check) const;
  void set_weights(const SynapseGroup& group) noexcept;
  /** Takes the parameters of the projection as they are now. */
  void refresh(const Network& network);
  /** Whether the weights lie as a matrix: only then they can learn. */
  bool dense() const noexcept { return dense_; }
  /** A synapse's weight, and the running mean of its change; null where there is none. For checkpoints. */
  double& weight(std::size_t synapse) noexcept { return weights_[place(synapse)]; }
  double* smoothed(std::size_t synapse) noexcept {
    return smoothed_.empty() ? nullptr : &smoothed_[place(synapse)];
  }
  const double* weights() const noexcept { return weights_.data(); }
  std::size_t weight_count() const noexcept { return weights_.size(); }

 private:
  struct Origin {
    std::uint32_t population, neuron;
  };
  std::size_t place(std::size_t synapse) const noexcept {
    return dense_ ? tiled(synapses_[synapse].source, synapses_[synapse].neuron - first_) : synapse;
  }
  std::size_t tiled(std::size_t source, std::size_t target) const noexcept;
  void gather(std::int64_t step) noexcept;
  /** One pass over the matrix: the sums, and before them the change by `before` and the error if it is owed. */
  void multiply(const Kernels& kernels, const Array<double>& before) noexcept;

  std::size_t projection_;
  Part* part_;
  std::uint32_t delay_;
  std::size_t port_, output_;
  const Outputs* outputs_;
  const double* signal_ = nullptr;
  ValueRule rule_{};
  bool dense_, owed_ = false;  ///< owed: the last step's change of the weights is still to be made
  std::vector<SynapseGroup::One> synapses_;
  std::vector<Origin> origins_;  ///< [source position]
  std::uint32_t first_ = 0;      ///< target of the first column
  std::size_t width_ = 0;        ///< targets from the first to the last
  std::size_t columns_ = 0;      ///< the same, padded to whole registers
  Array<double> weights_;        ///< dense: in tiles; else one per synapse
  Array<double> smoothed_, mask_;
  Array<double> now_, before_, error_, sums_;
};

}  // namespace cajal
