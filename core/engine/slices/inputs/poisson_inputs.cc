#include "engine/slices/inputs/poisson_inputs.hpp"

#include <algorithm>
#include <utility>

namespace cajal {

namespace {

void note(const PoissonInput& input, std::size_t number, std::vector<std::vector<std::uint32_t>>& at) {
  for (std::size_t s = input.begin / stretch; s <= (input.end - 1) / stretch; ++s)
    at[s].push_back(static_cast<std::uint32_t>(number));
}

}  // namespace

void PoissonInputs::begin(std::uint32_t size, std::uint32_t first) {
  const std::size_t stretches = (size + stretch - 1) / stretch;
  first_ = first;
  shared_.clear(), rates_.clear(), common_.clear(), trains_.clear(), blocks_.clear(), large_.clear();
  acting_ = 0;
  shared_at_.assign(stretches, {}), rates_at_.assign(stretches, {}), common_at_.assign(stretches, {});
}

void PoissonInputs::add(SharedPoisson input) {
  note(input, shared_.size(), shared_at_);
  shared_.push_back(std::move(input));
}

void PoissonInputs::add(PoissonRates input) {
  const std::size_t stretches = (input.end - 1) / stretch - input.begin / stretch + 1;
  input.rates.assign(input.end - input.begin, 0);
  input.stretches.resize(stretches), input.large.resize(stretches);
  note(input, rates_.size(), rates_at_);
  rates_.push_back(std::move(input));
}

void PoissonInputs::add(CommonPoisson input) {
  note(input, common_.size(), common_at_);
  common_.push_back(std::move(input));
}

bool PoissonInputs::fit() const noexcept {
  const auto common = [](const auto& input) { return input.stimulus->signals[0].common(); };
  const auto one = [](const PoissonInput& input) { return input.stimulus->signals.size() == 1; };
  return std::all_of(common_.begin(), common_.end(), common) &&
         std::none_of(trains_.begin(), trains_.end(), common) &&
         std::all_of(shared_.begin(), shared_.end(),
                     [&](const SharedPoisson& input) { return one(input) && !common(input); }) &&
         std::none_of(rates_.begin(), rates_.end(),
                      [&](const PoissonRates& input) { return one(input) || common(input); });
}

void PoissonInputs::settle() {
  shared_.shrink_to_fit(), rates_.shrink_to_fit(), common_.shrink_to_fit(), trains_.shrink_to_fit();
  blocks_.reserve((trains_.size() + most_trains - 1) / most_trains);
}

std::int64_t PoissonInputs::act(InputKind kind, std::uint32_t input, std::uint32_t place, std::int64_t step) {
  if (kind == InputKind::poisson) return act_shared(shared_[input], step);
  if (kind == InputKind::poisson_rates) return act_rates(rates_[input], place, step);
  if (kind == InputKind::poisson_common) {
    std::int64_t next = Grid::never;
    common_[input].rate = common_[input].stimulus->signals[0].rate_in(step, common_[input].delay, next);
    return next;
  }
  return act_train(input, step);
}

std::int64_t PoissonInputs::act_shared(SharedPoisson& input, std::int64_t step) {
  std::int64_t next = Grid::never;
  const double rate = input.stimulus->signals[0].rate_in(step, input.delay, next);
  if (rate != input.rate) poisson_thresholds(rate, input.thresholds);
  input.rate = rate;
  return next;
}

std::int64_t PoissonInputs::act_rates(PoissonRates& input, std::uint32_t place, std::int64_t step) {
  if (!input.moves()) return act_rate(input, place, step);
  std::int64_t next = Grid::never;
  for (std::uint32_t k = 0; k < input.rates.size(); ++k) next = std::min(next, act_rate(input, k, step));
  return next;
}

std::int64_t PoissonInputs::act_rate(PoissonRates& input, std::uint32_t place, std::int64_t step) {
  std::int64_t next = Grid::never;
  const double rate = input.stimulus->signal(input.position + place).rate_in(step, input.delay, next);
  double& before = input.rates[place];
  if (rate == before) return next;
  const std::uint32_t neuron = input.begin + place;
  const std::size_t s = neuron / stretch - input.begin / stretch;
  auto& large = input.large[s];
  if (before > most_tabulated) large.erase(std::find(large.begin(), large.end(), neuron));
  if (rate > most_tabulated) large.push_back(neuron);
  poisson_thresholds(rate > most_tabulated ? 0 : rate, scratch_);
  input.stretches[s].set(neuron % stretch, scratch_);
  before = rate;
  return next;
}

std::int64_t PoissonInputs::act_train(std::uint32_t number, std::int64_t step) {
  PoissonTrain& train = trains_[number];
  std::int64_t next = Grid::never;
  const double rate = train.stimulus->signal(train.position).rate_in(step, train.delay, next);
  if (rate == train.rate) return next;
  const auto tabulated = [](double mean) { return mean > 0 && mean <= most_tabulated; };
  if (tabulated(rate) && tabulated(train.rate)) {
    train.rate = rate;
    poisson_thresholds(rate, scratch_);
    blocks_[train.place / most_trains].thresholds.set(train.place % most_trains, scratch_);
    return next;
  }
  if (train.rate > 0) remove(number);
  train.rate = rate;
  if (rate > 0) put(number);
  return next;
}

void PoissonInputs::put(std::uint32_t number) {
  PoissonTrain& train = trains_[number];
  if (train.rate > most_tabulated) {
    train.place = static_cast<std::uint32_t>(large_.size());
    large_.push_back(number);
    return;
  }
  if (acting_ == blocks_.size() * most_trains) blocks_.emplace_back();
  train.place = static_cast<std::uint32_t>(acting_++);
  TrainBlock& block = blocks_.back();
  const std::size_t at = train.place % most_trains;
  poisson_thresholds(train.rate, scratch_);
  block.thresholds.set(at, scratch_);
  block.numbers[at] = first_ + train.neuron;
  block.streams[at] = train.stream;
  block.trains[at] = number;
}

void PoissonInputs::remove(std::uint32_t number) {
  const PoissonTrain& train = trains_[number];
  if (train.rate > most_tabulated) {
    trains_[large_.back()].place = train.place;
    large_[train.place] = large_.back();
    large_.pop_back();
    return;
  }
  TrainBlock &to = blocks_[train.place / most_trains], &from = blocks_.back();
  const std::size_t at = train.place % most_trains, last = --acting_ % most_trains;
  to.thresholds.take(at, from.thresholds, last);
  to.numbers[at] = from.numbers[last], to.streams[at] = from.streams[last];
  to.trains[at] = from.trains[last];
  trains_[to.trains[at]].place = train.place;
  from.thresholds.clear(last);
  if (last == 0) blocks_.pop_back();
}

std::size_t PoissonInputs::bytes() const noexcept {
  std::size_t bytes = held_by(shared_) + held_by(rates_) + held_by(trains_) + held_by(blocks_);
  for (const SharedPoisson& input : shared_) bytes += held_by(input.quanta) + held_by(input.thresholds);
  for (const PoissonRates& input : rates_) {
    bytes += held_by(input.quanta) + held_by(input.rates) + held_by(input.stretches) + held_by(input.large);
    for (const ThresholdColumns& columns : input.stretches) bytes += columns.bytes();
    for (const auto& neurons : input.large) bytes += held_by(neurons);
  }
  bytes += held_by(common_);
  for (const CommonPoisson& input : common_) bytes += held_by(input.quanta);
  for (const TrainBlock& block : blocks_) bytes += block.thresholds.bytes();
  return bytes + held_by(large_);
}

}  // namespace cajal
