#include "engine/run/bursts.hpp"

#include <algorithm>

#include "engine/build/load.hpp"
#include "engine/made/made_synapses.hpp"
#include "engine/run/step.hpp"
#include "engine/slices/dealing/plan.hpp"

namespace cajal {

namespace {

/** What a sum holds at most, and a type that holds what bursts may add to it. */
template <class Sum>
struct Bounds;
template <>
struct Bounds<std::int32_t> {
  using Wide = std::int64_t;
  static constexpr Wide most = 2147483647;
};
template <>
struct Bounds<std::int64_t> {
  __extension__ typedef __int128 Wide;
  static constexpr Wide most = Wide{1} << 62;  // beside it synapses that change still have room
};

/** Adds the synapses of one run and leaves the cursor at the next. */
template <static_row::Form form, class Sum>
std::uint64_t add_run(Wheel::Cursor& run, std::uint32_t count, Sum* sums) noexcept {
  std::uint64_t events = 0;
  std::uint32_t head;
  const auto times = static_cast<Sum>(count);
  do {
    head = *run++;
    const std::uint32_t size = static_row::synapses(head);
    for (std::uint32_t k = 0; k < size; ++k)
      if constexpr (form == static_row::Form::compact)
        sums[run[k] & 0xffff] += static_cast<Sum>(static_cast<std::int32_t>(run[k]) >> 16) * times;
      else
        sums[run[k / 2] >> (k % 2 * 16) & 0xffff] +=
            static_cast<Sum>(static_cast<std::int32_t>(run[(size + 1) / 2 + k])) * times;
    run += static_row::words(form, size);
    events += std::uint64_t{size} * count;
    head = *run;
  } while (static_row::steps(head) == 0 && head != 0);
  return events;
}

/** Adds the runs of all bursts; false where it was left. */
template <static_row::Form form, class Sum>
bool add_runs(Slice& slice, std::vector<Wheel::Burst>& due, Sum* sums,
              const std::function<bool()>& stopping) {
  const std::size_t piece = std::max<std::size_t>(1, piece_of_step / slice.longest_run);
  for (std::size_t k = 0; k < due.size(); ++k) {
    if (stopping && k % piece == 0 && stopping()) return false;
    slice.events += add_run<form>(due[k].cursor, due[k].count, sums);
  }
  return true;
}

/** Adds what has arrived; what a sum cannot hold beside Poisson stimuli is cut, whatever the order of spikes was. */
template <class Sum, class Wide = typename Bounds<Sum>::Wide>
void add_within_bounds(Slice& slice, const std::vector<Wide>& arrived) {
  auto* const sums = reinterpret_cast<Sum*>(slice.sums.data());
  const bool narrow = sizeof(Sum) == sizeof(std::int32_t);
  const auto inputs = narrow ? input_loads(slice) : std::vector<std::uint32_t>(slice.accumulators);
  std::size_t begin = 0;
  for (Part& part : slice.parts) {
    const std::size_t row = accumulator_row(part.size()), end = begin + part.variant().channels * row;
    for (std::size_t i = 0; i < part.size(); ++i) {
      Wide most = Bounds<Sum>::most;
      for (std::size_t at = begin + i; at < end; at += row) most -= inputs[at];
      for (std::size_t at = begin + i; at < end; at += row) {
        const Wide sum = sums[at] + arrived[at], held = std::clamp<Wide>(sum, -most, most);
        part.saturated += held != sum;
        sums[at] = static_cast<Sum>(held);
      }
    }
    begin = end;
  }
}

template <static_row::Form form, class Sum>
bool add_due_bursts(Slice& slice, std::int64_t step, const std::function<bool()>& stopping) {
  std::vector<Wheel::Burst> none;
  std::vector<Wheel::Burst>& due = slice.wheel.bursting() ? slice.wheel.bursts(step) : none;
  const bool made = slice.made && slice.made->on_the_way().has_bursts(step);
  std::uint64_t spikes = 0;
  for (const Wheel::Burst& burst : due) spikes += burst.count;
  if (!made &&
      spikes * slice.longest_run <= slice.sum_left / static_cast<std::uint64_t>(static_row::largest(form)))
    return add_runs<form>(slice, due, reinterpret_cast<Sum*>(slice.sums.data()), stopping);
  using Wide = typename Bounds<Sum>::Wide;
  std::vector<Wide> arrived(slice.accumulators);
  if (!add_runs<form>(slice, due, arrived.data(), stopping)) return false;
  if (made)
    slice.made->on_the_way().each_burst(
        step, [&](std::uint32_t accumulator, std::int32_t weight, std::uint32_t count) {
          arrived[accumulator] += static_cast<Wide>(weight) * static_cast<Wide>(count);
          slice.events += count;
        });
  add_within_bounds<Sum>(slice, arrived);
  return true;
}

}  // namespace

bool add_bursts(Slice& slice, static_row::Form form, std::int64_t step,
                const std::function<bool()>& stopping) {
  if (!slice.wheel.bursting() && !(slice.made && slice.made->on_the_way().has_bursts(step))) return true;
  return form == static_row::Form::compact
             ? add_due_bursts<static_row::Form::compact, std::int32_t>(slice, step, stopping)
             : add_due_bursts<static_row::Form::exact, std::int64_t>(slice, step, stopping);
}

void pass_on_bursts(Slice& slice, std::int64_t step) {
  if (!slice.wheel.bursting()) return;
  std::vector<Wheel::Burst>& due = slice.wheel.bursts(step);
  slice.in_flight -= due.size();
  for (const Wheel::Burst& burst : due) {
    if (*burst.cursor == 0) continue;
    slice.wheel.bursts(step + static_row::steps(*burst.cursor)).push_back(burst);
    ++slice.in_flight;
  }
  due.clear();
}

void receive(Slice& slice, std::span<const Burst> bursts, std::int64_t step) {
  for (const auto& [source, count] : bursts)
    if (const std::uint32_t* row = slice.rows.at(source)) {
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
