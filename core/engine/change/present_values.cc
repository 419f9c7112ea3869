#include "engine/change/present_values.hpp"

#include <algorithm>

#include "engine/describe/describe.hpp"
#include "engine/describe/description_checks.hpp"

namespace cajal {

void set_variables(Network& network, World& world, const ValuesSpec& spec) {
  const Selection targets(spec.targets, "targets", network.neurons());
  const auto drawn = draw_values(spec.draw, spec.name, targets.size(), network.seed, network.streams.peek());
  const auto [low, high] = std::minmax_element(drawn.begin(), drawn.end());
  struct Place {
    Part* part;
    std::uint32_t neuron, variable;
  };
  std::vector<Place> places;
  for (std::uint32_t i = 0; i < targets.size(); ++i) {
    const auto [part, neuron] = world.find(targets.at(i));
    const auto& variables = part->population().model->variables;
    std::uint32_t variable = 0;
    while (variable < variables.size() && variables[variable].name != spec.name) ++variable;
    if (variable == variables.size())
      throw Error("E_FROZEN",
                  "set: '" + spec.name + "' is not a variable of " +
                      std::string(part->population().model->name) + " and cannot change after build",
                  {spec.name, "", "the model's variables", "set parameters before build"});
    if (!(part->variant().readable >> variable & 1))
      throw Error(
          "E_RECORD", "set: " + spec.name + " is not kept separately in this network",
          {spec.name, "", "", "record " + spec.name + " in any neuron of the population before build"});
    check_range(variables[variable], *low, *high, "set");
    places.push_back({part, neuron, variable});
  }
  network.streams.next();
  for (std::uint32_t i = 0; i < targets.size(); ++i)
    places[i].part->write(places[i].variable, places[i].neuron, drawn.size() == 1 ? drawn[0] : drawn[i]);
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
