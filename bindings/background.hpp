// A thread beside that of JavaScript, on which a simulation builds and runs.
#pragma once
#include <condition_variable>
#include <functional>
#include <mutex>
#include <thread>
#include <utility>

namespace cajal::bindings {

/**
 * Does one piece of work at a time. The thread is not one of libuv's: Node waits for the work of those to end before it
 * asks anybody to stop it.
 */
class Background {
 public:
  Background() = default;
  Background(const Background&) = delete;
  ~Background() { end(); }

  /** Waits for what is under way and gives the thread back; `start` takes another one. */
  void end() {
    if (!thread_.joinable()) return;
    {
      const std::lock_guard lock(guard_);
      dismissed_ = true;
    }
    changed_.notify_all();
    thread_.join();
    dismissed_ = false;
  }

  /** `work` must not throw. What was started before must be at its end, for which this waits. */
  void start(std::function<void()> work) {
    if (!thread_.joinable()) thread_ = std::thread([this] { serve(); });
    {
      std::unique_lock lock(guard_);
      changed_.wait(lock, [this] { return !work_; });
      work_ = std::move(work);
    }
    changed_.notify_all();
  }

  /** Returns when nothing is under way. */
  void wait() {
    std::unique_lock lock(guard_);
    changed_.wait(lock, [this] { return !work_; });
  }

 private:
  void serve() {
    for (std::unique_lock lock(guard_);;) {
      changed_.wait(lock, [this] { return work_ || dismissed_; });
      if (!work_) return;
      lock.unlock();
      work_();
      lock.lock();
      work_ = nullptr;
      changed_.notify_all();
    }
  }

  std::mutex guard_;
  std::condition_variable changed_;
  std::function<void()> work_;
  bool dismissed_ = false;
  std::thread thread_;
};

}  // namespace cajal::bindings
