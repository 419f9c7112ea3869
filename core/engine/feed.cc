#include "engine/feed.hpp"

#include <algorithm>
#include <string>

namespace cajal {

std::uint32_t source_count(const Network& network) noexcept {
  std::uint32_t count = network.neurons();
  for (const Stimulus& stimulus : network.stimuli) count += stimulus.feeds ? 1 : 0;
  return count;
}

std::vector<Feed> collect_feeds(const Slice& slice, const BuildContext& context) {
  const Network& network = context.network;
  std::vector<Feed> feeds;
  const auto add = [&](const Rule& rule, const Selection* sources, std::uint32_t source, const Selection& targets,
                       const Draw& weight, const Draw& delay, std::uint32_t receptor, std::uint32_t stream) {
    Feed feed{&rule, sources, source, TargetMap(targets, slice, receptor),
              SynapseValues(weight, delay, rule, network.seed, stream, network.grid, context.kernels)};
    if (!feed.targets.empty()) feeds.push_back(std::move(feed));
  };
  for (const Projection& p : network.projections)
    add(*p.rule, &p.sources, 0, p.targets, p.spec.weight, p.spec.delay, static_cast<std::uint32_t>(p.spec.receptor),
        p.values);
  std::uint32_t source = network.neurons();
  for (const Stimulus& s : network.stimuli)
    if (s.feeds) add(*s.plain, nullptr, source++, s.targets, s.weight, s.delay, s.receptor, s.values);
  return feeds;
}

SynapsePlacer::SynapsePlacer(Slice& slice, bool weigh) : slice_(slice) {
  std::uint32_t neurons = 0;
  for (const Part& part : slice.parts) {
    first_neuron_.push_back(neurons);
    neurons += part.size();
  }
  if (weigh) load_.resize(neurons);
}

void SynapsePlacer::own_sources(const Feed& feed, std::uint32_t target, std::uint32_t first, std::uint32_t last) {
  partners_.clear();
  feed.rule->generate(target, 0, partners_);
  begin();
  const TargetMap::Place place = feed.targets.place(target);
  for (std::uint32_t k = 0; k < partners_.size(); ++k) {
    const std::uint32_t source = feed.sources->at(partners_[k]);
    if (source < first || source >= last) continue;
    keep(k, partners_[k], place);
    sources_.push_back(source);
  }
}

void SynapsePlacer::check_load() const {
  constexpr std::uint64_t most = 2147483647;
  const auto heaviest = std::max_element(load_.begin(), load_.end());
  if (heaviest == load_.end() || *heaviest <= most) return;
  throw Error("E_OVERFLOW",
              "build: the synapses of one neuron could together overflow a 32-bit sum (" + std::to_string(*heaviest) +
                  " of " + std::to_string(most) + " units)",
              {"weights", "compact", "exact", "build with exact weights: their sums have 64 bits"});
}

}  // namespace cajal
