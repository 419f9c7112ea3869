#include "engine/slices/memory/chunk_pool.hpp"

#include <algorithm>
#include <functional>
#include <new>
#include <utility>

#if defined(__linux__)
#include <sys/mman.h>
#endif

namespace cajal {

void ChunkPool::Release::operator()(std::byte* block) const noexcept {
  ::operator delete (static_cast<void*>(block), std::align_val_t{block_bytes});
}

void ChunkPool::grow() {
  blocks_.reserve(blocks_.size() + 1);
  const std::size_t chunks = (blocks_.size() + 1) * chunks_of_block;
  if (free_.capacity() < chunks) free_.reserve(std::max(chunks, 2 * free_.capacity()));
  auto* const block = static_cast<std::byte*>(::operator new (block_bytes, std::align_val_t{block_bytes}));
  blocks_.emplace_back(block);
#if defined(__linux__)
  madvise(block, block_bytes, MADV_HUGEPAGE);
#endif
  for (std::size_t at = block_bytes; at > 0; at -= chunk_bytes) free_.push_back(block + at - chunk_bytes);
}

void ChunkPool::release(void* block) noexcept {
  const auto at =
      std::find_if(blocks_.begin(), blocks_.end(), [&](const auto& one) { return one.get() == block; });
  std::swap(*at, blocks_.back());
  blocks_.pop_back();
}

void ChunkPool::trim() noexcept {
  // In order of addresses the chunks of a block follow each other; the lowest come last, to be taken first.
  std::sort(free_.begin(), free_.end(), std::greater<void*>());
  const auto address = [this](std::size_t i) { return reinterpret_cast<std::uintptr_t>(free_[i]); };
  std::size_t kept = 0;
  for (std::size_t i = 0; i < free_.size(); ++i) {
    free_[kept++] = free_[i];
    if (kept < chunks_of_block || address(kept - 1) % block_bytes != 0) continue;
    if (address(kept - chunks_of_block) - address(kept - 1) != block_bytes - chunk_bytes) continue;
    release(free_[kept - 1]);
    kept -= chunks_of_block;
  }
  free_.resize(kept);
}

}  // namespace cajal
