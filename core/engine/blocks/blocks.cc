#include "engine/blocks/blocks.hpp"

#include <algorithm>

#include "engine/blocks/dynamic_block.hpp"
#include "engine/blocks/value_block.hpp"
#include "engine/describe/description_checks.hpp"
#include "engine/plastic/plastic_synapses.hpp"

namespace cajal {

void build_blocks(Slice& slice, const Network& network, const Outputs& outputs, const Kernels& kernels,
                  const BuildContext& context) {
  const auto check = [&] { context.check_stop(); };
  for (std::size_t p = 0; p < network.projections.size(); ++p) {
    const Projection& projection = network.projections[p];
    if (projection.synapse->kind == SynapseKind::plastic && !slice.plastic)
      slice.plastic = std::make_unique<PlasticSynapses>(slice, context);
    if (projection.synapse->kind != SynapseKind::dynamic && projection.synapse->kind != SynapseKind::values)
      continue;
    context.check_stop();
    for (const SynapseGroup& group : group_synapses(slice, network, kernels, p, check)) {
      Part& part = slice.parts[group.part];
      const auto receptor = static_cast<std::size_t>(projection.spec.receptor);
      if (projection.synapse->kind == SynapseKind::values)
        slice.value_blocks.emplace_back(group, network, outputs, part);
      else if (part.variant().channel[2 * receptor] >= 0)  // else a receptor that ignores spikes
        slice.dynamic_blocks.emplace_back(group, network, part);
      slice.synapses += group.synapses.size();
      context.synapses.fetch_add(group.synapses.size(), std::memory_order_relaxed);
    }
  }
  slice.dynamic_from.resize(network.populations.size());
  for (DynamicBlock& block : slice.dynamic_blocks)
    for (const std::uint32_t p : populations_of(network, network.projections[block.projection()].sources))
      slice.dynamic_from[p].push_back(&block);
}

std::uint64_t deliver_blocks(Slice& slice, std::int64_t step) {
  std::uint64_t events = slice.plastic ? slice.plastic->arrive(step) : 0;
  for (DynamicBlock& block : slice.dynamic_blocks) events += block.deliver(step);
  return events;
}

void couple(Slice& slice, const Kernels& kernels, std::int64_t step) noexcept {
  if (slice.value_blocks.empty()) return;
  for (Part& part : slice.parts) part.begin_coupling();
  for (ValueBlock& block : slice.value_blocks) {
    slice.events += block.synapses();
    block.couple(kernels, step);
  }
}

void advance(Slice& slice, std::int64_t step) noexcept {
  for (DynamicBlock& block : slice.dynamic_blocks) block.advance(step);
}

void note(Slice& slice, const Network& network, std::int64_t step) {
  if (slice.plastic) slice.plastic->note(slice, network, step);
}

void transmit(Slice& slice, const Network& network, std::uint32_t source, std::uint32_t spikes,
              std::int64_t step) {
  if (slice.plastic) slice.plastic->send(network, source, spikes, step);
  for (DynamicBlock* block : slice.dynamic_from[network.population_of(source)]) {
    const Selection& sources = network.projections[block->projection()].sources;
    if (const std::uint32_t place = sources.position_of(source); place != Selection::npos)
      block->transmit(place, spikes, step);
  }
}

void finish_blocks(Slice& slice) noexcept {
  for (DynamicBlock& block : slice.dynamic_blocks) block.finish();
}

void settle(Slice& slice, const Kernels& kernels) noexcept {
  for (ValueBlock& block : slice.value_blocks) block.settle(kernels);
}

NotFinite scan_weights(const Slice& slice, const Kernels& kernels, std::int64_t step) {
  NotFinite found;
  if (slice.plastic) found = slice.plastic->scan(kernels, step);
  if (found.found) return found;
  const auto look = [&](const auto& block) {
    block.for_each([&](std::uint32_t source, std::uint32_t neuron, double weight) {
      if (found.found || weight - weight == 0) return;
      found = {true,  step, block.part().number(), block.part().first() + neuron, true, block.projection(),
               source};
    });
    return found.found;
  };
  for (const DynamicBlock& block : slice.dynamic_blocks)
    if (!kernels.finite(block.weights(), block.synapses()) && look(block)) return found;
  for (const ValueBlock& block : slice.value_blocks)
    if (!kernels.finite(block.weights(), block.weight_count()) && look(block)) return found;
  return found;
}

std::uint64_t hash_blocks(const Slice& slice, const Network& network, std::int64_t step, EndCheck& check) {
  std::uint64_t hash = slice.plastic ? slice.plastic->hash(network, step, check) : 0;
  const auto add = [&](const auto& block) {
    hash += block.hash(network.projections[block.projection()].sources, check);
  };
  for (const DynamicBlock& block : slice.dynamic_blocks) add(block);
  for (const ValueBlock& block : slice.value_blocks) add(block);
  return hash;
}

}  // namespace cajal
