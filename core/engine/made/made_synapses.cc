#include "engine/made/made_synapses.hpp"

#include <algorithm>
#include <map>

#include "engine/slices/memory/buckets.hpp"

namespace cajal {

namespace {

template <static_row::Form form>
struct Packing;
template <>
struct Packing<static_row::Form::compact> {
  using Word = std::uint32_t;
  using Sum = std::int32_t;
  static Word pack(const PlacedSynapse& synapse) noexcept {
    return static_cast<Word>(synapse.weight()) << 16 | synapse.accumulator();
  }
  static std::int32_t weight(Word word) noexcept { return static_cast<std::int32_t>(word) >> 16; }
};
template <>
struct Packing<static_row::Form::exact> {
  using Word = std::uint64_t;
  using Sum = std::int64_t;
  static Word pack(const PlacedSynapse& synapse) noexcept {
    return static_cast<Word>(static_cast<std::uint32_t>(synapse.weight())) << 16 | synapse.accumulator();
  }
  static std::int32_t weight(Word word) noexcept { return static_cast<std::int32_t>(word >> 16); }
};

template <static_row::Form form>
class Made final : public MadeSynapses {
  using Pack = Packing<form>;
  using Word = typename Pack::Word;

 public:
  Made(Slice& slice, const BuildContext& context, ChunkPool& pool)
      : MadeSynapses(slice, context), buckets_(pool, context.longest_delay) {}

  void open(std::int64_t step) override { buckets_.open(step); }

  bool add_due(std::int64_t step, const std::function<bool()>& stopping) override {
    auto* const sums = reinterpret_cast<typename Pack::Sum*>(slice_.sums.data());
    std::size_t added = 0;
    return buckets_.due(step).each([&](const Word* words, std::size_t n) {
      for (std::size_t i = 0; i < n; ++i) sums[words[i] & 0xffff] += Pack::weight(words[i]);
      slice_.events += n;
      if ((added += n) < piece_of_made) return true;
      added = 0;
      return !stopping || !stopping();
    });
  }

  bool has_bursts(std::int64_t step) const noexcept override { return bursts_.count(step) > 0; }
  void each_burst(
      std::int64_t step,
      const std::function<void(std::uint32_t, std::int32_t, std::uint32_t)>& visit) const override {
    const auto at = bursts_.find(step);
    if (at == bursts_.end()) return;
    for (const auto& [word, count] : at->second)
      visit(static_cast<std::uint32_t>(word & 0xffff), Pack::weight(word), count);
  }

  void drop(std::int64_t step) noexcept override { buckets_.drop(step), bursts_.erase(step); }

  std::size_t due_size(std::int64_t step) const noexcept override {
    const auto at = bursts_.find(step);
    return buckets_.due(step).size() + (at == bursts_.end() ? 0 : at->second.size());
  }

  std::uint64_t bytes() const noexcept override {
    std::uint64_t bytes = buckets_.bytes() + history().bytes();
    for (const auto& [due, list] : bursts_) bytes += list.size() * sizeof(list[0]);
    return bytes;
  }

 private:
  void clear() noexcept override { buckets_.clear(), bursts_.clear(); }

  void put(std::span<const PlacedSynapse> row, std::uint32_t count, std::int64_t step,
           std::int64_t now) override {
    if (count == 1 && now == step + 1)
      return buckets_.push_all(
          row.size(), step, [&](std::size_t i) { return row[i].delay(); },
          [&](std::size_t i) { return Pack::pack(row[i]); });
    for (const PlacedSynapse& synapse : row) {
      const std::int64_t due = step + synapse.delay();
      if (due < now) continue;
      if (count == 1)
        buckets_.push(due, Pack::pack(synapse));
      else
        bursts_[due].emplace_back(Pack::pack(synapse), count);
    }
  }

