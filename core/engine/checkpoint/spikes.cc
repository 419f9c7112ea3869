// Spikes on their way: (source, age), and how often it was sent. Cursors on the wheels are places in the rows of one
// slice, so each is traced back to the step in which its spike was sent, and put down again in the rows of any slice.
#include <algorithm>
#include <map>

#include "engine/checkpoint/parts.hpp"
#include "engine/made/made_synapses.hpp"

namespace cajal::checkpoint {

namespace {
namespace spikes {

constexpr std::int64_t oldest = 65535;  ///< the longest delay [steps]

struct Sent {
  std::uint32_t source, age;  ///< age: steps from its emission to the next step
  auto operator<=>(const Sent&) const = default;
};

/** Finds the source whose row a cursor is in, and how many steps after emission the run at the cursor is due. */
class Rows {
 public:
  Rows(const Slice& slice, static_row::Form form) : form_(form) {
    for (std::uint32_t source = slice.rows.first(); source < slice.rows.end(); ++source)
      if (slice.rows.at(source)) rows_.emplace_back(slice.rows.at(source), source);
    std::sort(rows_.begin(), rows_.end(), by_place);
  }

  Sent trace(Wheel::Cursor cursor, std::int64_t due, std::int64_t now) const {
    const Row key{cursor, 0};
    const auto& [row, source] = *std::prev(std::upper_bound(rows_.begin(), rows_.end(), key, by_place));
    std::int64_t offset = static_row::steps(*row);
    for (Wheel::Cursor run = row; run != cursor; offset += static_row::steps(*run))
      run += 1 + static_row::words(form_, static_row::synapses(*run));
    return {source, static_cast<std::uint32_t>(now - (due - offset))};
  }

 private:
  using Row = std::pair<Wheel::Cursor, std::uint32_t>;
  static bool by_place(const Row& a, const Row& b) noexcept {
    return std::less<Wheel::Cursor>()(a.first, b.first);
  }

  static_row::Form form_;
  std::vector<Row> rows_;
};

using Counted = std::map<Sent, std::uint32_t>;

/** The spikes on their way in one slice, and how often each was sent. */
Counted on_their_way(const Slice& slice, static_row::Form form, std::int64_t now) {
  const Rows rows(slice, form);
  Counted counts;
  slice.wheel.for_each(now, [&](std::int64_t due, Wheel::Cursor cursor, std::uint32_t count) {
    counts[rows.trace(cursor, due, now)] += count;
  });
  return counts;
}

/** Where synapses are made: every spike within the longest delay, as none is known to have arrived everywhere. */
Counted within_delay(const Slice& slice, std::int64_t now) {
  Counted counts;
  const std::int64_t longest = std::min<std::int64_t>({oldest, now, slice.made->longest_delay()});
  for (std::int64_t age = 1; age <= longest; ++age)
    for (const SentSpike& spike : slice.made->history().sent(now - age))
      counts[{spike.source, static_cast<std::uint32_t>(age)}] += spike.count;
  return counts;
}

void write(const CheckpointScope& scope, CheckpointWriter& out) {
  Counted times;
  for (const Slice& slice : scope.world.slices())
    for (const auto& [sent, count] :
         slice.made ? within_delay(slice, scope.step) : on_their_way(slice, scope.world.form(), scope.step)) {
      std::uint32_t& most = times[sent];  // another slice may have received all of it
      most = std::max(most, count);
    }
  std::vector<std::uint32_t> sources, ages, counts;
  for (const auto& [sent, count] : times)
    sources.push_back(sent.source), ages.push_back(sent.age), counts.push_back(count);
  out.write(sources, ages, counts);
}

/** Puts a spike where its next run is due, unless it has no further run in this slice. */
void put_down(Slice& slice, static_row::Form form, const Sent& sent, std::uint32_t count, std::int64_t now) {
  Wheel::Cursor run = slice.rows.at(sent.source);
  if (!run) return;
  std::int64_t due = now - sent.age;
  while (const std::uint32_t header = *run) {
    due += static_row::steps(header);
    if (due >= now && count > 1) return slice.wheel.bursts(due).push_back({run, count});
    if (due >= now) return slice.wheel.due(due).push_back(run);
    run += 1 + static_row::words(form, static_row::synapses(header));
  }
}

/** The history of the first slice takes the spikes of all: what is on its way is made from those of all slices. */
void remember(World& world, const std::vector<Sent>& list, const std::vector<std::uint32_t>& counts,
              std::int64_t now) {
  for (Slice& slice : world.slices()) slice.made->forget();
  SpikeHistory& history = world.slices()[0].made->history();
  for (std::int64_t age = std::min<std::int64_t>(now, world.slices()[0].made->longest_delay()); age > 0;
       --age)
    history.begin(now - age);
  for (std::size_t k = 0; k < list.size(); ++k)
    if (list[k].age <= world.slices()[0].made->longest_delay())
      history.add(now - list[k].age, {list[k].source, counts[k]});
}

std::function<void()> check(const CheckpointScope& scope, ChunkReader& in) {
  const auto sources = in.read<std::vector<std::uint32_t>>(), ages = in.read<std::vector<std::uint32_t>>();
  auto counts = in.read<std::vector<std::uint32_t>>();
  in.require(sources.size() == ages.size() && sources.size() == counts.size(),
             "its columns differ in length");
  const std::uint32_t count = source_count(scope.network);
  std::vector<Sent> list;
  for (std::size_t k = 0; k < sources.size(); ++k) {
    list.push_back({sources[k], ages[k]});
    in.require(sources[k] < count, "it names no source of spikes");
    in.require(ages[k] >= 1 && ages[k] <= std::min(scope.step, oldest), "a spike has an impossible age");
    in.require(k == 0 || list[k - 1] < list[k], "its spikes are out of order");
    in.require(counts[k] >= 1, "a spike was never sent");
  }
  return [&world = scope.world, now = scope.step, list = std::move(list), counts = std::move(counts)] {
    for (Slice& slice : world.slices())
      for (std::size_t k = 0; k < list.size(); ++k) put_down(slice, world.form(), list[k], counts[k], now);
    if (world.slices()[0].made) remember(world, list, counts, now);
  };
}

}  // namespace spikes
}  // namespace

const CheckpointPart spikes{"SPKS", &spikes::write, &spikes::check};

}  // namespace cajal::checkpoint
