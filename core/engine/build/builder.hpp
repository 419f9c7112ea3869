// Generates the synapses of one slice, for the first time or again with other weights.
#pragma once
#include "engine/build/feed.hpp"

namespace cajal {

/**
 * Fills rows, arena and counts of a slice whose parts are in place. The result is a pure function of the description
 * and the slice's neurons. Throws E_ABORTED after a stop, E_OVERFLOW when compact sums could overflow, and what
 * drawing values throws.
 */
void build_slice(Slice& slice, const BuildContext& context);

/**
 * Writes the rows of the wanted sources below `end` over those that stand there, with the weights that the description
 * has now and the units that the parts have now. Delays, and with them the layout of a row, do not depend on weights:
 * spikes on their way through a row stay where they are. `reached` follows the first source not yet written, also when
 * this throws as `build_slice` does. Adds to the counts of vanished weights.
 */
void rewrite_slice(Slice& slice, const BuildContext& context, const Wanted& wanted, std::uint32_t end,
                   std::uint32_t& reached);

}  // namespace cajal
