// What is true of every neuron model, compared while it is compiled.
#pragma once
#include "model/neuron.hpp"

namespace cajal {

/** How much of each a model has; of columns, counters and channels what its largest variant has. */
struct ModelSize {
  std::size_t parameters, columns, counters, channels, ports, outputs, recordables;
};

constexpr bool within_limits(const ModelSize& size) noexcept {
  return size.parameters <= most_parameters && size.columns <= most_columns &&
         size.counters <= most_counters && size.channels <= most_channels && size.ports <= most_ports &&
         size.outputs <= most_outputs && size.recordables <= most_recordables;
}

constexpr ModelSize size_of(const NeuronModel& model) noexcept {
  ModelSize size{model.parameters.size(), 0, 0, 0, model.ports.size(), model.outputs.size(),
                 model.recordables.size()};
  for (const NeuronVariant& one : model.variants) {
    size.columns = one.columns > size.columns ? one.columns : size.columns;
    size.counters = one.counters > size.counters ? one.counters : size.counters;
    size.channels = one.channels > size.channels ? one.channels : size.channels;
  }
  return size;
}

/** Whether a neuron can go from any variant to any other: counters stay, and so do columns unless `carry` says how. */
constexpr bool variants_agree(const NeuronModel& model) noexcept {
  for (const NeuronVariant& one : model.variants)
    if (one.counters != model.variants[0].counters ||
        (!model.carry && one.columns != model.variants[0].columns))
      return false;
  return true;
}

}  // namespace cajal
