// A fixed number of threads that run one function together. The only file that knows what a thread is.
#pragma once
#include <cstddef>
#include <functional>
#include <memory>

#include "base/threads/barrier.hpp"

namespace cajal {

/** What a thread of a team knows about itself. */
struct Member {
  int rank, size;
  int wanted;  ///< threads that the team asked for, at least as many as there are
  Barrier& barrier;

  /**
   * Calls work(i) for those of 0 ... n - 1 that are this thread's. Numbers that are equal modulo `wanted` are always
   * one thread's, however many there are, so that they may share what is not for several threads.
   */
  template <class Work>
  void each(std::size_t n, Work work) const {
    const auto stride = static_cast<std::size_t>(wanted);
    for (int first = rank; first < wanted; first += size)
      for (auto i = static_cast<std::size_t>(first); i < n; i += stride) work(i);
  }
};

/**
 * Threads that work together again and again. With OpenMP they are those of one parallel region per call, so
 * OMP_PROC_BIND and OMP_PLACES act; elsewhere they are std::threads that wait between calls, because a new thread
 * costs a web page a message to its main thread.
 */
class Team {
 public:
  /** Throws E_THREADS if the system refuses so many threads. */
  explicit Team(int size);
  ~Team();
  int size() const noexcept { return size_; }

  /**
   * Calls `work` once on each of `size()` threads, or of as many as OMP_THREAD_LIMIT grants (Member::size says), and
   * returns when all are done. `work` must not throw. One call at a time.
   */
  void run(const std::function<void(const Member&)>& work);

 private:
  struct Crew;

  const int size_;
  std::unique_ptr<Crew> crew_;
};

/** Lets other threads go on. */
void give_way() noexcept;

/** Threads that this machine offers, as OMP_NUM_THREADS allows. */
int hardware_threads() noexcept;

/** Where threads come from: "openmp" or "std". */
const char* threading() noexcept;

}  // namespace cajal
