#include "engine/blocks/dynamic_block.hpp"

#include <algorithm>

#include "base/hash.hpp"
#include "engine/describe/describe.hpp"
#include "engine/slices/units/fixed_point.hpp"

namespace cajal {

DynamicBlock::DynamicBlock(const SynapseGroup& group, const Network& network, Part& part)
    : projection_(group.projection),
      model_(network.projections[group.projection].synapse),
      part_(&part),
      delay_(group.delay),
      unit_(part.unit()) {
  const Projection& projection = network.projections[projection_];
  const auto receptor = static_cast<std::size_t>(projection.spec.receptor);
  const Receptor& landing = part.population().model->receptors[receptor];
  use_ = landing.use;
  std::copy_n(&part.variant().channel[2 * receptor], 2, channel_);
  if (model_->follows_signal) signal_ = part.signal(static_cast<std::size_t>(landing.signal));

  const std::uint32_t sources = projection.sources.size();
  const std::size_t n = group.synapses.size();
  begin_.resize(sources + 1), dense_.assign(sources, 1);
  for (const SynapseGroup::One& one : group.synapses) ++begin_[one.source + 1];
  for (std::uint32_t s = 0; s < sources; ++s) begin_[s + 1] += begin_[s];
  for (std::size_t c = 0; c < model_->columns; ++c) columns_.emplace_back(n);
  for (auto& column : columns_) column_rows_.push_back(column.data());
  moved_.resize(model_->columns);
  for (std::size_t k = 0; k < n; ++k) {
    neurons_.push_back(group.synapses[k].neuron);
    const std::uint32_t source = group.synapses[k].source;
    if (k > begin_[source] && neurons_[k] != neurons_[k - 1] + 1) dense_[source] = 0;
  }
  for (std::size_t c = 0; c < model_->target_columns; ++c) target_columns_.emplace_back(part.size());
  for (auto& column : target_columns_) target_rows_.push_back(column.data());
  clock_.resize(model_->clocks);
  std::size_t longest = 0;
  for (std::uint32_t s = 0; s < sources; ++s) longest = std::max(longest, begin_[s + 1] - begin_[s]);
  sent_.resize(longest);
  signals_ = Array<double>(signal_ ? std::size_t{delay_} * part.size() : 0);
  pending_ = Array<std::int64_t>(std::size_t{delay_} * 2 * part.size());
  events_.assign(delay_, 0);
  sources_ = Array<double>(sources * model_->source_columns);
  constants_.resize(model_->constants);
  refresh(network);
  for (std::uint32_t s = 0; s < sources; ++s)
    model_->load(constants_.data(), &sources_[s * model_->source_columns]);
  set_weights(group);
}

std::size_t DynamicBlock::bytes() const noexcept {
  return neurons_.size() * (model_->columns * sizeof(double) + sizeof(std::uint32_t)) +
         (sources_.size() + signals_.size() + pending_.size() + model_->target_columns * part_->size()) *
             sizeof(double) +
         begin_.size() * (sizeof(std::size_t) + 1);
}

std::uint64_t DynamicBlock::hash(const Selection& sources, EndCheck& check) const {
  const std::uint64_t seed = mix(projection_ << 20 ^ delay_), first = part_->first_global();
  const std::size_t n = part_->size();
  std::vector<bool> reached(n);
  std::uint64_t sum = 0;
  for (std::uint32_t source = 0; source + 1 < begin_.size(); ++source)
    for (std::size_t k = begin_[source]; k < begin_[source + 1]; ++k) {
      check();
      reached[neurons_[k]] = true;
      MixedHash one(seed ^ (std::uint64_t{sources.at(source)} << 32 | (first + neurons_[k])));
      for (const auto& column : columns_) one.add(column[k]);
      for (std::size_t c = 0; c < model_->source_columns; ++c)
        one.add(sources_[source * model_->source_columns + c]);
      sum += one.value();
    }
  for (std::size_t i = 0; i < n; ++i) {
    if (!reached[i]) continue;
    MixedHash one(~seed ^ (first + i));
    one.add(static_cast<std::uint64_t>(age_)), one.add(unit_);
    for (const auto& column : target_columns_) one.add(column[i]);
    for (std::size_t at = i; at < signals_.size(); at += n) one.add(signals_[at]);
    for (std::size_t at = i; at < pending_.size(); at += n) one.add(static_cast<std::uint64_t>(pending_[at]));
    sum += one.value();
  }
  return sum;
}

SynapseRow DynamicBlock::row(std::uint32_t source) noexcept {
  const std::size_t begin = begin_[source];
  for (std::size_t c = 0; c < moved_.size(); ++c) moved_[c] = column_rows_[c] + begin;
  return {constants_.data(),
          clock_.data(),
          sources_.data() + source * model_->source_columns,
          moved_.data(),
          target_rows_.data(),
          neurons_.data() + begin,
          dense_[source] != 0,
          begin_[source + 1] - begin};
}

template <class Work>
void DynamicBlock::each_row(Work work) noexcept {
  for (std::uint32_t source = 0; source + 1 < begin_.size(); ++source) work(row(source));
}

void DynamicBlock::take_unit() noexcept {
  if (unit_ == part_->unit()) return;
  const double factor = unit_ / part_->unit();
  for (std::int64_t& sum : pending_) sum = quantum(static_cast<double>(sum), factor, WeightUse::with_sign);
  unit_ = part_->unit();
}

std::uint64_t DynamicBlock::deliver(std::int64_t step) noexcept {
  take_unit();
  const auto slot = static_cast<std::size_t>(step) % delay_;
  if (events_[slot] == 0) return 0;
  const std::size_t n = part_->size();
  for (std::size_t sign = 0; sign < 2; ++sign) {
    auto* const sums =
        static_cast<std::int64_t*>(part_->view().arriving[static_cast<std::size_t>(channel_[sign])]);
    std::int64_t* const pending = pending_.data() + (2 * slot + sign) * n;
    for (std::size_t i = 0; i < n; ++i) sums[i] += pending[i], pending[i] = 0;
  }
  return std::exchange(events_[slot], 0);
}

void DynamicBlock::advance(std::int64_t step) noexcept {
  ++age_;
  if (!signal_) return;
  const std::size_t n = part_->size();
  double* const arriving = signals_.data() + static_cast<std::size_t>(step) % delay_ * n;
  model_->advance({constants_.data(), clock_.data(), target_rows_.data(), arriving, n, age_});
  std::copy_n(signal_, n, arriving);
}

void DynamicBlock::transmit(std::uint32_t source, std::uint32_t spikes, std::int64_t step) noexcept {
  const SynapseRow synapses = row(source);
  model_->transmit(synapses, spikes, step + 1, sent_.data());
  const std::size_t n = part_->size(), slot = static_cast<std::size_t>(step) % delay_;
  const double units = 1 / unit_;
  std::int64_t* const pending = pending_.data() + 2 * slot * n;
  for (std::size_t k = 0; k < synapses.size; ++k)
    pending[(sent_[k] < 0 ? n : 0) + synapses.neurons[k]] +=
        use_ == WeightUse::count ? spikes : quantum(sent_[k], units, use_);
  events_[slot] += std::uint64_t{spikes} * synapses.size;
}

void DynamicBlock::finish() noexcept {
  if (horizon_ > 0 && age_ >= horizon_) rebase();
}

void DynamicBlock::rebase() noexcept {
  if (age_ == 0 || !model_->rebase) return;
  each_row([&](const SynapseRow& synapses) { model_->rebase(synapses); });
  for (auto& column : target_columns_) std::fill(column.begin(), column.end(), 0.0);
  age_ = 0;
}

void DynamicBlock::set_weights(const SynapseGroup& group) noexcept {
  for (std::size_t k = 0; k < group.synapses.size(); ++k) columns_[0][k] = group.synapses[k].weight;
  rebase();
  if (model_->commit) each_row(model_->commit);
}

std::vector<double> DynamicBlock::constants_for(const Network& network) const {
  const Projection& projection = network.projections[projection_];
  const PostsynapticPotential potential =
      model_->follows_potential ? potential_of(network, projection) : PostsynapticPotential{};
  std::vector<double> constants(model_->constants);
  model_->prepare(projection.synapse_parameters.data(), potential, network.grid.resolution(),
                  constants.data());
  return constants;
}

void DynamicBlock::refresh(const Network& network) {
  rebase();
  if (model_->commit) each_row(model_->commit);
  constants_ = constants_for(network);
  horizon_ = model_->horizon ? model_->horizon(constants_.data()) : 0;
}

void DynamicBlock::follow(const Network& network) {
  if (model_->follows_potential && constants_for(network) != constants_) refresh(network);
}

}  // namespace cajal
