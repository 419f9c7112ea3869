// Short loops written out, so that the long one around them becomes a vector loop.
#pragma once
#include <cstddef>
#include <type_traits>
#include <utility>

#include "base/inline.hpp"

namespace cajal {
namespace {

/** f(0) ... f(n - 1) with constants for arguments: compilers make vectors of a loop only when there is none inside. */
template <std::size_t n, class Function>
CAJAL_INLINE void each(Function&& f) noexcept {
  [&]<std::size_t... k>(std::index_sequence<k...>) __attribute__((always_inline)) {
    (f(std::integral_constant<std::size_t, k>{}), ...);
  }
  (std::make_index_sequence<n>{});
}

}  // namespace
}  // namespace cajal
