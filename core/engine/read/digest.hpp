// The state of a network in one number.
#pragma once
#include <cstdint>

#include "engine/world.hpp"

namespace cajal {

/** A hash of all state, of all spikes so far and of what is on its way; free of threads and slices. */
std::uint64_t digest(const World& world, const Network& network);

}  // namespace cajal
