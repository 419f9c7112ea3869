// Every synapse of a projection, generated anew.
#pragma once
#include <cstdint>

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
  const SynapseValues values(projection.spec.weight, projection.spec.delay, rule, network, projection.values,
                             kernels);
  Batch batch;
  for (std::uint32_t element = 0; element < rule.elements(); ++element)
    for (std::uint32_t block = 0; block < rule.blocks(); ++block) {
      check();
      batch.partners.clear();
      rule.generate(element, block, batch.partners);
      if (batch.partners.empty()) continue;
      batch.count = batch.n = batch.partners.size();
      batch.whole = true;
      values.draw(element, block, batch);
      for (std::size_t i = 0; i < batch.partners.size(); ++i) {
        const std::uint32_t partner = batch.partners[i];
        visit(rule.by_target() ? partner : element, rule.by_target() ? element : partner, batch.weights[i],
              batch.delays[i]);
      }
    }
}

}  // namespace cajal
