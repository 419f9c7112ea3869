// Small pieces of memory of one size, of which every thread has some at hand.
#pragma once
#include <cstddef>
#include <cstdint>
#include <memory>
#include <mutex>
#include <vector>

namespace cajal {

/** Where chunks come from, many at a time. For all threads. */
class ChunkStore {
 public:
  static constexpr std::size_t chunk_bytes = 4096, chunks_of_block = 512,
                               block_bytes = chunks_of_block * chunk_bytes;

  /** Appends the chunks of a block to a list that has room for them. Throws std::bad_alloc. */
  void take(std::vector<void*>& chunks);
  /** Takes the last `n` chunks of a list back. */
  void give(std::vector<void*>& chunks, std::size_t n) noexcept;
  /** Gives blocks back of which nobody has a chunk; takes a while, as it looks at every chunk that nobody has. */
  void trim() noexcept;

  /** Of the blocks that there are [bytes]. */
  std::uint64_t bytes() const noexcept { return blocks_.size() * block_bytes; }
  /** What of them nobody has [bytes]. */
  std::uint64_t idle_bytes() const noexcept { return spare_.size() * chunk_bytes; }

 private:
  struct Release {
    void operator()(std::byte* block) const noexcept;
  };

  void grow();

  std::mutex guard_;
  std::vector<std::unique_ptr<std::byte, Release>> blocks_;
  std::vector<void*> spare_;  ///< has room for all chunks
};

/** For one thread at a time. Nothing is written into chunks that nobody has, as they are in no cache. */
class ChunkPool {
 public:
  /** `store` must outlive the pool. */
  explicit ChunkPool(ChunkStore& store) : store_(&store) { free_.reserve(3 * ChunkStore::chunks_of_block); }
  ChunkPool(ChunkPool&&) noexcept = default;
  ~ChunkPool() { empty(); }

  /** A chunk, aligned to its size. Throws std::bad_alloc. */
  void* take() {
    if (free_.empty()) store_->take(free_);
    void* const chunk = free_.back();
    free_.pop_back();
    return chunk;
  }
  /** It may have been taken from another pool. */
  void give(void* chunk) noexcept {
    free_.push_back(chunk);
    if (free_.size() == 2 * ChunkStore::chunks_of_block) store_->give(free_, ChunkStore::chunks_of_block);
  }
  /** Gives all that nobody has to the store. */
  void empty() noexcept { store_->give(free_, free_.size()); }

 private:
  ChunkStore* store_;
  std::vector<void*> free_;
};

}  // namespace cajal
