// State variables and parameters of neurons in a built network.
#pragma once
#include <string>
#include <vector>

#include "engine/world.hpp"

namespace cajal {

/**
 * Sets variables of neurons from now on, all of them or none; E_UNKNOWN_PARAM for what is no variable, E_RECORD for
 * what is not kept by itself.
 */
void set_variables(Network& network, World& world, const std::vector<const ValuesSpec*>& specs);

/** Present values of a variable, recordable or parameter, one per neuron; E_UNKNOWN_PARAM, E_RECORD. */
std::vector<double> present_values(const Network& network, const World& world, const Ranges& ranges,
                                   const std::string& name);

}  // namespace cajal
