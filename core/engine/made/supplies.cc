#include "engine/made/supplies.hpp"

#include <algorithm>

#include "connect/pick.hpp"

namespace cajal {

namespace {

bool reaches(const Selection& sources, const Population& population) {
  return std::any_of(sources.parts().begin(), sources.parts().end(), [&](const auto& range) {
    return range.first < population.first + population.size && range.last >= population.first;
  });
}

Supply supply_of(const Feed& feed, std::uint32_t block, const Population& population) {
  Supply supply{&feed, block, false, false, 0, {}};
  if (const auto parts = feed.sources->parts(); parts.size() == 1 && parts[0].step == 1) {
    supply.in_order =
        parts[0].first <= population.first && parts[0].last >= population.first + population.size - 1;
    supply.first = parts[0].first;
  }
  const Landing& landing = feed.targets.landings()[0];
  const bool keeps_sign = landing.use == WeightUse::with_sign || landing.use == WeightUse::not_negative;
  if (!feed.rule->picks() || !feed.targets.has_block(block) || !keeps_sign) return supply;
  MadeFeed& made = supply.made;
  if (!feed.values.tell(made)) return supply;
  supply.plain = true;
  const std::uint32_t first = block * block_size;
  made.block = block;
  made.below = std::min(feed.target_count - first, block_size);
  made.limit = surplus(made.below);
  made.partner_stream = feed.rule->stream();
  made.units_per_weight = landing.units_per_weight;
  for (int sign = 0; sign < 2; ++sign)
    made.accumulator[sign] = landing.accumulator[sign] + feed.targets.first_neuron() + first;
  return supply;
}

}  // namespace

std::uint64_t Supply::count(std::uint32_t element) const {
  return plain ? feed->rule->count(element, block) : 1;
}

void SupplyRows::count(const BuildContext& context, std::uint16_t* counts) {
  std::uint16_t* next = counts;
  for (std::uint32_t i = 0; i < size_; ++i) {
    if (i % 4096 == 0) context.check_stop();
    for (const Supply& supply : supplies_) {
      const std::uint32_t element = supply.element_of(first_ + i);
      const std::uint64_t count = element == Selection::npos ? 0 : supply.count(element);
      *next++ = static_cast<std::uint16_t>(std::min<std::uint64_t>(count, most_counted));
    }
  }
  counts_ = counts;
}

Supplies::Supplies(const Network& network) {
  for (const Population& population : network.populations) rows_.emplace_back(population);
}

void Supplies::describe(const Slice& slice, const BuildContext& context) {
  const auto& populations = context.network.populations;
  feeds_.clear();
  std::vector<double> expected(populations.size());
  std::vector<std::vector<Supply>> supplies(populations.size());
  for (Feed& one : collect_feeds(slice, context, FeedKind::made)) {
    feeds_.push_back(std::make_unique<Feed>(std::move(one)));
    const Feed& feed = *feeds_.back();
    const auto [first, last] = feed.targets.hull();
    const double row = static_cast<double>(feed.rule->expected_synapses()) /
                       std::max(1u, feed.rule->elements()) * feed.targets.size() / feed.target_count;
    for (std::size_t p = 0; p < populations.size(); ++p) {
      if (!reaches(*feed.sources, populations[p])) continue;
      expected[p] += row;
      for (std::uint32_t block = first / block_size; block <= last / block_size; ++block)
        supplies[p].push_back(supply_of(feed, block, populations[p]));
    }
  }
  long_row_ = 0;
  for (std::size_t p = 0; p < populations.size(); ++p) {
    rows_[p].set(std::move(supplies[p]));
    long_row_ = std::max(long_row_, static_cast<std::uint64_t>(2 * expected[p]) + 16);
  }
  // They depend on neither weights nor delays.
  if (arena_.bytes() == 0) count(context);
}

void Supplies::count(const BuildContext& context) {
  std::size_t size = SupplyRows::at_once;
  for (const SupplyRows& rows : rows_) size += rows.size();
  auto* counts = reinterpret_cast<std::uint16_t*>(arena_.allocate((size + 1) / 2));
  std::fill_n(counts + (size - SupplyRows::at_once), SupplyRows::at_once, std::uint16_t{0});
  for (SupplyRows& rows : rows_) {
    rows.count(context, counts);
    counts += rows.size();
  }
  arena_.trim();
}

}  // namespace cajal
