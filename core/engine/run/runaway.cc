#include "engine/run/runaway.hpp"

#include <algorithm>
#include <cstdio>
#include <utility>

#include "base/text.hpp"
#include "engine/describe/description_checks.hpp"

namespace cajal {

namespace {

// Twice what a refractory time of 2 ms allows, in the mean of all neurons of a population.
constexpr double highest_rate = 1000;  // [1/s]
constexpr double window_length = 100;  // [ms]
// In a shorter time, so many spikes of every neuron are no volley.
constexpr double most_at_once = 20;

/** Whether spikes of each population reach itself over any number of projections. */
std::vector<std::uint8_t> recurrent(const Network& network) {
  const std::size_t n = network.populations.size();
  std::vector<std::vector<std::uint32_t>> onto(n);
  for (const Projection& projection : network.projections) {
    if (projection.synapse->kind == SynapseKind::values) continue;
    const auto targets = populations_of(network, projection.targets);
    for (const std::uint32_t source : populations_of(network, projection.sources))
      onto[source].insert(onto[source].end(), targets.begin(), targets.end());
  }
  std::vector<std::uint8_t> closed(n);
  for (std::uint32_t p = 0; p < n; ++p) {
    std::vector<std::uint8_t> reached(n);
    for (std::vector<std::uint32_t> next = onto[p]; !next.empty() && !reached[p];) {
      const std::uint32_t one = next.back();
      next.pop_back();
      if (std::exchange(reached[one], 1)) continue;
      next.insert(next.end(), onto[one].begin(), onto[one].end());
    }
    closed[p] = reached[p];
  }
  return closed;
}

}  // namespace

RunawayWatch::RunawayWatch(const Network& network)
    : recurrent_(recurrent(network)),
      before_(network.populations.size()),
      now_(network.populations.size()),
      seen_(network.populations.size()) {}

void RunawayWatch::count(const std::vector<Slice>& slices) noexcept {
  std::fill(now_.begin(), now_.end(), 0);
  for (const Slice& slice : slices)
    for (const Part& part : slice.parts) now_[part.number()] += part.spikes;
}

void RunawayWatch::begin(const std::vector<Slice>& slices, std::int64_t step) noexcept {
  count(slices);
  before_.swap(now_);
  from_ = step;
}

void RunawayWatch::look(const Network& network, const std::vector<Slice>& slices,
                        std::int64_t step) noexcept {
  const double time = static_cast<double>(step - from_) * network.grid.resolution();
  if (time == 0) return;
  count(slices);
  for (std::size_t p = 0; p < now_.size(); ++p) {
    const double mean = static_cast<double>(now_[p] - before_[p]) / network.populations[p].size;
    if (!recurrent_[p] || mean <= std::max(most_at_once, highest_rate * time / 1000)) continue;
    Runaway& seen = seen_[p];
    ++seen.times;
    if (const double rate = mean / time * 1000; rate > seen.rate)
      seen.rate = rate, seen.from = from_, seen.until = step;
  }
  if (time >= window_length) begin(slices, step);
}

std::string RunawayWatch::text(const Network& network) const {
  const auto worst = std::max_element(seen_.begin(), seen_.end(),
                                      [](const Runaway& a, const Runaway& b) { return a.rate < b.rate; });
  if (worst == seen_.end() || worst->times == 0) return "";
  char rate[32];
  std::snprintf(rate, sizeof rate, "%.3g", worst->rate);
  const double resolution = network.grid.resolution();
  return "population '" + network.populations[static_cast<std::size_t>(worst - seen_.begin())].label +
         "' ran away: each of its neurons fired at " + rate + " 1/s from " +
         number_text(static_cast<double>(worst->from) * resolution) + " to " +
         number_text(static_cast<double>(worst->until) * resolution) + " ms";
}

}  // namespace cajal
