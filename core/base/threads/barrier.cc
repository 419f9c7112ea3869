#include "base/threads/barrier.hpp"

#include <chrono>
#include <climits>
#include <thread>

#if defined(__EMSCRIPTEN_PTHREADS__)
#include <emscripten/threading.h>

#include <cmath>
#elif defined(__linux__)
#include <linux/futex.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>
#endif

namespace cajal {

namespace {

inline void pause() noexcept {
#if defined(__x86_64__)
  __builtin_ia32_pause();
#endif
}

#if defined(__EMSCRIPTEN_PTHREADS__)

// Sleeping and waking takes a page some tens of microseconds, a good part of a step, so it waits longer awake.
constexpr int spins = 20000;

void sleep_while(std::atomic<std::uint32_t>& word, std::uint32_t value) {
  emscripten_futex_wait(&word, value, INFINITY);
}

void wake_all(std::atomic<std::uint32_t>& word) { emscripten_futex_wake(&word, INT_MAX); }

bool should_sleep() noexcept { return true; }

#elif defined(__linux__)

constexpr int spins = 2000;

void sleep_while(std::atomic<std::uint32_t>& word, std::uint32_t value) {
  syscall(SYS_futex, &word, FUTEX_WAIT_PRIVATE, value, nullptr, nullptr, 0);
}

void wake_all(std::atomic<std::uint32_t>& word) {
  syscall(SYS_futex, &word, FUTEX_WAKE_PRIVATE, INT_MAX, nullptr, nullptr, 0);
}

long times_switched_out() noexcept {
  rusage usage{};
  getrusage(RUSAGE_THREAD, &usage);
  return usage.ru_nivcsw;
}

/** Yields and says whether others of this machine then had the core for long; a host that takes it does not count. */
bool others_want_the_core() noexcept {
  constexpr auto long_turn = std::chrono::microseconds(500);
  const long switched = times_switched_out();
  const auto start = std::chrono::steady_clock::now();
  std::this_thread::yield();
  return std::chrono::steady_clock::now() - start > long_turn && times_switched_out() > switched;
}

/** How many more waits of this process sleep without trying whether others want the core. */
std::atomic<int> waits_asleep{0};

/** Yields unless others want the core: they would have it for milliseconds, where a sleeper returns when woken. */
bool should_sleep() noexcept {
  constexpr int waits_per_trial = 64;
  if (waits_asleep.load(std::memory_order_relaxed) > 0) {
    waits_asleep.fetch_sub(1, std::memory_order_relaxed);
    return true;
  }
  if (others_want_the_core()) waits_asleep.store(waits_per_trial, std::memory_order_relaxed);
  return false;
}

#else

constexpr int spins = 2000;

void sleep_while(std::atomic<std::uint32_t>&, std::uint32_t) noexcept {}

void wake_all(std::atomic<std::uint32_t>&) noexcept {}

bool should_sleep() noexcept {
  std::this_thread::yield();
  return false;
}

#endif

}  // namespace

void Barrier::open(std::uint32_t generation) noexcept {
  generation_.store(generation);
  if (sleepers_.load() > 0) wake_all(generation_);
}

void Barrier::sleep(std::uint32_t generation) noexcept {
  sleepers_.fetch_add(1);
  sleep_while(generation_, generation);
  sleepers_.fetch_sub(1);
}

void Barrier::wait() noexcept {
  if (size_ == 1) return;
  const std::uint32_t generation = generation_.load(std::memory_order_acquire);
  if (arrived_.fetch_add(1, std::memory_order_acq_rel) == size_ - 1) {
    arrived_.store(0, std::memory_order_relaxed);
    open(generation + 1);
    return;
  }
  for (int i = 0; generation_.load(std::memory_order_acquire) == generation; ++i) {
    if (i < spins) {
      pause();
    } else if (should_sleep()) {
      sleep(generation);
    }
  }
}

}  // namespace cajal
