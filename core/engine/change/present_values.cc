#include "engine/change/present_values.hpp"

#include <algorithm>

#include "engine/describe/describe.hpp"
#include "engine/describe/description_checks.hpp"

namespace cajal {

namespace {

/** Where a value goes. */
struct Place {
  Part* part;
  std::uint32_t neuron, variable;
  double value;
};

void find_places(Network& network, World& world, const ValuesSpec& spec, std::vector<Place>& places) {
  const Selection targets(spec.targets, "targets", network.neurons());
  const auto drawn = draw_values(spec.draw, spec.name, targets.size(), network.seed, network.streams.next());
  const Field* checked = nullptr;
  for (std::uint32_t i = 0; i < targets.size(); ++i) {
    const auto [part, neuron] = world.find(targets.at(i));
    const NeuronModel& model = *part->population().model;
    std::uint32_t variable = 0;
    while (variable < model.variables.size() && model.variables[variable].name != spec.name) ++variable;
    if (variable == model.variables.size())
      throw Error("E_UNKNOWN_PARAM",
                  "set: " + std::string(model.name) + " has no parameter or variable '" + spec.name + "'",
                  {spec.name, "", "", "see `cajal info " + std::string(model.name) + "`"});
    if (!(part->variant().readable >> variable & 1))
      throw Error(
          "E_RECORD", "set: " + spec.name + " is not kept separately in this network",
          {spec.name, "", "", "record " + spec.name + " in any neuron of the population before build"});
    if (checked != &model.variables[variable]) {
      checked = &model.variables[variable];
      check_values(*checked, drawn, "set");
    }
    places.push_back({part, neuron, variable, drawn.size() == 1 ? drawn[0] : drawn[i]});
  }
}

}  // namespace

void set_variables(Network& network, World& world, const std::vector<const ValuesSpec*>& specs) {
  std::vector<Place> places;
  for (const ValuesSpec* spec : specs) find_places(network, world, *spec, places);
  for (const Place& place : places) place.part->write(place.variable, place.neuron, place.value);
}

std::vector<double> present_values(const Network& network, const World& world, const Ranges& ranges,
                                   const std::string& name) {
  const Selection targets(ranges, "targets", network.neurons());
  std::vector<double> values;
  for (std::uint32_t i = 0; i < targets.size(); ++i) {
    const auto [part, neuron] = world.find(targets.at(i));
    const Population& population = part->population();
    const auto& parameters = population.model->parameters;
    std::size_t k = 0;
    while (k < parameters.size() && parameters[k].name != name) ++k;
    if (k < parameters.size()) {
      const auto& column = population.parameters[k];
      values.push_back(column.size() == 1 ? column[0] : column[part->first() + neuron]);
      continue;
    }
    k = find_recordable(*population.model, name, "E_UNKNOWN_PARAM");
    if (!(part->variant().readable >> k & 1))
      throw Error("E_RECORD", "get: " + name + " is not kept separately in this network",
                  {name, "", "", "record " + name + " in any neuron of the population before build"});
    values.push_back(part->read(k, neuron));
  }
  return values;
}

}  // namespace cajal
