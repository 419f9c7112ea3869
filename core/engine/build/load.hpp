// Whether 32-bit sums can hold all that may arrive at a neuron in one step.
#pragma once
#include "engine/build/feed.hpp"

namespace cajal {

/**
 * Throws E_OVERFLOW if all synapses and Poisson events of a neuron of the slice, arriving together, could exceed a
 * 32-bit sum. For compact rows.
 */
void check_load(const Slice& slice, const BuildContext& context);

}  // namespace cajal
