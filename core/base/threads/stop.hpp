// How long work learns that it is to be left before it is done.
#pragma once
#include <atomic>
#include <chrono>
#include <functional>
#include <string>
#include <utility>

#include "error.hpp"

namespace cajal {

/** Requested from any thread; long loops look at it now and then, on all threads that work. */
class Stop {
 public:
  /** Ends what is under way or about to start. */
  void request() noexcept { requested_ = true; }
  /** The same for good: what was begun need not be undone. */
  void request_for_good() noexcept { for_good_ = true, requested_ = true; }
  /** To be called when the work has ended: a request is then spent, unless it is for good. */
  void spend() noexcept { requested_ = for_good_.load(); }

  /** Asks `ended` about every 10 ms, on this thread, whether to stop for good; empty: never. */
  void watch(std::function<bool()> ended) {
    ended_ = std::move(ended);
    asking_ = &here;
  }

  bool for_good() noexcept {
    if (ended_ && asking_ == &here && !for_good_) ask();
    return for_good_.load(std::memory_order_relaxed);
  }
  bool requested() noexcept { return for_good() || requested_.load(std::memory_order_relaxed); }

  /** Throws E_ABORTED where a stop was requested. */
  void check(const char* call) {
    if (requested()) refuse(call);
  }
  /** The same for calls that only the end of everything stops: reading, and undoing what was begun. */
  void check_end(const char* call) {
    if (for_good()) refuse(call);
  }

 private:
  static constexpr std::chrono::milliseconds interval{10};
  /** Its address tells threads apart. */
  inline static thread_local char here = 0;

  [[noreturn]] static void refuse(const char* call) {
    throw Error("E_ABORTED", std::string(call) + ": stopped before it was finished");
  }

  void ask() {
    const auto now = std::chrono::steady_clock::now();
    if (now - asked_ < interval) return;
    asked_ = now;
    if (ended_()) request_for_good();
  }

  std::atomic<bool> requested_{false}, for_good_{false};
  std::function<bool()> ended_;
  const char* asking_ = nullptr;
  std::chrono::steady_clock::time_point asked_{};
};

/** `check_end` once in so many turns, for loops whose turns are short. */
class EndCheck {
 public:
  EndCheck(Stop& stop, const char* call) : stop_(stop), call_(call) {}
  void operator()() {
    if (++turns_ % interval == 0) stop_.check_end(call_);
  }

 private:
  static constexpr unsigned interval = 1 << 14;
  Stop& stop_;
  const char* call_;
  unsigned turns_ = 0;
};

}  // namespace cajal
