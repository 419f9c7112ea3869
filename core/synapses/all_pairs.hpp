// Rules in which every spike counts: when a spike of the source arrives, each spike of the target since the one before
// strengthens the synapse, in their order, by what is left of the source's trace; then the trace of the target weakens
// it, and the weight is sent.
//
// Synapses are taken together, in loops that become vectors. How many spikes of the target there are to pair differs
// from synapse to synapse: those that have one form a list, those that have two another, and so on, so that no time is
// spent on pairs that there are not, nor on branches that cannot be predicted.
#pragma once
#include "synapses/spike_timing.hpp"

namespace cajal {
namespace {

/** So many synapses are taken together: what is computed of them stays in the first-level cache. */
constexpr std::size_t most_together = 256;

/** Numbers that belong to synapses, one after the other. */
using Numbers = double[most_together];
using Places = std::int32_t[most_together];

// Loops either fetch from places that differ or compute: compilers make vectors of both, but not of a mixture, whose
// loads they move behind conditions.
template <std::size_t most>
CAJAL_INLINE void fetch(const double* from, const std::int32_t* at, std::size_t n,
                        double (&to)[most]) noexcept {
  CAJAL_INDEPENDENT
  for (std::size_t i = 0; i < n; ++i) to[i] = from[at[i]];
}

/** What is left after whole steps; those below 0 count as 0. */
CAJAL_INLINE void decay_each(const Decay& decay, const Numbers& steps, std::size_t n,
                             Numbers& left) noexcept {
  const double end = decay.end;
  const std::int32_t shift = decay.shift, mask = (1 << shift) - 1;
  const double *const fine = decay.fine, *const coarse = decay.coarse;
  Places at;
  CAJAL_INDEPENDENT
  for (std::size_t i = 0; i < n; ++i) {
    const double bounded = choose(steps[i] < end, steps[i], end);
    at[i] = static_cast<std::int32_t>(choose(bounded > 0, bounded, 0));
  }
  CAJAL_INDEPENDENT
  for (std::size_t i = 0; i < n; ++i) left[i] = fine[at[i] & mask] * coarse[at[i] >> shift];
  CAJAL_INDEPENDENT
  for (std::size_t i = 0; i < n; ++i) left[i] = choose(steps[i] < end, left[i], 0);
}

/** What a rule learns of a pair. */
struct Pair {
  const double* constants;
  const double* carried;  ///< by the spike of the source
  double trace;           ///< of the neuron that spiked before, when the other spikes
  double slow;            ///< another trace of the target, after its spike; Rule::slow says which
};

/**
 * Rule::strengthened(pair, w) is the weight after a spike of the target, Rule::weakened(pair, w, n) that after spike n
 * of the source, from 0 on. Rule::nearest: traces do not add up, the last spike before alone is paired. Rule::slow:
 * which trace of the target besides, 0 if none.
 */
template <class Rule>
class AllPairs {
 public:
  AllPairs(const PlasticRun& run, std::size_t first, std::size_t n) noexcept
      : run_(run), n_(n), w_(run.columns[0] + first) {
    for (std::size_t k = 0; k < n; ++k) place_[k] = run.neurons[first + k];
  }

  void strengthen() noexcept {
    constexpr std::size_t oldest = recent_spikes - 1;
    std::size_t size[recent_spikes];
    size[0] = find_unused();
    for (std::size_t spike = 1; spike < recent_spikes; ++spike)
      size[spike] = find_unused(spike, size[spike - 1]);
    for (std::size_t i = 0; i < size[oldest]; ++i) pair_older(which_[oldest][i]);
    for (std::size_t spike = recent_spikes; spike-- > 0;) pair(spike, size[spike]);
  }

  void weaken(double* sent) noexcept {
    for (std::size_t k = 0; k < n_; ++k) sent[k] = 0;
    if (run_.spikes == 0) return;
    Numbers traces;
    find_traces(traces);
    const PlasticRun run = run_;
    double* const w = w_;
    for (double spike = 0; spike < run.spikes; ++spike) {
      CAJAL_INDEPENDENT
      for (std::size_t k = 0; k < n_; ++k) {
        const double after = Rule::weakened({run.constants, run.carried, traces[k], 0}, w[k], spike);
        w[k] = after;
        sent[k] += after;
      }
    }
  }

 private:
  /** Lists the synapses whose targets spiked since the source did; returns their number. */
  std::size_t find_unused() noexcept {
    Numbers stamps;
    fetch(row(run_.recent, 0, 0), place_, n_, stamps);
    const double previous = run_.previous;
    std::size_t found = 0;
    for (std::size_t k = 0; k < n_; ++k) {
      which_[0][found] = static_cast<std::int32_t>(k);
      found += stamps[k] > previous;
    }
    return found;
  }

