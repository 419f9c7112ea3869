// Where the threads of a team wait for each other.
#pragma once
#include <atomic>
#include <cstdint>

namespace cajal {

/**
 * Meeting point of a team. Spins briefly, because steps of a tenth of a millisecond meet ten thousand times a second,
 * then gives the core to others: by yielding while nobody wants it for long, else asleep ("Threads" in
 * docs/internals/architecture.md).
 */
class Barrier {
 public:
  explicit Barrier(int size) noexcept : size_(size) {}
  void wait() noexcept;

 private:
  void open(std::uint32_t generation) noexcept;
  void sleep(std::uint32_t generation) noexcept;

  const int size_;
  alignas(64) std::atomic<int> arrived_{0};
  alignas(64) std::atomic<std::uint32_t> generation_{0};
  std::atomic<int> sleepers_{0};
};

}  // namespace cajal
