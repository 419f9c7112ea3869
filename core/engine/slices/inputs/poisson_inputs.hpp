// Poisson input of the neurons of one part: one rate for many neurons, a rate for each of many, and single trains.
#pragma once
#include <array>
#include <cstdint>
#include <vector>

#include "engine/describe/network.hpp"
#include "engine/slices/inputs/input_changes.hpp"
#include "engine/slices/inputs/poisson_thresholds.hpp"

namespace cajal {

/** A Poisson stimulus onto neighbouring neurons of a part. */
struct PoissonInput {
  const Stimulus* stimulus;
  std::uint32_t begin, end;  ///< neurons of the part
  std::size_t channel;
  std::vector<std::int64_t> quanta;  ///< fixed-point weight: one, or one per neuron from begin on
  std::int64_t delay;                ///< steps
  std::uint32_t stream;              ///< of the events
  std::uint32_t position;            ///< of the first neuron among the targets

  /** Whether its rates change together, in steps that come often. */
  bool moves() const noexcept { return stimulus->device->variation != Variation::listed; }
};

/** At one rate for all. */
struct SharedPoisson : PoissonInput {
  double rate = 0;                        ///< events per step at present
  std::vector<std::uint32_t> thresholds;  ///< of that rate
};

/** At a rate for each neuron. */
struct PoissonRates : PoissonInput {
  std::vector<double> rates;                ///< at present
  std::vector<ThresholdColumns> stretches;  ///< of those that are tabulated, from the stretch of `begin` on
  std::vector<std::vector<std::uint32_t>> large;  ///< likewise: neurons with rates that are not
};

/** Copies of events of a train that all targets of the stimulus have in common. */
struct CommonPoisson : PoissonInput {
  double rate = 0;  ///< of the train, events per step at present
};

/** A neuron's own train, of a stimulus that reaches few neighbours. */
struct PoissonTrain {
  const Stimulus* stimulus;
  std::uint32_t neuron, channel;
  std::int64_t quantum, delay;
  std::uint32_t stream, position;
  double rate = 0;
  std::uint32_t place = 0;  ///< among those that act, or those with large rates
};

/** Trains that act, side by side. */
struct TrainBlock {
  ThresholdColumns thresholds;
  std::array<std::uint32_t, most_trains> numbers{};  ///< of the neurons in their population
  std::array<std::uint32_t, most_trains> streams{};
  std::array<std::uint32_t, most_trains> trains{};  ///< which ones
};

class PoissonInputs {
 public:
  /** For a part of so many neurons, whose first one has this number in its population. */
  void begin(std::uint32_t size, std::uint32_t first);
  void add(SharedPoisson input);
  void add(PoissonRates input);
  void add(CommonPoisson input);
  void add(PoissonTrain train) { trains_.push_back(train); }

  /** Whether none has since got one signal for all in place of several, or several in place of one. */
  bool fit() const noexcept;
  /** To be called when all have been added: gives back what their lists have beyond them. */
  void settle();

  /** Calls visit(kind, input, place) for all that may change. */
  template <class Visit>
  void each(Visit visit) const {
    for (std::uint32_t i = 0; i < shared_.size(); ++i) visit(InputKind::poisson, i, 0u);
    for (std::uint32_t i = 0; i < rates_.size(); ++i) {
      const std::uint32_t places = rates_[i].moves() ? 1 : rates_[i].end - rates_[i].begin;
      for (std::uint32_t k = 0; k < places; ++k) visit(InputKind::poisson_rates, i, k);
    }
    for (std::uint32_t i = 0; i < trains_.size(); ++i) visit(InputKind::poisson_train, i, 0u);
    for (std::uint32_t i = 0; i < common_.size(); ++i) visit(InputKind::poisson_common, i, 0u);
  }
  /** Lets one of them act as it does in `step`; returns when that ends. */
  std::int64_t act(InputKind kind, std::uint32_t input, std::uint32_t place, std::int64_t step);

  const std::vector<SharedPoisson>& shared() const noexcept { return shared_; }
  const std::vector<PoissonRates>& rates() const noexcept { return rates_; }
  const std::vector<CommonPoisson>& common() const noexcept { return common_; }
  const std::vector<PoissonTrain>& trains() const noexcept { return trains_; }
  /** Those that reach a stretch of the part. */
  const std::vector<std::uint32_t>& shared_at(std::size_t stretch) const noexcept {
    return shared_at_[stretch];
  }
  const std::vector<std::uint32_t>& rates_at(std::size_t stretch) const noexcept {
    return rates_at_[stretch];
  }
  const std::vector<std::uint32_t>& common_at(std::size_t stretch) const noexcept {
    return common_at_[stretch];
  }
  /** The trains that act: blocks are full but for the last. */
  const std::vector<TrainBlock>& blocks() const noexcept { return blocks_; }
  std::size_t acting() const noexcept { return acting_; }
  const std::vector<std::uint32_t>& large() const noexcept { return large_; }
  /** What all of them hold. */
  std::size_t bytes() const noexcept;

 private:
  std::int64_t act_shared(SharedPoisson& input, std::int64_t step);
  std::int64_t act_rates(PoissonRates& input, std::uint32_t place, std::int64_t step);
  std::int64_t act_rate(PoissonRates& input, std::uint32_t place, std::int64_t step);
  std::int64_t act_train(std::uint32_t train, std::int64_t step);
  void put(std::uint32_t train);
  void remove(std::uint32_t train);

  std::uint32_t first_ = 0;
  std::vector<SharedPoisson> shared_;
  std::vector<PoissonRates> rates_;
  std::vector<PoissonTrain> trains_;
  std::vector<CommonPoisson> common_;
  std::vector<std::vector<std::uint32_t>> shared_at_, rates_at_, common_at_;  ///< [stretch]
  std::vector<TrainBlock> blocks_;
  std::size_t acting_ = 0;
  std::vector<std::uint32_t> large_;
  std::vector<std::uint32_t> scratch_;
};

}  // namespace cajal
