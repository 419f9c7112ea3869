#include "engine/run/step.hpp"

#include <algorithm>

#include "base/hash.hpp"
#include "engine/blocks/blocks.hpp"
#include "engine/made/made_synapses.hpp"
#include "engine/run/bursts.hpp"
#include "engine/run/inputs.hpp"
#include "engine/run/memory.hpp"
#include "engine/run/poisson.hpp"

namespace cajal {

namespace {

// A list of cursors that was longer gives its memory back after a volley.
constexpr std::size_t most_cursors_kept = 8192;

void note_spikes(Slice& slice, Part& part, std::uint32_t neuron, std::int32_t number, std::int64_t step) {
  const std::uint32_t id = part.first_global() + neuron;
  const std::int64_t stamp = step + 1;
  const auto count = static_cast<std::uint32_t>(std::min(number, most_spikes));
  part.spikes += count;
  slice.emitted += count;
  slice.spike_hash += count * mix(static_cast<std::uint64_t>(stamp) << 32 ^ id);
  if (count == 1)
    slice.shown[step & 1].spikes.push_back(id);
  else
    slice.shown[step & 1].bursts.push_back({id, count});
  for (const SpikeWatch& watch : part.watches)
    if (watch.wanted.empty() || watch.wanted[neuron]) {
      slice.spike_logs[watch.recorder].add(id, stamp, count);
      slice.recorded += count * bytes_per_recorded_spike;
    }
}

template <class Sum>
void update_part(Slice& slice, Part& part, const Network& network, const Kernels& kernels, std::size_t sums,
                 std::int64_t step) {
  const NeuronVariant& variant = part.variant();
  const StepFunction advance = variant.step[sums][part.varied()];
  const std::size_t ports = part.population().model->ports.size();
  const double* currents[most_ports] = {};
  std::int32_t fired[stretch];
  const Drawn drawn{network.seed, kernels, step};
  if (part.poisson.acting() + part.poisson.large().size() > 0) add_trains<Sum>(part, drawn);
  for (std::uint32_t begin = 0; begin < part.size(); begin += stretch) {
    const std::uint32_t end = std::min<std::uint32_t>(begin + stretch, part.size());
    add_poisson<Sum>(part, drawn, begin, end);
    for (std::size_t port = 0; port < ports; ++port) currents[port] = part.current(port, begin);
    const StepCall call{
        begin, end, currents, fired, {network.seed, static_cast<std::uint64_t>(step), part.stream()}};
    if (!advance(part.view(), call)) continue;
    for (std::uint32_t i = 0; i < end - begin; ++i)
      if (fired[i]) note_spikes(slice, part, begin + i, fired[i], step);
  }
}

}  // namespace

bool add_due(Slice& slice, const Kernels& kernels, static_row::Form form, std::int64_t step,
             const std::function<bool()>& stopping) {
  auto& due = slice.wheel.due(step);
  std::size_t piece = due.size();
  if (stopping) {
    slice.kept = {true, due, slice.wheel.bursting() ? slice.wheel.bursts(step) : std::vector<Wheel::Burst>(),
                  slice.events};
    piece = std::max<std::size_t>(1, piece_of_step / slice.longest_run);
  }
  for (std::size_t at = 0; at < due.size(); at += piece) {
    if (stopping && stopping()) return false;
    const std::size_t n = std::min(piece, due.size() - at);
    slice.events +=
        form == static_row::Form::compact
            ? kernels.deliver_compact(due.data() + at, n, reinterpret_cast<std::int32_t*>(slice.sums.data()))
            : kernels.deliver_exact(due.data() + at, n, reinterpret_cast<std::int64_t*>(slice.sums.data()));
  }
  if (slice.made) {
    slice.made->on_the_way().open(step);
    if (!slice.made->on_the_way().add_due(slice, step, stopping)) return false;
  }
  return add_bursts(slice, form, step, stopping);
}

void pass_on(Slice& slice, std::int64_t step) {
  auto& due = slice.wheel.due(step);
  std::size_t ended = 0;
  for (const std::uint32_t* cursor : due)
    if (const std::uint32_t header = *cursor)
      slice.wheel.due(step + static_row::steps(header)).push_back(cursor);
    else
      ++ended;
  slice.in_flight -= ended;
  due.clear();
  if (due.capacity() > most_cursors_kept) due.shrink_to_fit();
  pass_on_bursts(slice, step);
  if (slice.made) slice.made->on_the_way().drop(step);
  slice.events += deliver_blocks(slice, step);
  if (slice.kept.any) slice.kept = {};
}

void take_back(Slice& slice, std::int64_t step) noexcept {
  if (!slice.kept.any) return;  // its delivery did not begin
  slice.wheel.due(step).swap(slice.kept.cursors);
  if (slice.wheel.bursting()) slice.wheel.bursts(step).swap(slice.kept.bursts);
  slice.events = slice.kept.events;
  slice.kept = {};
  std::fill(slice.sums.begin(), slice.sums.end(), std::uint8_t{0});
}

void update(Slice& slice, const Network& network, const Kernels& kernels, static_row::Form form,
            std::int64_t step) {
  update_inputs(slice, {network.seed, kernels, step});
  couple(slice, kernels, step);
  slice.shown[step & 1].spikes.clear(), slice.shown[step & 1].bursts.clear();
  slice.emitted = 0;
  for (Part& part : slice.parts)
    if (form == static_row::Form::compact)
      update_part<std::int32_t>(slice, part, network, kernels, 0, step);
    else
      update_part<std::int64_t>(slice, part, network, kernels, 1, step);
  slice.spike_count += slice.emitted;
}

void record_state(Slice& slice, std::int64_t step) {
  for (StateLog& log : slice.state_logs) {
    if ((step + 1) % log.every != 0) continue;
    const std::size_t variables = log.variables[log.wanted[0].part].size();
    for (std::size_t v = 0; v < variables; ++v)
      for (const auto& wanted : log.wanted)
        log.values.push(slice.parts[wanted.part].read(log.variables[wanted.part][v], wanted.neuron));
    slice.recorded += variables * log.wanted.size() * bytes_per_sample;
  }
  slice.shown[step & 1].held = slice.recorded + bytes_on_the_way(slice);
}

void receive(Slice& slice, std::span<const std::uint32_t> sources, std::int64_t step) {
  // Rows lie anywhere in memory: first ask for all their beginnings, then read them.
  if (slice.rows.first() > 0 && !sources.empty() && sources.back() < slice.rows.first()) return;
  for (const std::uint32_t source : sources) __builtin_prefetch(slice.rows.at(source));
  std::size_t begun = 0;
  for (const std::uint32_t source : sources)
    if (const std::uint32_t* row = slice.rows.at(source)) {
      slice.wheel.due(step + static_row::steps(*row)).push_back(row);
      ++begun;
    }
  slice.in_flight += begun;
}

}  // namespace cajal
