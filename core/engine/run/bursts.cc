#include "engine/run/bursts.hpp"

#include <algorithm>
#include <type_traits>

#include "engine/run/step.hpp"

namespace cajal {

namespace {

/** Adds `count` times one weight. Sums of a network that runs away may wrap, which does not depend on order. */
template <class Sum>
void add(Sum& sum, std::int32_t weight, std::uint32_t count) noexcept {
  using Bits = std::make_unsigned_t<Sum>;
  sum = static_cast<Sum>(static_cast<Bits>(sum) + static_cast<Bits>(static_cast<Sum>(weight)) * count);
}

/** Adds the synapses of one run and leaves the cursor at the next. */
template <static_row::Form form, class Sum>
std::uint64_t add_run(Wheel::Cursor& run, std::uint32_t count, Sum* sums) noexcept {
  std::uint64_t events = 0;
  std::uint32_t head;
  do {
    head = *run++;
    const std::uint32_t size = static_row::synapses(head);
    for (std::uint32_t k = 0; k < size; ++k)
      if constexpr (form == static_row::Form::compact)
        add(sums[run[k] & 0xffff], static_cast<std::int32_t>(run[k]) >> 16, count);
      else
        add(sums[run[k / 2] >> (k % 2 * 16) & 0xffff], static_cast<std::int32_t>(run[(size + 1) / 2 + k]),
            count);
    run += static_row::words(form, size);
    events += std::uint64_t{size} * count;
    head = *run;
  } while (static_row::steps(head) == 0 && head != 0);
  return events;
}

template <static_row::Form form, class Sum>
std::uint64_t add_runs(Slice& slice, std::int64_t step) {
  std::uint64_t events = 0;
  auto* const sums = reinterpret_cast<Sum*>(slice.sums.data());
  std::vector<Wheel::Burst>& due = slice.wheel.bursts(step);
  slice.in_flight -= due.size();
  for (auto& [run, count] : due) {
    events += add_run<form>(run, count, sums);
    if (*run == 0) continue;
    slice.wheel.bursts(step + static_row::steps(*run)).push_back({run, count});
    ++slice.in_flight;
  }
  due.clear();
  return events;
}

}  // namespace

std::uint64_t deliver_bursts(Slice& slice, static_row::Form form, std::int64_t step) {
  if (!slice.wheel.bursting()) return 0;
  return form == static_row::Form::compact ? add_runs<static_row::Form::compact, std::int32_t>(slice, step)
                                           : add_runs<static_row::Form::exact, std::int64_t>(slice, step);
}

void receive(Slice& slice, std::span<const Burst> bursts, std::int64_t step) {
  for (const auto& [source, count] : bursts)
    if (const std::uint32_t* row = slice.rows[source]) {
      slice.wheel.bursts(step + static_row::steps(*row)).push_back({row, count});
      ++slice.in_flight;
    }
}

void receive_trains(Slice& slice, std::span<const std::uint32_t> sources, std::int64_t step) {
  if (std::adjacent_find(sources.begin(), sources.end()) == sources.end())
    return receive(slice, sources, step);
  for (auto at = sources.begin(); at != sources.end();) {
    const std::uint32_t source = *at;
    const auto end =
        std::find_if(at, sources.end(), [source](std::uint32_t other) { return other != source; });
    const Burst burst{source, static_cast<std::uint32_t>(end - at)};
    if (burst.count == 1) receive(slice, std::span(&source, 1), step);
    if (burst.count > 1) receive(slice, std::span(&burst, 1), step);
    at = end;
  }
}

}  // namespace cajal
