// The purposes of the sequences that connection rules draw from: kind << 24 | detail, below 2^31.
#pragma once
#include <cstdint>

namespace cajal::purpose {

inline constexpr std::uint32_t partners = 0u << 24;      ///< | block
inline constexpr std::uint32_t replacements = 1u << 24;  ///< | block
inline constexpr std::uint32_t elements = 2u << 24;      ///< | depth of the tree over elements
inline constexpr std::uint32_t blocks = 3u << 24;  ///< | depth << 17 | first block: the tree of one element

inline constexpr std::uint32_t candidates = 4u << 24;  ///< exact choices among all partners in reach

}  // namespace cajal::purpose
