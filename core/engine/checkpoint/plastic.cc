// Plastic synapses: what they and their sources remember, spikes on their way to them, and the spikes of their targets.
#include <algorithm>
#include <map>
#include <tuple>

#include "engine/checkpoint/parts.hpp"
#include "engine/plastic/plastic_synapses.hpp"

namespace cajal::checkpoint {

namespace {
namespace plastic {

/** Calls visit(rows) for what slices have of a projection. */
template <class Visit>
void each_rows(World& world, std::size_t projection, Visit visit) {
  for (Slice& slice : world.slices()) {
    if (!slice.plastic) continue;
    for (PlasticRows& rows : slice.plastic->rows())
      if (rows.projection() == projection) visit(rows);
  }
}

/** Calls visit(column) for the numbers of every synapse, in the order of source, target, delay. */
template <class Visit>
void each_synapse(World& world, std::size_t projection, EndCheck& check, Visit visit) {
  struct Place {
    std::uint32_t target;
    std::uint64_t* run;
    std::size_t k, columns;
  };
  std::uint32_t sources = 0;
  each_rows(world, projection, [&](PlasticRows& rows) { sources = rows.sources(); });
  std::vector<Place> places;
  for (std::uint32_t source = 0; source < sources; ++source) {
    places.clear();
    each_rows(world, projection, [&](PlasticRows& rows) {
      for (std::uint64_t* run = rows.row(source); run && *run; run = plastic_run::next(run, rows.columns()))
        for (std::size_t k = 0; k < plastic_run::synapses(*run); ++k)
          places.push_back(
              {rows.part().first_global() + plastic_run::targets(run)[k], run, k, rows.columns()});
    });
    std::stable_sort(places.begin(), places.end(),
                     [](const Place& a, const Place& b) { return a.target < b.target; });
    for (const Place& place : places) {
      check();
      for (std::size_t c = 0; c < place.columns; ++c) visit(plastic_run::column(place.run, c)[place.k]);
    }
  }
}

/** What the sources of a projection remember: columns, the stamp of the last spike, and whether it is settled. */
std::vector<double> sources_of(World& world, std::size_t projection) {
  std::vector<double> numbers;
  each_rows(world, projection, [&](PlasticRows& rows) {
    if (!numbers.empty()) return;
    for (std::uint32_t s = 0; s < rows.sources(); ++s) {
      const PlasticRows::Source one = rows.source(s);
      numbers.insert(numbers.end(), one.columns, one.columns + rows.source_columns());
      numbers.push_back(static_cast<double>(one.last)), numbers.push_back(one.settled);
    }
  });
  return numbers;
}

/** Spikes on their way to a projection: they are the same in every slice, where they have come to. */
struct Travelling {
  std::vector<std::uint32_t> sources, spikes;
  std::vector<std::int64_t> stamps, before;
  std::vector<double> carried;  ///< most_carried each
  std::vector<std::uint8_t> settled;
};

Travelling travelling(World& world, std::size_t projection, std::int64_t step) {
  std::map<std::pair<std::int64_t, std::uint32_t>, PlasticSpike> found;
  for (const Slice& slice : world.slices()) {
    if (!slice.plastic) continue;
    slice.plastic->each_on_the_way(step, [&](const PlasticSpike& spike, std::int64_t) {
      if (slice.plastic->rows()[spike.rows].projection() == projection)
        found.emplace(std::pair(spike.stamp, spike.source), spike);
    });
  }
  Travelling all;
  for (const auto& [key, spike] : found) {
    all.sources.push_back(spike.source), all.spikes.push_back(spike.spikes);
    all.stamps.push_back(spike.stamp), all.before.push_back(spike.before);
    all.carried.insert(all.carried.end(), spike.carried, spike.carried + most_carried);
    all.settled.push_back(spike.settled);
  }
  return all;
}

/** Puts a spike down at the first run of its row that is still to come. */
void put_down(PlasticSynapses& plastic, std::uint32_t number, PlasticSpike spike, std::int64_t step) {
  const PlasticRows& rows = plastic.rows()[number];
  std::int64_t due = spike.stamp - 1;
  for (std::uint64_t* run = rows.row(spike.source); run && *run;
       run = plastic_run::next(run, rows.columns())) {
    spike.delay += plastic_run::steps(*run), due += plastic_run::steps(*run);
    if (due < step) continue;
    spike.run = run, spike.rows = number;
    return plastic.put_down(spike, due);
  }
}

/** Calls visit(archive) for all, in the order of their neurons, with one place for each slice's part. */
template <class Visit>
void each_archive(World& world, Visit visit) {
  std::vector<SpikeArchive*> archives;
  for (Slice& slice : world.slices()) {
    if (!slice.plastic) continue;
    for (auto& archive : slice.plastic->archives())
      if (archive) archives.push_back(archive.get());
  }
  std::sort(archives.begin(), archives.end(), [](auto* a, auto* b) { return a->first() < b->first(); });
  for (SpikeArchive* archive : archives) visit(*archive);
}

std::vector<std::size_t> plastic_projections(const Network& network) {
  std::vector<std::size_t> list;
  for (std::size_t p = 0; p < network.projections.size(); ++p)
    if (network.projections[p].synapse->kind == SynapseKind::plastic) list.push_back(p);
  return list;
}

void write(const CheckpointScope& scope, CheckpointWriter& out) {
  EndCheck check(scope.world.stop(), "checkpoint");
  for (const std::size_t p : plastic_projections(scope.network)) {
    std::vector<double> numbers;
    each_synapse(scope.world, p, check, [&](double number) { numbers.push_back(number); });
    const Travelling spikes = travelling(scope.world, p, scope.step);
    out.write(numbers, sources_of(scope.world, p), spikes.sources, spikes.spikes, spikes.stamps,
              spikes.before, spikes.carried, spikes.settled);
  }
  std::vector<std::uint32_t> sizes, strides;
  std::vector<double> entries;
  each_archive(scope.world, [&](const SpikeArchive& archive) {
    for (std::uint32_t neuron = 0; neuron < archive.neurons(); ++neuron) {
      sizes.push_back(archive.rings()[neuron].size);
      strides.push_back(static_cast<std::uint32_t>(archive.stride()));
      archive.for_each(neuron, [&](double stamp, const double* traces) {
        entries.push_back(stamp);
        entries.insert(entries.end(), traces, traces + archive.stride() - 1);
      });
    }
  });
  out.write(sizes, strides, entries);
}

/** What the chunk holds. */
struct State {
  struct Projection {
    std::vector<double> numbers, sources;
    Travelling spikes;
  };
  std::map<std::size_t, Projection> projections;
  std::vector<std::uint32_t> sizes, strides;  ///< [neuron with an archive]
  std::vector<double> entries;
};

void require_spikes(const ChunkReader& in, const Travelling& spikes, std::uint32_t sources,
                    std::int64_t step) {
  const std::size_t n = spikes.sources.size();
  in.require(spikes.spikes.size() == n && spikes.stamps.size() == n && spikes.before.size() == n &&
                 spikes.settled.size() == n && spikes.carried.size() == n * most_carried,
             "its columns differ in length");
  for (std::size_t k = 0; k < n; ++k)
    in.require(spikes.sources[k] < sources && spikes.spikes[k] > 0 && spikes.stamps[k] > 0 &&
                   spikes.stamps[k] <= step && spikes.before[k] >= 0 && spikes.before[k] <= spikes.stamps[k],
               "a spike on its way makes no sense");
}

/** Whether a number is a stamp that a spike of the past can have. */
bool past(double stamp, std::int64_t step) noexcept {
  return stamp >= 0 && stamp <= static_cast<double>(step);
}

/** [columns, stamp of the last spike, whether settled] of every source. */
void require_sources(const ChunkReader& in, const std::vector<double>& sources, std::size_t columns,
                     std::int64_t step) {
  for (std::size_t at = columns; at + 1 < sources.size(); at += columns + 2)
    in.require(past(sources[at], step), "a source spiked when it cannot have");
}

void require_entries(const ChunkReader& in, const State& state, std::int64_t step) {
  std::uint64_t at = 0;
  for (std::size_t i = 0; i < state.sizes.size(); ++i) {
    in.require(state.strides[i] > 0, "a spike of a target has no stamp");
    const std::uint64_t end = at + std::uint64_t{state.sizes[i]} * state.strides[i];
    in.require(end <= state.entries.size(), "its spikes of targets are others");
    for (double before = 0; at < end; at += state.strides[i]) {
      const double stamp = state.entries[static_cast<std::size_t>(at)];
      in.require(past(stamp, step) && stamp >= before, "a target spiked when it cannot have");
      before = stamp;
    }
  }
  in.require(at == state.entries.size(), "its spikes of targets are others");
}

State read_state(const CheckpointScope& scope, ChunkReader& in) {
  State state;
  EndCheck check(scope.world.stop(), "restore");
  for (const std::size_t p : plastic_projections(scope.network)) {
    State::Projection& here = state.projections[p];
    here.numbers = in.read<std::vector<double>>(), here.sources = in.read<std::vector<double>>();
    Travelling& spikes = here.spikes;
    spikes.sources = in.read<std::vector<std::uint32_t>>(),
    spikes.spikes = in.read<std::vector<std::uint32_t>>();
    spikes.stamps = in.read<std::vector<std::int64_t>>(),
    spikes.before = in.read<std::vector<std::int64_t>>();
    spikes.carried = in.read<std::vector<double>>(), spikes.settled = in.read<std::vector<std::uint8_t>>();
    std::size_t numbers = 0;
    each_synapse(scope.world, p, check, [&](double) { ++numbers; });
    in.require(here.numbers.size() == numbers && here.sources.size() == sources_of(scope.world, p).size(),
               "its synapses are others");
    require_sources(in, here.sources, scope.network.projections[p].synapse->source_columns, scope.step);
    require_spikes(in, spikes, scope.network.projections[p].sources.size(), scope.step);
  }
  state.sizes = in.read<std::vector<std::uint32_t>>();
  state.strides = in.read<std::vector<std::uint32_t>>();
  state.entries = in.read<std::vector<double>>();
  std::size_t neurons = 0;
  each_archive(scope.world, [&](const SpikeArchive& archive) { neurons += archive.neurons(); });
  in.require(neurons == state.sizes.size() && neurons == state.strides.size(), "its targets are others");
  require_entries(in, state, scope.step);
  return state;
}

void apply_projection(World& world, std::size_t projection, const State::Projection& from, std::int64_t step,
                      EndCheck& check) {
  auto number = from.numbers.begin();
  each_synapse(world, projection, check, [&](double& value) { value = *number++; });
  each_rows(world, projection, [&](PlasticRows& rows) {
    auto source = from.sources.begin();
    for (std::uint32_t s = 0; s < rows.sources(); ++s) {
      PlasticRows::Source one = rows.source(s);
      for (std::size_t c = 0; c < rows.source_columns(); ++c) one.columns[c] = *source++;
      one.last = static_cast<std::int64_t>(*source++);
      one.settled = *source++ != 0;
    }
  });
  const Travelling& spikes = from.spikes;
  for (Slice& slice : world.slices())
    for (std::uint32_t r = 0; slice.plastic && r < slice.plastic->rows().size(); ++r) {
      if (slice.plastic->rows()[r].projection() != projection) continue;
      for (std::size_t k = 0; k < spikes.sources.size(); ++k) {
        PlasticSpike spike{nullptr,          0,  spikes.sources[k],     spikes.spikes[k], 0, spikes.before[k],
                           spikes.stamps[k], {}, spikes.settled[k] != 0};
        std::copy_n(spikes.carried.data() + k * most_carried, most_carried, spike.carried);
        put_down(*slice.plastic, r, spike, step);
      }
    }
}

void apply(const CheckpointScope& scope, const State& state) {
  EndCheck check(scope.world.stop(), "restore");
  for (Slice& slice : scope.world.slices())
    if (slice.plastic) slice.plastic->refresh(scope.network), slice.plastic->forget_on_the_way();
  for (const auto& [projection, from] : state.projections)
    apply_projection(scope.world, projection, from, scope.step, check);
  std::size_t neuron = 0;
  const double* entries = state.entries.data();
  each_archive(scope.world, [&](SpikeArchive& archive) {
    for (std::uint32_t i = 0; i < archive.neurons(); ++i, ++neuron) {
      archive.restore(i, entries, state.sizes[neuron], state.strides[neuron]);
      entries += std::size_t{state.sizes[neuron]} * state.strides[neuron];
    }
  });
}

std::function<void()> check(const CheckpointScope& scope, ChunkReader& in) {
  return [scope, state = read_state(scope, in)] { apply(scope, state); };
}

}  // namespace plastic
}  // namespace

const CheckpointPart plastic{"PLAS", &plastic::write, &plastic::check};

}  // namespace cajal::checkpoint
