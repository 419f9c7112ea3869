// Where neurons are: positions of populations, and the space in which a projection lies.
#include <algorithm>
#include <cmath>

#include "engine/describe/describe.hpp"
#include "engine/describe/description_checks.hpp"

namespace cajal {

void check_positions(const PopulationSpec& spec) {
  const std::size_t dimensions = spec.periods.size(), n = spec.positions.size();
  if (dimensions > most_dimensions)
    fail(
        "E_POSITIONS", "population: space has 1 to 3 dimensions, got " + std::to_string(dimensions),
        {"periods", std::to_string(dimensions), "at most 3", "give a period for each dimension, 0 for none"});
  if (static_cast<double>(n) != spec.size * static_cast<double>(dimensions))
    fail("E_SHAPE",
         "population: positions take " + std::to_string(dimensions) + " coordinates for each of " +
             shown(spec.size) + " neurons, got " + std::to_string(n) + " in all",
         {"positions", std::to_string(n), "size times dimensions", "give the coordinates of every neuron"});
  for (const double x : spec.positions)
    if (!std::isfinite(x))
      fail("E_NOT_FINITE", "population: a coordinate is not a finite number",
           {"positions", shown(x), "finite numbers", "give finite coordinates"});
  for (std::size_t d = 0; d < dimensions; ++d) {
    const double period = spec.periods[d];
    double low = 0, high = 0;
    for (std::size_t k = d; k < n; k += dimensions) {
      const double x = spec.positions[k];
      low = k == d ? x : std::min(low, x), high = k == d ? x : std::max(high, x);
    }
    if (period == 0 || (period > 0 && std::isfinite(period) && high - low <= period)) continue;
    fail("E_POSITIONS",
         "population: a period must be 0 or hold all positions, got " + shown(period) +
             " for positions over " + shown(high - low),
         {"periods", shown(period), "0, or at least " + shown(high - low), "give a longer period"});
  }
}

namespace {

/** The population that all others agree with in dimensions and periods; null if they do not, or have no positions. */
const Population* common_space(const Network& network, const Selection& sources, const Selection& targets) {
  const Population* common = nullptr;
  for (const Selection* side : {&sources, &targets})
    for (const std::uint32_t p : populations_of(network, *side)) {
      const Population& here = network.populations[p];
      if (here.periods.empty() || (common && common->periods != here.periods)) return nullptr;
      common = &here;
    }
  return common;
}

void gather(const Network& network, const Selection& neurons, Coordinates& columns) {
  for (std::uint32_t i = 0; i < neurons.size(); ++i) {
    const std::uint32_t neuron = neurons.at(i);
    const Population& home = network.populations[network.population_of(neuron)];
    const std::size_t dimensions = home.periods.size();
    for (std::size_t d = 0; d < dimensions; ++d)
      columns[d].push_back(home.positions[(neuron - home.first) * dimensions + d]);
  }
}

}  // namespace

std::unique_ptr<const Space> space_of(const Network& network, const Selection& sources,
                                      const Selection& targets) {
  const Population* common = common_space(network, sources, targets);
  if (!common) return nullptr;
  auto space = std::make_unique<Space>();
  space->dimensions = common->periods.size();
  std::copy(common->periods.begin(), common->periods.end(), space->period);
  gather(network, sources, space->sources);
  gather(network, targets, space->targets);
  return space;
}

}  // namespace cajal
