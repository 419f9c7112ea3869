// Neurons that a solver advances together. What one step needs of them is copied into arrays of one value per lane: the
// loops of a model are then compiled once per instruction set, not once for every width of the sums and for constants
// that are shared or differ, and the few neurons that need more inner steps can be gathered in front.
#pragma once
#include "model/define.hpp"
#include "model/unrolled.hpp"

namespace cajal {
namespace {

/** So many are advanced together; with their constants they stay in the first-level cache. */
constexpr std::size_t most_lanes = 64;

/** A number of lanes, rounded up so that loops over them need no rest; lanes beyond repeat the first one. */
constexpr std::size_t whole(std::size_t n) noexcept { return (n + 15) / 16 * 16; }

/** Whether a model draws a number at the end of each step. */
template <class V>
constexpr bool draws = [] {
  if constexpr (requires { V::stochastic; })
    return V::stochastic;
  else
    return false;
}();

/**
 * Neurons side by side. Loops over lanes write a number of 32 bits: compilers then take two registers of doubles at
 * once, and while the one waits for a result the other computes.
 */
template <class V>
struct Lanes {
  alignas(64) double state[V::columns][most_lanes];
  alignas(64) double constant[V::constants][most_lanes];
  alignas(64) double current[most_lanes];
  alignas(64) double waiting[most_lanes];  ///< the neuron's counter
  alignas(64) double spikes[most_lanes];
  alignas(64) double time[most_lanes];  ///< how far the lane is in the step [ms]
  alignas(64) double inner_steps[most_lanes];
  alignas(64) double before[most_lanes];  ///< the first variable at the beginning of the step
  alignas(64) double drawn[most_lanes];   ///< a uniform number, where the model wants one
  alignas(64) double input[V::channels][most_lanes];
  alignas(64) std::int32_t unfinished[most_lanes];  ///< 1: the lane is not at the end of the step
};

/** Calls use(row of `to`, row of `from`) for all rows of a neuron, those of its constants where they are its own. */
template <class V, class Use>
CAJAL_INLINE void each_row(Lanes<V>& to, const Lanes<V>& from, bool varied, Use use) noexcept {
  for (std::size_t k = 0; k < V::columns; ++k) use(to.state[k], from.state[k]);
  for (std::size_t k = 0; varied && k < V::constants; ++k) use(to.constant[k], from.constant[k]);
  for (std::size_t k = 0; k < V::channels; ++k) use(to.input[k], from.input[k]);
  use(to.current, from.current), use(to.waiting, from.waiting), use(to.spikes, from.spikes);
  if constexpr (draws<V>) use(to.drawn, from.drawn);
  use(to.time, from.time), use(to.before, from.before), use(to.inner_steps, from.inner_steps);
}

/** Copies lane `at` of one set to lane `to_at` of another. */
template <class V>
CAJAL_INLINE void copy_lane(const Lanes<V>& from, std::size_t at, bool varied, Lanes<V>& to,
                            std::size_t to_at) noexcept {
  each_row(to, from, varied, [&](double* row, const double* values) { row[to_at] = values[at]; });
}

CAJAL_INLINE void fill_row(double* row, double value) noexcept {
  for (std::size_t i = 0; i < most_lanes; ++i) row[i] = value;
}

/** Fills a row with n values and repeats the first one. */
template <class T>
CAJAL_INLINE void fill(double* row, const T* values, std::size_t n) noexcept {
  for (std::size_t i = 0; i < n; ++i) row[i] = static_cast<double>(values[i]);
  for (std::size_t i = n; i < whole(n); ++i) row[i] = row[0];
}

/** Takes the sums of what arrives in this step at n neurons, and clears them. */
template <class Sum>
void take(const StepView& view, std::size_t begin, std::size_t n, std::size_t channels,
          double (*input)[most_lanes]) noexcept {
  for (std::size_t k = 0; k < channels; ++k) {
    Sum* const sums = static_cast<Sum*>(view.arriving[k]) + begin;
    fill(input[k], sums, n);
    for (std::size_t i = 0; i < whole(n); ++i) input[k][i] *= view.unit;
    for (std::size_t i = 0; i < n; ++i) sums[i] = 0;
  }
}

template <class V>
void share_constants(const StepView& view, Lanes<V>& lanes) noexcept {
  for (std::size_t k = 0; k < V::constants; ++k) fill_row(lanes.constant[k], view.constants[k]);
}

/** Copies n neurons into the lanes. */
template <class V>
void enter(const StepView& view, const StepCall& call, std::size_t begin, std::size_t n, bool varied,
           Lanes<V>& lanes) noexcept {
  for (std::size_t k = 0; k < V::columns; ++k) fill(lanes.state[k], view.state[k] + begin, n);
  for (std::size_t k = 0; varied && k < V::constants; ++k)
    fill(lanes.constant[k], view.constants + k * view.constant_stride + begin, n);
  fill(lanes.current, call.currents[0] + (begin - call.begin), n);
  fill(lanes.waiting, view.counters[0] + begin, n);
  fill(lanes.before, lanes.state[0], n);
  if constexpr (draws<V>)
    for (std::size_t i = 0; i < whole(n); ++i)
      lanes.drawn[i] = uniform(call.noise, view.first + static_cast<std::uint32_t>(begin + i));
  fill_row(lanes.spikes, 0), fill_row(lanes.time, 0), fill_row(lanes.inner_steps, 0);
  for (std::size_t i = 0; i < most_lanes; ++i) lanes.unfinished[i] = 1;
}

/** Copies a lane back to its neuron. */
template <class V>
CAJAL_INLINE void leave(const Lanes<V>& lanes, std::size_t lane, const StepView& view, const StepCall& call,
                        std::size_t neuron) noexcept {
  for (std::size_t k = 0; k < V::columns; ++k) view.state[k][neuron] = lanes.state[k][lane];
  view.counters[0][neuron] = static_cast<std::int32_t>(lanes.waiting[lane]);
  call.fired[neuron - call.begin] = static_cast<std::int32_t>(lanes.spikes[lane]);
}

/** Copies the first n lanes back to neurons from `begin` on. */
template <class V>
void leave_all(const Lanes<V>& lanes, std::size_t n, const StepView& view, const StepCall& call,
               std::size_t begin) noexcept {
  for (std::size_t k = 0; k < V::columns; ++k)
    for (std::size_t i = 0; i < n; ++i) view.state[k][begin + i] = lanes.state[k][i];
  for (std::size_t i = 0; i < n; ++i) {
    view.counters[0][begin + i] = static_cast<std::int32_t>(lanes.waiting[i]);
    call.fired[begin - call.begin + i] = static_cast<std::int32_t>(lanes.spikes[i]);
  }
}

/** Repeats the first lane behind n of them. */
template <class V>
CAJAL_INLINE void complete(Lanes<V>& lanes, std::size_t n, bool varied) noexcept {
  for (std::size_t i = n; i < whole(n); ++i) copy_lane(lanes, 0, varied, lanes, i);
}

}  // namespace
}  // namespace cajal
