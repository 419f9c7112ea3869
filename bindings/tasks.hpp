// Calls that go on beside JavaScript: begun on its thread, worked on by another, settled on its thread; and ended when
// the environment, a worker or the whole process, ends before them.
#pragma once
#include <napi.h>

#include <exception>
#include <functional>
#include <memory>
#include <set>

#include "background.hpp"
#include "simulation.hpp"

namespace cajal::bindings {

/** What a JavaScript object of the kernel owns. */
struct Session {
  Session(double resolution, double seed) : simulation(resolution, seed) {}

  Simulation simulation;
  bool busy = false;      ///< something is under way on the other thread
  Background background;  ///< ends before the simulation does
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
