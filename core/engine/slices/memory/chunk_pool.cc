#include "engine/slices/memory/chunk_pool.hpp"

#include <algorithm>
#include <functional>
#include <new>
#include <utility>

#if defined(__linux__)
#include <sys/mman.h>
#endif

namespace cajal {

namespace {

#if defined(__linux__)
constexpr std::align_val_t block_alignment{ChunkStore::block_bytes};  // a huge page
#else
// Emscripten's allocator leaves a gap as large as a block between blocks that are aligned to their size.
constexpr std::align_val_t block_alignment{ChunkStore::chunk_bytes};
#endif

}  // namespace

void ChunkStore::Release::operator()(std::byte* block) const noexcept {
  ::operator delete(static_cast<void*>(block), block_alignment);
}

void ChunkStore::take(std::vector<void*>& chunks) {
  const std::lock_guard lock(guard_);
  if (spare_.empty()) grow();
  const std::size_t n = std::min(chunks_of_block, spare_.size());
  chunks.insert(chunks.end(), spare_.end() - static_cast<std::ptrdiff_t>(n), spare_.end());
  spare_.resize(spare_.size() - n);
}

void ChunkStore::give(std::vector<void*>& chunks, std::size_t n) noexcept {
  if (n == 0) return;
  const std::lock_guard lock(guard_);
  spare_.insert(spare_.end(), chunks.end() - static_cast<std::ptrdiff_t>(n), chunks.end());
  chunks.resize(chunks.size() - n);
}

void ChunkStore::grow() {
  blocks_.reserve(blocks_.size() + 1);
  const std::size_t chunks = (blocks_.size() + 1) * chunks_of_block;
  if (spare_.capacity() < chunks) spare_.reserve(std::max(chunks, 2 * spare_.capacity()));
  auto* const block = static_cast<std::byte*>(::operator new(block_bytes, block_alignment));
  blocks_.emplace_back(block);
#if defined(__linux__)
  madvise(block, block_bytes, MADV_HUGEPAGE);
#endif
  for (std::size_t at = block_bytes; at > 0; at -= chunk_bytes) spare_.push_back(block + at - chunk_bytes);
}

void ChunkStore::trim() noexcept {
  const std::lock_guard lock(guard_);
  // In order of addresses the chunks of a block follow each other; the lowest come last, to be taken first.
  std::sort(spare_.begin(), spare_.end(), std::greater<void*>());
  std::sort(blocks_.begin(), blocks_.end(), std::greater<>());
  const auto address = [this](std::size_t i) { return reinterpret_cast<std::uintptr_t>(spare_[i]); };
  auto block = blocks_.begin();
  std::size_t kept = 0;
  for (std::size_t i = 0; i < spare_.size(); ++i) {
    spare_[kept++] = spare_[i];
    while (block != blocks_.end() && std::greater<void*>()(block->get(), spare_[i])) ++block;
    if (block == blocks_.end() || block->get() != spare_[i] || kept < chunks_of_block) continue;
    if (address(kept - chunks_of_block) - address(kept - 1) != block_bytes - chunk_bytes) continue;
    (block++)->reset();
    kept -= chunks_of_block;
  }
  spare_.resize(kept);
  std::erase(blocks_, nullptr);
}

}  // namespace cajal
