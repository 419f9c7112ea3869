#include <algorithm>
#include <cmath>

#include "base/values/draw.hpp"
#include "engine/describe/describe.hpp"
#include "engine/describe/description_checks.hpp"

namespace cajal {

namespace {

void check_output(const Network& network, const Projection& projection) {
  const double output = projection.spec.output;
  for (const std::uint32_t p : populations_of(network, projection.sources)) {
    const NeuronModel& model = *network.populations[p].model;
    if (output >= 0 && output < static_cast<double>(model.outputs.size()) && output == std::floor(output))
      continue;
    fail("E_UNKNOWN_NAME",
         "connect: " + std::string(model.name) + " shows " + std::to_string(model.outputs.size()) +
             " outputs, numbered from 0; got " + shown(output),
         {"output", shown(output), "an output of the source model",
          "a model without outputs can only send spikes: choose another synapse"});
  }
}

bool learns(const Projection& projection, const std::vector<double>& parameters) {
  const SynapseModel& model = *projection.synapse;
  return model.follows_signal || (model.values && model.values(parameters.data(), 1).gain != 0);
}

void check_signal(const Network& network, const Projection& projection) {
  const auto receptor = static_cast<std::size_t>(projection.spec.receptor);
  const bool values = projection.synapse->kind == SynapseKind::values;
  for (const std::uint32_t p : populations_of(network, projection.targets)) {
    const NeuronModel& model = *network.populations[p].model;
    const std::int8_t signal = values ? model.ports[receptor].signal : model.receptors[receptor].signal;
    const std::string_view place = values ? model.ports[receptor].name : model.receptors[receptor].name;
    const bool potential = !projection.synapse->follows_potential || model.potential;
    if (signal >= 0 && potential) continue;
    std::string offered;
    for (const Receptor& one : model.receptors)
      if (one.signal >= 0 && !values) offered += (offered.empty() ? "" : ", ") + std::string(one.name);
    for (const Port& one : model.ports)
      if (one.signal >= 0 && values) offered += (offered.empty() ? "" : ", ") + std::string(one.name);
    fail("E_RULE_TARGET",
         "connect: " + std::string(projection.synapse->name) + " follows an error of its target, and '" +
             std::string(place) + "' of " + std::string(model.name) + " has none that it could follow",
         {"synapse", std::string(projection.synapse->name),
          offered.empty() || !potential ? "a target model with that error" : offered,
          "connect to a neuron model or receptor that learns, or take a synapse that does not"});
  }
}

void check_weights(const Draw& weight, double low, double high, const char* call) {
  const Range range = bounds(weight);
  const auto refuse = [&](double value) {
    const bool sign = (value < 0 && low >= 0) || (value > 0 && high <= 0);
    fail(sign ? "E_WEIGHT_SIGN" : "E_PARAM_RANGE",
         std::string(call) + ": the weights of this synapse must lie between " + shown(low) + " and " +
             shown(high) + "; they reach " + shown(value),
         {"weight", shown(value), shown(low) + " to " + shown(high),
          "truncate the weights, or widen the bounds that the synapse has"});
  };
  if (range.min < low) refuse(range.min);
  if (range.max > high) refuse(range.max);
}

}  // namespace

std::vector<double> synapse_parameters(const SynapseModel& model, const Named& given,
                                       const std::vector<double>& present) {
  std::vector<double> values = present;
  if (values.empty())
    for (const Field& field : model.parameters) values.push_back(field.value);
  for (const auto& [name, numbers] : given) {
    const auto field = std::find_if(model.parameters.begin(), model.parameters.end(),
                                    [&name = name](const Field& f) { return f.name == name; });
    if (field == model.parameters.end())
      fail("E_UNKNOWN_PARAM", "synapse: " + std::string(model.name) + " has no parameter '" + name + "'",
           {name, "", "", "see `cajal info " + std::string(model.name) + "`"});
    if (numbers.size() != 1)
      fail("E_SHAPE", "synapse: " + name + " takes one value, got " + std::to_string(numbers.size()),
           {name, std::to_string(numbers.size()), "1", "give a single number"});
    check_range(*field, numbers[0], numbers[0], "synapse");
    values[static_cast<std::size_t>(field - model.parameters.begin())] = numbers[0];
  }
  return values;
}

void check_synapse(const Network& network, const Projection& projection,
                   const std::vector<double>& parameters, const Draw& weight, const char* call) {
  const SynapseModel& model = *projection.synapse;
  if (model.kind == SynapseKind::values) check_output(network, projection);
  if (learns(projection, parameters)) check_signal(network, projection);
  double low = 0, high = 0;
  if (model.values) {
    const ValueRule rule = model.values(parameters.data(), 1);
    low = rule.low, high = rule.high;
  } else if (model.bounds) {
    model.bounds(parameters.data(), low, high);
  } else {
    return;
  }
  if (model.kind == SynapseKind::plastic && low == high)
    fail("E_PARAM_RANGE", std::string(call) + ": Wmax must not be 0: its sign is that of the weights",
         {"Wmax", "0", "above or below 0", "give the largest weight that the rule may reach"});
  if (low > high)
    fail("E_PARAM_RANGE",
         std::string(call) + ": Wmin must not be above Wmax, got " + shown(low) + " and " + shown(high),
         {"Wmin", shown(low), "<= " + shown(high), "exchange them"});
  check_weights(weight, low, high, call);
}

void check_sign(const Network& network, const Selection& targets, double receptor, const Draw& weight,
                const char* call) {
  const double lowest = bounds(weight).min;
  if (!(lowest < 0)) return;
  for (const std::uint32_t p : populations_of(network, targets)) {
    const NeuronModel& model = *network.populations[p].model;
    const Receptor& landing = model.receptors[static_cast<std::size_t>(receptor)];
    if (landing.use != WeightUse::not_negative) continue;
    fail("E_WEIGHT_SIGN",
         std::string(call) + ": '" + std::string(landing.name) + "' of " + std::string(model.name) +
             " takes weights of 0 or more, the receptor itself has the sign; they reach " + shown(lowest),
         {"weight", shown(lowest), ">= 0", "give the magnitude, or choose the receptor of the other sign"});
  }
}

void check_sign(const Network& network, const Projection& projection, const Draw& weight, const char* call) {
  if (projection.synapse->kind != SynapseKind::values)
    check_sign(network, projection.targets, projection.spec.receptor, weight, call);
}

PostsynapticPotential potential_of(const Network& network, const Projection& projection, const char* call) {
  PostsynapticPotential common;
  bool first = true;
  std::vector<double> parameters;
  for (const std::uint32_t p : populations_of(network, projection.targets)) {
    const Population& population = network.populations[p];
    const bool varied = std::any_of(population.parameters.begin(), population.parameters.end(),
                                    [](const auto& column) { return column.size() > 1; });
    for (std::uint32_t i = 0; i < (varied ? population.size : 1); ++i) {
      if (varied && projection.targets.position_of(population.first + i) == Selection::npos) continue;
      parameters.clear();
      for (const auto& column : population.parameters)
        parameters.push_back(column[column.size() > 1 ? i : 0]);
      const PostsynapticPotential here =
          population.model->potential(parameters.data(), static_cast<std::size_t>(projection.spec.receptor));
      if (first) common = here;
      first = false;
      if (here.tau_decay != common.tau_decay || here.tau_rise != common.tau_rise ||
          here.scale / here.leak != common.scale / common.leak)
        fail("E_RULE_TARGET",
             std::string(call) +
                 ": the synapses of one connection share the shape of the postsynaptic potential, and it "
                 "differs "
                 "between the targets in '" +
                 population.label + "'",
             {"synapse", std::string(projection.synapse->name), "targets with equal membrane and synapses",
              "connect targets of different kind separately"});
    }
  }
  return common;
}

}  // namespace cajal
