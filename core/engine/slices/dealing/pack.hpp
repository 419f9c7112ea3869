// Slices of whole populations.
#pragma once
#include <vector>

#include "engine/slices/dealing/plan.hpp"

namespace cajal {

/**
 * Slices of whole populations, or of whole blocks (connect/rule.hpp) of those that are larger, so that what a source
 * has in one of them is drawn once; those of one slice follow each other in the network where they can. Slice i is for
 * thread i modulo `threads`. None where a block has more accumulators than a slice, or where some thread would have
 * more than 1.1 times its part of the work.
 */
std::vector<std::vector<Share>> pack_slices(const Network& network,
                                            const std::vector<const NeuronVariant*>& variants, int threads);

}  // namespace cajal
