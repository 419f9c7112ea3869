// What rules share that pair spikes of the source with spikes of the target.
#pragma once
#include <array>

#include "model/define.hpp"
#include "model/synapse.hpp"

namespace cajal {
namespace {

constexpr double larger(double a, double b) noexcept { return a > b ? a : b; }
constexpr double smaller(double a, double b) noexcept { return a < b ? a : b; }

/** x^exponent for x >= 0, 0 at 0. Unless `general` the exponent is 0 or 1, as in most rules, which costs nothing. */
template <bool general>
CAJAL_INLINE double power(double x, double exponent) noexcept {
  if constexpr (general)
    return choose(x > 0, exp(exponent * log(x)), 0);
  else
    return choose(exponent == 0, 1, x);
}
constexpr bool is_simple(double exponent) noexcept { return exponent == 0 || exponent == 1; }

/** One synapse while a spike is there, for rules that take synapses one by one. */
struct Pairs {
  const PlasticRun& run;
  const SpikeRing& ring;
  std::uint32_t begin, end;  ///< spikes of the target that are to be paired

  Pairs(const PlasticRun& all, std::size_t synapse) noexcept
      : run(all), ring(all.rings[all.neurons[synapse]]), begin(0), end(arrived(all, ring)) {
    begin = first_unused(run, ring, end);
  }
  const double* spike(std::uint32_t k) const noexcept { return entry(ring, k, run.stride); }
  /** What is left of a trace of the source when spike k of the target comes. */
  double left(std::uint32_t k) const noexcept { return decayed(run.decays[0], spike(k)[0] - run.previous); }
  /** What is left of the target's last spike when that of the source comes. */
  double nearest() const noexcept {
    const double* const last = last_before(run, ring, end);
    return last ? decayed(run.decays[1], run.latest - last[0]) : 0;
  }
  /** Whether the target spiked since the source's spike before. */
  bool any() const noexcept { return end > 0 && spike(end - 1)[0] > run.previous; }
};

/** The trace of the source in its first column: it grows by one at every spike. */
template <std::size_t rate>
void send_trace(const double* c, double* source, double spikes, double before, double stamp,
                double* carried) noexcept {
  carried[0] = source[0];
  source[0] = source[0] * exp(-(stamp - before) * c[rate]) + spikes;
}

/** What a source's spikes carry where the source keeps nothing. */
[[maybe_unused]] void send_nothing(const double*, double*, double, double, double, double*) noexcept {}

}  // namespace
}  // namespace cajal
