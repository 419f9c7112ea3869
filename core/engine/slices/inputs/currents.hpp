// Currents that stimuli inject into the neurons of one part.
#pragma once
#include <cstdint>
#include <vector>

#include "base/memory/array.hpp"
#include "engine/describe/network.hpp"
#include "engine/slices/inputs/drawn.hpp"

namespace cajal {

/** A current stimulus as one part receives it. */
struct CurrentInput {
  const Stimulus* stimulus;
  std::uint32_t begin, end;
  std::size_t port;
  std::vector<double> weights;   ///< one, or one per neuron from begin on
  std::int64_t delay;            ///< steps
  std::uint32_t position;        ///< of the first neuron among the targets
  std::uint32_t stream;          ///< of the numbers that are drawn for each neuron
  std::vector<double> now = {};  ///< amplitude at present: one, or one per neuron

  /** Whether all its amplitudes change together, in steps that come often. */
  bool moves() const noexcept { return stimulus->device->variation != Variation::listed; }
  /** Whether each neuron has a random number of its own. */
  bool random() const noexcept { return stimulus->device->variation == Variation::noise; }
  /** How many amplitudes it would have if it were added now. */
  std::uint32_t wanted() const noexcept {
    return stimulus->signals.size() == 1 && !random() ? 1 : end - begin;
  }
};

/** Their sums, per port, in the order of the stimuli; summed anew only where one has changed. */
class Currents {
 public:
  /** For a part of so many neurons, whose first one has this number in its population. */
  Currents(std::size_t ports, std::uint32_t size, std::uint32_t first) : size_(size), first_(first) {
    begin(ports);
  }

  /** Forgets all of them. */
  void begin(std::size_t ports);
  void add(CurrentInput input) { inputs_.push_back(std::move(input)); }
  /** To be called when all have been added. */
  void arrange();
  /** Whether none has since got one signal for all in place of several, or several in place of one. */
  bool fit() const noexcept;

  std::uint32_t inputs() const noexcept { return static_cast<std::uint32_t>(inputs_.size()); }
  /** How many of its amplitudes change by themselves. */
  std::uint32_t places(std::uint32_t input) const noexcept {
    return inputs_[input].moves() ? 1 : static_cast<std::uint32_t>(inputs_[input].now.size());
  }
  /** Lets one of them act as it does in this step, once they are settled; returns when that ends. */
  std::int64_t act(std::uint32_t input, std::uint32_t place, const Drawn& from);
  void settle();

  /** The current of a port from `neuron` on; the same for a whole stretch if it is uniform. */
  const double* values(std::size_t port, std::size_t neuron) const noexcept {
    return ports_[port].values.data() + (ports_[port].uniform ? 0 : neuron);
  }
  bool uniform(std::size_t port) const noexcept { return ports_[port].uniform; }
  /** What all of them hold. */
  std::size_t bytes() const noexcept;

 private:
  struct Port {
    Array<double> values;  ///< one value for a whole stretch, or one per neuron
    bool uniform;
    std::vector<std::vector<std::uint32_t>>
        at;                           ///< [stretch]: inputs that reach it, in the order of the stimuli
    std::vector<std::uint8_t> stale;  ///< [stretch]
    bool any;                         ///< of them
  };

  std::int64_t move(CurrentInput& input, const Drawn& from);
  void scatter(CurrentInput& input, const Drawn& from, std::uint32_t begin, std::uint32_t end) const;
  void mark(const CurrentInput& input, std::uint32_t begin, std::uint32_t end);
  void sum(Port& port, std::size_t at);

  std::uint32_t size_, first_;
  std::vector<Moments> moments_;  ///< of the input that moves
  std::vector<CurrentInput> inputs_;
  std::vector<Port> ports_;
};

}  // namespace cajal
