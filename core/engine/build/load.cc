#include "engine/build/load.hpp"

#include <algorithm>
#include <cmath>
#include <cstdlib>

#include "engine/describe/description_checks.hpp"

namespace cajal {

namespace {

constexpr std::uint32_t most_load = 2147483647;  ///< what a 32-bit sum holds

/** Adds `events` spikes of a weight; stays where it is known to be too much. */
inline void add(std::uint32_t& load, std::int64_t weight, std::uint64_t events) {
  const std::uint64_t sum = load + static_cast<std::uint64_t>(std::abs(weight)) * events;
  load = static_cast<std::uint32_t>(std::min<std::uint64_t>(sum, most_load + 1));
}

void add_row(const std::uint32_t* row, std::uint64_t events, std::vector<std::uint32_t>& load) {
  while (const std::uint32_t header = *row++) {
    const std::uint32_t n = static_row::synapses(header);
    for (std::uint32_t k = 0; k < n; ++k)
      add(load[row[k] & 0xffff], static_cast<std::int32_t>(row[k]) >> 16, events);
    row += static_row::words(static_row::Form::compact, n);
  }
}

/** What synapses that are not stored may bring to one neuron of a part: a bound, since they cannot be counted. */
std::uint64_t made_load(const Part& part, const Network& network) {
  double load = 0;
  for (const Projection& projection : network.projections) {
    if (!projection.made || !touches(projection.targets, part.population())) continue;
    const Range weights = bounds(projection.spec.weight);
    const double largest = std::max(std::abs(weights.min), std::abs(weights.max)) / part.unit() + 1;
    load += largest * static_cast<double>(projection.rule->most_onto_target());
  }
  return static_cast<std::uint64_t>(std::min(load, 1e18));
}

/** [accumulator]: the sum of magnitudes that reach it, in units. */
std::vector<std::uint32_t> loads(const Slice& slice, const BuildContext& context) {
  std::vector<std::uint32_t> load = input_loads(slice);
  std::vector<std::uint64_t> events(context.network.neurons(), 1);
  for (const Stimulus& stimulus : context.network.stimuli)
    events.insert(events.end(), stimulus.sources(), stimulus.room);
  for (std::uint32_t source = slice.rows.first(); source < slice.rows.end(); ++source) {
    if (!slice.rows.at(source)) continue;
    add_row(slice.rows.at(source), events[source], load);
    context.check_stop();
  }
  return load;
}

}  // namespace

std::vector<std::uint32_t> input_loads(const Slice& slice) {
  std::vector<std::uint32_t> load(slice.accumulators);
  std::uint32_t before = 0;
  for (const Part& part : slice.parts) {
    const std::uint32_t row = accumulator_row(part.size());
    const auto add_input = [&](const PoissonInput& input) {
      for (std::uint32_t i = input.begin; i < input.end; ++i)
        add(load[before + static_cast<std::uint32_t>(input.channel) * row + i],
            input.quanta.size() == 1 ? input.quanta[0] : input.quanta[i - input.begin], input.stimulus->room);
    };
    for (const SharedPoisson& input : part.poisson.shared()) add_input(input);
    for (const PoissonRates& input : part.poisson.rates()) add_input(input);
    for (const CommonPoisson& input : part.poisson.common()) add_input(input);
    for (const PoissonTrain& train : part.poisson.trains())
      add(load[before + train.channel * row + train.neuron], train.quantum, train.stimulus->room);
    before += static_cast<std::uint32_t>(part.variant().channels) * row;
  }
  return load;
}

std::uint64_t check_load(const Slice& slice, const BuildContext& context) {
  const auto load = loads(slice, context);
  const std::uint32_t* first = load.data();
  std::uint64_t largest = 0;
  for (const Part& part : slice.parts) {
    const std::uint32_t row = accumulator_row(part.size());
    const std::uint64_t made = made_load(part, context.network);
    for (std::uint32_t i = 0; i < part.size(); ++i) {
      std::uint64_t sum = made;  // some variants add their channels
      for (std::size_t channel = 0; channel < part.variant().channels; ++channel)
        sum += first[channel * row + i];
      largest = std::max(largest, sum);
      if (sum > most_load)
        throw Error(
            "E_OVERFLOW",
            std::string(context.call) +
                ": the synapses of one neuron, if all were active at once, could overflow a 32-bit sum",
            {"weights", "compact", "exact", "build with exact weights: their sums have 64 bits"});
    }
    first += part.variant().channels * row;
  }
  return most_load - largest;
}

}  // namespace cajal
