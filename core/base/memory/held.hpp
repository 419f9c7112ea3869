// How much memory a list holds, with what the allocator keeps beside it.
#pragma once
#include <cstddef>
#include <memory>
#include <vector>

namespace cajal {

/** What glibc and dlmalloc keep beside one allocation [bytes]. */
inline constexpr std::size_t beside_allocation = 2 * sizeof(void*);

/** Of what a list has allocated [bytes]; lists within it count for themselves. */
template <class T>
std::size_t held_by(const std::vector<T>& list) noexcept {
  return list.capacity() ? list.capacity() * sizeof(T) + beside_allocation : 0;
}

/** Of an object that has a place of its own, or of none. */
template <class T>
std::size_t held_by(const std::unique_ptr<T>& object) noexcept {
  return object ? sizeof(T) + beside_allocation : 0;
}

}  // namespace cajal
