// What the inputs of a step are drawn from.
#pragma once
#include <cstdint>

#include "kernels/kernels.hpp"

namespace cajal {

struct Drawn {
  std::uint64_t seed;
  const Kernels& kernels;
  std::int64_t step;
};

}  // namespace cajal
