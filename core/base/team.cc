#include "base/team.hpp"

#include <algorithm>
#include <optional>
#include <thread>
#include <vector>

#ifdef CAJAL_OPENMP
#include <omp.h>
#endif

namespace cajal {

namespace {

constexpr int spins = 2000;

inline void pause() noexcept {
#if defined(__x86_64__)
  __builtin_ia32_pause();
#endif
}

}  // namespace

void Barrier::wait() noexcept {
  if (size_ == 1) return;
  const std::uint32_t generation = generation_.load(std::memory_order_acquire);
  if (arrived_.fetch_add(1, std::memory_order_acq_rel) == size_ - 1) {
    arrived_.store(0, std::memory_order_relaxed);
    generation_.store(generation + 1, std::memory_order_release);
    return;
  }
  for (int i = 0; generation_.load(std::memory_order_acquire) == generation; ++i) {
    if (i < spins) {
      pause();
    } else {
      std::this_thread::yield();
    }
  }
}

void run_team(int size, const std::function<void(const Member&)>& work) {
  if (size == 1) {
    Barrier alone(1);
    work({0, 1, alone});
    return;
  }
#ifdef CAJAL_OPENMP
  const int dynamic = omp_get_dynamic();
  omp_set_dynamic(0);
  std::optional<Barrier> barrier;
#pragma omp parallel num_threads(size)
  {
    // A limit may grant fewer threads than asked for; a barrier for all of them would wait for ever.
#pragma omp single
    barrier.emplace(omp_get_num_threads());
    work({omp_get_thread_num(), omp_get_num_threads(), *barrier});
  }
  omp_set_dynamic(dynamic);
#else
  Barrier barrier(size);
  std::vector<std::thread> others;
  for (int rank = 1; rank < size; ++rank) others.emplace_back([&, rank] { work({rank, size, barrier}); });
  work({0, size, barrier});
  for (auto& other : others) other.join();
#endif
}

int hardware_threads() noexcept {
#ifdef CAJAL_OPENMP
  return std::min(omp_get_max_threads(), omp_get_thread_limit());
#else
  const unsigned n = std::thread::hardware_concurrency();
  return n ? static_cast<int>(n) : 1;
#endif
}

const char* threading() noexcept {
#ifdef CAJAL_OPENMP
  return "openmp";
#else
  return "std";
#endif
}

}  // namespace cajal
