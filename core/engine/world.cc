#include "engine/world.hpp"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <exception>
#include <mutex>

#include "base/hash.hpp"
#include "base/threads/team.hpp"
#include "base/values/draw.hpp"
#include "engine/blocks/blocks.hpp"
#include "engine/build/builder.hpp"
#include "engine/describe/description_checks.hpp"
#include "engine/describe/stimulus_values.hpp"
#include "engine/made/made_synapses.hpp"
#include "engine/plastic/plastic_synapses.hpp"
#include "engine/run/inputs.hpp"
#include "engine/run/memory.hpp"
#include "engine/slices/dealing/plan.hpp"
#include "engine/slices/dealing/variants.hpp"
#include "engine/slices/units/fixed_point.hpp"
#include "engine/slices/units/units.hpp"
#include "error.hpp"

namespace cajal {

namespace {

// A run is cut into pieces of so many steps, 100 ms of model time or a little more, between which rates are looked at.
// A multiple of 100 leaves the steps in which values are scanned where they are.
std::int64_t steps_of_piece(double resolution) {
  return 100 * std::max<std::int64_t>(1, static_cast<std::int64_t>(std::ceil(1 / resolution)));
}

// After a run, memory for synapses on their way is given back where half of it and this much more are idle [bytes].
constexpr std::uint64_t most_idle = std::uint64_t{16} << 20;

double seconds_since(std::chrono::steady_clock::time_point start) {
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

}  // namespace

Storage storage_of(const BuildSpec& spec) noexcept {
  using Connectivity = Storage::Connectivity;
  return {spec.weights == "compact" ? static_row::Form::compact : static_row::Form::exact,
          spec.connectivity == "stored" ? Connectivity::stored
          : spec.connectivity == "made" ? Connectivity::made
                                        : Connectivity::automatic};
}

World::World(Network& network, const Level& level, Storage storage, int threads, BuildProgress& progress)
    : World(network, level, storage, std::make_shared<Team>(threads), choose_variants(network), progress) {}

World::World(Network& network, const Level& level, Storage storage, std::shared_ptr<Team> team,
             std::vector<const NeuronVariant*> variants, BuildProgress& progress)
    : network_(network),
      stop_(progress.stop),
      level_(&level),
      storage_(storage),
      team_(std::move(team)),
      variants_(std::move(variants)),
      outputs_(network),
      runaway_(network) {
  const auto start = std::chrono::steady_clock::now();
  pools_.reserve(static_cast<std::size_t>(team_->size()));
  for (int thread = 0; thread < team_->size(); ++thread) pools_.emplace_back(store_);
  prepare_rules(progress);
  choose_made();
  make_slices();
  build_slices(progress);
  schedule_ = std::make_unique<Schedule>(network);
  loop_.reset(new LoopState{network, *level.kernels, form(), slices_, pools_, *schedule_, outputs_});
  build_seconds_ = seconds_since(start);
}

std::uint32_t World::longest_delay() const {
  std::int64_t longest = 1;
  const auto consider = [&](const Draw& delay) {
    longest = std::max(longest, network_.grid.delay(bounds(delay).max));
  };
  for (const Projection& p : network_.projections)
    if (p.synapse->kind == SynapseKind::fixed) consider(p.spec.delay);
  for (const Stimulus& s : network_.stimuli)
    if (s.feeds) consider(s.delay);
  return static_cast<std::uint32_t>(std::min<std::int64_t>(longest, longest_possible_delay));
}

void World::prepare_rules(BuildProgress& progress) {
  for (const Projection& projection : network_.projections)
    if (form() == static_row::Form::compact && (projection.synapse->kind == SynapseKind::dynamic ||
                                                projection.synapse->kind == SynapseKind::plastic))
      throw Error("E_TYPE", "build: compact weights are too coarse for synapses that change",
                  {"weights", "compact", "exact", "build with exact weights"});
  std::atomic<std::size_t> next{0};
  each_member(progress.stop, [&](const Member&) {
    for (std::size_t p = next++; p < network_.projections.size(); p = next++) {
      progress.stop.check("build");
      network_.projections[p].rule->prepare();
    }
  });
}

void World::make_slices() {
  const auto plan =
      plan_slices(network_, variants_, team_->size(), any_made_ ? Dealing::gathered : Dealing::spread);
  const std::vector<double> units = wanted_units(network_, form());
  const std::size_t sum_bytes =
      form() == static_row::Form::compact ? sizeof(std::int32_t) : sizeof(std::int64_t);
  slices_.resize(plan.size());
  homes_.resize(network_.populations.size());
  for (std::size_t s = 0; s < plan.size(); ++s) {
    Slice& slice = slices_[s];
    slice.parts.reserve(plan[s].size());
    for (const Share& share : plan[s]) {
      slice.parts.emplace_back(network_.populations[share.population], share.population,
                               *variants_[share.population], share.first, share.size,
                               network_.grid.resolution());
      slice.accumulators +=
          static_cast<std::uint32_t>(variants_[share.population]->channels) * accumulator_row(share.size);
      homes_[share.population].emplace_back(share.first, &slice.parts.back());
    }
    slice.sums = Array<std::uint8_t>(slice.accumulators * sum_bytes);
    std::size_t at = 0;
    for (Part& part : slice.parts) {
      const std::size_t row = accumulator_row(part.size()) * sum_bytes;
      part.attach(slice.sums.data() + at, row, units[part.number()]);
      at += row * part.variant().channels;
    }
    slice.wheel = Wheel(longest_delay());
  }
  for (auto& homes : homes_) std::sort(homes.begin(), homes.end());
}

BuildContext World::context(const char* call, BuildProgress& progress, bool undoing) const {
  return {call,
          network_,
          *level_->kernels,
          form(),
          longest_delay(),
          progress.stop,
          progress.sources_done,
          progress.synapses,
          undoing};
}

void World::each_slice(Stop& stop, const std::function<void(Slice&, std::size_t)>& work) {
  each_member(stop, [&](const Member& member) {
    member.each(slices_.size(), [&](std::size_t s) {
      if (slices_[s].made) slices_[s].made->on_the_way().use(pools_[s % pools_.size()]);
      work(slices_[s], s);
    });
  });
}

void World::each_member(Stop& stop, const std::function<void(const Member&)>& work) {
  std::exception_ptr first_error;
  std::mutex guard;
  team_->run([&](const Member& member) {
    try {
      work(member);
    } catch (...) {
      const std::lock_guard lock(guard);
      if (!first_error) first_error = std::current_exception();
      stop.request();  // the others need not finish
    }
  });
  if (first_error) std::rethrow_exception(first_error);
}

void World::build_slices(BuildProgress& progress) {
  progress.sources_done = progress.synapses = 0;
  progress.sources = std::max<std::uint64_t>(1, source_count(network_) * slices_.size());
  const BuildContext shared = context("build", progress);
  each_slice(progress.stop, [&](Slice& slice, std::size_t s) {
    shared.check_stop();
    attach_stimuli(slice, network_, *level_->kernels);
    attach_recorders(slice, network_);
    build_slice(slice, shared);
    build_blocks(slice, network_, outputs_, *level_->kernels, shared);
    if (any_made_) slice.made = std::make_unique<MadeSynapses>(slice, shared, pools_[s % pools_.size()]);
  });
  agree_on_delays();
  for (const Projection& projection : network_.projections)
    if (projection.made) {
      slices_[0].synapses += projection.rule->expected_synapses();
      progress.synapses += projection.rule->expected_synapses();
    }
}

void World::agree_on_delays() {
  std::vector<std::uint32_t> longest(network_.projections.size(), 1);
  for (const Slice& slice : slices_) {
    if (!slice.plastic) continue;
    for (const PlasticRows& rows : slice.plastic->rows())
      longest[rows.projection()] = std::max(longest[rows.projection()], rows.longest_delay());
  }
  for (Slice& slice : slices_)
    if (slice.plastic) slice.plastic->agree(network_, longest);
}

void World::run(std::int64_t steps, const std::function<bool()>& ended) {
  const auto start = std::chrono::steady_clock::now();
  loop_->spikes = 0;
  loop_->held = count_held(slices_), loop_->making = 0;
  const auto count_refused = [&] {
    if (loop_->held + loop_->making > loop_->room) loop_->held += loop_->making;
  };
  const std::int64_t until = loop_->step + steps, piece = steps_of_piece(network_.grid.resolution());
  bool going = steps > 0 && remake(ended);
  count_refused();
  going = going && loop_->held <= loop_->room;
  while (going) {
    const std::int64_t next = std::min(until, (loop_->step / piece + 1) * piece);
    run_steps(*loop_, next, *team_, ended);
    count_refused();
    runaway_.look(network_, slices_, loop_->step);
    if (ended && ended()) loop_->stop = true;
    going = loop_->step < until && loop_->step == next && !loop_->stop && !loop_->failed &&
            !loop_->not_finite.found && loop_->held <= loop_->room;
  }
  for (ChunkPool& pool : pools_) pool.empty();
  if (store_.idle_bytes() > store_.bytes() / 2 + most_idle) store_.trim();
  loop_->stop = false;
  run_seconds_ += seconds_since(start);
}

void World::resume(std::int64_t step) {
  loop_->step = loop_->reached = resumed_ = step;
  runaway_.begin(slices_, step);
  refresh();
}

void World::count_on(const World& before) noexcept {
  resumed_ = before.resumed_, build_seconds_ = before.build_seconds_, run_seconds_ = before.run_seconds_;
  runaway_ = before.runaway_;
  loop_->phases = before.loop_->phases, loop_->spikes = before.loop_->spikes.load();
  for (const Slice& slice : before.slices_) {
    slices_[0].events += slice.events, slices_[0].spike_count += slice.spike_count;
    for (const Part& part : slice.parts) {
      Part& home = *homes_[part.number()].front().second;
      home.spikes += part.spikes, home.saturated += part.saturated;
    }
  }
}

std::uint64_t World::bytes() const noexcept {
  std::uint64_t sum = loop_->held;
  for (const Slice& slice : slices_) sum += built_bytes(slice);
  return sum;
}

void World::limit(double bytes) noexcept {
  double room = bytes;
  room -= static_cast<double>(described_bytes(network_));
  for (const Slice& slice : slices_) room -= static_cast<double>(built_bytes(slice) + input_bytes(slice));
  loop_->room = room >= 1e18 ? std::numeric_limits<std::uint64_t>::max()
                             : static_cast<std::uint64_t>(std::max(0.0, room));
}

std::pair<Part*, std::uint32_t> World::find(std::uint32_t neuron) const {
  const std::uint32_t number = network_.population_of(neuron);
  const std::uint32_t place = neuron - network_.populations[number].first;
  const auto& homes = homes_[number];
  const auto after = std::upper_bound(homes.begin(), homes.end(), place,
                                      [](std::uint32_t i, const auto& home) { return i < home.first; });
  return {(after - 1)->second, place - (after - 1)->first};
}

void World::refresh() {
  schedule_->forget();
  try {
    for (Slice& slice : slices_) refresh_stimuli(slice, network_, *level_->kernels);
  } catch (...) {
    loop_->failed = true;
    throw;
  }
}

}  // namespace cajal
