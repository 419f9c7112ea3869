#include "engine/read/synapse_query.hpp"

#include <algorithm>
#include <numeric>

#include "engine/build/synapse_walk.hpp"
#include "engine/change/block_weights.hpp"
#include "engine/slices/units/fixed_point.hpp"

namespace cajal {

namespace {

SynapseColumns generate(const Network& network, const World& world, const Projection& projection,
                        EndCheck& check) {
  const auto receptor = static_cast<std::uint32_t>(projection.spec.receptor);
  SynapseColumns out;
  walk_synapses(
      network, *world.level().kernels, projection,
      [&](std::uint32_t source, std::uint32_t target, double weight, std::uint32_t delay) {
        const std::uint32_t neuron = projection.targets.at(target);
        const Part& part = *world.find(neuron).first;
        const WeightUse use = part.population().model->receptors[receptor].use;
        const double stored =
            static_cast<double>(quantum(weight, 1 / part.unit(), WeightUse::with_sign)) * part.unit();
        check();
        out.source.push_back(projection.sources.at(source));
        out.target.push_back(neuron);
        out.weight.push_back(use == WeightUse::count ? weight : stored);
        out.delay.push_back(network.grid.time(delay));
      },
      check);
  return out;
}

template <class T>
void reorder(std::vector<T>& column, const std::vector<std::size_t>& order, EndCheck& check) {
  std::vector<T> sorted(column.size());
  for (std::size_t i = 0; i < order.size(); ++i) sorted[i] = column[order[i]], check();
  column = std::move(sorted);
}

}  // namespace

SynapseColumns query_synapses(const Network& network, const World& world, std::size_t number) {
  const Projection& projection = network.projections[number];
  EndCheck check(world.stop(), "weights");
  SynapseColumns columns = projection.synapse->kind == SynapseKind::fixed
                               ? generate(network, world, projection, check)
                               : read_blocks(network, world, number);
  std::vector<std::size_t> order(columns.source.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
    check();
    return std::pair(columns.source[a], columns.target[a]) < std::pair(columns.source[b], columns.target[b]);
  });
  reorder(columns.source, order, check), reorder(columns.target, order, check);
  reorder(columns.weight, order, check), reorder(columns.delay, order, check);
  return columns;
}

}  // namespace cajal
