// A fixed number of threads that run one function together. The only file that knows what a thread is.
#pragma once
#include <atomic>
#include <cstdint>
#include <functional>

namespace cajal {

/**
 * Meeting point of a team. Spins briefly, because steps of a tenth of a millisecond meet ten thousand times a second,
 * then yields: a spin-only barrier made a busy machine twenty times slower.
 */
class Barrier {
 public:
  explicit Barrier(int size) noexcept : size_(size) {}
  void wait() noexcept;

 private:
  const int size_;
  alignas(64) std::atomic<int> arrived_{0};
  alignas(64) std::atomic<std::uint32_t> generation_{0};
};

/** What a thread of a team knows about itself. */
struct Member {
  int rank, size;
  Barrier& barrier;
};

/**
 * Calls `work` once on each of `size` threads, or of as many as OMP_THREAD_LIMIT grants (Member::size says), and
 * returns when all are done. Natively the threads are those of one OpenMP parallel region, so OMP_PROC_BIND and
 * OMP_PLACES act; elsewhere they are std::threads. `work` must not throw.
 */
void run_team(int size, const std::function<void(const Member&)>& work);

/** Threads that this machine offers, as OMP_NUM_THREADS allows. */
int hardware_threads() noexcept;

/** "openmp" or "std". */
const char* threading() noexcept;

}  // namespace cajal
