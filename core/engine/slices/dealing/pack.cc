#include "engine/slices/dealing/pack.hpp"

#include <algorithm>
#include <numeric>

namespace cajal {

namespace {

// What a neuron costs in a second of model time, in synapses onto it: 10,000 updates, and a few spikes each.
constexpr double synapses_per_neuron = 1000;
constexpr double most_unequal = 1.1;

/** Shares that stay together. */
struct Bundle {
  std::vector<Share> shares;
  std::uint64_t accumulators = 0;
  double load = 0;

  void add(const Bundle& other) {
    shares.insert(shares.end(), other.shares.begin(), other.shares.end());
    accumulators += other.accumulators, load += other.load;
  }
};

/** [population]: about what one neuron of it costs. */
std::vector<double> loads(const Network& network) {
  std::vector<double> synapses(network.populations.size());
  for (const Projection& projection : network.projections) {
    const double each =
        static_cast<double>(projection.rule->expected_synapses()) / std::max(1u, projection.targets.size());
    for (const Selection::Part& part : projection.targets.parts())
      for (std::size_t p = 0; p < synapses.size(); ++p) {
        const Population& population = network.populations[p];
        const std::uint64_t begin = std::max(part.first, population.first);
        const std::uint64_t end =
            std::min<std::uint64_t>(part.last, std::uint64_t{population.first} + population.size - 1);
        if (begin <= end) synapses[p] += each * static_cast<double>((end - begin) / part.step + 1);
      }
  }
  for (std::size_t p = 0; p < synapses.size(); ++p)
    synapses[p] = synapses_per_neuron + synapses[p] / std::max(1u, network.populations[p].size);
  return synapses;
}

std::vector<Bundle> blocks_of(const Network& network, const std::vector<const NeuronVariant*>& variants) {
  const std::vector<double> load = loads(network);
  std::vector<Bundle> blocks;
  for (std::uint32_t p = 0; p < network.populations.size(); ++p)
    for (std::uint64_t first = 0; first < network.populations[p].size; first += block_size) {
      const std::uint64_t size = std::min<std::uint64_t>(network.populations[p].size - first, block_size);
      const Share share{p, static_cast<std::uint32_t>(first), static_cast<std::uint32_t>(size)};
      blocks.push_back({{share}, accumulators_of(share, variants), load[p] * static_cast<double>(size)});
    }
  return blocks;
}

/** Joins neighbours as long as they have at most so many accumulators together. */
std::vector<Bundle> joined(const std::vector<Bundle>& bundles, std::uint64_t most) {
  std::vector<Bundle> result;
  for (const Bundle& bundle : bundles)
    if (!result.empty() && result.back().accumulators + bundle.accumulators <= most)
      result.back().add(bundle);
    else
      result.push_back(bundle);
  return result;
}

/** The largest first, each to whom has least; [thread], in the order of the network. */
std::vector<std::vector<Bundle>> dealt(const std::vector<Bundle>& bundles, int threads) {
  std::vector<std::size_t> order(bundles.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(),
                   [&](std::size_t a, std::size_t b) { return bundles[a].load > bundles[b].load; });
  std::vector<double> load(static_cast<std::size_t>(threads));
  std::vector<std::vector<std::size_t>> numbers(load.size());
  for (const std::size_t number : order) {
    const auto least = static_cast<std::size_t>(std::min_element(load.begin(), load.end()) - load.begin());
    load[least] += bundles[number].load;
    numbers[least].push_back(number);
  }
  const double mean = std::accumulate(load.begin(), load.end(), 0.0) / static_cast<double>(threads);
  if (*std::max_element(load.begin(), load.end()) > most_unequal * mean) return {};
  std::vector<std::vector<Bundle>> hands(load.size());
  for (std::size_t thread = 0; thread < hands.size(); ++thread) {
    std::sort(numbers[thread].begin(), numbers[thread].end());
    for (const std::size_t number : numbers[thread]) hands[thread].push_back(bundles[number]);
  }
  return hands;
}

/** Parts the bundle with most shares; false where all have one. */
bool part_one(std::vector<Bundle>& hand) {
  const auto largest = std::max_element(hand.begin(), hand.end(), [](const Bundle& a, const Bundle& b) {
    return a.shares.size() < b.shares.size();
  });
  if (largest == hand.end() || largest->shares.size() < 2) return false;
  const auto middle = largest->shares.begin() + static_cast<std::ptrdiff_t>(largest->shares.size() / 2);
  Bundle second{{middle, largest->shares.end()}, 0, 0};
  largest->shares.erase(middle, largest->shares.end());
  hand.insert(largest + 1, std::move(second));
  return true;
}

}  // namespace

std::vector<std::vector<Share>> pack_slices(const Network& network,
                                            const std::vector<const NeuronVariant*>& variants, int threads) {
  const std::vector<Bundle> blocks = blocks_of(network, variants);
  for (const Bundle& block : blocks)
    if (block.accumulators > most_accumulators) return {};
  std::vector<std::vector<Bundle>> hands;
  for (std::uint64_t most = most_accumulators; hands.empty() && most > 0; most /= 2)
    hands = dealt(joined(blocks, most), threads);
  std::size_t longest = 0;
  for (auto& hand : hands) hand = joined(hand, most_accumulators), longest = std::max(longest, hand.size());
  std::vector<std::vector<Share>> plan(longest * hands.size());
  for (std::size_t thread = 0; thread < hands.size(); ++thread) {
    while (hands[thread].size() < longest)
      if (!part_one(hands[thread])) return {};
    for (std::size_t k = 0; k < longest; ++k)
      plan[k * hands.size() + thread] = std::move(hands[thread][k].shares);
  }
  return plan;
}

}  // namespace cajal
