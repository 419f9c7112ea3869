// Narrowing that refuses instead of wrapping.
#pragma once
#include <cstdint>
#include <limits>
#include <string>
#include <type_traits>

#include "base/text.hpp"
#include "error.hpp"

namespace cajal {

/** Products and sums of counts stay below this, where doubles are exact. */
inline constexpr double largest_count = 9007199254740992.0;  // 2^53

/** `value` as an integer type `To`. Throws E_OVERFLOW, naming both numbers, if it is not representable. */
template <class To, class From>
To checked(From value, const std::string& what) {
  static_assert(std::is_integral_v<To> && std::is_arithmetic_v<From>);
  // 2^digits is a power of two and exact in every floating-point type; max() itself may not be.
  const double limit = 2.0 * static_cast<double>(std::uint64_t{1} << (std::numeric_limits<To>::digits - 1));
  bool fits;
  if constexpr (std::is_floating_point_v<From>) {
    const double lowest = std::is_signed_v<To> ? -limit : 0.0;
    fits = value >= lowest && value < limit && static_cast<From>(static_cast<To>(value)) == value;
  } else {
    fits = static_cast<From>(static_cast<To>(value)) == value &&
           (static_cast<To>(value) < To{}) == (value < From{});
  }
  if (fits) return static_cast<To>(value);
  const std::string largest = std::to_string(std::numeric_limits<To>::max());
  std::string text;
  if constexpr (std::is_floating_point_v<From>)
    text = number_text(value);
  else
    text = std::to_string(value);
  throw Error("E_OVERFLOW", what + ": " + text + " is not an integer of at most " + largest,
              {what, text, "at most " + largest, "make the network smaller or split it"});
}

}  // namespace cajal
