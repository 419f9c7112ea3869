// Where a number stopped being one.
#pragma once
#include <cstddef>
#include <cstdint>

namespace cajal {

/** A state variable, or a weight onto the neuron, that stopped being a number. */
struct NotFinite {
  bool found = false;
  std::int64_t step = 0;
  std::uint32_t population = 0, neuron = 0;
  bool weight = false;
  std::size_t projection = 0;
  std::uint32_t source = 0;  ///< position in the projection
};

}  // namespace cajal
