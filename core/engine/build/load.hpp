// Whether 32-bit sums can hold all that may arrive at a neuron in one step.
#pragma once
#include "engine/build/feed.hpp"

namespace cajal {

/**
 * Throws E_OVERFLOW if all synapses and Poisson events of a neuron of the slice, arriving together, could exceed a
 * 32-bit sum. Returns what the fullest neuron has left. For compact rows.
 */
std::uint64_t check_load(const Slice& slice, const BuildContext& context);

/** [accumulator]: the sum of magnitudes that Poisson stimuli may bring in one step, in units. */
std::vector<std::uint32_t> input_loads(const Slice& slice);

}  // namespace cajal
