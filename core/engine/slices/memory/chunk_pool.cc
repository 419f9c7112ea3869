#include "engine/slices/memory/chunk_pool.hpp"

#include <algorithm>
#include <new>

#if defined(__linux__)
#include <sys/mman.h>
#endif

namespace cajal {

void ChunkPool::Release::operator()(Block* block) const noexcept {
  ::operator delete (static_cast<void*>(block), std::align_val_t{block_bytes});
}

ChunkPool::Block& ChunkPool::block_of(void* chunk) noexcept {
  auto* const byte = static_cast<std::byte*>(chunk);
  return *reinterpret_cast<Block*>(byte - reinterpret_cast<std::uintptr_t>(chunk) % block_bytes);
}

void ChunkPool::grow() {
  blocks_.reserve(blocks_.size() + 1);
  void* const memory = ::operator new (block_bytes, std::align_val_t{block_bytes});
  blocks_.emplace_back(::new (memory) Block{0});
#if defined(__linux__)
  madvise(memory, block_bytes, MADV_HUGEPAGE);
#endif
  auto* const bytes = static_cast<std::byte*>(memory);
  for (std::size_t at = block_bytes - chunk_bytes; at > 0; at -= chunk_bytes)
    free_ = ::new (bytes + at) Free{free_};
}

void* ChunkPool::take() {
  if (!free_) grow();
  Free* const chunk = free_;
  free_ = chunk->next;
  ++block_of(chunk).taken, ++taken_;
  return chunk;
}

void ChunkPool::give(void* chunk) noexcept {
  --block_of(chunk).taken, --taken_;
  free_ = ::new (chunk) Free{free_};
}

void ChunkPool::trim() noexcept {
  for (Free** link = &free_; *link;)
    if (block_of(*link).taken == 0)
      *link = (*link)->next;
    else
      link = &(*link)->next;
  std::erase_if(blocks_, [](const auto& block) { return block->taken == 0; });
}

}  // namespace cajal
