// Reads synapses back. Static ones are a pure function of the description, so they are generated once more.
#pragma once
#include "engine/world.hpp"

namespace cajal {

/** All synapses of a projection as they are stored, in (source, target, order of generation) order. */
SynapseColumns query_synapses(const Network& network, const World& world, std::size_t projection);

}  // namespace cajal
