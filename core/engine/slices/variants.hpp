// Which variant of its model each population takes.
#pragma once
#include <vector>

#include "engine/describe/network.hpp"

namespace cajal {

/** [population]: the leanest variant that fits its parameters and can show what is recorded. */
std::vector<const NeuronVariant*> choose_variants(const Network& network);

}  // namespace cajal
