#include "engine/change/block_weights.hpp"

#include <algorithm>
#include <span>
#include <string>

#include "engine/blocks/dynamic_block.hpp"
#include "engine/blocks/value_block.hpp"
#include "engine/describe/describe.hpp"
#include "engine/describe/description_checks.hpp"
#include "engine/slices/units/units.hpp"

namespace cajal {

namespace {

/** Calls work(block) for every block of a projection. */
template <class Slices, class Work>
void each_block(Slices& slices, std::size_t projection, Work work) {
  for (auto& slice : slices) {
    for (auto& block : slice.dynamic_blocks)
      if (block.projection() == projection) work(block);
    for (auto& block : slice.value_blocks)
      if (block.projection() == projection) work(block);
  }
}

void refuse_sparse(const Network& network, const World& world, std::size_t number,
                   const std::vector<double>& parameters) {
  const Projection& projection = network.projections[number];
  if (!projection.synapse->values || projection.synapse->values(parameters.data(), 1).gain == 0) return;
  for (const Slice& slice : world.slices())
    for (const ValueBlock& block : slice.value_blocks)
      if (block.projection() == number && !block.dense())
        fail("E_RULE_TARGET",
             "setSynapses: these sparse connections were built without learning and cannot begin to learn",
             {"eta", "not 0", "0", "build the network with an eta that is not 0"});
}

/** The smallest and the largest present weight, as a draw; one without values where there are no synapses. */
Draw present_range(const World& world, std::size_t projection) {
  Draw range{"array", {}, "none", 0, 0};
  const auto add = [&](double weight) {
    if (range.numbers.empty()) range.numbers = {weight, weight};
    range.numbers[0] = std::min(range.numbers[0], weight);
    range.numbers[1] = std::max(range.numbers[1], weight);
  };
  for (const Slice& slice : world.slices()) {
    if (!slice.plastic) continue;
    for (const PlasticRows& rows : slice.plastic->rows())
      if (rows.projection() == projection)
        rows.each_run([&](std::uint32_t, std::uint64_t* run, std::uint32_t) {
          std::for_each_n(plastic_run::column(run, 0), plastic_run::synapses(*run), add);
        });
  }
  each_block(world.slices(), projection, [&](const auto& block) {
    block.for_each([&](std::uint32_t, std::uint32_t, double weight) { add(weight); });
  });
  return range;
}

void read_plastic(const Network& network, const PlasticSynapses& plastic, std::size_t number,
                  SynapseColumns& out, EndCheck& check) {
  const Selection& sources = network.projections[number].sources;
  for (const PlasticRows& rows : plastic.rows()) {
    if (rows.projection() != number) continue;
    rows.each_run([&](std::uint32_t source, std::uint64_t* run, std::uint32_t delay) {
      for (std::size_t k = 0; k < plastic_run::synapses(*run); ++k) {
        out.source.push_back(sources.at(source));
        out.target.push_back(rows.part().first_global() + plastic_run::targets(run)[k]);
        out.weight.push_back(plastic_run::column(run, 0)[k]);
        out.delay.push_back(network.grid.time(delay));
        check();
      }
    });
  }
}

}  // namespace

SynapseColumns read_blocks(const Network& network, const World& world, std::size_t number) {
  const Selection& sources = network.projections[number].sources;
  SynapseColumns out;
  EndCheck check(world.stop(), "weights");
  for (const Slice& slice : world.slices())
    if (slice.plastic) read_plastic(network, *slice.plastic, number, out, check);
  each_block(world.slices(), number, [&](const auto& block) {
    const double delay = network.grid.time(block.delay());
    block.for_each([&](std::uint32_t source, std::uint32_t neuron, double weight) {
      out.source.push_back(sources.at(source));
      out.target.push_back(block.part().first_global() + neuron);
      out.weight.push_back(weight);
      out.delay.push_back(delay);
      check();
    });
  });
  return out;
}

BlockWeights draw_block_weights(const BuildContext& context, const World& world, std::size_t number) {
  BlockWeights weights{number, {}, {}};
  const SynapseKind kind = context.network.projections[number].synapse->kind;
  if (kind == SynapseKind::fixed) return weights;
  const auto check = [&] { context.check_stop(); };
  for (const Slice& slice : world.slices())
    if (kind == SynapseKind::plastic)
      weights.plastic.push_back(slice.plastic->draw(slice, context, number));
    else
      weights.groups.push_back(group_synapses(slice, context.network, context.kernels, number, check));
  return weights;
}

void write_block_weights(World& world, const BlockWeights& weights) noexcept {
  for (std::size_t s = 0; s < weights.plastic.size(); ++s)
    world.slices()[s].plastic->weigh(weights.projection, weights.plastic[s]);
  for (std::size_t s = 0; s < weights.groups.size(); ++s) {
    const std::span slice(&world.slices()[s], 1);
    // Some groups have no block: their receptor ignores spikes.
    for (const SynapseGroup& group : weights.groups[s]) {
      const Part* const part = &slice[0].parts[group.part];
      each_block(slice, weights.projection, [&](auto& block) {
        if (&block.part() == part && block.delay() == group.delay) block.set_weights(group);
      });
    }
  }
}

void change_synapses(Network& network, World& world, const std::vector<std::size_t>& projections,
                     const Named& parameters) {
  std::vector<std::vector<double>> changed;
  for (const std::size_t p : projections) {
    const Projection& projection = network.projections[p];
    changed.push_back(synapse_parameters(*projection.synapse, parameters, projection.synapse_parameters));
    check_synapse(network, projection, changed.back(), present_range(world, p), "setSynapses");
    refuse_sparse(network, world, p, changed.back());
  }
  const auto exchange = [&] {
    for (std::size_t k = 0; k < projections.size(); ++k)
      std::swap(network.projections[projections[k]].synapse_parameters, changed[k]);
  };
  exchange();
  bool suffice = false;
  try {
    suffice = units_suffice(network, world.slices(), world.form());
  } catch (...) {
    exchange();
    throw;
  }
  if (!suffice) {
    exchange();
    fail("E_FROZEN",
         "setSynapses: larger bounds need a coarser unit of weight than the network was built with",
         {"Wmax", "", "at most the bounds at build", "build the network with the larger bounds"});
  }
  try {
    for (const std::size_t p : projections)
      each_block(world.slices(), p, [&](auto& block) { block.refresh(network); });
    for (Slice& slice : world.slices())
      if (slice.plastic) slice.plastic->refresh(network);
  } catch (...) {
    world.loop().failed = true;  // some blocks have the new parameters, others the old ones
    throw;
  }
}

}  // namespace cajal
