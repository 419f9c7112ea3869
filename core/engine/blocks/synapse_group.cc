#include "engine/blocks/synapse_group.hpp"

#include <algorithm>
#include <map>

#include "engine/build/synapse_walk.hpp"

namespace cajal {

std::vector<SynapseGroup> group_synapses(const Slice& slice, const Network& network, const Kernels& kernels,
                                         std::size_t number, const std::function<void()>& check) {
  const Projection& projection = network.projections[number];
  std::map<std::pair<std::uint32_t, std::uint32_t>, SynapseGroup> groups;
  walk_synapses(
      network, kernels, projection,
      [&](std::uint32_t source, std::uint32_t target, double weight, std::uint32_t delay) {
        const std::uint32_t neuron = projection.targets.at(target);
        for (std::uint32_t p = 0; p < slice.parts.size(); ++p) {
          const std::uint32_t place = neuron - slice.parts[p].first_global();
          if (place >= slice.parts[p].size()) continue;
          SynapseGroup& group = groups[{p, delay}];
          group.synapses.push_back({source, place, weight});
        }
      },
      check);
  std::vector<SynapseGroup> list;
  unsigned turns = 0;
  for (auto& [key, group] : groups) {
    group.projection = number, group.part = key.first, group.delay = key.second;
    std::stable_sort(group.synapses.begin(), group.synapses.end(), [&](const auto& a, const auto& b) {
      if (++turns % (1 << 14) == 0) check();
      return std::pair(a.source, a.neuron) < std::pair(b.source, b.neuron);
    });
    list.push_back(std::move(group));
  }
  return list;
}

}  // namespace cajal
