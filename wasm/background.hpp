// Work beside the thread that owns the module, where there are workers; in turn with it, where there are none.
#pragma once
#include <emscripten/threading.h>

#include <condition_variable>
#include <functional>
#include <mutex>
#include <thread>
#include <utility>

namespace cajal::bindings {

/** Does one piece of work at a time, and calls back on the thread that owns the module. It is never destroyed. */
class Background {
 public:
  Background(bool beside, std::function<void()> done) : beside_(beside), done_(std::move(done)) {}
  Background(const Background&) = delete;

  /** `work` must not throw; nothing else may be started before `done` was called. */
  void start(std::function<void()> work) {
    if (!beside_) {
      work();
      done_();
      return;
    }
    if (!thread_.joinable()) thread_ = std::thread([this] { serve(); });
    {
      const std::lock_guard lock(guard_);
      work_ = std::move(work);
    }
    given_.notify_one();
  }

 private:
  void serve() {
    for (std::unique_lock lock(guard_);;) {
      given_.wait(lock, [this] { return bool(work_); });
      const auto work = std::exchange(work_, nullptr);
      lock.unlock();
      work();
      emscripten_async_run_in_main_runtime_thread(EM_FUNC_SIG_VI, &Background::call_done, this);
      lock.lock();
    }
  }

  static void call_done(int self) { reinterpret_cast<Background*>(self)->done_(); }

  const bool beside_;
  std::function<void()> done_, work_;
  std::mutex guard_;
  std::condition_variable given_;
  std::thread thread_;
};

}  // namespace cajal::bindings
