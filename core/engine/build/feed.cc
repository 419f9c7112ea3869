#include "engine/build/feed.hpp"

#include <algorithm>
#include <utility>

namespace cajal {

std::uint32_t source_count(const Network& network) noexcept {
  std::uint32_t count = network.neurons();
  for (const Stimulus& stimulus : network.stimuli) count += stimulus.sources();
  return count;
}

std::uint32_t first_stored_source(const Network& network) noexcept {
  const bool all_made =
      std::all_of(network.projections.begin(), network.projections.end(),
                  [](const auto& p) { return p.made || p.synapse->kind != SynapseKind::fixed; });
  return all_made ? network.neurons() : 0;
}

Feed feed_of(const Slice& slice, const BuildContext& context, std::size_t number) {
  const Projection& p = context.network.projections[number];
  const auto receptor = static_cast<std::uint32_t>(p.spec.receptor);
  return {number,
          p.rule.get(),
          &p.sources,
          p.targets.size(),
          0,
          TargetMap(p.targets, slice, receptor, p.synapse->kind == SynapseKind::plastic),
          SynapseValues(p.spec.weight, p.spec.delay, *p.rule, context.network, p.values, context.kernels)};
}

std::vector<Feed> collect_feeds(const Slice& slice, const BuildContext& context, FeedKind kind) {
  const Network& network = context.network;
  std::vector<Feed> feeds;
  const auto keep = [&](Feed feed) {
    if (!feed.targets.empty()) feeds.push_back(std::move(feed));
  };
  std::size_t link = 0;
  for (const Projection& p : network.projections) {
    if (p.synapse->kind == SynapseKind::fixed && p.made == (kind == FeedKind::made))
      keep(feed_of(slice, context, link));
    ++link;
  }
  std::uint32_t source = network.neurons();
  for (const Stimulus& s : network.stimuli) {
    if (s.feeds && kind == FeedKind::stored)
      keep({link, s.plain.get(), nullptr, s.targets.size(), source, TargetMap(s.targets, slice, s.receptor),
            SynapseValues(s.weight, s.delay, *s.plain, network, s.values, context.kernels)});
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

void SynapsePlacer::from_source(const Feed& feed, std::uint32_t element, PlacedRow& out) {
  const auto [first, last] = feed.targets.hull();
  for (std::uint32_t block = first / block_size; block <= last / block_size; ++block) {
    context_.check_stop();
    from_block(feed, element, block, out);
  }
}

void SynapsePlacer::from_block(const Feed& feed, std::uint32_t element, std::uint32_t block, PlacedRow& out) {
  partners_.clear();
  feed.rule->generate(element, block, partners_);
  if (partners_.empty()) return;
  batch_.count = partners_.size();
  if (feed.targets.has_block(block)) return append_whole(feed, element, block, out);
  feed.targets.find(partners_, owned_);
  batch_.whole = false, batch_.n = owned_.size;
  batch_.indices.assign(owned_.index.begin(),
                        owned_.index.begin() + static_cast<std::ptrdiff_t>(owned_.size));
  if (feed.values.needs_partners()) {
    batch_.partners.clear();
    for (const std::uint32_t index : batch_.indices) batch_.partners.push_back(partners_[index]);
  }
  append(feed, element, block, out);
}

const std::vector<std::uint32_t>& SynapsePlacer::sources_of(const Feed& feed, std::uint32_t target,
                                                            std::uint32_t first, std::uint32_t last,
                                                            const Wanted& wanted) {
  partners_.clear();
  feed.rule->generate(target, 0, partners_);
  batch_.indices.clear(), batch_.partners.clear();
  batch_.count = partners_.size(), batch_.whole = false;
  sources_.clear();
  for (std::uint32_t k = 0; k < partners_.size(); ++k) {
    const std::uint32_t source = feed.sources->at(partners_[k]);
    if (source < first || source >= last || !wanted.has(source)) continue;
    batch_.indices.push_back(k);
    batch_.partners.push_back(partners_[k]);
    sources_.push_back(source);
  }
  batch_.n = batch_.indices.size();
  return sources_;
}

void SynapsePlacer::onto_target(const Feed& feed, std::uint32_t target, PlacedRow& out) {
  feed.targets.find_repeated(target, sources_.size(), owned_);
  append(feed, target, 0, out);
}

std::uint64_t SynapsePlacer::place(const Landing& landing, const std::uint32_t* neurons, std::uint32_t first,
                                   std::size_t begin, std::size_t n, PlacedSynapse* out) const {
  return context_.kernels.place({neurons + begin,
                                 batch_.weights.data() + begin,
                                 batch_.delays.data() + begin,
                                 n,
                                 landing.units_per_weight,
                                 landing.use == WeightUse::magnitude,
                                 landing.use == WeightUse::count,
                                 {landing.accumulator[0] + first, landing.accumulator[1] + first}},
                                out);
}

void SynapsePlacer::append(const Feed& feed, std::uint32_t element, std::uint32_t block, PlacedRow& out) {
  const std::size_t n = batch_.n;
  if (n == 0) return;
  feed.values.draw(element, block, batch_);
  PlacedSynapse* const placed = out.extend(n);
  std::uint64_t vanished = 0;
  const auto& landings = feed.targets.landings();
  for (std::size_t begin = 0, end; begin < n; begin = end) {
    end = landings.size() == 1 ? n : begin + 1;
    while (end < n && owned_.landing[end] == owned_.landing[begin]) ++end;
    vanished +=
        place(landings[owned_.landing[begin]], owned_.neuron.data(), 0, begin, end - begin, placed + begin);
  }
  if (vanished_) (*vanished_)[feed.link] += vanished;
}

void SynapsePlacer::append_whole(const Feed& feed, std::uint32_t element, std::uint32_t block,
                                 PlacedRow& out) {
  batch_.whole = true, batch_.n = partners_.size();
  if (feed.values.needs_partners()) batch_.partners = partners_;
  feed.values.draw(element, block, batch_);
  const std::uint64_t vanished =
      place(feed.targets.landings()[0], partners_.data(), feed.targets.first_neuron(), 0, partners_.size(),
            out.extend(partners_.size()));
  if (vanished_) (*vanished_)[feed.link] += vanished;
}

}  // namespace cajal
