// Every synapse of a projection, generated anew.
#pragma once
#include <cstdint>
#include <numeric>

#include "engine/build/synapse_values.hpp"
#include "engine/describe/network.hpp"

namespace cajal {

/**
 * Calls visit(source position, target position, weight, delay in steps) in the order in which the rule draws, and
 * check() now and then, which may throw.
 */
template <class Visit, class Check>
void walk_synapses(const Network& network, const Kernels& kernels, const Projection& projection, Visit visit,
                   Check check) {
  const Rule& rule = *projection.rule;
  const SynapseValues values(projection.spec.weight, projection.spec.delay, rule, network.seed,
                             projection.values, network.grid, kernels);
  Batch batch;
  for (std::uint32_t element = 0; element < rule.elements(); ++element)
    for (std::uint32_t block = 0; block < rule.blocks(); ++block) {
      check();
      batch.clear();
      rule.generate(element, block, batch.partners);
      if (batch.partners.empty()) continue;
      batch.indices.resize(batch.partners.size());
      std::iota(batch.indices.begin(), batch.indices.end(), 0u);
      values.draw(element, block, batch);
      for (std::size_t i = 0; i < batch.partners.size(); ++i) {
        const std::uint32_t partner = batch.partners[i];
        visit(rule.by_target() ? partner : element, rule.by_target() ? element : partner, batch.weights[i],
              batch.delays[i]);
      }
    }
}

}  // namespace cajal
