// Reading and writing the synapses that are not fixed, between runs.
#pragma once
#include "engine/world.hpp"

namespace cajal {

/** The present synapses of a projection, by slice, delay, source and target. */
SynapseColumns read_blocks(const Network& network, const World& world, std::size_t projection);

/** Gives the synapses of a projection the weights of its description; nothing for fixed ones. */
void write_block_weights(const Network& network, World& world, std::size_t projection);

/**
 * Sets parameters of synapses. E_UNKNOWN_PARAM, E_PARAM_RANGE, E_RULE_TARGET, E_WEIGHT_SIGN; then nothing has changed.
 */
void change_synapses(Network& network, World& world, const std::vector<std::size_t>& projections,
                     const Named& parameters);

}  // namespace cajal
