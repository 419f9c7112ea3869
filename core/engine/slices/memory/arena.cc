#include "engine/slices/memory/arena.hpp"

#include <algorithm>
#include <cstdlib>
#include <new>

#if defined(__linux__)
#include <sys/mman.h>
#endif

namespace cajal {

namespace {

#if defined(__linux__)
constexpr std::size_t page = std::size_t{2} << 20;
#else
constexpr std::size_t page = std::size_t{64} << 10;
#endif
constexpr std::size_t smallest_block = std::size_t{2} << 20;
constexpr std::size_t largest_block = std::size_t{64} << 20;

std::size_t round_up(std::size_t value, std::size_t unit) { return (value + unit - 1) / unit * unit; }

}  // namespace

void Arena::Release::operator()(std::uint32_t* block) const noexcept {
#if defined(__linux__)
  munmap(block, size);
#else
  std::free(block);
#endif
}

void Arena::grow(std::size_t words) {
  // Small networks should not pay for a large block, so blocks double.
  const std::size_t wanted =
      std::min(largest_block, smallest_block << std::min<std::size_t>(blocks_.size(), 8));
  const std::size_t size = round_up(std::max(wanted, words * sizeof(std::uint32_t)), page);
#if defined(__linux__)
  // Random rows of a gigabyte miss the page tables at every spike; huge pages took 10-15 % off the delivery.
  void* raw = mmap(nullptr, size + page, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  if (raw == MAP_FAILED) throw std::bad_alloc();
  auto* begin = static_cast<char*>(raw);
  char* aligned =
      begin + (round_up(reinterpret_cast<std::size_t>(begin), page) - reinterpret_cast<std::size_t>(begin));
  if (aligned != begin) munmap(begin, static_cast<std::size_t>(aligned - begin));
  if (const std::size_t rest = page - static_cast<std::size_t>(aligned - begin)) munmap(aligned + size, rest);
  madvise(aligned, size, MADV_HUGEPAGE);
#else
  void* aligned = std::aligned_alloc(page, size);
  if (!aligned) throw std::bad_alloc();
#endif
  next_ = reinterpret_cast<std::uint32_t*>(aligned);
  left_ = size / sizeof(std::uint32_t);
  blocks_.emplace_back(next_, Release{size});
}

std::uint32_t* Arena::allocate(std::size_t n) {
  if (n > left_) grow(n);
  std::uint32_t* words = next_;
  next_ += n;
  left_ -= n;
  bytes_ += n * sizeof(std::uint32_t);
  return words;
}

void Arena::trim() noexcept {
#if defined(__linux__)
  const auto end = reinterpret_cast<std::size_t>(next_);
  const std::size_t unused = round_up(end, 4096);
  if (blocks_.empty() || unused >= end + left_ * sizeof(std::uint32_t)) return;
  madvise(reinterpret_cast<void*>(unused), end + left_ * sizeof(std::uint32_t) - unused, MADV_DONTNEED);
#endif
}

}  // namespace cajal
