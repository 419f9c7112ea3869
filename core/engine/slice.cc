#include "engine/slice.hpp"

#include "engine/dynamic_block.hpp"
#include "engine/value_block.hpp"

namespace cajal {

Slice::Slice() = default;
Slice::Slice(Slice&&) noexcept = default;
Slice::~Slice() = default;

}  // namespace cajal
