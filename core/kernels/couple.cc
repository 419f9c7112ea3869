// Products of weight matrices with what sources show, and the change of the weights, in one pass over the matrix.
//
// A matrix lies in tiles of 32, 16 or 8 targets, in a tile source after source, so that it is read from end to end and
// the sums of a tile stay in registers. Every sum adds its sources in ascending order, whatever the width of a
// register.
#include "kernels/isa_kernels.hpp"

namespace cajal::CAJAL_ISA {

namespace {

constexpr std::size_t lanes = 8;
using Lanes = double __attribute__((vector_size(8 * lanes), aligned(8)));

inline __attribute__((always_inline)) Lanes& at(double* values) noexcept {
  return *reinterpret_cast<Lanes*>(values);
}
inline __attribute__((always_inline)) const Lanes& at(const double* values) noexcept {
  return *reinterpret_cast<const Lanes*>(values);
}

enum class Learning { none, direct, smoothed };

template <std::size_t width, Learning learning, bool masked>
inline __attribute__((always_inline)) void tile(const CoupleCall& call, std::size_t first) noexcept {
  constexpr std::size_t vectors = width / lanes;
  Lanes sum[vectors], error[vectors];
  const Lanes low = Lanes{} + call.low, high = Lanes{} + call.high;
  for (std::size_t v = 0; v < vectors; ++v) {
    sum[v] = Lanes{};
    if constexpr (learning != Learning::none) error[v] = at(call.error + first + v * lanes);
  }
  double* weights = call.weights + first * call.sources;
  double* smoothed = call.smoothed + (learning == Learning::smoothed ? first * call.sources : 0);
  const double* mask = call.mask + (masked ? first * call.sources : 0);
  for (std::size_t s = 0; s < call.sources; ++s) {
    const Lanes now = Lanes{} + call.now[s];
    const Lanes before =
        Lanes{} + (learning == Learning::direct ? call.gain * call.before[s] : call.before[s]);
#pragma GCC unroll 4
    for (std::size_t v = 0; v < vectors; ++v) {
      Lanes w = at(weights + v * lanes);
      if constexpr (learning != Learning::none) {
        Lanes change = before * error[v];
        if constexpr (learning == Learning::smoothed) {
          Lanes& mean = at(smoothed + v * lanes);
          mean += call.blend * (change - mean);
          change = call.gain * mean;
        }
        w += change;
        w = w < low ? low : w;
        w = w > high ? high : w;
        if constexpr (masked) w *= at(mask + v * lanes);  // after the bounds, which need not hold 0
        at(weights + v * lanes) = w;
      }
      sum[v] += w * now;
    }
    weights += width;
    if constexpr (learning == Learning::smoothed) smoothed += width;
    if constexpr (masked) mask += width;
  }
  for (std::size_t v = 0; v < vectors; ++v) at(call.sums + first + v * lanes) = sum[v];
}

template <Learning learning, bool masked>
void tiles(const CoupleCall& call) noexcept {
  std::size_t first = 0;
  for (; first + 32 <= call.targets; first += 32) tile<32, learning, masked>(call, first);
  if (call.targets - first >= 16) tile<16, learning, masked>(call, first), first += 16;
  if (call.targets - first >= 8) tile<8, learning, masked>(call, first);
}

template <bool masked>
void choose(const CoupleCall& call) noexcept {
  if (!call.learning)
    tiles<Learning::none, false>(call);
  else if (call.smoothed)
    tiles<Learning::smoothed, masked>(call);
  else
    tiles<Learning::direct, masked>(call);
}

}  // namespace

void couple(const CoupleCall& call) noexcept {
  if (call.mask)
    choose<true>(call);
  else
    choose<false>(call);
}

}  // namespace cajal::CAJAL_ISA
