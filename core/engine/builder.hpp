// Generates the synapses of one slice.
#pragma once
#include "engine/feed.hpp"

namespace cajal {

/**
 * Fills rows, arena and counts of a slice whose parts are in place. The result is a pure function of the description
 * and the slice's neurons. Throws E_ABORTED after a stop, E_OVERFLOW when compact sums could overflow, and what
 * drawing values throws.
 */
void build_slice(Slice& slice, const BuildContext& context);

}  // namespace cajal
