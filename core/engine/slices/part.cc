#include "engine/slices/part.hpp"

#include <algorithm>

namespace cajal {

Part::Part(const Population& population, std::uint32_t number, const NeuronVariant& variant,
           std::uint32_t first, std::uint32_t size, double resolution)
    : currents(population.model->ports.size(), size),
      population_(&population),
      number_(number),
      variant_(&variant),
      first_(first),
      size_(size) {
  for (std::size_t k = 0; k < variant.columns; ++k) state_.emplace_back(size);
  for (std::size_t k = 0; k < variant.counters; ++k) counters_.emplace_back(size);
  for (auto& column : state_) state_rows_.push_back(column.data());
  for (auto& counter : counters_) counter_rows_.push_back(counter.data());
  coupled_.resize(population.model->ports.size());
  for (std::size_t k = 0; k < population.model->signals.size(); ++k) signals_.emplace_back(size);
  for (auto& signal : signals_) signal_rows_.push_back(signal.data());
  prepare_constants(resolution);
  load_state();
  view_ = {constants_.data(), size_, state_rows_.data(),  counter_rows_.data(),
           nullptr,           1.0,   signal_rows_.data(), first_};
}

void Part::own_parameters(std::uint32_t neuron, double* values) const noexcept {
  for (const auto& column : population_->parameters)
    *values++ = column.size() == 1 ? column[0] : column[first_ + neuron];
}

void Part::prepare_constants(double resolution) {
  for (const auto& column : population_->parameters) varied_ |= column.size() > 1;
  const std::size_t rows = varied_ ? size_ : 1;
  constants_ = Array<double>(variant_->constants * rows);
  std::vector<double> parameters(population_->parameters.size()), constants(variant_->constants);
  for (std::uint32_t i = 0; i < rows; ++i) {
    own_parameters(i, parameters.data());
    variant_->prepare(parameters.data(), resolution, constants.data());
    for (std::size_t k = 0; k < constants.size(); ++k) constants_.data()[k * rows + i] = constants[k];
  }
}

void Part::load_state() {
  std::vector<double> parameters(population_->parameters.size()), variables(population_->variables.size());
  std::vector<double> state(variant_->columns);
  std::vector<std::int32_t> counters(variant_->counters + 1);
  for (std::uint32_t i = 0; i < size_; ++i) {
    own_parameters(i, parameters.data());
    for (std::size_t k = 0; k < variables.size(); ++k) {
      const auto& column = population_->variables[k];
      variables[k] = column.size() == 1 ? column[0] : column[first_ + i];
    }
    variant_->load(parameters.data(), variables.data(), state.data(), counters.data());
    for (std::size_t k = 0; k < state.size(); ++k) state_[k].data()[i] = state[k];
    for (std::size_t k = 0; k < variant_->counters; ++k) counters_[k].data()[i] = counters[k];
  }
}

void Part::attach(void* sums, std::size_t row_bytes, double unit) {
  sum_rows_.clear();
  for (std::size_t k = 0; k < variant_->channels; ++k)
    sum_rows_.push_back(static_cast<char*>(sums) + k * row_bytes);
  view_.arriving = sum_rows_.data();
  view_.unit = unit;
}

double Part::read(std::size_t recordable, std::uint32_t neuron) const noexcept {
  std::array<double, 64> parameters, state;
  std::array<std::int32_t, 16> counters;
  own_parameters(neuron, parameters.data());
  for (std::size_t k = 0; k < variant_->columns; ++k) state[k] = state_[k].data()[neuron];
  for (std::size_t k = 0; k < variant_->counters; ++k) counters[k] = counters_[k].data()[neuron];
  return variant_->read(parameters.data(), recordable, state.data(), counters.data());
}

void Part::write(std::size_t variable, std::uint32_t neuron, double value) noexcept {
  std::array<double, 64> parameters, state;
  own_parameters(neuron, parameters.data());
  for (std::size_t k = 0; k < variant_->columns; ++k) state[k] = state_[k].data()[neuron];
  variant_->write(parameters.data(), variable, value, state.data());
  for (std::size_t k = 0; k < variant_->columns; ++k) state_[k].data()[neuron] = state[k];
}

void Part::publish(double* const* outputs) const noexcept {
  variant_->publish[varied_](view_, 0, size_, outputs);
}

double* Part::coupled(std::size_t port) {
  if (coupled_[port].empty()) coupled_[port] = Array<double>(size_);
  return coupled_[port].data();
}

void Part::begin_coupling() noexcept {
  for (std::size_t port = 0; port < coupled_.size(); ++port) {
    if (coupled_[port].empty()) continue;
    const double* const values = currents.values(port, 0);
    if (currents.uniform(port))
      std::fill_n(coupled_[port].data(), size_, values[0]);
    else
      std::copy_n(values, size_, coupled_[port].data());
  }
}

std::size_t Part::bytes() const noexcept {
  return size_ * (variant_->columns * sizeof(double) + variant_->counters * sizeof(std::int32_t)) +
         constants_.size() * sizeof(double);
}

}  // namespace cajal