  Buckets<Word> buckets_;
  std::map<std::int64_t, std::vector<std::pair<Word, std::uint32_t>>>
      bursts_;  ///< [step in which they are due]
};

bool reaches(const Selection& sources, const Population& population) {
  return std::any_of(sources.parts().begin(), sources.parts().end(), [&](const auto& range) {
    return range.first < population.first + population.size && range.last >= population.first;
  });
}

}  // namespace

bool can_be_made(const Projection& projection, const Grid& grid) {
  if (projection.synapse->kind != SynapseKind::fixed || projection.rule->by_target()) return false;
  if (projection.spec.delay.numbers.empty()) return true;  // an array for no synapse
  const Range delays = bounds(projection.spec.delay);
  return grid.delay(delays.min) >= 1 && grid.delay(delays.max) <= longest_possible_delay;
}

std::unique_ptr<MadeSynapses> MadeSynapses::create(Slice& slice, const BuildContext& context,
                                                   ChunkPool& pool) {
  std::unique_ptr<MadeSynapses> made;
  if (context.form == static_row::Form::compact)
    made = std::make_unique<Made<static_row::Form::compact>>(slice, context, pool);
  else
    made = std::make_unique<Made<static_row::Form::exact>>(slice, context, pool);
  made->describe(context);
  made->stale_ = false;
  return made;
}

MadeSynapses::MadeSynapses(Slice& slice, const BuildContext& context)
    : slice_(slice),
      context_(context),
      longest_delay_(context.longest_delay),
      history_(context.longest_delay),
      placer_(nullptr, context_) {}

void MadeSynapses::describe(const BuildContext& context) {
  supplies_.clear();
  supplies_of_.assign(context.network.populations.size(), {});
  std::vector<double> rows(context.network.populations.size());
  for (Feed& feed : collect_feeds(slice_, context, FeedKind::made)) {
    const auto [first, last] = feed.targets.hull();
    supplies_.push_back(
        std::make_unique<Supply>(Supply{std::move(feed), first / block_size, last / block_size}));
    const Feed& kept = supplies_.back()->feed;
    const double row = static_cast<double>(kept.rule->expected_synapses()) /
                       std::max(1u, kept.rule->elements()) * kept.targets.size() / kept.target_count;
    slice_.vanished[kept.link] = count_vanishing(kept);
    for (std::size_t p = 0; p < supplies_of_.size(); ++p)
      if (reaches(*kept.sources, context.network.populations[p]))
        supplies_of_[p].push_back(supplies_.back().get()), rows[p] += row;
  }
  for (const double row : rows) long_row_ = std::max(long_row_, static_cast<std::uint64_t>(2 * row) + 16);
  forget();
}

void MadeSynapses::forget() noexcept {
  clear();
  stale_ = true;
}

std::uint64_t MadeSynapses::count_vanishing(const Feed& feed) const {
  const Draw& weight = context_.network.projections[feed.link].spec.weight;
  double share = 0;
  for (const Landing& landing : feed.targets.landings()) {
    // Half a unit is rounded to the even number, which is zero.
    const double half = 0.5 / landing.units_per_weight;
    share += landing.use == WeightUse::count ? 0 : probability_of_small(weight, half);
  }
  share /= static_cast<double>(feed.targets.landings().size());
  return static_cast<std::uint64_t>(share * static_cast<double>(feed.rule->expected_synapses()) *
                                        feed.targets.size() / feed.target_count +
                                    0.5);
}

void MadeSynapses::prefetch(std::uint32_t source) const noexcept {
  const Population& population = context_.network.populations[population_];
  if (source - population.first >= population.size) return;  // of another population: only once in a step
  for (const Supply* const supply : supplies_of_[population_])
    supply->feed.rule->prefetch(supply->feed.sources->position_of(source));
}

void MadeSynapses::make(SentSpike spike, std::int64_t step, std::int64_t now) {
  const auto& populations = context_.network.populations;
  if (spike.source >= context_.network.neurons()) return;  // the rows of stimuli are stored
  if (spike.source - populations[population_].first >= populations[population_].size)
    population_ = context_.network.population_of(spike.source);
  row_.clear();
  for (const Supply* const supply : supplies_of_[population_]) {
    const std::uint32_t element = supply->feed.sources->position_of(spike.source);
    if (element == Selection::npos) continue;
    for (std::uint32_t block = supply->first_block; block <= supply->last_block; ++block)
      placer_.from_block(supply->feed, element, block, row_);
  }
  put(row_.all(), spike.count, step, now);
  made_ += row_.size();
}

bool MadeSynapses::goes_on(const std::function<bool()>& stopping) {
  if (!stopping || made_ < piece_of_made) return true;
  made_ = 0;
  if (!stopping()) return true;
  forget();
  return false;
}

bool MadeSynapses::send(std::span<const std::uint32_t> sources, std::int64_t step,
                        const std::function<bool()>& stopping) {
  for (std::size_t i = 0; i < sources.size(); ++i) {
    if (i + 1 < sources.size()) prefetch(sources[i + 1]);
    make({sources[i], 1}, step, step + 1);
    if (!goes_on(stopping)) return false;
  }
  return true;
}

bool MadeSynapses::send(std::span<const Burst> bursts, std::int64_t step,
                        const std::function<bool()>& stopping) {
  for (const Burst& burst : bursts) {
    make({burst.source, burst.count}, step, step + 1);
    if (!goes_on(stopping)) return false;
  }
  return true;
}

bool MadeSynapses::remake(const std::vector<const SpikeHistory*>& histories, std::int64_t now,
                          const std::function<bool()>& stopping) {
  clear();
  open(now);
  for (std::int64_t step = std::max<std::int64_t>(0, now - longest_delay_); step < now; ++step)
    for (const SpikeHistory* history : histories)
      for (const SentSpike& spike : history->sent(step)) {
        make(spike, step, now);
        if (!goes_on(stopping)) return false;
      }
  stale_ = false;
  return true;
}

}  // namespace cajal
