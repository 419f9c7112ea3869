// Memory for synapse rows: large blocks on huge pages, filled from the front and never moved.
#pragma once
#include <cstddef>
#include <cstdint>
#include <memory>
#include <vector>

namespace cajal {

/**
 * Hands out consecutive 32-bit words. Blocks are at most 64 MiB, because one allocation of the whole store would be
 * refused where memory is fragmented (a browser's heap above 2 GiB); a row never crosses a border between blocks.
 */
class Arena {
 public:
  /** Room for n words; the pointer stays valid as long as the arena. Throws std::bad_alloc. */
  std::uint32_t* allocate(std::size_t n);
  /** Bytes in use, without the unused rest of the last block. */
  std::uint64_t bytes() const noexcept { return bytes_; }
  /** Gives the unused end of the last block back to the system. */
  void trim() noexcept;

 private:
  struct Release {
    std::size_t size;
    void operator()(std::uint32_t* block) const noexcept;
  };
  using Block = std::unique_ptr<std::uint32_t, Release>;

  void grow(std::size_t words);

  std::vector<Block> blocks_;
  std::uint32_t* next_ = nullptr;
  std::size_t left_ = 0;
  std::uint64_t bytes_ = 0;
};

}  // namespace cajal
