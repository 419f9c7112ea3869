// Parameters of neurons that were set after the build, and the variants in which such neurons are kept: their past
// matters, because a variant that keeps more apart than is needed stays.
#include <algorithm>

#include "engine/checkpoint/checkpoint.hpp"
#include "engine/describe/describe.hpp"
#include "engine/describe/description_checks.hpp"

namespace cajal {

namespace {

std::vector<std::uint32_t> changed_populations(const CheckpointScope& scope) {
  std::vector<std::uint32_t> changed;
  for (std::uint32_t p = 0; p < scope.network.populations.size(); ++p)
    if (fingerprint(scope.network.populations[p]) != scope.built.parameters[p] ||
        scope.world.variants()[p] != scope.built.variants[p])
      changed.push_back(p);
  return changed;
}

std::vector<double> read_column(const Population& population, const Field& field, ChunkReader& in) {
  auto column = in.read<std::vector<double>>();
  in.require(column.size() == 1 || column.size() == population.size, "a parameter has another size");
  const auto [low, high] = std::minmax_element(column.begin(), column.end());
  if (*low == field.value && *high == field.value)
    return column;  // may lie on a bound that is refused elsewhere
  try {
    check_values(field, column, "restore");
  } catch (const Error& error) {
    in.require(false, error.what());
  }
  return column;
}

}  // namespace

bool has_changed_neurons(const CheckpointScope& scope) { return !changed_populations(scope).empty(); }

void write_changed_neurons(const CheckpointScope& scope, CheckpointWriter& out) {
  const auto changed = changed_populations(scope);
  out.write(baseline_of(scope.network, scope.built.streams).description, changed);
  for (const std::uint32_t p : changed) {
    const Population& population = scope.network.populations[p];
    const auto variant = scope.world.variants()[p] - population.model->variants.data();
    out.write(static_cast<std::uint32_t>(variant));
    for (const auto& column : population.parameters) out.write(column);
  }
}

std::vector<ChangedNeurons::One> read_changed_neurons(const Network& network, ChunkReader& in) {
  const auto numbers = in.read<std::vector<std::uint32_t>>();
  std::vector<ChangedNeurons::One> changed;
  for (std::size_t k = 0; k < numbers.size(); ++k) {
    const bool ascends = k == 0 || numbers[k] > numbers[k - 1];
    in.require(ascends && numbers[k] < network.populations.size(), "it names no population");
    const Population& population = network.populations[numbers[k]];
    ChangedNeurons::One one{numbers[k], in.read<std::uint32_t>(), {}};
    in.require(one.variant < population.model->variants.size(), "it names no form of a model");
    for (const Field& field : population.model->parameters)
      one.parameters.push_back(read_column(population, field, in));
    changed.push_back(std::move(one));
  }
  return changed;
}

}  // namespace cajal
