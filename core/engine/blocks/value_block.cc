#include "engine/blocks/value_block.hpp"

#include <algorithm>
#include <cmath>
#include <string>

#include "base/hash.hpp"
#include "error.hpp"

namespace cajal {

namespace {

constexpr std::size_t register_width = 8;

/** Matrices are multiplied as such where at least one in so many entries is a synapse, and wherever weights learn. */
constexpr std::uint64_t sparseness = 8;

[[noreturn]] void refuse_repeated() {
  throw Error("E_RULE_TARGET",
              "build: a rate_synapse that learns may connect two neurons only once in a projection",
              {"synapse", "two synapses between the same neurons", "one synapse per pair",
               "forbid multapses, or connect a second time"});
}

}  // namespace

ValueBlock::ValueBlock(const SynapseGroup& group, const Network& network, const Outputs& outputs, Part& part)
    : projection_(group.projection),
      part_(&part),
      delay_(group.delay),
      outputs_(&outputs),
      synapses_(group.synapses) {
  const Projection& projection = network.projections[projection_];
  port_ = static_cast<std::size_t>(projection.spec.receptor);
  output_ = static_cast<std::size_t>(projection.spec.output);
  part.coupled(port_);
  const Port& port = part.population().model->ports[port_];
  if (port.signal >= 0) signal_ = part.signal(static_cast<std::size_t>(port.signal));
  for (std::uint32_t s = 0; s < projection.sources.size(); ++s) {
    const std::uint32_t source = projection.sources.at(s), population = network.population_of(source);
    origins_.push_back({population, source - network.populations[population].first});
  }
  const auto [low, high] = std::minmax_element(synapses_.begin(), synapses_.end(),
                                               [](auto& a, auto& b) { return a.neuron < b.neuron; });
  first_ = low->neuron;
  width_ = high->neuron - first_ + 1;
  refresh(network);
  // The choice must not depend on how targets are dealt to slices.
  const std::uint64_t pairs = std::uint64_t{projection.sources.size()} * projection.targets.size();
  dense_ = rule_.gain != 0 || projection.rule->expected_synapses() * sparseness >= pairs;
  for (std::size_t k = 1; k < synapses_.size(); ++k) {
    const bool again =
        synapses_[k].source == synapses_[k - 1].source && synapses_[k].neuron == synapses_[k - 1].neuron;
    if (again && rule_.gain != 0) refuse_repeated();
    dense_ &= !again;
  }
  columns_ = (width_ + register_width - 1) / register_width * register_width;
  const std::size_t sources = origins_.size();
  weights_ = Array<double>(dense_ ? sources * columns_ : synapses_.size());
  now_ = Array<double>(sources), before_ = Array<double>(sources);
  error_ = Array<double>(columns_), sums_ = Array<double>(columns_);
  if (dense_ && synapses_.size() != sources * width_) {
    mask_ = Array<double>(weights_.size());
    for (std::size_t k = 0; k < synapses_.size(); ++k) mask_[place(k)] = 1;
  }
  refresh(network);
  set_weights(group);
}

std::size_t ValueBlock::bytes() const noexcept {
  return synapses_.size() * sizeof(SynapseGroup::One) +
         (weights_.size() + smoothed_.size() + mask_.size() + 2 * now_.size()) * sizeof(double);
}

std::uint64_t ValueBlock::hash(const Selection& sources, EndCheck& check) const {
  const std::uint64_t seed = mix(projection_ << 20 ^ delay_), first = part_->first_global();
  std::uint64_t sum = 0;
  for (std::size_t k = 0; k < synapses_.size(); ++k) {
    check();
    const auto [source, neuron, drawn] = synapses_[k];
    MixedHash one(seed ^ (std::uint64_t{sources.at(source)} << 32 | (first + neuron)));
    one.add(weights_[place(k)]);
    if (!smoothed_.empty()) one.add(smoothed_[place(k)]);
    sum += one.value();
  }
  return sum;
}

std::size_t ValueBlock::tiled(std::size_t source, std::size_t target) const noexcept {
  std::size_t first = columns_ / 32 * 32, width = 32;  // as in kernels/couple.cc
  if (target < first) {
    first = target / 32 * 32;
  } else {
    width = columns_ - first >= 16 ? 16 : 8;
    if (target - first >= width) first += width, width = 8;
  }
  return first * origins_.size() + source * width + (target - first);
}

void ValueBlock::gather(std::int64_t step) noexcept {
  std::swap(now_, before_);
  const std::int64_t then = step + 1 - delay_;
  std::uint32_t population = 0xFFFFFFFF;
  const double* row = nullptr;
  for (std::size_t s = 0; s < origins_.size(); ++s) {
    if (origins_[s].population != population) {
      population = origins_[s].population;
      row = outputs_->row(population, output_, then);
    }
    now_[s] = row[origins_[s].neuron];
  }
}

void ValueBlock::multiply(const Kernels& kernels, const Array<double>& before) noexcept {
  // The padding has no error, though neurons of the part may stand there that are no targets.
  if (owed_) std::copy_n(signal_ + first_, width_, error_.data());
  kernels.couple({origins_.size(), columns_, weights_.data(), smoothed_.data(), mask_.data(), now_.data(),
                  sums_.data(), owed_, before.data(), error_.data(), rule_.gain, rule_.blend, rule_.low,
                  rule_.high});
}

void ValueBlock::couple(const Kernels& kernels, std::int64_t step) noexcept {
  gather(step);
  if (dense_) {
    multiply(kernels, before_);
  } else {  // the same sums in the same order: a slice may be sparse where another is dense
    std::fill(sums_.begin(), sums_.end(), 0.0);
    for (std::size_t k = 0; k < synapses_.size(); ++k)
      sums_[synapses_[k].neuron - first_] += weights_[k] * now_[synapses_[k].source];
  }
  double* const sums = part_->coupled(port_);
  for (std::size_t i = 0; i < width_; ++i) sums[first_ + i] += sums_[i];
  owed_ = rule_.gain != 0;
}

void ValueBlock::settle(const Kernels& kernels) noexcept {
  if (!owed_) return;
  multiply(kernels, now_);
  owed_ = false;
}

void ValueBlock::set_weights(const SynapseGroup& group) noexcept {
  for (std::size_t k = 0; k < group.synapses.size(); ++k) weights_[place(k)] = group.synapses[k].weight;
  std::fill(smoothed_.begin(), smoothed_.end(), 0.0);
}

void ValueBlock::refresh(const Network& network) {
  const Projection& projection = network.projections[projection_];
  rule_ = projection.synapse->values(projection.synapse_parameters.data(), network.grid.resolution());
  if (rule_.blend < 1 && smoothed_.size() != weights_.size()) smoothed_ = Array<double>(weights_.size());
  if (rule_.blend >= 1) smoothed_ = Array<double>();
}

}  // namespace cajal
