// How much memory a list holds, with what the allocator keeps beside it.
#pragma once
#include <cstddef>
#include <vector>

namespace cajal {

/** Of what a list has allocated [bytes]; lists within it count for themselves. */
template <class T>
std::size_t held_by(const std::vector<T>& list) noexcept {
  constexpr std::size_t beside = 2 * sizeof(void*);  // of one allocation, in glibc and in dlmalloc
  return list.capacity() ? list.capacity() * sizeof(T) + beside : 0;
}

}  // namespace cajal
