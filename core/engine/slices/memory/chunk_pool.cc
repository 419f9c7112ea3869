#include "engine/slices/memory/chunk_pool.hpp"

#include <new>

#if defined(__linux__)
#include <sys/mman.h>
#endif

namespace cajal {

void ChunkPool::Release::operator()(void* block) const noexcept {
  ::operator delete (block, std::align_val_t{block_bytes});
}

void ChunkPool::grow() {
  blocks_.reserve(blocks_.size() + 1);
  void* const block = ::operator new (block_bytes, std::align_val_t{block_bytes});
  blocks_.emplace_back(block);
#if defined(__linux__)
  madvise(block, block_bytes, MADV_HUGEPAGE);
#endif
  auto* const bytes = static_cast<std::byte*>(block);
  for (std::size_t at = block_bytes; at > 0; at -= chunk_bytes) give(bytes + at - chunk_bytes);
}

void* ChunkPool::take() {
  if (!free_) grow();
  Free* const chunk = free_;
  free_ = chunk->next;
  return chunk;
}

void ChunkPool::give(void* chunk) noexcept { free_ = ::new (chunk) Free{free_}; }

}  // namespace cajal
