// New weights for synapses that exist.
#pragma once
#include "engine/world.hpp"

namespace cajal {

/**
 * Gives the synapses of the projections the weights that they would have if `weight` had been theirs from the
 * beginning: same partners, delays and random words. State and spikes on their way are left alone. Throws E_SHAPE and
 * what other draws are refused for, E_OVERFLOW, E_ABORTED after a stop, and std::bad_alloc; all is then as before, and
 * where even that failed for want of memory, the world is marked as failed.
 */
void change_weights(Network& network, World& world, const std::vector<std::size_t>& projections,
                    const Draw& weight, BuildProgress& progress);

/** The same with a weight for each of the projections. */
void change_weights(Network& network, World& world, const std::vector<std::size_t>& projections,
                    std::vector<Draw> weights, BuildProgress& progress);

}  // namespace cajal
