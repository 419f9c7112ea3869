#include "engine/plastic/plastic_synapses.hpp"

#include <algorithm>

#include "base/hash.hpp"
#include "engine/describe/description_checks.hpp"
#include "engine/plastic/plastic_walk.hpp"

namespace cajal {

namespace {

// A list of spikes that was longer gives its memory back after a volley.
constexpr std::size_t most_spikes_kept = 8192;

bool is_plastic(const Projection& projection) noexcept {
  return projection.synapse->kind == SynapseKind::plastic;
}

/** Whether its synapses follow the spikes of a part. */
bool follows(const Projection& projection, const Part& part) {
  return is_plastic(projection) && projection.synapse->follows_targets &&
         touches(projection.targets, part.population());
}

}  // namespace

PlasticSynapses::PlasticSynapses(Slice& slice, const BuildContext& context)
    : rows_from_(context.network.populations.size()), archives_(slice.parts.size()) {
  const Network& network = context.network;
  for (std::size_t n = 0; n < slice.parts.size(); ++n) {
    const Part& part = slice.parts[n];
    parts_.push_back(&part);
    if (std::any_of(network.projections.begin(), network.projections.end(),
                    [&](const Projection& p) { return follows(p, part); }))
      archives_[n] = std::make_unique<SpikeArchive>(part.first_global(), part.size());
  }
  std::uint32_t longest = 1;
  for (std::size_t number = 0; number < network.projections.size(); ++number) {
    if (!is_plastic(network.projections[number])) continue;
    const std::size_t first = rows_.size();
    walk_plastic(slice, context, number, [&](std::uint32_t source, std::uint32_t part, auto entries) {
      auto found = std::find_if(rows_.begin() + static_cast<std::ptrdiff_t>(first), rows_.end(),
                                [&](const PlasticRows& rows) { return &rows.part() == &slice.parts[part]; });
      if (found == rows_.end()) {
        const bool follows = network.projections[number].synapse->follows_targets;
        rows_.emplace_back(number, context, slice.parts[part], follows ? archives_[part].get() : nullptr);
        found = rows_.end() - 1;
      }
      found->add(source, entries, arena_);
      longest = std::max(longest, entries.back().delay);
      slice.synapses += entries.size();
      context.synapses.fetch_add(entries.size(), std::memory_order_relaxed);
    });
    for (std::size_t r = first; r < rows_.size(); ++r)
      for (const std::uint32_t p : populations_of(network, network.projections[number].sources))
        rows_from_[p].push_back(static_cast<std::uint32_t>(r));
  }
  due_.resize(longest + 1);
  arena_.trim();
}

void PlasticSynapses::refresh(const Network& network) {
  for (std::size_t part = 0; part < archives_.size(); ++part)
    if (archives_[part]) follow(network, *parts_[part], *archives_[part]);
  for (PlasticRows& rows : rows_) rows.refresh(network);
}

void PlasticSynapses::follow(const Network& network, const Part& part, SpikeArchive& archive) const {
  std::vector<double> time_constants;
  std::int64_t kept = 0;
  for (std::size_t number = 0; number < network.projections.size(); ++number) {
    const Projection& projection = network.projections[number];
    if (!follows(projection, part)) continue;
    const auto steps = [&](std::uint32_t p) {
      return projection.synapse_parameters[p] / network.grid.resolution();
    };
    for (const std::uint32_t p : projection.synapse->traces) time_constants.push_back(steps(p));
    const DecayTable pairing(steps(projection.synapse->decays[0]), 1);
    kept = std::max(kept, pairing.end() + settle_interval + 3 * std::int64_t{longest_[number]} + 2);
  }
  std::sort(time_constants.begin(), time_constants.end());
  time_constants.erase(std::unique(time_constants.begin(), time_constants.end()), time_constants.end());
  if (time_constants != archive.time_constants()) archive.follow(std::move(time_constants));
  archive.keep(kept);
}

void PlasticSynapses::agree(const Network& network, std::vector<std::uint32_t> longest) {
  longest_ = std::move(longest);
  for (PlasticRows& rows : rows_) rows.set_longest_delay(longest_[rows.projection()]);
  refresh(network);
}

std::uint64_t PlasticSynapses::arrive(std::int64_t step) {
  auto& due = due_[static_cast<std::size_t>(step) % due_.size()];
  std::uint64_t events = 0;
  for (PlasticSpike& spike : due) {
    events += rows_[spike.rows].arrive(spike);
    if (*spike.run == 0) {
      --on_the_way_;
      continue;
    }
    const std::int64_t next = step + plastic_run::steps(*spike.run);
    due_[static_cast<std::size_t>(next) % due_.size()].push_back(spike);
  }
  due.clear();
  if (due.capacity() > most_spikes_kept) due.shrink_to_fit();
  return events;
}

void PlasticSynapses::send(const Network& network, std::uint32_t source, std::uint32_t spikes,
                           std::int64_t step) {
  for (const std::uint32_t r : rows_from_[network.population_of(source)]) {
    const std::uint32_t place = network.projections[rows_[r].projection()].sources.position_of(source);
    if (place == Selection::npos) continue;
    PlasticSpike spike = rows_[r].send(place, spikes, step + 1);
    spike.rows = r;
    if (spike.run) put_down(spike, step + spike.delay);
  }
}

void PlasticSynapses::put_down(const PlasticSpike& spike, std::int64_t step) {
  due_[static_cast<std::size_t>(step) % due_.size()].push_back(spike);
  ++on_the_way_;
}

void PlasticSynapses::forget_on_the_way() noexcept {
  for (auto& due : due_) due.clear();
  on_the_way_ = 0;
}

void PlasticSynapses::note(const Slice& slice, const Network& network, std::int64_t step) {
  const auto add = [&](std::uint32_t neuron, std::uint32_t spikes) {
    const std::uint32_t population = network.population_of(neuron);
    for (std::size_t part = 0; part < archives_.size(); ++part) {
      const std::uint32_t place = neuron - slice.parts[part].first_global();
      if (slice.parts[part].number() != population || place >= slice.parts[part].size()) continue;
      if (archives_[part]) archives_[part]->add(place, spikes, step + 1);
    }
  };
  for (const std::uint32_t neuron : slice.shown[step & 1].spikes) add(neuron, 1);
  for (const auto& [neuron, count] : slice.shown[step & 1].bursts) add(neuron, count);
  if ((step + 1) % settle_interval != 0) return;
  for (PlasticRows& rows : rows_) rows.settle(step + 1);
}

std::size_t PlasticSynapses::bytes() const noexcept {
  std::size_t sum = 0;
  for (const PlasticRows& rows : rows_) sum += rows.bytes();
  for (const auto& archive : archives_)
    if (archive) sum += archive->bytes();
  return sum;
}

std::uint64_t PlasticSynapses::hash(const Network& network, std::int64_t step, EndCheck& check) const {
  std::uint64_t sum = 0;
  for (const PlasticRows& rows : rows_)
    sum += rows.hash(network.projections[rows.projection()].sources, check);
  each_on_the_way(step, [&](const PlasticSpike& spike, std::int64_t) {
    check();
    const PlasticRows& rows = rows_[spike.rows];
    for (std::uint64_t* run = spike.run; *run; run = plastic_run::next(run, rows.columns()))
      for (std::size_t k = 0; k < plastic_run::synapses(*run); ++k) {
        const std::uint32_t target = rows.part().first_global() + plastic_run::targets(run)[k];
        MixedHash one(std::uint64_t{rows.projection()} << 32 ^ target);
        one.add(std::uint64_t{spike.source} << 32 | spike.spikes);
        one.add(static_cast<std::uint64_t>(spike.stamp)), one.add(static_cast<std::uint64_t>(spike.before));
        for (const double carried : spike.carried) one.add(carried);
        sum += one.value();
      }
  });
  for (std::size_t r = 0; r < archives_.size(); ++r) {
    if (!archives_[r]) continue;
    for (std::uint32_t neuron = 0; neuron < archives_[r]->neurons(); ++neuron)
      archives_[r]->for_each(neuron, [&](double stamp, const double* traces) {
        MixedHash one(mix(archives_[r]->first() + neuron));
        one.add(stamp);
        for (std::size_t k = 1; k < archives_[r]->stride(); ++k) one.add(traces[k - 1]);
        sum += one.value();
      });
  }
  return sum;
}

NotFinite PlasticSynapses::scan(const Kernels& kernels, std::int64_t step) {
  NotFinite found;
  for (PlasticRows& rows : rows_) {
    if (!rows.doubtful()) continue;
    rows.each_run([&](std::uint32_t source, std::uint64_t* run, std::uint32_t) {
      const std::size_t n = plastic_run::synapses(*run);
      const double* const weights = plastic_run::column(run, 0);
      if (found.found || kernels.finite(weights, n)) return;
      const auto at = std::find_if(weights, weights + n, [](double w) { return !(w - w == 0); }) - weights;
      const Part& part = rows.part();
      found = {
          true,  step, part.number(), part.first() + plastic_run::targets(run)[at], true, rows.projection(),
          source};
    });
    if (!found.found) rows.trust();
  }
  return found;
}

PlasticWeights PlasticSynapses::draw(const Slice& slice, const BuildContext& context,
                                     std::size_t number) const {
  PlasticWeights weights(rows_.size());
  walk_plastic(slice, context, number, [&](std::uint32_t, std::uint32_t part, auto entries) {
    for (std::size_t r = 0; r < rows_.size(); ++r)
      if (rows_[r].projection() == number && &rows_[r].part() == &slice.parts[part])
        for (const PlasticEntry& one : entries) weights[r].push_back(one.weight);
  });
  return weights;
}

void PlasticSynapses::weigh(std::size_t projection, const PlasticWeights& weights) noexcept {
  for (std::size_t r = 0; r < rows_.size(); ++r)
    if (rows_[r].projection() == projection) rows_[r].set_weights(weights[r].data());
}

}  // namespace cajal
