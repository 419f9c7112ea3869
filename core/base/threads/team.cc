#include "base/threads/team.hpp"

#include <algorithm>
#include <optional>
#include <string>
#include <thread>

#include "error.hpp"

#ifdef CAJAL_OPENMP
#include <omp.h>
#else
#include <condition_variable>
#include <cstdint>
#include <mutex>
#include <system_error>
#include <vector>
#endif

namespace cajal {

void give_way() noexcept { std::this_thread::yield(); }

#ifdef CAJAL_OPENMP

struct Team::Crew {};

Team::Team(int size) : size_(size) {}
Team::~Team() = default;

void Team::run(const std::function<void(const Member&)>& work) {
  if (size_ == 1) {
    Barrier alone(1);
    work({0, 1, 1, alone});
    return;
  }
  const int dynamic = omp_get_dynamic();
  omp_set_dynamic(0);
  std::optional<Barrier> barrier;
#pragma omp parallel num_threads(size_)
  {
    // A limit may grant fewer threads than asked for; a barrier for all of them would wait for ever.
#pragma omp single
    barrier.emplace(omp_get_num_threads());
    work({omp_get_thread_num(), omp_get_num_threads(), size_, *barrier});
  }
  omp_set_dynamic(dynamic);
}

int hardware_threads() noexcept { return std::min(omp_get_max_threads(), omp_get_thread_limit()); }

const char* threading() noexcept { return "openmp"; }

#else

/** All threads but the caller's, and what they wait for. */
struct Team::Crew {
  explicit Crew(int size) : barrier(size) {
    try {
      for (int rank = 1; rank < size; ++rank) threads.emplace_back([this, rank, size] { serve(rank, size); });
    } catch (const std::system_error& error) {
      dismiss();
      throw Error("E_THREADS",
                  "build: the system refused to start " + std::to_string(size) + " threads: " + error.what(),
                  {"threads", std::to_string(size), "fewer", "ask for fewer threads"});
    } catch (...) {
      dismiss();
      throw;
    }
  }
  ~Crew() { dismiss(); }

  void run(const std::function<void(const Member&)>& task) {
    {
      const std::lock_guard lock(guard);
      work = &task;
      busy = static_cast<int>(threads.size());
      ++call;
    }
    called.notify_all();
    const int size = static_cast<int>(threads.size()) + 1;
    task({0, size, size, barrier});
    std::unique_lock lock(guard);
    done.wait(lock, [this] { return busy == 0; });
  }

 private:
  void serve(int rank, int size) {
    std::uint64_t served = 0;
    for (std::unique_lock lock(guard);;) {
      called.wait(lock, [&] { return call != served || dismissed; });
      if (dismissed) return;
      served = call;
      const auto& task = *work;
      lock.unlock();
      task({rank, size, size, barrier});
      lock.lock();
      if (--busy == 0) done.notify_one();
    }
  }

  void dismiss() {
    {
      const std::lock_guard lock(guard);
      dismissed = true;
    }
    called.notify_all();
    for (auto& thread : threads) thread.join();
  }

  std::mutex guard;
  std::condition_variable called, done;
  const std::function<void(const Member&)>* work = nullptr;
  std::uint64_t call = 0;
  int busy = 0;
  bool dismissed = false;
  Barrier barrier;
  std::vector<std::thread> threads;
};

Team::Team(int size) : size_(size), crew_(std::make_unique<Crew>(size)) {}
Team::~Team() = default;

void Team::run(const std::function<void(const Member&)>& work) { crew_->run(work); }

int hardware_threads() noexcept {
  const unsigned n = std::thread::hardware_concurrency();
  return n ? static_cast<int>(n) : 1;
}

const char* threading() noexcept { return "std"; }

#endif

}  // namespace cajal
