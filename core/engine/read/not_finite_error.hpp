// Says in words which state variable is no longer a number.
#pragma once
#include "engine/world.hpp"
#include "error.hpp"

namespace cajal {

/** E_NUMERIC for what the last scan found: variable, value, neuron, population and time. */
Error not_finite_error(const Network& network, const World& world, const NotFinite& found);

}  // namespace cajal
