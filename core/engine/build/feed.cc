#include "engine/build/feed.hpp"

#include <utility>

namespace cajal {

std::uint32_t source_count(const Network& network) noexcept {
  std::uint32_t count = network.neurons();
  for (const Stimulus& stimulus : network.stimuli) count += stimulus.sources();
  return count;
}

std::vector<Feed> collect_feeds(const Slice& slice, const BuildContext& context) {
  const Network& network = context.network;
  std::vector<Feed> feeds;
  std::size_t link = 0;
  const auto add = [&](const Rule& rule, const Selection* sources, std::uint32_t source,
                       const Selection& targets, const Draw& weight, const Draw& delay,
                       std::uint32_t receptor, std::uint32_t stream) {
    Feed feed{link,
              &rule,
              sources,
              source,
              TargetMap(targets, slice, receptor),
              SynapseValues(weight, delay, rule, network.seed, stream, network.grid, context.kernels)};
    if (!feed.targets.empty()) feeds.push_back(std::move(feed));
  };
  for (const Projection& p : network.projections) {
    if (p.synapse->kind == SynapseKind::fixed)
      add(*p.rule, &p.sources, 0, p.targets, p.spec.weight, p.spec.delay,
          static_cast<std::uint32_t>(p.spec.receptor), p.values);
    ++link;
  }
  std::uint32_t source = network.neurons();
  for (const Stimulus& s : network.stimuli) {
    if (s.feeds) add(*s.plain, nullptr, source, s.targets, s.weight, s.delay, s.receptor, s.values);
    source += s.sources();
    ++link;
  }
  return feeds;
}

bool Wanted::any(const Selection& sources) const {
  if (marks_.empty()) return sources.size() > 0;
  for (const Selection::Part& range : sources.parts())
    for (std::uint64_t source = range.first; source <= range.last; source += range.step)
      if (marks_[source]) return true;
  return false;
}

void SynapsePlacer::from_source(const Feed& feed, std::uint32_t element, std::vector<PlacedSynapse>& out) {
  for (std::uint32_t block = 0; block < feed.rule->blocks(); ++block) {
    context_.check_stop();
    partners_.clear();
    feed.rule->generate(element, block, partners_);
    feed.targets.find(partners_, owned_);
    batch_.indices.assign(owned_.index.begin(),
                          owned_.index.begin() + static_cast<std::ptrdiff_t>(owned_.size));
    if (feed.values.needs_partners()) {
      batch_.partners.clear();
      for (const std::uint32_t index : batch_.indices) batch_.partners.push_back(partners_[index]);
    }
    append(feed, element, block, out);
  }
}

const std::vector<std::uint32_t>& SynapsePlacer::sources_of(const Feed& feed, std::uint32_t target,
                                                            std::uint32_t first, std::uint32_t last,
                                                            const Wanted& wanted) {
  partners_.clear();
  feed.rule->generate(target, 0, partners_);
  batch_.clear();
  sources_.clear();
  for (std::uint32_t k = 0; k < partners_.size(); ++k) {
    const std::uint32_t source = feed.sources->at(partners_[k]);
    if (source < first || source >= last || !wanted.has(source)) continue;
    batch_.indices.push_back(k);
    batch_.partners.push_back(partners_[k]);
    sources_.push_back(source);
  }
  return sources_;
}

void SynapsePlacer::onto_target(const Feed& feed, std::uint32_t target, std::vector<PlacedSynapse>& out) {
  feed.targets.find_repeated(target, sources_.size(), owned_);
  append(feed, target, 0, out);
}

inline PlacedSynapse SynapsePlacer::place(const Landing& landing, std::size_t i, std::uint64_t& vanished) {
  const double weight = batch_.weights[i];
  const std::uint32_t neuron = owned_.neuron[i];
  const auto units = static_cast<std::int32_t>(quantum(weight, landing.units_per_weight, landing.use));
  vanished += units == 0 && weight != 0;
  return {static_cast<std::uint16_t>(landing.accumulator[weight < 0] + neuron),
          static_cast<std::uint16_t>(batch_.delays[i]), units};
}

void SynapsePlacer::append(const Feed& feed, std::uint32_t element, std::uint32_t block,
                           std::vector<PlacedSynapse>& out) {
  const std::size_t before = out.size(), n = owned_.size;
  if (n == 0) return;
  feed.values.draw(element, block, batch_);
  out.resize(before + n);
  std::uint64_t vanished = 0;
  const auto& landings = feed.targets.landings();
  if (landings.size() == 1) {
    const Landing landing = landings[0];
    for (std::size_t i = 0; i < n; ++i) out[before + i] = place(landing, i, vanished);
  } else {
    for (std::size_t i = 0; i < n; ++i) out[before + i] = place(landings[owned_.landing[i]], i, vanished);
  }
  slice_.vanished[feed.link] += vanished;
}

}  // namespace cajal
