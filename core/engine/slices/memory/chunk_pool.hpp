// Small pieces of memory of one size, which the slices of one thread share.
#pragma once
#include <cstddef>
#include <cstdint>
#include <memory>
#include <vector>

namespace cajal {

/** Not for several threads at once. Nothing is written into chunks that nobody has, as they are in no cache. */
class ChunkPool {
 public:
  static constexpr std::size_t chunk_bytes = 4096;

  /** A chunk, aligned to its size. Throws std::bad_alloc. */
  void* take() {
    if (free_.empty()) grow();
    void* const chunk = free_.back();
    free_.pop_back();
    return chunk;
  }
  void give(void* chunk) noexcept { free_.push_back(chunk); }
  /** Gives blocks back of which nobody has a chunk; takes a while, as it looks at every chunk that nobody has. */
  void trim() noexcept;

  /** Of the blocks that it has [bytes]. */
  std::uint64_t bytes() const noexcept { return blocks_.size() * block_bytes; }
  /** What of them nobody has [bytes]. */
  std::uint64_t idle_bytes() const noexcept { return free_.size() * chunk_bytes; }

 private:
  static constexpr std::size_t block_bytes = std::size_t{2} << 20,
                               chunks_of_block = block_bytes / chunk_bytes;

  struct Release {
    void operator()(std::byte* block) const noexcept;
  };

  void grow();
  void release(void* block) noexcept;

  std::vector<std::unique_ptr<std::byte, Release>> blocks_;
  std::vector<void*> free_;  ///< has room for all chunks
};

}  // namespace cajal
