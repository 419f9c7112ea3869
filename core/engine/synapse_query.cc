#include "engine/synapse_query.hpp"

#include <algorithm>
#include <numeric>

#include "engine/fixed_point.hpp"
#include "engine/synapse_values.hpp"

namespace cajal {

namespace {

SynapseColumns generate(const Network& network, const World& world, const Projection& projection) {
  const SynapseValues values(projection.spec.weight, projection.spec.delay, *projection.rule, network.seed,
                             projection.values, network.grid, *world.level().kernels);
  const Rule& rule = *projection.rule;
  const auto receptor = static_cast<std::uint32_t>(projection.spec.receptor);
  SynapseColumns out;
  Batch batch;
  for (std::uint32_t element = 0; element < rule.elements(); ++element)
    for (std::uint32_t block = 0; block < rule.blocks(); ++block) {
      batch.clear();
      rule.generate(element, block, batch.partners);
      batch.indices.resize(batch.partners.size());
      std::iota(batch.indices.begin(), batch.indices.end(), 0u);
      if (batch.partners.empty()) continue;
      values.draw(element, block, batch);
      for (std::size_t i = 0; i < batch.partners.size(); ++i) {
        const std::uint32_t source = projection.sources.at(rule.by_target() ? batch.partners[i] : element);
        const std::uint32_t target = projection.targets.at(rule.by_target() ? element : batch.partners[i]);
        const Part& part = *world.find(target).first;
        const WeightUse use = part.population().model->receptors[receptor].use;
        const double stored =
            static_cast<double>(quantum(batch.weights[i], 1 / part.unit(), WeightUse::with_sign)) *
            part.unit();
        out.source.push_back(source);
        out.target.push_back(target);
        out.weight.push_back(use == WeightUse::count ? batch.weights[i] : stored);
        out.delay.push_back(batch.delays[i] * network.grid.resolution());
      }
    }
  return out;
}

template <class T>
void reorder(std::vector<T>& column, const std::vector<std::size_t>& order) {
  std::vector<T> sorted(column.size());
  for (std::size_t i = 0; i < order.size(); ++i) sorted[i] = column[order[i]];
  column = std::move(sorted);
}

}  // namespace

SynapseColumns query_synapses(const Network& network, const World& world, const Projection& projection) {
  SynapseColumns columns = generate(network, world, projection);
  std::vector<std::size_t> order(columns.source.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
    return std::pair(columns.source[a], columns.target[a]) < std::pair(columns.source[b], columns.target[b]);
  });
  reorder(columns.source, order), reorder(columns.target, order);
  reorder(columns.weight, order), reorder(columns.delay, order);
  return columns;
}

}  // namespace cajal
