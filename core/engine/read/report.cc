#include "engine/read/report.hpp"

#include <algorithm>
#include <string>
#include <vector>

#include "base/json.hpp"
#include "engine/blocks/dynamic_block.hpp"
#include "engine/blocks/value_block.hpp"
#include "engine/describe/stimulus_values.hpp"
#include "engine/plastic/plastic_synapses.hpp"
#include "engine/run/memory.hpp"

namespace cajal {

namespace {

struct Totals {
  std::uint64_t synapses = 0, bytes = 0, state_bytes = 0, stimulus_bytes = 0, events = 0, spikes = 0,
                vanished = 0;
  std::vector<std::uint64_t> spikes_of;  ///< [population]
};

Totals totals_of(const World& world, const Network& network) {
  Totals totals;
  totals.spikes_of.resize(network.populations.size());
  totals.stimulus_bytes = described_bytes(network);
  for (const Slice& slice : world.slices()) {
    totals.synapses += slice.synapses;
    totals.bytes += slice.arena.bytes() + slice.rows.bytes();
    if (slice.plastic) totals.bytes += slice.plastic->bytes();
    for (const DynamicBlock& block : slice.dynamic_blocks) totals.bytes += block.bytes();
    for (const ValueBlock& block : slice.value_blocks) totals.bytes += block.bytes();
    totals.state_bytes += slice.sums.size();
    totals.stimulus_bytes += input_bytes(slice);
    for (const Part& part : slice.parts) {
      totals.state_bytes += part.bytes();
      totals.spikes_of[part.number()] += part.spikes;
    }
    totals.events += slice.events;
    totals.spikes += slice.spike_count;
    for (const std::uint64_t vanished : slice.vanished) totals.vanished += vanished;
  }
  return totals;
}

/** Populations whose sums could not hold what arrived. */
void warn_of_saturation(Json& json, const Network& network, const World& world) {
  std::vector<std::uint64_t> saturated(network.populations.size());
  for (const Slice& slice : world.slices())
    for (const Part& part : slice.parts) saturated[part.number()] += part.saturated;
  for (std::size_t p = 0; p < saturated.size(); ++p) {
    if (saturated[p] == 0) continue;
    const bool compact = world.form() == static_row::Form::compact;
    json.open('{').key("code").string("W_SATURATED").key("message");
    json.string("population '" + network.populations[p].label + "' was sent more in one step than a sum of " +
                (compact ? "32" : "64") + " bits holds; it was cut to the largest there is. " +
                (compact ? "Build with exact weights, or let" : "Let") +
                " the sources send fewer spikes in one step");
    json.key("count").number(static_cast<double>(saturated[p])).close('}');
  }
}

void write_warnings(Json& json, const Network& network, const World& world, const Totals& totals) {
  json.key("warnings").open('[');
  if (const std::string runaway = world.runaway().text(network); !runaway.empty()) {
    std::uint64_t times = 0;
    for (const Runaway& one : world.runaway().seen()) times += one.times;
    json.open('{').key("code").string("W_RUNAWAY").key("message");
    json.string(runaway +
                "; strengthen inhibition, weaken the recurrent synapses, or check units and delays");
    json.key("count").number(static_cast<double>(times)).close('}');
  }
  warn_of_saturation(json, network, world);
  if (totals.vanished) {
    json.open('{').key("code").string("W_WEIGHT_UNDERFLOW").key("message");
    const char* advice = world.form() == static_row::Form::compact
                             ? "use exact weights, or make the largest weights smaller"
                             : "make the largest weights smaller, or give the targets of the small ones a "
                               "population of their own";
    json.string(
        std::string("weights too small beside the largest of their population were rounded to zero; ") +
        advice);
    json.key("count").number(static_cast<double>(totals.vanished)).close('}');
  }
  json.close(']');
}

const char* connectivity_of(const Network& network) {
  const auto made = std::count_if(network.projections.begin(), network.projections.end(),
                                  [](const Projection& p) { return p.made; });
  if (made == 0) return "stored";
  return static_cast<std::size_t>(made) == network.projections.size() ? "made" : "mixed";
}

void write_run(Json& json, const World& world, const Totals& totals) {
  const Phases& phases = world.loop().phases;
  json.key("run").open('{').key("steps").number(static_cast<double>(world.steps_run()));
  json.key("wall").number(world.run_seconds());
  json.key("phases").open('{').key("deliver").number(phases.deliver).key("update").number(phases.update);
  json.key("exchange").number(phases.exchange).key("record").number(phases.record).close('}');
  json.key("spikes").number(static_cast<double>(totals.spikes));
  json.key("spikesByPopulation").open('[');
  for (const std::uint64_t spikes : totals.spikes_of) json.number(static_cast<double>(spikes));
  json.close(']').key("synapticEvents").number(static_cast<double>(totals.events)).close('}');
}

}  // namespace

std::string report_json(const Network& network, const World* world) {
  Json json;
  json.open('{').key("resolution").number(network.grid.resolution());
  if (world) {
    const Totals totals = totals_of(*world, network);
    const auto synapses = static_cast<double>(totals.synapses), bytes = static_cast<double>(totals.bytes);
    json.key("threads").number(world->threads()).key("isa").string(world->level().name);
    json.key("slices").number(static_cast<double>(world->slices().size()));
    json.key("weights").string(world->form() == static_row::Form::compact ? "compact" : "exact");
    json.key("connectivity").string(connectivity_of(network));
    json.key("build")
        .open('{')
        .key("seconds")
        .number(world->build_seconds())
        .key("synapses")
        .number(synapses);
    json.key("bytesPerSynapse").number(synapses > 0 ? bytes / synapses : 0).key("bytes").number(bytes);
    json.key("stateBytes").number(static_cast<double>(totals.state_bytes));
    json.key("stimulusBytes").number(static_cast<double>(totals.stimulus_bytes)).close('}');
    write_run(json, *world, totals);
    write_warnings(json, network, *world, totals);
  }
  json.close('}');
  return json.text();
}

}  // namespace cajal
