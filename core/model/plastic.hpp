// What a synapse that spikes change sees of them: the spikes of its source and those of its target.
#pragma once
#include <cstddef>
#include <cstdint>

#include "base/inline.hpp"

namespace cajal {

/** Times are in steps; beyond so many time constants nothing is left of what decays: e^-50 is below every rounding. */
inline constexpr double lasting_time_constants = 50;

/** e^(-steps / tau) for whole steps as a product of two numbers, and 0 from `end` on. */
struct Decay {
  const double* fine;    ///< [steps modulo 2^shift]
  const double* coarse;  ///< [steps >> shift]
  std::int32_t shift, end;
};

/** Spikes of one neuron, oldest first: [stamp, traces right after it ...] each. */
struct SpikeRing {
  const double* entries;
  std::uint32_t first, size, mask;
};

/** So many of the last spikes of every neuron lie where those of neighbours are read together. */
inline constexpr std::size_t recent_spikes = 4;

/** The last spikes of all neurons of a part, -infinity for those that there were not; spike 0 is the last one. */
struct RecentSpikes {
  const double* rows = nullptr;
  std::size_t neurons = 0;  ///< numbers in a row
  std::size_t stride = 0;   ///< rows of a spike: its stamp, then the traces right after it
};

/** The most numbers that a spike carries. */
inline constexpr std::size_t most_carried = 2;
/** The most numbers that a source keeps. */
inline constexpr std::size_t most_source_columns = 4;

/**
 * Synapses of one source onto neurons of one part that have the same delay, when a spike of the source is there.
 * Stamps are as the synapse sees those of its target: a spike of the target that came at `latest` is there when that of
 * the source is.
 */
struct PlasticRun {
  const double* constants;
  const Decay* decays;    ///< of the model's time constants
  const double* carried;  ///< what `send` gave the spike
  double spikes;  ///< how many at once; 0: none, but those of the targets up to `latest` are to be used up
  double previous, latest;       ///< of the source's spike before, and of this
  bool settled;                  ///< spikes of the targets between the two are used up
  double* const* columns;        ///< [column][synapse]; column 0 is the weight
  const std::uint16_t* neurons;  ///< [synapse]: its target's place in the part
  std::size_t size;
  const SpikeRing* rings;       ///< [neuron]; null unless the model follows its targets' spikes
  std::size_t stride;           ///< numbers of an entry
  RecentSpikes recent;          ///< the last of every ring once more
  const std::uint32_t* traces;  ///< where in an entry the model's traces stand
};

namespace {

/** `steps` is whole; what has not begun to decay is whole, too. No branch, so that loops become vectors. */
CAJAL_INLINE double decayed(const Decay& decay, double steps) noexcept {
  const double end = decay.end, bounded = steps < end ? steps : end;
  const auto n = static_cast<std::int32_t>(bounded > 0 ? bounded : 0);
  const double left = decay.fine[n & ((1 << decay.shift) - 1)] * decay.coarse[n >> decay.shift];
  return steps < end ? left : 0;
}

CAJAL_INLINE const double* entry(const SpikeRing& ring, std::uint32_t k, std::size_t stride) noexcept {
  return ring.entries + ((ring.first + k) & ring.mask) * stride;
}

/** A number of the last spikes, [neuron]. */
CAJAL_INLINE const double* row(const RecentSpikes& recent, std::size_t spike, std::size_t column) noexcept {
  return recent.rows + (spike * recent.stride + column) * recent.neurons;
}

/** How many spikes of a target are there when that of the source is. */
CAJAL_INLINE std::uint32_t arrived(const PlasticRun& run, const SpikeRing& ring) noexcept {
  std::uint32_t end = ring.size;
  while (end > 0 && entry(ring, end - 1, run.stride)[0] > run.latest) --end;
  return end;
}

/** The first of them that came after the source's spike before and is not used up; `end` if there is none. */
CAJAL_INLINE std::uint32_t first_unused(const PlasticRun& run, const SpikeRing& ring,
                                        std::uint32_t end) noexcept {
  std::uint32_t begin = end;
  while (begin > 0 && !run.settled && entry(ring, begin - 1, run.stride)[0] > run.previous) --begin;
  return begin;
}

/** The last spike of a target that came before that of the source, not with it; null if there is none. */
CAJAL_INLINE const double* last_before(const PlasticRun& run, const SpikeRing& ring,
                                       std::uint32_t end) noexcept {
  if (end > 0 && entry(ring, end - 1, run.stride)[0] == run.latest) --end;
  return end > 0 ? entry(ring, end - 1, run.stride) : nullptr;
}

}  // namespace
}  // namespace cajal
