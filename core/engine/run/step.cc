#include "engine/run/step.hpp"

#include <algorithm>

#include "base/hash.hpp"
#include "base/sampling.hpp"
#include "engine/blocks/blocks.hpp"
#include "engine/run/inputs.hpp"

namespace cajal {

namespace {

// Above this mean a table of probabilities is longer than a sampler's work.
constexpr double most_tabulated = 64;

/** Adds the events of a Poisson stimulus to the sums of neurons begin to end of a part. */
template <class Sum>
void add_poisson(const PoissonInput& input, Part& part, const Network& network, const Kernels& kernels,
                 std::int64_t step, std::uint32_t begin, std::uint32_t end) {
  begin = std::max(begin, input.begin), end = std::min(end, input.end);
  if (begin >= end) return;
  auto* const sums = static_cast<Sum*>(part.view().arriving[input.channel]);
  const bool shared = input.quanta.size() == 1;
  const std::int64_t* quanta = input.quanta.data() + (shared ? 0 : begin - input.begin);
  const std::uint32_t first = part.first() + begin;
  const auto time = static_cast<std::uint64_t>(step);
  if (input.rate > most_tabulated) {
    for (std::uint32_t i = 0; i < end - begin; ++i) {
      Sequence words(network.seed ^ (time >> 31), input.stream, first + i,
                     static_cast<std::uint32_t>(time & 0x7fffffff));
      const auto events = static_cast<std::int64_t>(poisson(words, input.rate));
      sums[begin + i] += static_cast<Sum>(events * quanta[shared ? 0 : i]);
    }
    return;
  }
  const PoissonCall call{
      network.seed,           time, input.stream, first, first + (end - begin), input.thresholds.data(),
      input.thresholds.size()};
  if (shared) {
    const auto quantum = static_cast<std::int32_t>(quanta[0]);
    if constexpr (sizeof(Sum) == sizeof(std::int32_t))
      kernels.add_poisson_narrow(call, quantum, sums + begin);
    else
      kernels.add_poisson_wide(call, quantum, sums + begin);
    return;
  }
  std::uint16_t counts[stretch];
  kernels.poisson(call, counts);
  for (std::uint32_t i = 0; i < end - begin; ++i) sums[begin + i] += static_cast<Sum>(counts[i] * quanta[i]);
}

bool active(const PoissonInput& input, std::int64_t step) noexcept {
  const Signal& signal = input.stimulus->signal;
  return input.rate > 0 && step >= signal.start + input.delay && step < signal.stop + input.delay;
}

void note_spikes(Slice& slice, Part& part, std::uint32_t neuron, std::int32_t number, std::int64_t step) {
  const std::uint32_t id = part.first_global() + neuron;
  const std::int64_t stamp = step + 1;
  part.spikes += static_cast<std::uint64_t>(number);
  for (std::int32_t k = 0; k < number; ++k) {
    slice.spikes[step & 1].push_back(id);
    slice.spike_hash += mix(static_cast<std::uint64_t>(stamp) << 32 ^ id);
    for (const SpikeWatch& watch : part.watches)
      if (watch.wanted.empty() || watch.wanted[neuron]) {
        slice.spike_logs[watch.recorder].ids.push_back(id);
        slice.spike_logs[watch.recorder].stamps.push_back(stamp);
      }
  }
}

template <class Sum>
void update_part(Slice& slice, Part& part, const Network& network, const Kernels& kernels, std::size_t sums,
                 std::int64_t step) {
  const NeuronVariant& variant = part.variant();
  const StepFunction advance = variant.step[sums][part.varied()];
  const std::size_t ports = part.population().model->ports.size();
  const double* currents[8] = {};
  std::int32_t fired[stretch];
  for (std::uint32_t begin = 0; begin < part.size(); begin += stretch) {
    const std::uint32_t end = std::min<std::uint32_t>(begin + stretch, part.size());
    for (const PoissonInput& input : part.poisson)
      if (active(input, step)) add_poisson<Sum>(input, part, network, kernels, step, begin, end);
    for (std::size_t port = 0; port < ports; ++port) currents[port] = part.current(port, begin);
    const StepCall call{
        begin, end, currents, fired, {network.seed, static_cast<std::uint64_t>(step), part.stream()}};
    if (!advance(part.view(), call)) continue;
    for (std::uint32_t i = 0; i < end - begin; ++i)
      if (fired[i]) note_spikes(slice, part, begin + i, fired[i], step);
  }
}

}  // namespace

void deliver(Slice& slice, const Kernels& kernels, static_row::Form form, std::int64_t step) {
  auto& due = slice.wheel.due(step);
  slice.events +=
      form == static_row::Form::compact
          ? kernels.deliver_compact(due.data(), due.size(),
                                    reinterpret_cast<std::int32_t*>(slice.sums.data()))
          : kernels.deliver_exact(due.data(), due.size(), reinterpret_cast<std::int64_t*>(slice.sums.data()));
  for (const std::uint32_t* cursor : due)
    if (const std::uint32_t header = *cursor)
      slice.wheel.due(step + static_row::steps(header)).push_back(cursor);
  due.clear();
  slice.events += deliver_blocks(slice, step);
}

void update(Slice& slice, const Network& network, const Kernels& kernels, static_row::Form form,
            std::int64_t step) {
  if (step >= slice.next_input_change) update_inputs(slice, step);
  couple(slice, kernels, step);
  slice.spikes[step & 1].clear();
  for (Part& part : slice.parts)
    if (form == static_row::Form::compact)
      update_part<std::int32_t>(slice, part, network, kernels, 0, step);
    else
      update_part<std::int64_t>(slice, part, network, kernels, 1, step);
  slice.spike_count += slice.spikes[step & 1].size();
}

void record_state(Slice& slice, std::int64_t step) {
  for (StateLog& log : slice.state_logs) {
    if ((step + 1) % log.every != 0) continue;
    const std::size_t variables = log.variables[log.wanted[0].part].size();
    for (std::size_t v = 0; v < variables; ++v)
      for (const auto& wanted : log.wanted)
        log.values.push_back(slice.parts[wanted.part].read(log.variables[wanted.part][v], wanted.neuron));
  }
}

void receive(Slice& slice, std::span<const std::uint32_t> sources, std::int64_t step) {
  // Rows lie anywhere in memory: first ask for all their beginnings, then read them.
  for (const std::uint32_t source : sources) __builtin_prefetch(slice.rows[source]);
  for (const std::uint32_t source : sources)
    if (const std::uint32_t* row = slice.rows[source])
      slice.wheel.due(step + static_row::steps(*row)).push_back(row);
}

}  // namespace cajal
