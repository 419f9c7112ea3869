#include "engine/slices/part.hpp"

#include <algorithm>

namespace cajal {

Part::Part(const Population& population, std::uint32_t number, const NeuronVariant& variant,
           std::uint32_t first, std::uint32_t size, double resolution)
    : currents(population.model->ports.size(), size, first),
      population_(&population),
      number_(number),
      first_(first),
      size_(size),
      form_(form(variant, resolution)) {
  for (std::size_t k = 0; k < variant.counters; ++k) counters_.emplace_back(size);
  for (auto& counter : counters_) counter_rows_.push_back(counter.data());
  coupled_.resize(population.model->ports.size());
  for (std::size_t k = 0; k < population.model->signals.size(); ++k) signals_.emplace_back(size);
  for (auto& signal : signals_) signal_rows_.push_back(signal.data());
  load_state(resolution);
  view_ = {nullptr, size_, state_rows_.data(),  counter_rows_.data(),
           nullptr, 1.0,   signal_rows_.data(), first_};
  point_at_form();
}

void Part::own_parameters(const ParameterColumns& columns, std::uint32_t neuron,
                          double* values) const noexcept {
  for (const auto& column : columns) *values++ = column.size() == 1 ? column[0] : column[first_ + neuron];
}

PartForm Part::form(const NeuronVariant& variant, double resolution) const {
  PartForm made{&variant, false, {}, {}};
  for (std::size_t k = 0; k < variant.columns; ++k) made.state.emplace_back(size_);
  for (const auto& column : population_->parameters) made.varied |= column.size() > 1;
  const std::size_t rows = made.varied ? size_ : 1;
  made.constants = Array<double>(variant.constants * rows);
  std::vector<double> parameters(population_->parameters.size()), constants(variant.constants);
  for (std::uint32_t i = 0; i < rows; ++i) {
    own_parameters(population_->parameters, i, parameters.data());
    variant.prepare(parameters.data(), resolution, constants.data());
    for (std::size_t k = 0; k < constants.size(); ++k) made.constants[k * rows + i] = constants[k];
  }
  return made;
}

bool Part::carry(std::uint32_t neuron, const ParameterColumns& before, const NeuronVariant& variant,
                 std::vector<Array<double>>& state, std::uint32_t at) const {
  const NeuronVariant& present = *form_.variant;
  const NeuronModel& model = *population_->model;
  std::array<double, most_parameters> old_parameters, parameters;
  std::array<double, most_columns> now, carried{};
  std::array<std::int32_t, most_counters> counters;
  own_parameters(before, neuron, old_parameters.data());
  own_parameters(population_->parameters, neuron, parameters.data());
  for (std::size_t k = 0; k < present.columns; ++k) now[k] = form_.state[k][neuron];
  for (std::size_t k = 0; k < present.counters; ++k) counters[k] = counters_[k][neuron];
  const auto number = [&](const NeuronVariant& one) {
    return static_cast<std::size_t>(&one - model.variants.data());
  };
  if (&variant == &present || !model.carry)
    carried = now;
  else if (!model.carry(number(present), number(variant), now.data(), carried.data()))
    return false;
  for (std::size_t k = 0; k < model.variables.size(); ++k) {
    if (!((present.readable & variant.readable) >> k & 1)) continue;
    const double shown = present.read(old_parameters.data(), k, now.data(), counters.data());
    // Written only where it would show another value, as V_m does that is held relative to a new E_L.
    if (variant.read(parameters.data(), k, carried.data(), counters.data()) != shown)
      variant.write(parameters.data(), k, shown, carried.data());
  }
  for (std::size_t k = 0; k < variant.columns; ++k) state[k][at] = carried[k];
  return true;
}

void Part::exchange(PartForm& form) noexcept {
  std::swap(form_, form);
  point_at_form();
}

void Part::point_at_form() noexcept {
  for (std::size_t k = 0; k < form_.state.size(); ++k) state_rows_[k] = form_.state[k].data();
  view_.constants = form_.constants.data();
}

void Part::load_state(double resolution) {
  std::vector<double> parameters(population_->parameters.size()), variables(population_->variables.size());
  const NeuronVariant& variant = *form_.variant;
  std::vector<double> state(variant.columns);
  std::vector<std::int32_t> counters(variant.counters + 1);
  for (std::uint32_t i = 0; i < size_; ++i) {
    own_parameters(population_->parameters, i, parameters.data());
    for (std::size_t k = 0; k < variables.size(); ++k) {
      const auto& column = population_->variables[k];
      variables[k] = column.size() == 1 ? column[0] : column[first_ + i];
    }
    variant.load(parameters.data(), variables.data(), resolution, state.data(), counters.data());
    for (std::size_t k = 0; k < state.size(); ++k) form_.state[k][i] = state[k];
    for (std::size_t k = 0; k < variant.counters; ++k) counters_[k][i] = counters[k];
  }
}

void Part::attach(void* sums, std::size_t row_bytes, double unit) {
  sum_rows_.clear();
  for (std::size_t k = 0; k < form_.variant->channels; ++k)
    sum_rows_.push_back(static_cast<char*>(sums) + k * row_bytes);
  view_.arriving = sum_rows_.data();
  view_.unit = unit;
}

double Part::read(std::size_t recordable, std::uint32_t neuron) const noexcept {
  const NeuronVariant& variant = *form_.variant;
  std::array<double, most_parameters> parameters;
  std::array<double, most_columns> state;
  std::array<std::int32_t, most_counters> counters;
  own_parameters(population_->parameters, neuron, parameters.data());
  for (std::size_t k = 0; k < variant.columns; ++k) state[k] = form_.state[k][neuron];
  for (std::size_t k = 0; k < variant.counters; ++k) counters[k] = counters_[k][neuron];
  return variant.read(parameters.data(), recordable, state.data(), counters.data());
}

void Part::write(std::size_t variable, std::uint32_t neuron, double value) noexcept {
  const NeuronVariant& variant = *form_.variant;
  std::array<double, most_parameters> parameters;
  std::array<double, most_columns> state;
  own_parameters(population_->parameters, neuron, parameters.data());
  for (std::size_t k = 0; k < variant.columns; ++k) state[k] = form_.state[k][neuron];
  variant.write(parameters.data(), variable, value, state.data());
  for (std::size_t k = 0; k < variant.columns; ++k) form_.state[k][neuron] = state[k];
}

void Part::publish(double* const* outputs) const noexcept {
  form_.variant->publish[form_.varied](view_, 0, size_, outputs);
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
  return size_ * (form_.variant->columns * sizeof(double) + counters_.size() * sizeof(std::int32_t)) +
         form_.constants.size() * sizeof(double);
}

}  // namespace cajal
