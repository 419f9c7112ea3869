// What recorders hold: recorded so far and not yet read with `clear`.
#include <cmath>

#include "engine/checkpoint/parts.hpp"
#include "engine/read/recordings.hpp"

namespace cajal::checkpoint {

namespace {
namespace recordings {

void write(const CheckpointScope& scope, CheckpointWriter& out) {
  const auto& recorders = scope.network.recorders;
  for (std::size_t r = 0; r < recorders.size(); ++r) {
    if (recorders[r].spikes) {
      out.write(gather_spikes(scope.world, r, false));
      continue;
    }
    const std::int64_t first = scope.first_samples[r];
    out.write(first, gather_samples(scope.world, recorders[r], r, first).values);
  }
}

void check_spikes(const SpikeColumns& columns, const CheckpointScope& scope, const ChunkReader& in) {
  in.require(columns.ids.size() == columns.steps.size(), "its columns differ in length");
  const auto last = static_cast<double>(scope.step);
  for (std::size_t k = 0; k < columns.ids.size(); ++k) {
    in.require(columns.ids[k] < scope.network.neurons(), "it names no neuron");
    const double step = columns.steps[k];
    in.require(step >= 1 && step <= last && step == std::floor(step), "a spike has an impossible time");
  }
}

void apply_spikes(World& world, std::size_t recorder, const SpikeColumns& columns) {
  SpikeLog& log = world.slices()[0].spike_logs[recorder];  // reading sorts them, wherever they lie
  log.clear();
  for (std::size_t begin = 0, end = 0; begin < columns.ids.size(); begin = end) {
    const auto same = [&](std::size_t k) {
      return columns.ids[k] == columns.ids[begin] && columns.steps[k] == columns.steps[begin];
    };
    while (end < columns.ids.size() && same(end)) ++end;
    log.add(columns.ids[begin], static_cast<std::int64_t>(columns.steps[begin]),
            static_cast<std::uint32_t>(end - begin));
  }
}

/** The samples of one state recorder: [sample][variable][neuron]. */
struct Samples {
  std::int64_t first;
  std::vector<double> values;
};

void check_samples(const Samples& samples, const Recorder& recorder, const CheckpointScope& scope,
                   const ChunkReader& in) {
  const std::int64_t due = scope.step / recorder.every - samples.first;
  in.require(samples.first >= 0 && due >= 0, "it begins after its end");
  const std::size_t width = recorder.variables.size() * recorder.targets.size();
  const std::size_t count = width == 0 ? 0 : static_cast<std::size_t>(due);
  const bool whole = width == 0 || samples.values.size() % width == 0;
  in.require(whole && samples.values.size() / (width == 0 ? 1 : width) == count, "samples are missing");
}

void apply_samples(World& world, std::size_t number, const Recorder& recorder, const Samples& samples) {
  const std::size_t neurons = recorder.targets.size();
  const std::size_t rows = neurons == 0 ? 0 : samples.values.size() / neurons;
  for (Slice& slice : world.slices())
    for (StateLog& log : slice.state_logs) {
      if (log.recorder != number) continue;
      log.values.clear();
      for (std::size_t row = 0; row < rows; ++row)
        for (const auto& wanted : log.wanted)
          log.values.push(samples.values[row * neurons + wanted.position]);
    }
}

std::function<void()> check(const CheckpointScope& scope, ChunkReader& in) {
  const auto& recorders = scope.network.recorders;
  std::vector<SpikeColumns> spikes(recorders.size());
  std::vector<Samples> samples(recorders.size());
  for (std::size_t r = 0; r < recorders.size(); ++r) {
    if (recorders[r].spikes) {
      spikes[r] = in.read<SpikeColumns>();
      check_spikes(spikes[r], scope, in);
    } else {
      samples[r].first = in.read<std::int64_t>();
      samples[r].values = in.read<std::vector<double>>();
      check_samples(samples[r], recorders[r], scope, in);
    }
  }
  return [&recorders, &world = scope.world, &first_samples = scope.first_samples, spikes = std::move(spikes),
          samples = std::move(samples)] {
    for (std::size_t r = 0; r < recorders.size(); ++r) {
      if (recorders[r].spikes) {
        apply_spikes(world, r, spikes[r]);
      } else {
        apply_samples(world, r, recorders[r], samples[r]);
        first_samples[r] = samples[r].first;
      }
    }
  };
}

}  // namespace recordings
}  // namespace

const CheckpointPart recordings{"RECD", &recordings::write, &recordings::check};

}  // namespace cajal::checkpoint
