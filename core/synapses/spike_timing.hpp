// Rules that pair spikes of the source with spikes of the target. When a spike of the source arrives, those of the
// target since the one before strengthen the synapse, in their order, by what is left of the source's trace; then the
// trace of the target weakens it, and the weight is sent.
#pragma once
#include <array>

#include "model/define.hpp"
#include "model/synapse.hpp"

namespace cajal {
namespace {

/** x^exponent for x >= 0; exponents 0 and 1, which most rules have, cost nothing. */
CAJAL_INLINE double power(double x, double exponent) noexcept {
  if (exponent == 0) return 1;
  if (exponent == 1) return x;
  return x > 0 ? exp(exponent * log(x)) : 0;
}

/** One synapse, while a spike is there. */
struct Pairs {
  const PlasticRun& run;
  const SpikeRing& ring;
  std::size_t synapse;
  std::uint32_t begin, end;  ///< spikes of the target that are to be paired

  const double* spike(std::uint32_t k) const noexcept { return entry(ring, k, run.stride); }
  /** What is left of a trace of the source when spike k of the target comes. */
  double left(std::uint32_t k) const noexcept { return decayed(run.decays[0], spike(k)[0] - run.previous); }
  /** A trace of the target just before the source's spike. */
  double trace(std::size_t which) const noexcept {
    const double* const last = last_before(run, ring, end);
    return last ? last[run.traces[which]] * decayed(run.decays[1 + which], run.latest - last[0]) : 0;
  }
  /** What is left of the target's last spike then. */
  double nearest() const noexcept {
    const double* const last = last_before(run, ring, end);
    return last ? decayed(run.decays[1], run.latest - last[0]) : 0;
  }
  /** Whether the target spiked since the source's spike before. */
  bool any() const noexcept { return end > 0 && spike(end - 1)[0] > run.previous; }
};

/**
 * The loop over the synapses of a run. Rule::strengthen(constants, pairs, w) uses up the target's spikes,
 * Rule::weaken(constants, pairs, w, n) does what spike n of the source, from 0 on, does before it is sent; both return
 * the new weight.
 */
template <class Rule>
void arrive(const PlasticRun& run, double* sent) noexcept {
  for (std::size_t k = 0; k < run.size; ++k) {
    const SpikeRing& ring = run.rings[run.neurons[k]];
    const std::uint32_t end = arrived(run, ring);
    const Pairs pairs{run, ring, k, first_unused(run, ring, end), end};
    double w = Rule::strengthen(run.constants, pairs, run.columns[0][k]), sum = 0;
    for (double n = 0; n < run.spikes; ++n) sum += w = Rule::weaken(run.constants, pairs, w, n);
    run.columns[0][k] = w;
    sent[k] = sum;
  }
}

/** The trace of the source in its first column: it grows by one at every spike. */
template <std::size_t rate>
void send_trace(const double* c, double* source, double spikes, double before, double stamp,
                double* carried) noexcept {
  carried[0] = source[0];
  source[0] = source[0] * exp(-(stamp - before) * c[rate]) + spikes;
}

constexpr double larger(double a, double b) noexcept { return a > b ? a : b; }
constexpr double smaller(double a, double b) noexcept { return a < b ? a : b; }

}  // namespace
}  // namespace cajal
