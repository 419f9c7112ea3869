// Calls that go on beside JavaScript: begun on its thread, worked on by another, settled on its thread; and ended when
// the environment, a worker or the whole process, ends before them.
#pragma once
#include <napi.h>

#include <cstdint>
#include <exception>
#include <functional>
#include <memory>
#include <set>

#include "background.hpp"
#include "simulation.hpp"

namespace cajal::bindings {

/** What a JavaScript object of the kernel owns. */
class Session {
 public:
  Session(napi_env env, double resolution, double seed) : simulation(resolution, seed), env_(env) {}
  Session(const Session&) = delete;
  ~Session() { tell(0); }

  /** Tells the garbage collector what the simulation holds: it sees no more of it than a small object. */
  void tell_memory() noexcept { tell(static_cast<std::int64_t>(simulation.bytes())); }

  Simulation simulation;
  bool busy = false;      ///< something is under way on the other thread
  Background background;  ///< ends before the simulation does

 private:
  void tell(std::int64_t bytes) noexcept;

  napi_env env_;
  std::int64_t told_ = 0;  ///< [bytes]
};

/** The calls that are under way in one environment. Lives as long as it; everything happens on its thread. */
class Tasks {
 public:
  explicit Tasks(Napi::Env env);

  /** Begins a call; the promise is settled when `work` has ended. Throws E_THREADS. */
  Napi::Value begin(Napi::Env env, std::shared_ptr<Session> session, std::function<void(Simulation&)> work);

 private:
  struct Task {
    std::shared_ptr<Session> session;
    std::function<void(Simulation&)> work;
    std::exception_ptr failure;
    napi_deferred deferred = nullptr;
  };

  static void settle(napi_env env, napi_value, void* tasks, void* task) noexcept;
  void work(Task& task) noexcept;
  void ended(Task& task) noexcept;
  void end_all() noexcept;

  std::set<Task*> under_way_;
  napi_threadsafe_function done_ = nullptr;
};

/** True once the environment was told to end, from when on nothing of JavaScript can be called. */
bool ending(napi_env env) noexcept;

}  // namespace cajal::bindings
