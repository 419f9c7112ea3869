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
  /** Of all chunks that there ever were [bytes]. */
  std::uint64_t bytes() const noexcept { return blocks_.size() * block_bytes; }

 private:
  static constexpr std::size_t block_bytes = std::size_t{2} << 20;

  struct Release {
    void operator()(void* block) const noexcept;
  };
  struct Free {
    Free* next;
  };

  void grow();

  std::vector<std::unique_ptr<void, Release>> blocks_;
  Free* free_ = nullptr;
};

}  // namespace cajal
