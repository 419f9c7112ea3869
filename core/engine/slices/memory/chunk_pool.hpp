// Small pieces of memory of one size, which the slices of one thread share.
#pragma once
#include <cstddef>
#include <cstdint>
#include <memory>
#include <vector>

namespace cajal {

/** Not for several threads at once. */
class ChunkPool {
 public:
  static constexpr std::size_t chunk_bytes = 4096;

  /** A chunk, aligned to its size. Throws std::bad_alloc. */
  void* take();
  void give(void* chunk) noexcept;
  /** Gives blocks back of which nobody has a chunk; takes a while, as it looks at every chunk that nobody has. */
  void trim() noexcept;

  /** Of the blocks that it has [bytes]. */
  std::uint64_t bytes() const noexcept { return blocks_.size() * block_bytes; }
  /** What of them nobody has [bytes]. */
  std::uint64_t idle_bytes() const noexcept { return bytes() - taken_ * chunk_bytes; }

 private:
  static constexpr std::size_t block_bytes = std::size_t{2} << 20;

  /** The first chunk of a block is its own. */
  struct Block {
    std::uint32_t taken;  ///< chunks
  };
  struct Release {
    void operator()(Block* block) const noexcept;
  };
  struct Free {
    Free* next;
  };

  static Block& block_of(void* chunk) noexcept;
  void grow();

  std::vector<std::unique_ptr<Block, Release>> blocks_;
  Free* free_ = nullptr;
  std::uint64_t taken_ = 0;
};

}  // namespace cajal
