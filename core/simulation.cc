#include "simulation.hpp"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <limits>
#include <new>

#include "base/json.hpp"
#include "base/threads/team.hpp"
#include "engine/change/block_weights.hpp"
#include "engine/change/present_values.hpp"
#include "engine/change/weight_change.hpp"
#include "engine/checkpoint/neuron_change.hpp"
#include "engine/describe/describe.hpp"
#include "engine/describe/description_checks.hpp"
#include "engine/read/digest.hpp"
#include "engine/read/not_finite_error.hpp"
#include "engine/read/recordings.hpp"
#include "engine/read/report.hpp"
#include "engine/read/synapse_query.hpp"
#include "engine/run/memory.hpp"
#include "engine/world.hpp"
#include "model/tables.hpp"
#include "simulation_checks.hpp"

namespace cajal {

std::string tables() { return tables_json(); }

std::string machine() {
  Json json;
  json.open('{').key("isa").string(best_level().name).key("isas").open('[');
  for (const Level& level : levels())
    if (supported(level.name)) json.string(level.name);
  json.close(']').key("hardwareThreads").number(hardware_threads());
  json.key("threading").string(threading()).close('}');
  return json.text();
}

struct Simulation::Impl {
  Impl(double resolution, double seed)
      : network(checked_resolution(resolution), checked_seed(seed)), level(best_level()) {}

  Network network;
  const Level& level;
  BuildProgress building;
  std::unique_ptr<World> world;
  std::atomic<World*> shown{
      nullptr};  ///< the same once it is complete, for `progress` and `stop` of other threads
  std::atomic<int> phase{0};
  std::atomic<std::int64_t> from{0}, until{0};
  std::vector<std::int64_t> first_samples;  ///< per recorder: samples that were cleared
  Baseline built;
  std::function<bool()> ended;                              ///< asked in a run
  double memory = std::numeric_limits<double>::infinity();  ///< [bytes]

  void require_description() const {
    if (world)
      throw Error("E_FROZEN", "the network is built and cannot grow", {"", "", "", "describe a new network"});
  }
  World& require_world() const {
    if (!world) throw Error("E_FROZEN", "the network is not built yet", {"", "", "", "call build first"});
    return *world;
  }

  BuiltNetwork whole() {
    require_world();
    return {network, world, built, first_samples, building};
  }

