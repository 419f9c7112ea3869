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

/** What of a network's connections is another one than when it was built, beside what synapses have learnt. */
struct WeightState {
  std::vector<std::size_t> projections;         ///< whose weights are drawn anew
  std::vector<Draw> weights;                    ///< for each of them
  std::vector<std::vector<double>> parameters;  ///< [projection]: of its synapses; none: as they are
  std::vector<double> units;                    ///< [population]: of weight, at least; none: as it is needed
};

/** Gives a network that was just built this state; throws and leaves behind what `change_weights` does. */
void restore_weights(Network& network, World& world, WeightState state, BuildProgress& progress);

}  // namespace cajal
