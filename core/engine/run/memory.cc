#include "engine/run/memory.hpp"

#include <cstdio>
#include <string>

#include "base/text.hpp"
#include "engine/blocks/dynamic_block.hpp"
#include "engine/blocks/value_block.hpp"
#include "engine/made/made_synapses.hpp"
#include "engine/plastic/plastic_synapses.hpp"

namespace cajal {

namespace {

std::string megabytes(std::uint64_t bytes) {
  char text[32];
  std::snprintf(text, sizeof text, "%.3g MB", static_cast<double>(bytes) / 1e6);
  return text;
}

/** Calls visit(spikes) with the number of spikes of each entry of the last step, from the end on. */
template <class Visit>
void last_entries(const SpikeLog& log, std::int64_t stamp, Visit visit) {
  for (std::size_t k = log.stamps.size(); k-- > 0 && log.stamps[k] == stamp;) visit(1);
  for (std::size_t k = log.bursts.size(); k-- > 0 && log.bursts[k].stamp == stamp;)
    visit(log.bursts[k].count);
}

}  // namespace

std::uint64_t built_bytes(const Slice& slice) noexcept {
  std::uint64_t bytes = slice.arena.bytes() + slice.rows.bytes() + slice.sums.size();
  if (slice.made) bytes += slice.made->table_bytes();
  if (slice.plastic) bytes += slice.plastic->bytes();
  for (const DynamicBlock& block : slice.dynamic_blocks) bytes += block.bytes();
  for (const ValueBlock& block : slice.value_blocks) bytes += block.bytes();
  for (const Part& part : slice.parts) bytes += part.bytes();
  return bytes;
}

std::uint64_t input_bytes(const Slice& slice) noexcept {
  std::uint64_t bytes = slice.changes.bytes();
  for (const Part& part : slice.parts) bytes += part.poisson.bytes() + part.currents.bytes();
  return bytes;
}

std::uint64_t bytes_on_the_way(const Slice& slice) noexcept {
  return slice.in_flight * bytes_in_flight + (slice.made ? slice.made->bytes() : 0) +
         (slice.plastic ? slice.plastic->bytes_on_the_way() : 0);
}

std::uint64_t count_held(std::vector<Slice>& slices) noexcept {
  std::uint64_t all = 0;
  for (Slice& slice : slices) {
    slice.recorded = 0;
    for (const SpikeLog& log : slice.spike_logs) slice.recorded += log.spikes() * bytes_per_recorded_spike;
    for (const StateLog& log : slice.state_logs) slice.recorded += log.values.size() * bytes_per_sample;
    slice.in_flight = slice.wheel.size();
    all += slice.recorded + bytes_on_the_way(slice);
  }
  return all;
}

std::uint64_t drop_last_step(LoopState& state) noexcept {
  std::uint64_t spikes = 0;
  for (const Slice& slice : state.slices)
    for (const SpikeLog& log : slice.spike_logs)
      last_entries(log, state.step, [&](std::uint64_t count) { spikes += count; });
  if (spikes * bytes_per_recorded_spike <= state.room / 4) return 0;
  for (Slice& slice : state.slices)
    for (SpikeLog& log : slice.spike_logs) {
      while (!log.stamps.empty() && log.stamps.back() == state.step) log.ids.pop(), log.stamps.pop();
      while (!log.bursts.empty() && log.bursts.back().stamp == state.step) log.bursts.pop();
    }
  return spikes;
}

Error memory_error(const LoopState& state, std::uint64_t dropped, const std::string& runaway) {
  const double time = static_cast<double>(state.step) * state.network.grid.resolution();
  std::string message = "run: recordings and spikes on their way take " + megabytes(state.held) + " at " +
                        number_text(time) + " ms and may take " + megabytes(state.room);
  if (dropped > 0)
    message += "; the " + std::to_string(dropped) +
               " recorded spikes of the last step were not kept, those before it can be read";
  if (!runaway.empty()) message += "; " + runaway;
  return Error(
      "E_MEMORY", message,
      {dropped > 0 ? "spikes" : "memoryLimit", megabytes(state.held), "at most " + megabytes(state.room),
       "read with { clear: true } between runs, record fewer neurons or to a file, or raise memoryLimit"});
}

}  // namespace cajal