  /** Says what is under way, and that it ended, however it ends; a stop is then spent. */
  struct Working {
    Working(Impl& owner, int phase) : impl(owner) { impl.phase = phase; }
    ~Working() {
      impl.phase = 0, impl.building.stop.spend();
      if (impl.world) impl.world->loop().stop = false;
    }
    Impl& impl;
  };
};

Simulation::Simulation(double resolution, double seed) : impl_(std::make_unique<Impl>(resolution, seed)) {}
Simulation::~Simulation() = default;

double Simulation::population(const PopulationSpec& spec) {
  impl_->require_description();
  return add_population(impl_->network, impl_->level, spec);
}

void Simulation::values(const ValuesSpec& spec) {
  if (impl_->world) return set_neurons({spec});
  set_values(impl_->network, spec, "values");
}

double Simulation::connect(const ConnectionSpec& spec) {
  impl_->require_description();
  return add_projection(impl_->network, impl_->level, spec);
}

double Simulation::stimulate(const StimulusSpec& spec) {
  impl_->require_description();
  return add_stimulus(impl_->network, impl_->level, spec);
}

double Simulation::record(const RecorderSpec& spec) {
  impl_->require_description();
  impl_->first_samples.push_back(0);
  return add_recorder(impl_->network, spec);
}

void Simulation::build(const BuildSpec& spec) {
  impl_->require_description();
  check_build(spec);
  check_orders(impl_->network, "build");
  const Impl::Working working(*impl_, 1);
  try {
    check_lists(impl_->network, "build");
    impl_->built = baseline_of(impl_->network);
    impl_->world = std::make_unique<World>(impl_->network, impl_->level, storage_of(spec),
                                           static_cast<int>(spec.threads), impl_->building);
  } catch (const std::bad_alloc&) {
    out_of_memory("build");
  }
  impl_->shown = impl_->world.get();
}

void Simulation::run(double steps) {
  World& world = impl_->require_world();
  if (!(steps >= 0) || steps != std::floor(steps) ||
      static_cast<double>(world.step()) + steps > largest_integer)
    throw Error("E_TIME",
                "run: the duration must be a whole number of steps, at most 2^53 in all, got " +
                    std::to_string(steps),
                {"steps", std::to_string(steps), "0 to 2^53", "give a positive duration"});
  impl_->from = world.step();
  impl_->until = world.step() + static_cast<std::int64_t>(steps);
  const Impl::Working working(*impl_, 2);
  world.limit(impl_->memory);
  try {
    world.run(static_cast<std::int64_t>(steps), impl_->ended);
  } catch (const std::bad_alloc&) {
    out_of_memory("run");
  }
  if (world.loop().failed) out_of_memory("run");
  const NotFinite& found = world.loop().not_finite;
  if (found.found) throw not_finite_error(impl_->network, world, found);
  if (world.loop().held <= world.loop().room) return;
  const std::uint64_t dropped = world.step() > impl_->from ? drop_last_step(world.loop()) : 0;
  throw memory_error(world.loop(), dropped, world.runaway().text(impl_->network));
}

void Simulation::limit(double bytes) { impl_->memory = checked_memory(bytes); }

void Simulation::stop() noexcept {
  impl_->building.stop.request();
  if (World* world = impl_->shown) world->loop().stop = true;
}

void Simulation::end() noexcept {
  impl_->building.stop.request_for_good();
  stop();
}

void Simulation::watch(const std::function<bool()>& ended) {
  impl_->ended = ended;
  impl_->building.stop.watch(ended);
}

std::vector<double> Simulation::progress() const {
  const int phase = impl_->phase;
  if (phase == 1) {
    const BuildProgress& building = impl_->building;
    return {1, static_cast<double>(building.sources_done) / static_cast<double>(building.sources), 0, 0,
            static_cast<double>(building.synapses)};
  }
  const World* world = impl_->shown;
  if (!world) return {static_cast<double>(phase), 0, 0, 0, 0};
  const LoopState& loop = world->loop();
  if (phase == 3) {
    const BuildProgress& building = impl_->building;
    return {3, static_cast<double>(building.sources_done) / static_cast<double>(building.sources),
            static_cast<double>(loop.reached), 0, static_cast<double>(building.synapses)};
  }
  const auto reached = static_cast<double>(loop.reached), from = static_cast<double>(impl_->from);
  const auto until = static_cast<double>(impl_->until);
  return {static_cast<double>(phase), until > from ? (reached - from) / (until - from) : 0, reached,
          static_cast<double>(loop.spikes), static_cast<double>(impl_->building.synapses)};
}

double Simulation::step() const { return impl_->world ? static_cast<double>(impl_->world->step()) : 0; }

std::vector<double> Simulation::get(const Ranges& ranges, const std::string& name) const {
  return present_values(impl_->network, impl_->require_world(), ranges, name);
}

void Simulation::set_neurons(const std::vector<ValuesSpec>& specs) {
  const BuiltNetwork whole = impl_->whole();
  if (whole.world->loop().failed) out_of_memory("set");
  within_memory("set", [&] { change_neurons(whole, specs); });
  impl_->shown = impl_->world.get();
}

void Simulation::set_stimulus(double stimulus, const Named& parameters, const std::vector<EachSpec>& each) {
  Network& network = impl_->network;
  const auto number =
      static_cast<std::uint32_t>(checked_number(stimulus, network.stimuli.size(), "stimulus"));
  World* const world = impl_->world.get();
  const bool limited = world && world->form() == static_row::Form::compact;
  apply_stimulus_change(
      network, number,
      check_stimulus_change(network, number, parameters, each, world ? world->step() : 0, limited));
  if (world) within_memory("set", [&] { world->refresh(); });
}

void Simulation::set_weights(const std::vector<std::uint32_t>& projections, const Draw& weight) {
  World& world = impl_->require_world();
  const Impl::Working working(*impl_, 3);
  within_memory("setWeights", [&] {
    change_weights(impl_->network, world, checked_projections(impl_->network, projections), weight,
                   impl_->building);
  });
}

void Simulation::set_synapses(const std::vector<std::uint32_t>& projections, const Named& parameters) {
  World& world = impl_->require_world();
  within_memory("setSynapses", [&] {
    change_synapses(impl_->network, world, checked_projections(impl_->network, projections), parameters);
  });
}

SpikeColumns Simulation::read_spikes(double recorder, bool clear) {
  World& world = impl_->require_world();
  return gather_spikes(world, checked_recorder(impl_->network, recorder, true), clear);
}

SampleColumns Simulation::read_samples(double recorder, bool clear) {
  World& world = impl_->require_world();
  const std::size_t number = checked_recorder(impl_->network, recorder, false);
  const Recorder& from = impl_->network.recorders[number];
  SampleColumns columns = gather_samples(world, from, number, impl_->first_samples[number]);
  if (clear) {
    clear_samples(world, number);
    impl_->first_samples[number] = world.step() / from.every;
  }
  return columns;
}

SynapseColumns Simulation::weights(double projection) const {
  World& world = impl_->require_world();
  const std::size_t number = checked_number(projection, impl_->network.projections.size(), "projection");
  return query_synapses(impl_->network, world, number);
}

std::vector<std::uint8_t> Simulation::checkpoint() const {
  const CheckpointScope scope = impl_->whole().scope();
  if (scope.world.loop().failed) out_of_memory("checkpoint");
  try {
    return write_checkpoint(scope);
  } catch (const std::bad_alloc&) {
    out_of_memory("checkpoint");
  }
}

void Simulation::restore(const std::vector<std::uint8_t>& checkpoint) {
  const BuiltNetwork whole = impl_->whole();
  if (whole.world->step() > 0 || baseline_of(impl_->network).description != impl_->built.description)
    throw Error("E_FROZEN", "restore: the network has run or was changed since it was built",
                {"", "", "", "restore right after build"});
  const Impl::Working working(*impl_, 3);
  // `progress` of another thread must not look at a world that another one may replace.
  impl_->shown = nullptr;
  const struct Show {
    Impl& impl;
    ~Show() { impl.shown = impl.world.get(); }
  } show{*impl_};
  try {
    restore_network(whole, checkpoint);
  } catch (const std::bad_alloc&) {
    out_of_memory("restore");
  }
}

std::string Simulation::report() const { return report_json(impl_->network, impl_->world.get()); }

std::string Simulation::digest() const {
  char text[17];
  std::snprintf(text, sizeof text, "%016llx",
                static_cast<unsigned long long>(cajal::digest(impl_->require_world(), impl_->network)));
  return text;
}

std::uint64_t Simulation::bytes() const noexcept { return impl_->world ? impl_->world->bytes() : 0; }

void Simulation::close() { impl_->shown = nullptr, impl_->world.reset(); }

}  // namespace cajal
