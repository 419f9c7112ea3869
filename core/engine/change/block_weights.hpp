// Reading and writing the synapses that are not fixed, between runs.
#pragma once
#include "engine/blocks/synapse_group.hpp"
#include "engine/plastic/plastic_synapses.hpp"
#include "engine/world.hpp"

namespace cajal {

/** The present synapses of a projection, by slice, delay, source and target. */
SynapseColumns read_blocks(const Network& network, const World& world, std::size_t projection);

/** The weights that the description gives the synapses of a projection; none for fixed ones. */
struct BlockWeights {
  std::size_t projection;
  std::vector<std::vector<SynapseGroup>> groups;  ///< [slice][part and delay]
  std::vector<PlasticWeights> plastic;            ///< [slice]
};
BlockWeights draw_block_weights(const BuildContext& context, const World& world, std::size_t projection);

/** Gives these weights to the synapses, which begin anew from them. */
void write_block_weights(World& world, const BlockWeights& weights) noexcept;

/**
 * Sets parameters of synapses. E_UNKNOWN_PARAM, E_PARAM_RANGE, E_RULE_TARGET, E_WEIGHT_SIGN, E_FROZEN; then nothing has
 * changed. Where memory runs out, the world may be marked as failed.
 */
void change_synapses(Network& network, World& world, const std::vector<std::size_t>& projections,
                     const Named& parameters);

}  // namespace cajal
