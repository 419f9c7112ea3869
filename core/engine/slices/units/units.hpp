// The unit of weight of each population: what one count in its sums stands for.
#pragma once
#include <vector>

#include "engine/describe/network.hpp"
#include "engine/slices/slice.hpp"
#include "synapses/static_row.hpp"

namespace cajal {

/** [population]: the unit that all weights which the description allows ask for. */
std::vector<double> wanted_units(const Network& network, static_row::Form form);

/** [population]: the unit that its parts have; 1 for a population without neurons. */
std::vector<double> present_units(const Network& network, const std::vector<Slice>& slices);

/**
 * Gives every part its unit and marks the populations where it was another one. Rows and Poisson stimuli onto them must
 * then be written anew.
 */
std::vector<bool> set_units(std::vector<Slice>& slices, const std::vector<double>& units);

/** Whether the present units can hold all weights that the description allows. */
bool units_suffice(const Network& network, const std::vector<Slice>& slices, static_row::Form form);

}  // namespace cajal