  /** The same for one more spike, among the n that had those before. */
  std::size_t find_unused(std::size_t spike, std::size_t n) noexcept {
    const double* const stamps = row(run_.recent, spike, 0);
    const double previous = run_.previous;
    const std::int32_t* const before = which_[spike - 1];
    std::size_t found = 0;
    for (std::size_t i = 0; i < n; ++i) {
      const std::int32_t k = which_[spike][found] = before[i];
      found += stamps[place_[k]] > previous;
    }
    return found;
  }

  /** Pairs spikes that are older than the recent ones. */
  void pair_older(std::int32_t k) noexcept {
    const SpikeRing& ring = run_.rings[place_[k]];
    const std::uint32_t end = ring.size - recent_spikes;
    std::uint32_t begin = end;
    while (begin > 0 && entry(ring, begin - 1, run_.stride)[0] > run_.previous) --begin;
    for (; begin < end; ++begin) {
      const double* const spike = entry(ring, begin, run_.stride);
      if (spike[0] > run_.latest) return;
      const double left = decayed(run_.decays[0], spike[0] - run_.previous);
      const double slow = Rule::slow ? spike[run_.traces[Rule::slow]] : 0;
      w_[k] = Rule::strengthened({run_.constants, run_.carried, left, slow}, w_[k]);
    }
  }

  void pair(std::size_t spike, std::size_t n) noexcept {
    const std::int32_t* const which = which_[spike];
    Places at;
    Numbers w, stamps, steps, left, slow = {};
    CAJAL_INDEPENDENT
    for (std::size_t i = 0; i < n; ++i) at[i] = place_[which[i]];
    fetch(w_, which, n, w);
    fetch(row(run_.recent, spike, 0), at, n, stamps);
    if constexpr (Rule::slow > 0) fetch(row(run_.recent, spike, run_.traces[Rule::slow]), at, n, slow);
    const PlasticRun run = run_;
    for (std::size_t i = 0; i < n; ++i) steps[i] = stamps[i] - run.previous;
    decay_each(run.decays[0], steps, n, left);
    CAJAL_INDEPENDENT
    for (std::size_t i = 0; i < n; ++i) {
      const double after = Rule::strengthened({run.constants, run.carried, left[i], slow[i]}, w[i]);
      w[i] = choose(stamps[i] <= run.latest, after, w[i]);
    }
    for (std::size_t i = 0; i < n; ++i) w_[which[i]] = w[i];
  }

  /** Traces of the targets just before the spike of the source. */
  void find_traces(Numbers& traces) noexcept {
    const auto further = static_cast<std::int32_t>(run_.recent.stride * run_.recent.neurons);
    const double latest = run_.latest;
    Places at;
    Numbers last, steps;
    fetch(row(run_.recent, 0, 0), place_, n_, last);
    for (std::size_t k = 0; k < n_; ++k) at[k] = place_[k] + (last[k] >= latest ? further : 0);
    fetch(row(run_.recent, 0, 0), at, n_, last);
    if constexpr (!Rule::nearest) fetch(row(run_.recent, 0, run_.traces[0]), at, n_, traces);
    std::int32_t later = 0;
    for (std::size_t k = 0; k < n_; ++k) later += last[k] >= latest ? 1 : 0;
    for (std::size_t k = 0; k < n_; ++k) steps[k] = latest - last[k];
    decay_each(run_.decays[1], steps, n_, last);
    for (std::size_t k = 0; k < n_; ++k) traces[k] = Rule::nearest ? last[k] : traces[k] * last[k];
    if (later == 0) return;
    const double* const second = row(run_.recent, 1, 0);
    for (std::size_t k = 0; k < n_; ++k)
      if (second[place_[k]] >= latest) traces[k] = earlier_trace(k);
  }

  /** The same where the target spiked more than once while the source's spike was on its way. */
  double earlier_trace(std::size_t k) const noexcept {
    const SpikeRing& ring = run_.rings[place_[k]];
    const double* const spike = last_before(run_, ring, arrived(run_, ring));
    const double left = spike ? decayed(run_.decays[1], run_.latest - spike[0]) : 0;
    return spike && !Rule::nearest ? spike[run_.traces[0]] * left : left;
  }

  const PlasticRun& run_;
  std::size_t n_;
  double* w_;
  Places place_;
  Places which_[recent_spikes];
};

template <class Rule>
void arrive_all(const PlasticRun& run, double* sent) noexcept {
  for (std::size_t first = 0; first < run.size; first += most_together) {
    const std::size_t rest = run.size - first;
    AllPairs<Rule> some(run, first, rest < most_together ? rest : most_together);
    if (!run.settled) some.strengthen();
    some.weaken(sent + first);
  }
}

}  // namespace
}  // namespace cajal
