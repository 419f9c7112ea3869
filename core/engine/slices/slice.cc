#include "engine/slices/slice.hpp"

#include "engine/blocks/dynamic_block.hpp"
#include "engine/blocks/value_block.hpp"
#include "engine/made/made_synapses.hpp"
#include "engine/plastic/plastic_synapses.hpp"

namespace cajal {

Slice::Slice() = default;
Slice::Slice(Slice&&) noexcept = default;
Slice::~Slice() = default;

}  // namespace cajal
