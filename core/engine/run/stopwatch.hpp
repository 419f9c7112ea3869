// Time by phases of the step.
#pragma once
#include <chrono>

#include "engine/slices/slice.hpp"

namespace cajal {

/** What a thread spends its time on. */
class Stopwatch {
 public:
  /** Adds the time since the last call [s]. */
  void lap(double& phase) noexcept {
    const auto now = std::chrono::steady_clock::now();
    phase += std::chrono::duration<double>(now - last_).count();
    last_ = now;
  }

  Phases phases;

 private:
  std::chrono::steady_clock::time_point last_ = std::chrono::steady_clock::now();
};

}  // namespace cajal
