#include "engine/read/recordings.hpp"

#include <algorithm>

namespace cajal {

namespace {

/** Whole samples of a recorder; fewer than were due if memory ran out. */
std::size_t whole_samples(const World& world, const Recorder& recorder, std::size_t number,
                          std::int64_t first) {
  auto samples = static_cast<std::size_t>(std::max<std::int64_t>(0, world.step() / recorder.every - first));
  for (const Slice& slice : world.slices())
    for (const StateLog& log : slice.state_logs)
      if (log.recorder == number)
        samples = std::min(samples, log.values.size() / (log.wanted.size() * recorder.variables.size()));
  return samples;
}

}  // namespace

SpikeColumns gather_spikes(World& world, std::size_t recorder, bool clear) {
  struct Spike {
    std::int64_t stamp;
    std::uint32_t id;
  };
  std::vector<Spike> spikes;
  std::uint64_t number = 0;
  for (const Slice& slice : world.slices()) number += slice.spike_logs[recorder].spikes();
  spikes.reserve(number);
  for (Slice& slice : world.slices()) {
    SpikeLog& log = slice.spike_logs[recorder];
    for (std::size_t i = 0; i < log.stamps.size(); ++i) spikes.push_back({log.stamps[i], log.ids[i]});
    for (std::size_t i = 0; i < log.bursts.size(); ++i)
      spikes.insert(spikes.end(), log.bursts[i].count, {log.bursts[i].stamp, log.bursts[i].id});
  }
  EndCheck check(world.stop(), "read");
  std::sort(spikes.begin(), spikes.end(), [&](const Spike& a, const Spike& b) {
    check();
    return a.stamp != b.stamp ? a.stamp < b.stamp : a.id < b.id;
  });
  SpikeColumns columns;
  columns.ids.reserve(spikes.size()), columns.steps.reserve(spikes.size());
  for (const Spike& spike : spikes) {
    columns.ids.push_back(spike.id);
    columns.steps.push_back(static_cast<double>(spike.stamp));
  }
  if (clear)  // only now: what could not be read must stay
    for (Slice& slice : world.slices()) slice.spike_logs[recorder].clear();
  return columns;
}

SampleColumns gather_samples(World& world, const Recorder& recorder, std::size_t number, std::int64_t first) {
  const std::size_t variables = recorder.variables.size(), neurons = recorder.targets.size();
  const std::size_t samples = whole_samples(world, recorder, number, first);
  SampleColumns columns;
  for (std::size_t s = 0; s < samples; ++s)
    columns.steps.push_back(static_cast<double>((first + static_cast<std::int64_t>(s) + 1) * recorder.every));
  columns.values.resize(samples * variables * neurons);
  for (const Slice& slice : world.slices())
    for (const StateLog& log : slice.state_logs) {
      if (log.recorder != number) continue;
      const std::size_t wanted = log.wanted.size();
      for (std::size_t row = 0; row < samples * variables; ++row)
        for (std::size_t w = 0; w < wanted; ++w)
          columns.values[row * neurons + log.wanted[w].position] = log.values[row * wanted + w];
    }
  return columns;
}

void clear_samples(World& world, std::size_t number) {
  for (Slice& slice : world.slices())
    for (StateLog& log : slice.state_logs)
      if (log.recorder == number) log.values.clear();
}

}  // namespace cajal
