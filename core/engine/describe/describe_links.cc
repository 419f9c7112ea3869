#include <algorithm>
#include <cmath>

#include "base/values/draw.hpp"
#include "connect/registry.hpp"
#include "connect/space/expression.hpp"
#include "engine/describe/describe.hpp"
#include "engine/describe/description_checks.hpp"
#include "engine/describe/stimulus_values.hpp"

namespace cajal {

namespace {

void check_receptor(const Network& network, const Selection& targets, double receptor, bool current) {
  if (!(receptor >= 0 && receptor <= 65535) ||
      receptor != std::floor(receptor))  // also where there is no target
    fail("E_UNKNOWN_NAME", "receptor: receptors are numbered from 0; got " + shown(receptor),
         {"receptor", shown(receptor), "0, 1, ...", "choose one of the model's receptors"});
  for (const std::uint32_t p : populations_of(network, targets)) {
    const NeuronModel& model = *network.populations[p].model;
    const std::size_t ports = current ? model.ports.size() : model.receptors.size();
    if (receptor < static_cast<double>(ports)) continue;
    fail("E_UNKNOWN_NAME",
         "receptor: " + std::string(model.name) + " has " + std::to_string(ports) +
             (current ? " current" : " spike") + " receptors, numbered from 0; got " + shown(receptor),
         {"receptor", shown(receptor), "0 to " + std::to_string(ports == 0 ? 0 : ports - 1),
          "choose one of the model's receptors"});
  }
}

void check_delay(const Draw& delay, const Grid& grid) {
  if (delay.kind != "constant") return;
  const double value = delay.numbers[0];
  if (value < 0)
    fail("E_DELAY_NEGATIVE", "connect: a delay must be positive, got " + shown(value) + " ms",
         {"delay", shown(value), ">= " + shown(grid.resolution()) + " ms", "give a positive delay"});
  if (grid.delay(value) < 1)
    fail("E_DELAY_BELOW_DT",
         "connect: a delay must be at least one step (" + shown(grid.resolution()) + " ms), got " +
             shown(value) + " ms",
         {"delay", shown(value), ">= " + shown(grid.resolution()) + " ms",
          "give a longer delay or a finer resolution"});
  if (grid.delay(value) > longest_possible_delay)
    fail("E_DELAY_TOO_LARGE", "connect: a delay may be at most 65535 steps, got " + shown(value) + " ms",
         {"delay", shown(value), "<= " + shown(grid.time(longest_possible_delay)) + " ms",
          "use a coarser resolution"});
}

/** The part of the delay before the synapse: of plastic ones only, which alone see where spikes meet. */
void check_axonal(double axonal, const SynapseModel& model, const Grid& grid) {
  if (axonal == 0) return;
  if (model.kind != SynapseKind::plastic)
    fail("E_TYPE", "connect: " + std::string(model.name) + " takes one delay, not one with an axonal part",
         {"axonal", shown(axonal), "0", "give the sum of both parts as the delay"});
  const Draw delay{"constant", {axonal}, "none", 0, 0};
  check(delay, "axonal", 0);
  check_delay(delay, grid);
}

void check_expression(const Draw& draw, const char* name, const Rule& rule, const char* call) {
  const Expression expression(draw.numbers, name, rule.space() ? rule.space()->dimensions : 0);
  if (draw.limit == "clip" && std::isfinite(draw.low) && std::isfinite(draw.high) && draw.low <= draw.high)
    return;
  fail("E_PARAM_RANGE", std::string(call) + ": a value that depends on a distance needs finite limits",
       {name, shown(draw.low) + " to " + shown(draw.high), "a clip between finite numbers",
        "limit it: .clip({ min, max })"});
}

}  // namespace

void check_synapse_value(const Draw& draw, const char* name, const Projection& projection, const Rule& rule,
                         const char* call) {
  if (draw.kind == "expression") return check_expression(draw, name, rule, call);
  check(draw, name, rule.array_size());
  // Without elements an empty array is right, unless there are none because the rule takes no array.
  const bool untaken = rule.array_size() == 0 && projection.spec.number > 0 &&
                       projection.sources.size() > 0 && projection.targets.size() > 0;
  if (!untaken || draw.kind != "array") return;
  fail(
      "E_SHAPE",
      std::string(call) + ": " + projection.spec.rule + " has no fixed order of synapses and takes no arrays",
      {name, "array", "a number or a distribution",
       "use a rule with a fixed number of synapses, or a list of pairs"});
}

std::uint32_t add_projection(Network& network, const Level& level, const ConnectionSpec& spec) {
  const RuleModel& model = find_rule(spec.rule);
  Projection projection{spec,
                        Selection(spec.sources, "sources", network.neurons()),
                        Selection(spec.targets, "targets", network.neurons()),
                        nullptr,
                        0,
                        0,
                        &synapse_model(level, spec.synapse),
                        {}};
  check_receptor(network, projection.targets, spec.receptor, projection.synapse->kind == SynapseKind::values);
  projection.synapse_parameters = synapse_parameters(*projection.synapse, spec.synapse_parameters, {});
  check_synapse(network, projection, projection.synapse_parameters, spec.weight, "connect");
  check_sign(network, projection, spec.weight, "connect");
  projection.space = space_of(network, projection.sources, projection.targets);
  // A trial rule checks everything; the one that stays must point at the selections' final place.
  const auto trial = model.make({spec, projection.sources, projection.targets, network.seed, 0,
                                 *level.kernels, projection.space.get()});
  check_synapse_value(spec.weight, "weight", projection, *trial, "connect");
  check_synapse_value(spec.delay, "delay", projection, *trial, "connect");
  check_delay(spec.delay, network.grid);
  check_axonal(spec.axonal, *projection.synapse, network.grid);
  projection.topology = network.streams.next();
  projection.values = network.streams.next();
  Projection& kept = network.projections.emplace_back(std::move(projection));
  try {
    kept.rule = model.make({kept.spec, kept.sources, kept.targets, network.seed, kept.topology,
                            *level.kernels, kept.space.get()});
  } catch (...) {  // there is no projection without its rule
    network.projections.pop_back();
    throw;
  }
  return static_cast<std::uint32_t>(network.projections.size() - 1);
}

std::uint32_t add_stimulus(Network& network, const Level& level, const StimulusSpec& spec) {
  const DeviceModel& device = device_model(spec.kind);
  Stimulus stimulus{};
  stimulus.device = &device;
  stimulus.targets = Selection(spec.targets, "targets", network.neurons());
  check_receptor(network, stimulus.targets, spec.receptor, device.emission == Emission::current);
  check(spec.weight, "weight", stimulus.targets.size());
  if (device.emission != Emission::current)
    check_sign(network, stimulus.targets, spec.receptor, spec.weight, "stimulate");
  check(spec.delay, "delay", stimulus.targets.size());
  check_delay(spec.delay, network.grid);
  stimulus.feeds = device.emission == Emission::spikes;
  if (!stimulus.feeds && spec.delay.kind != "constant")
    fail("E_TYPE", "stimulate: " + std::string(device.name) + " takes one delay for all targets",
         {"delay", spec.delay.kind, "a number",
          "give a single delay: a stationary input does not depend on it"});
  ValueStreams drawn{network.grid, network.seed, network.streams.peek()};
  const std::uint32_t first_drawn = drawn.stream;
  stimulus.parameters = device_values(device, {spec.parameters, spec.each}, stimulus.targets.size(), drawn,
                                      default_values(device));
  stimulus.trains = std::any_of(spec.parameters.begin(), spec.parameters.end(),
                                [](const auto& named) { return named.first == "spike_ids"; });
  // `drawn` has come to the stream that the stimulus' own values will have.
  stimulus.signals =
      signals_of({device, stimulus.targets.size(), stimulus.trains, network.grid, network.seed, drawn.stream},
                 stimulus.parameters);
  stimulus.room = room_for(stimulus.signals, stimulus.feeds);
  stimulus.weight = spec.weight, stimulus.delay = spec.delay;
  stimulus.receptor = static_cast<std::uint32_t>(spec.receptor);
  for (std::uint32_t k = first_drawn; k < drawn.stream; ++k) network.streams.next();
  stimulus.values = network.streams.next();
  for (const std::uint32_t p : populations_of(network, stimulus.targets))
    stimulus.events.emplace_back(p, network.streams.next());
  Stimulus& kept = network.stimuli.emplace_back(std::move(stimulus));
  try {
    const std::uint32_t sources = kept.trains ? kept.targets.size() : 1;
    kept.self = Selection({0, sources, 1}, "stimulus", sources);
    ConnectionSpec plain;
    plain.rule = kept.trains ? "one_to_one" : "all_to_all";
    kept.plain = find_rule(plain.rule)
                     .make({plain, kept.self, kept.targets, network.seed, kept.values, *level.kernels});
  } catch (...) {
    network.stimuli.pop_back();
    throw;
  }
  return static_cast<std::uint32_t>(network.stimuli.size() - 1);
}

namespace {

StimulusChange change_to(const Network& network, std::uint32_t number, DeviceValues values, bool limited) {
  const Stimulus& stimulus = network.stimuli[number];
  auto signals = signals_of({*stimulus.device, stimulus.targets.size(), stimulus.trains, network.grid,
                             network.seed, stimulus.values},
                            values);
  const std::uint64_t room = room_for(signals, stimulus.feeds);
  if (limited && room > stimulus.room)
    fail("E_OVERFLOW",
         "set: with compact weights this stimulus may send at most " + std::to_string(stimulus.room) +
             " events in one step, got " + std::to_string(room),
         {"stimulus", std::to_string(room), "at most " + std::to_string(stimulus.room),
          "build with exact weights, or with the largest rate that will be set"});
  return {std::move(values), std::move(signals), limited ? stimulus.room : room, 0};
}

}  // namespace

StimulusChange check_stimulus_change(const Network& network, std::uint32_t number, const Named& parameters,
                                     const std::vector<EachSpec>& each, std::int64_t now, bool limited) {
  const Stimulus& stimulus = network.stimuli[number];
  ValueStreams drawn{network.grid, network.seed, network.streams.peek()};
  auto values = device_values(*stimulus.device, {parameters, each}, stimulus.targets.size(), drawn,
                              stimulus.parameters);
  StimulusChange change = change_to(network, number, std::move(values), limited);
  change.streams = drawn.stream - network.streams.peek();
  const bool listed = std::any_of(parameters.begin(), parameters.end(),
                                  [](const auto& named) { return named.first == "spike_times"; });
  if (!listed) return change;  // what packets have of the past is left out
  const auto& spikes = change.signals[0].spikes;
  if (!spikes.empty() && spikes.front() <= now)
    fail("E_SPIKE_TIMES",
         "set: spike_times must lie after the present, " + shown(network.grid.time(now)) +
             " ms; index 0 does not",
         {"spike_times", shown(network.grid.time(spikes.front())), "> now",
          "drop the times that have passed"});
  return change;
}

StimulusChange check_stimulus_values(const Network& network, std::uint32_t number, DeviceValues values,
                                     bool limited) {
  const Stimulus& stimulus = network.stimuli[number];
  check_values(*stimulus.device, values, stimulus.targets.size());
  return change_to(network, number, std::move(values), limited);
}

void apply_stimulus_change(Network& network, std::uint32_t number, StimulusChange change) noexcept {
  Stimulus& stimulus = network.stimuli[number];
  stimulus.parameters = std::move(change.parameters);
  stimulus.signals = std::move(change.signals);
  stimulus.room = change.room;
  for (std::uint32_t k = 0; k < change.streams; ++k) network.streams.next();
}

std::size_t find_recordable(const NeuronModel& model, const std::string& name, const char* code) {
  std::string known;
  for (std::size_t k = 0; k < model.recordables.size(); ++k) {
    if (model.recordables[k].name == name) return k;
    known += (known.empty() ? "" : ", ") + std::string(model.recordables[k].name);
  }
  fail(code,
       std::string(model.name) + " has no recordable '" + name +
           "'; it has: " + (known.empty() ? "none" : known),
       {name, name, known, "choose one of the model's recordables"});
}

std::uint32_t add_recorder(Network& network, const RecorderSpec& spec) {
  if (spec.kind != "spikes" && spec.kind != "state")
    fail("E_UNKNOWN_NAME", "record: unknown kind '" + spec.kind + "'; known: spikes, state",
         {"kind", spec.kind, "spikes, state", "choose one of them"});
  Recorder recorder{spec.kind == "spikes", Selection(spec.targets, "targets", network.neurons()),
                    spec.variables, 1};
  if (!recorder.spikes) {
    if (!(spec.every >= 1) || spec.every != std::floor(spec.every) || spec.every > 9007199254740992.0)
      fail("E_RECORD",
           "record: the interval must be a whole number of steps, at least 1, got " + shown(spec.every),
           {"every", shown(spec.every), ">= 1 step", "give a multiple of the resolution"});
    if (spec.variables.empty())
      fail("E_RECORD", "record: no variable was named",
           {"variables", "", "at least one name", "name what to record"});
    for (const std::uint32_t p : populations_of(network, recorder.targets))
      for (const std::string& name : spec.variables)
        find_recordable(*network.populations[p].model, name, "E_RECORD");
    recorder.every = static_cast<std::int64_t>(spec.every);
  }
  network.recorders.push_back(std::move(recorder));
  return static_cast<std::uint32_t>(network.recorders.size() - 1);
}

}  // namespace cajal
