#include "engine/slices/dealing/variants.hpp"

#include <algorithm>

#include "engine/describe/description_checks.hpp"

namespace cajal {

namespace {

ParameterView view_of(const Population& population, std::vector<std::span<const double>>& columns) {
  columns.assign(population.parameters.begin(), population.parameters.end());
  return {columns};
}

std::uint32_t wanted_recordables(const Network& network, const Population& population) {
  std::uint32_t wanted = 0;
  for (const Recorder& recorder : network.recorders) {
    if (recorder.spikes || !touches(recorder.targets, population)) continue;
    for (const std::string& name : recorder.variables)
      for (std::size_t k = 0; k < population.model->recordables.size(); ++k)
        if (population.model->recordables[k].name == name) wanted |= 1u << k;
  }
  return wanted;
}

}  // namespace

const NeuronVariant* choose_variant(const Network& network, const Population& population, bool traced) {
  std::vector<std::span<const double>> columns;
  const ParameterView view = view_of(population, columns);
  const bool varied = std::any_of(columns.begin(), columns.end(), [](const auto& c) { return c.size() > 1; });
  const std::size_t neurons = varied ? population.size : 1;
  const NeuronVariant& chosen = population.model->variants[population.model->variant(view, neurons, traced)];
  if (!traced && (wanted_recordables(network, population) & ~chosen.readable))
    return choose_variant(network, population, true);
  return &chosen;
}

std::vector<const NeuronVariant*> choose_variants(const Network& network) {
  std::vector<const NeuronVariant*> chosen;
  for (const Population& population : network.populations)
    chosen.push_back(choose_variant(network, population, false));
  return chosen;
}

}  // namespace cajal
