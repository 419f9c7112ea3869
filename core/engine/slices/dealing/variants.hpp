// Which variant of its model each population takes.
#pragma once
#include <vector>

#include "engine/describe/network.hpp"

namespace cajal {

/** [population]: the leanest variant that fits its parameters and can show what is recorded. */
std::vector<const NeuronVariant*> choose_variants(const Network& network);

/** The same for one population; `traced` asks for the variant that keeps most apart. */
const NeuronVariant* choose_variant(const Network& network, const Population& population, bool traced);

}  // namespace cajal
