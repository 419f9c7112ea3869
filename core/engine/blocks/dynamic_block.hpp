// Synapses whose effect depends on what happened before: the rows of one projection, part and delay.
#pragma once
#include <cstdint>
#include <vector>

#include "base/memory/array.hpp"
#include "base/threads/stop.hpp"
#include "engine/blocks/synapse_group.hpp"
#include "engine/slices/part.hpp"

namespace cajal {

class DynamicBlock {
 public:
  DynamicBlock(const SynapseGroup& group, const Network& network, Part& part);

  std::size_t projection() const noexcept { return projection_; }
  std::uint32_t delay() const noexcept { return delay_; }
  std::size_t synapses() const noexcept { return neurons_.size(); }
  std::size_t bytes() const noexcept;
  const Part& part() const noexcept { return *part_; }
  const double* weights() const noexcept { return columns_[0].data(); }

  /** Adds what arrives in `step` to the sums of the part. Returns the number of synaptic events. */
  std::uint64_t deliver(std::int64_t step) noexcept;
  /** Takes the learning signal that `step` has left; to be called once in every step, before `transmit`. */
  void advance(std::int64_t step) noexcept;
  /** Spikes of a source, by its position in the projection, emitted in `step`. */
  void transmit(std::uint32_t source, std::uint32_t spikes, std::int64_t step) noexcept;
  /** Moves the origin of time to the present where that is due. */
  void finish() noexcept;

  /** Calls visit(source position, place in the part, weight) for every synapse. */
  template <class Visit>
  void for_each(Visit visit) const {
    for (std::uint32_t source = 0; source + 1 < begin_.size(); ++source)
      for (std::size_t k = begin_[source]; k < begin_[source + 1]; ++k)
        visit(source, neurons_[k], columns_[0][k]);
  }
  /** A hash of the weights and of all that is remembered, free of how neurons were dealt to slices. */
  std::uint64_t hash(const Selection& sources, EndCheck& check) const;
  /** Gives the synapses other weights, in the order of `for_each`, and begins anew from them. */
  void set_weights(const SynapseGroup& group) noexcept;
  /** Takes the parameters of the projection as they are now, and begins anew from the present weights. */
  void refresh(const Network& network);
  /** Takes the potential that spikes now make in its targets, and begins anew if that is another one. */
  void follow(const Network& network);
  /** All that determines the future beside the description, for checkpoints. */
  struct Memory {
    std::vector<Array<double>>& columns;  ///< [synapse column][synapse]
    std::vector<Array<double>>& targets;  ///< [target column][neuron]
    Array<double>& sources;               ///< [source position][source column]
    Array<double>& signals;               ///< [slot][neuron]; empty if none are followed
    Array<std::int64_t>& pending;         ///< [slot][sign][neuron]
    std::vector<std::uint64_t>& events;   ///< [slot]: not 0 where something is pending
    std::vector<double>& clock;
    std::int64_t& age;
    double& unit;
  };
  Memory memory() noexcept {
    return {columns_, target_columns_, sources_, signals_, pending_, events_, clock_, age_, unit_};
  }

 private:
  SynapseRow row(std::uint32_t source) noexcept;
  template <class Work>
  void each_row(Work work) noexcept;
  void rebase() noexcept;
  void take_unit() noexcept;
  std::vector<double> constants_for(const Network& network) const;

  std::size_t projection_;
  const SynapseModel* model_;
  Part* part_;
  std::uint32_t delay_;
  double unit_;                     ///< of `pending_`
  const double* signal_ = nullptr;  ///< of the part; null: the model follows none
  WeightUse use_;
  std::int8_t channel_[2];
  std::vector<double> constants_;
  std::int64_t horizon_ = 0, age_ = 0;
  std::vector<std::size_t> begin_;  ///< [source position]
  std::vector<std::uint32_t> neurons_;
  std::vector<std::uint8_t> dense_;     ///< [source position]
  std::vector<Array<double>> columns_;  ///< [synapse column][synapse]
  std::vector<double*> column_rows_, moved_;
  Array<double> sources_;                      ///< [source position][source column]
  std::vector<Array<double>> target_columns_;  ///< [target column][neuron]
  std::vector<double*> target_rows_;
  std::vector<double> clock_, sent_;
  Array<double> signals_;        ///< [step % delay][neuron]: on their way to the synapses
  Array<std::int64_t> pending_;  ///< [step % delay][sign][neuron]: on their way to the neurons, in units
  std::vector<std::uint64_t> events_;  ///< [step % delay]
};

}  // namespace cajal
