#include "engine/slices/dealing/plan.hpp"

#include <algorithm>

#include "engine/slices/dealing/pack.hpp"

namespace cajal {

namespace {

/** A share of every population. */
std::vector<std::vector<Share>> cut_each(const Network& network, std::uint64_t slices) {
  std::vector<std::vector<Share>> plan(slices);
  std::vector<std::uint64_t> filled(slices, 0);
  std::uint64_t before = 0;  // neurons of the populations so far
  for (std::uint32_t p = 0; p < network.populations.size(); ++p) {
    const std::uint64_t size = network.populations[p].size;
    before += size;
    std::uint64_t first = 0;
    std::int64_t left = 0;  // what slices before should have taken, were it not for whole stretches
    for (std::uint64_t s = 0; s < slices; ++s) {
      // Fill slice s up to its equal part of everything placed so far, in whole stretches.
      const std::uint64_t aim = before * (s + 1) / slices - before * s / slices;
      left += static_cast<std::int64_t>(aim) - static_cast<std::int64_t>(filled[s]);
      const std::uint64_t missing = left > 0 ? static_cast<std::uint64_t>(left) : 0;
      std::uint64_t share = s + 1 == slices ? size - first : (missing + stretch / 2) / stretch * stretch;
      share = std::min(share, size - first);
      left -= static_cast<std::int64_t>(share);
      if (share) plan[s].push_back({p, static_cast<std::uint32_t>(first), static_cast<std::uint32_t>(share)});
      filled[s] += share;
      first += share;
    }
  }
  return plan;
}

/** The neurons in order, cut into equal stretches. */
std::vector<std::vector<Share>> cut_in_order(const Network& network, std::uint64_t slices) {
  std::vector<std::vector<Share>> plan(slices);
  const std::uint64_t neurons = network.neurons();
  std::uint64_t before = 0, s = 0;  // neurons placed so far, and the slice that takes the next
  for (std::uint32_t p = 0; p < network.populations.size(); ++p) {
    const std::uint64_t size = network.populations[p].size;
    for (std::uint64_t first = 0; first < size;) {
      const std::uint64_t aim = neurons * (s + 1) / slices;
      const std::uint64_t missing = aim > before ? (aim - before + stretch - 1) / stretch * stretch : 0;
      const std::uint64_t share = s + 1 == slices ? size - first : std::min(missing, size - first);
      if (share) plan[s].push_back({p, static_cast<std::uint32_t>(first), static_cast<std::uint32_t>(share)});
      first += share, before += share;
      if (before >= aim && s + 1 < slices) ++s;
    }
  }
  return plan;
}

bool fits(const std::vector<Share>& slice, const std::vector<const NeuronVariant*>& variants) {
  std::uint64_t accumulators = 0;
  for (const Share& share : slice) accumulators += accumulators_of(share, variants);
  return accumulators <= most_accumulators;
}

}  // namespace

std::vector<std::vector<Share>> plan_slices(const Network& network,
                                            const std::vector<const NeuronVariant*>& variants, int threads,
                                            Dealing dealing) {
  if (dealing == Dealing::gathered)
    if (auto plan = pack_slices(network, variants, threads); !plan.empty()) return plan;
  for (std::uint64_t slices = static_cast<std::uint64_t>(threads);;
       slices += static_cast<std::uint64_t>(threads)) {
    auto plan = dealing == Dealing::spread ? cut_each(network, slices) : cut_in_order(network, slices);
    if (std::all_of(plan.begin(), plan.end(), [&](const auto& slice) { return fits(slice, variants); }))
      return plan;
  }
}

}  // namespace cajal
