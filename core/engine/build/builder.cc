#include "engine/build/builder.hpp"

#include <algorithm>

#include "engine/build/load.hpp"
#include "engine/build/row_builder.hpp"

namespace cajal {

namespace {

// Rules that draw by target are transposed in memory, a chunk of sources at a time, so that building never needs more
// than this beside the finished store; every further chunk draws the partners once more.
constexpr std::uint64_t most_waiting_bytes = std::uint64_t{256} << 20;

/** Synapses of one rule by target in the order of their sources first ... first + begin.size() - 2. */
struct SourcesWaiting {
  std::uint32_t first;
  std::vector<std::uint64_t> begin;
  std::vector<PlacedSynapse> synapses;
};

SourcesWaiting transpose(const Feed& feed, std::uint32_t first, std::uint32_t last, SynapsePlacer& placer,
                         const BuildContext& context, const Wanted& wanted) {
  SourcesWaiting waiting{first, std::vector<std::uint64_t>(last - first + 2), {}};
  auto& begin = waiting.begin;  // while counting and filling, shifted so that it ends up in place
  feed.targets.for_each([&](std::uint32_t target) {
    for (const std::uint32_t source : placer.sources_of(feed, target, first, last, wanted))
      ++begin[source - first + 2];
    context.check_stop();
  });
  for (std::size_t s = 1; s < begin.size(); ++s) begin[s] += begin[s - 1];
  waiting.synapses.resize(begin.back());
  PlacedRow placed;
  feed.targets.for_each([&](std::uint32_t target) {
    const auto& sources = placer.sources_of(feed, target, first, last, wanted);
    placed.clear();
    placer.onto_target(feed, target, placed);
    for (std::size_t i = 0; i < placed.size(); ++i)
      waiting.synapses[begin[sources[i] - first + 1]++] = placed.all()[i];
    context.check_stop();
  });
  return waiting;
}

/** The synapses of one source after the other. */
class SourceWalk {
 public:
  SourceWalk(Slice& slice, const BuildContext& context, const Wanted& wanted)
      : context_(context),
        wanted_(wanted),
        feeds_(collect_feeds(slice, context, FeedKind::stored)),
        placer_(&slice.vanished, context),
        row_(context.form, context.longest_delay) {
    const auto& populations = context.network.populations;
    feeds_of_.resize(populations.size());
    for (const Feed& feed : feeds_) {
      if (!feed.sources) {
        stimuli_.push_back(&feed);
        continue;
      }
      if (feed.rule->by_target()) {
        if (wanted.any(*feed.sources)) by_target_.push_back(&feed);
        continue;
      }
      for (std::size_t p = 0; p < populations.size(); ++p)
        if (reaches(*feed.sources, populations[p])) feeds_of_[p].push_back(&feed);
    }
  }

  /** Calls write(source, row) for each wanted source in [begin, end), ascending; the row holds its synapses. */
  template <class Write>
  void run(std::uint32_t begin, std::uint32_t end, Write write) {
    const std::uint64_t chunks = waiting_bytes() / most_waiting_bytes + 1, size = end - begin;
    for (std::uint64_t chunk = 0; chunk < chunks; ++chunk)
      run_chunk(static_cast<std::uint32_t>(begin + size * chunk / chunks),
                static_cast<std::uint32_t>(begin + size * (chunk + 1) / chunks), write);
  }

 private:
  static bool reaches(const Selection& sources, const Population& population) {
    return std::any_of(sources.parts().begin(), sources.parts().end(), [&](const auto& range) {
      return range.first < population.first + population.size && range.last >= population.first;
    });
  }

  std::uint64_t waiting_bytes() const {
    std::uint64_t bytes = 0;
    for (const Feed* feed : by_target_) {
      std::uint64_t here = 0;
      feed->targets.for_each([&](std::uint32_t) { ++here; });
      bytes += feed->rule->expected_synapses() / std::max(1u, feed->rule->elements()) * here *
               sizeof(PlacedSynapse);
    }
    return bytes;
  }

  template <class Write>
  void run_chunk(std::uint32_t first, std::uint32_t last, Write write) {
    std::vector<SourcesWaiting> waiting;
    for (const Feed* feed : by_target_)
      waiting.push_back(transpose(*feed, first, last, placer_, context_, wanted_));
    for (std::uint32_t source = first; source < last; ++source) {
      if (!wanted_.has(source)) continue;
      collect(source);
      for (const SourcesWaiting& list : waiting) {
        const auto begin = list.synapses.begin();
        const auto from = begin + static_cast<std::ptrdiff_t>(list.begin[source - first]);
        const auto to = begin + static_cast<std::ptrdiff_t>(list.begin[source - first + 1]);
        std::copy(from, to, row_.entries().extend(static_cast<std::size_t>(to - from)));
      }
      write(source, row_);
      context_.sources_done.fetch_add(1, std::memory_order_relaxed);
      context_.check_stop();
    }
  }

  /** The synapses of a source by rules that draw by source, and by stimuli. */
  void collect(std::uint32_t source) {
    if (source >= context_.network.neurons()) {
      const auto after = std::upper_bound(stimuli_.begin(), stimuli_.end(), source,
                                          [](std::uint32_t s, const Feed* feed) { return s < feed->source; });
      if (after == stimuli_.begin()) return;
      const Feed& feed = **(after - 1);
      const std::uint32_t element = source - feed.source;
      if (element < feed.rule->elements()) placer_.from_source(feed, element, row_.entries());
      return;
    }
    for (const Feed* feed : feeds_of_[context_.network.population_of(source)])
      if (const std::uint32_t element = feed->sources->position_of(source); element != Selection::npos)
        placer_.from_source(*feed, element, row_.entries());
  }

  const BuildContext& context_;
  const Wanted& wanted_;
  const std::vector<Feed> feeds_;
  SynapsePlacer placer_;
  RowBuilder row_;
  std::vector<const Feed*> by_target_;
  std::vector<const Feed*> stimuli_;                ///< by their first source
  std::vector<std::vector<const Feed*>> feeds_of_;  ///< [population]: rules by source that may start there
};

}  // namespace

void build_slice(Slice& slice, const BuildContext& context) {
  const std::uint32_t sources = source_count(context.network);
  slice.rows = RowTable(first_stored_source(context.network), sources);
  const Wanted all;
  SourceWalk(slice, context, all)
      .run(slice.rows.first(), sources, [&](std::uint32_t source, RowBuilder& row) {
        slice.synapses += row.entries().size();
        context.synapses.fetch_add(row.entries().size(), std::memory_order_relaxed);
        slice.rows.set(source, row.finish(slice.arena));
        slice.longest_run = std::max(slice.longest_run, row.longest_run());
      });
  if (context.form == static_row::Form::compact) slice.sum_left = check_load(slice, context);
  slice.arena.trim();
}

void rewrite_slice(Slice& slice, const BuildContext& context, const Wanted& wanted, std::uint32_t end,
                   std::uint32_t& reached) {
  const std::uint32_t first = slice.rows.first();
  SourceWalk(slice, context, wanted)
      .run(first, std::max(first, end), [&](std::uint32_t source, RowBuilder& row) {
        reached = source + 1;  // from here on it must be written again to be what it was
        row.rewrite(slice.rows.at(source));
      });
}

}  // namespace cajal
