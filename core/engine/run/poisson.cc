#include "engine/run/poisson.hpp"

#include <algorithm>

#include "base/random/sampling.hpp"

namespace cajal {

namespace {

/** A sequence of random words for one step. */
Sequence words_of(const Drawn& from, std::uint32_t stream, std::uint32_t neuron) {
  const auto time = static_cast<std::uint64_t>(from.step);
  return Sequence(from.seed ^ (time >> 31), stream, neuron, static_cast<std::uint32_t>(time & 0x7fffffff));
}

/** The count of a neuron whose rate is too large for a table. */
std::int64_t sampled(const Drawn& from, std::uint32_t stream, std::uint32_t neuron, double rate) {
  Sequence words = words_of(from, stream, neuron);
  return static_cast<std::int64_t>(poisson(words, rate));
}

/** The count of a train whose upper half does not decide; its thresholds are made for this once. */
std::uint16_t refined(const Drawn& from, std::uint32_t stream, std::uint32_t neuron, double rate,
                      std::uint16_t upper) {
  if (rate == 0 || rate > most_tabulated) return 0;
  std::vector<std::uint32_t> thresholds;
  poisson_thresholds(rate, thresholds);
  const PoissonCall call{
      from.seed,        static_cast<std::uint64_t>(from.step), stream, neuron, neuron + 1, thresholds.data(),
      thresholds.size()};
  return from.kernels.poisson_refined(call, neuron, upper);
}

template <class Sum>
Sum* sums_of(Part& part, std::size_t channel) {
  return static_cast<Sum*>(part.view().arriving[channel]);
}

template <class Sum>
void add_shared(const SharedPoisson& input, Part& part, const Drawn& from, std::uint32_t begin,
                std::uint32_t end) {
  begin = std::max(begin, input.begin), end = std::min(end, input.end);
  auto* const sums = sums_of<Sum>(part, input.channel);
  const bool shared = input.quanta.size() == 1;
  const std::int64_t* quanta = input.quanta.data() + (shared ? 0 : begin - input.begin);
  const std::uint32_t first = part.first() + begin;
  if (input.rate > most_tabulated) {
    for (std::uint32_t i = 0; i < end - begin; ++i) {
      const std::int64_t events = sampled(from, input.stream, first + i, input.rate);
      sums[begin + i] += static_cast<Sum>(events * quanta[shared ? 0 : i]);
    }
    return;
  }
  const PoissonCall call{from.seed,
                         static_cast<std::uint64_t>(from.step),
                         input.stream,
                         first,
                         first + (end - begin),
                         input.thresholds.data(),
                         input.thresholds.size()};
  if (shared) {
    const auto quantum = static_cast<std::int32_t>(quanta[0]);
    if constexpr (sizeof(Sum) == sizeof(std::int32_t))
      from.kernels.add_poisson_narrow(call, quantum, sums + begin);
    else
      from.kernels.add_poisson_wide(call, quantum, sums + begin);
    return;
  }
  std::uint16_t counts[stretch];
  from.kernels.poisson(call, counts);
  for (std::uint32_t i = 0; i < end - begin; ++i) sums[begin + i] += static_cast<Sum>(counts[i] * quanta[i]);
}

template <class Sum>
void add_rates(const PoissonRates& input, Part& part, const Drawn& from, std::uint32_t begin,
               std::uint32_t end) {
  const std::size_t at = begin / stretch - input.begin / stretch;
  const PoissonRows rows = input.stretches[at].rows();
  begin = std::max(begin, input.begin), end = std::min(end, input.end);
  auto* const sums = sums_of<Sum>(part, input.channel);
  const bool shared = input.quanta.size() == 1;
  const std::int64_t* quanta = input.quanta.data() + (shared ? 0 : begin - input.begin);
  const double* rates = input.rates.data() + (begin - input.begin);
  const std::uint32_t first = part.first() + begin;
  for (const std::uint32_t neuron : input.large[at]) {
    const std::uint32_t i = neuron - begin;
    sums[neuron] +=
        static_cast<Sum>(sampled(from, input.stream, first + i, rates[i]) * quanta[shared ? 0 : i]);
  }
  if (rows.size == 0) return;
  std::uint16_t counts[stretch], doubtful[stretch];
  const PoissonRatesCall call{
      from.seed, static_cast<std::uint64_t>(from.step), input.stream, first, first + (end - begin), rows};
  const std::size_t found = from.kernels.poisson_rates(call, counts, doubtful);
  for (std::size_t k = 0; k < found; ++k) {
    const std::uint16_t i = doubtful[k];
    counts[i] = refined(from, input.stream, first + i, rates[i], counts[i]);
  }
  if (shared)
    for (std::uint32_t i = 0; i < end - begin; ++i)
      sums[begin + i] +=
          static_cast<Sum>(static_cast<std::int32_t>(counts[i])) * static_cast<std::int32_t>(quanta[0]);
  else
    for (std::uint32_t i = 0; i < end - begin; ++i)
      sums[begin + i] += static_cast<Sum>(counts[i] * quanta[i]);
}

template <class Sum>
void add_common(const CommonPoisson& input, Part& part, const Drawn& from, std::uint32_t begin,
                std::uint32_t end) {
  Sequence train = words_of(from, input.stimulus->values, 0);  // the same in all populations
  const std::uint64_t events = poisson(train, input.rate);
  if (events == 0) return;
  begin = std::max(begin, input.begin), end = std::min(end, input.end);
  auto* const sums = sums_of<Sum>(part, input.channel);
  for (std::uint32_t i = begin; i < end; ++i) {
    const std::uint32_t own = i - input.begin;
    const double copied = input.stimulus->signal(input.position + own).copied;
    Sequence words = words_of(from, input.stream, part.first() + i);
    const auto taken = static_cast<std::int64_t>(copied < 1 ? binomial(words, events, copied) : events);
    sums[i] += static_cast<Sum>(taken * input.quanta[input.quanta.size() == 1 ? 0 : own]);
  }
}

}  // namespace

template <class Sum>
void add_trains(Part& part, const Drawn& from) {
  const auto& trains = part.poisson.trains();
  const auto add = [&](const PoissonTrain& train, std::int64_t events) {
    sums_of<Sum>(part, train.channel)[train.neuron] += static_cast<Sum>(events * train.quantum);
  };
  std::size_t left = part.poisson.acting();
  for (const TrainBlock& block : part.poisson.blocks()) {
    const std::size_t size = std::min(left, most_trains);
    left -= size;
    std::uint16_t counts[most_trains], doubtful[most_trains];
    const PoissonTrainsCall call{from.seed,
                                 static_cast<std::uint64_t>(from.step),
                                 block.numbers.data(),
                                 block.streams.data(),
                                 size,
                                 block.thresholds.rows()};
    const std::size_t found = from.kernels.poisson_trains(call, counts, doubtful);
    for (std::size_t k = 0; k < found; ++k) {
      const std::uint16_t i = doubtful[k];
      counts[i] = refined(from, block.streams[i], block.numbers[i], trains[block.trains[i]].rate, counts[i]);
    }
    for (std::size_t i = 0; i < size; ++i)
      if (counts[i]) add(trains[block.trains[i]], counts[i]);
  }
  for (const std::uint32_t number : part.poisson.large()) {
    const PoissonTrain& train = trains[number];
    add(train, sampled(from, train.stream, part.first() + train.neuron, train.rate));
  }
}

template <class Sum>
void add_poisson(Part& part, const Drawn& from, std::uint32_t begin, std::uint32_t end) {
  const PoissonInputs& inputs = part.poisson;
  for (const std::uint32_t number : inputs.shared_at(begin / stretch))
    if (inputs.shared()[number].rate > 0) add_shared<Sum>(inputs.shared()[number], part, from, begin, end);
  for (const std::uint32_t number : inputs.rates_at(begin / stretch))
    add_rates<Sum>(inputs.rates()[number], part, from, begin, end);
  for (const std::uint32_t number : inputs.common_at(begin / stretch))
    if (inputs.common()[number].rate > 0) add_common<Sum>(inputs.common()[number], part, from, begin, end);
}

template void add_trains<std::int32_t>(Part&, const Drawn&);
template void add_trains<std::int64_t>(Part&, const Drawn&);
template void add_poisson<std::int32_t>(Part&, const Drawn&, std::uint32_t, std::uint32_t);
template void add_poisson<std::int64_t>(Part&, const Drawn&, std::uint32_t, std::uint32_t);

}  // namespace cajal
