// The one place where a time becomes a number of steps, and a number of steps a time. ts/network/values/grid.ts writes
// the same expressions, so that both sides agree in every bit.
#pragma once
#include <cstdint>

#include "base/inline.hpp"

namespace cajal {
namespace {

/** Ticks of 1 ns per ms: a step has a whole number of them. */
constexpr double ticks_per_ms = 1e6;

/** The resolution that a number stands for: the double nearest to its whole number of ticks. */
CAJAL_INLINE double clean_resolution(double resolution) noexcept {
  return __builtin_floor(resolution * ticks_per_ms + 0.5) / ticks_per_ms;
}

/**
 * The number of the step nearest to a time, halves up. The doubles nearest to 1.45 and 0.1 have a quotient just below
 * or above 14.5; what misses a half by as little is a half.
 */
CAJAL_INLINE double nearest_step(double time, double resolution) noexcept {
  const double steps = time / resolution;
  const double whole = __builtin_floor(steps);
  const double noise = steps * 0x1p-50 < 0x1p-10 ? steps * 0x1p-50 : 0x1p-10;
  return whole + (steps - whole + noise >= 0.5 ? 1.0 : 0.0);
}

/** The time of a step [ms], rounded once: 3 steps of 0.1 ms are 0.3 ms. */
CAJAL_INLINE double time_of(double step, double resolution) noexcept {
  const double ticks = step * __builtin_floor(resolution * ticks_per_ms + 0.5);
  return ticks <= 0x1p53 ? ticks / ticks_per_ms : step * resolution;
}

/** Half a tic of NEST [ms]. */
constexpr double half_tic = 0.0005;

/** How far from a step a time is still on the grid [ms]: half a tic, or a quarter of a step that is as fine. */
CAJAL_INLINE double grid_tolerance(double resolution) noexcept {
  return resolution < 4 * half_tic ? 0.25 * resolution : half_tic;
}

/** Whether a time lies on the grid, at `step`, the one nearest to it. */
CAJAL_INLINE bool on_grid(double time, double step, double resolution) noexcept {
  const double off = time - time_of(step, resolution), tolerance = grid_tolerance(resolution);
  return off <= tolerance && off >= -tolerance;
}

}  // namespace
}  // namespace cajal
