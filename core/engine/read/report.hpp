// What a built network says about itself.
#pragma once
#include <string>

#include "engine/world.hpp"

namespace cajal {

/** JSON: threads, isa, weights, resolution, build, run, warnings. `world` may be null before build. */
std::string report_json(const Network& network, const World* world);

}  // namespace cajal
