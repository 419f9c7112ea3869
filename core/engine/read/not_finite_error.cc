#include "engine/read/not_finite_error.hpp"

#include <string>

#include "engine/describe/description_checks.hpp"

namespace cajal {

namespace {

Error weight_error(const Network& network, const Population& population, const NotFinite& found) {
  const Selection& sources = network.projections[found.projection].sources;
  const std::uint32_t source = sources.at(found.source);
  const Population& from = network.populations[network.population_of(source)];
  const double time = network.grid.time(found.step + 1);
  return Error(
      "E_NUMERIC",
      "run: the weight from neuron " + std::to_string(source - from.first) + " of '" + from.label +
          "' to neuron " + std::to_string(found.neuron) + " of '" + population.label + "' (" +
          std::string(network.projections[found.projection].synapse->name) + ") is not finite at " +
          shown(time) + " ms",
      {"weight", "not finite", "a finite number",
       "lower the learning rate or bound the weights with Wmin and Wmax; the cause lies up to 100 steps "
       "earlier"});
}

}  // namespace

Error not_finite_error(const Network& network, const World& world, const NotFinite& found) {
  const Population& population = network.populations[found.population];
  if (found.weight) return weight_error(network, population, found);
  const auto [part, neuron] = world.find(population.first + found.neuron);
  std::string variable = "the state", value = "not finite";
  for (std::size_t k = 0; k < population.model->recordables.size(); ++k) {
    if (!(part->variant().readable >> k & 1)) continue;
    const double now = part->read(k, neuron);
    if (now - now == 0) continue;
    variable = population.model->recordables[k].name;
    value = shown(now);
    break;
  }
  const double time = network.grid.time(found.step + 1);
  return Error(
      "E_NUMERIC",
      "run: " + variable + " of neuron " + std::to_string(found.neuron) + " of '" + population.label + "' (" +
          std::string(population.model->name) + ") is " + value + " at " + shown(time) + " ms",
      {variable, value, "a finite number",
       "look at the neuron's parameters and inputs, units first; the cause lies up to 100 steps earlier"});
}

}  // namespace cajal
