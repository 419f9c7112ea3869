#include "engine/slices/units/units.hpp"

#include <algorithm>
#include <cmath>
#include <functional>

#include "base/values/draw.hpp"
#include "engine/describe/description_checks.hpp"
#include "engine/slices/units/fixed_point.hpp"

namespace cajal {

namespace {

/** The unit that all weights which the description allows onto a population ask for. */
double unit_of(const Network& network, const Population& population, static_row::Form form) {
  double largest = 0;
  const auto consider = [&](const Selection& targets, const Draw& weight, std::uint32_t receptor) {
    if (!touches(targets, population) || receptor >= population.model->receptors.size()) return;
    if (population.model->receptors[receptor].use == WeightUse::count) return;
    const Range range = bounds(weight);
    largest = std::max({largest, std::abs(range.min), std::abs(range.max)});
  };
  for (const Projection& p : network.projections) {
    if (p.synapse->kind == SynapseKind::values) continue;
    consider(p.targets, p.spec.weight, static_cast<std::uint32_t>(p.spec.receptor));
    if (!p.synapse->bounds) continue;
    double low = 0, high = 0;
    p.synapse->bounds(p.synapse_parameters.data(), low, high);
    if (std::isinf(high)) continue;  // the initial weights then say in what unit weights are counted
    const Draw span{"uniform", {low, high}, "none", 0, 0};
    consider(p.targets, span, static_cast<std::uint32_t>(p.spec.receptor));
  }
  for (const Stimulus& s : network.stimuli)
    if (s.device->emission != Emission::current) consider(s.targets, s.weight, s.receptor);
  return weight_unit(largest, form);
}

}  // namespace

std::vector<double> wanted_units(const Network& network, static_row::Form form) {
  std::vector<double> units;
  for (const Population& population : network.populations)
    units.push_back(population.size == 0 ? 1 : unit_of(network, population, form));
  return units;
}

std::vector<double> present_units(const Network& network, const std::vector<Slice>& slices) {
  std::vector<double> units(network.populations.size(), 1);
  for (const Slice& slice : slices)
    for (const Part& part : slice.parts) units[part.number()] = part.unit();
  return units;
}

std::vector<bool> set_units(std::vector<Slice>& slices, const std::vector<double>& units) {
  std::vector<bool> changed(units.size());
  for (Slice& slice : slices)
    for (Part& part : slice.parts) {
      if (part.unit() != units[part.number()]) changed[part.number()] = true;
      part.set_unit(units[part.number()]);
    }
  return changed;
}

bool units_suffice(const Network& network, const std::vector<Slice>& slices, static_row::Form form) {
  const std::vector<double> present = present_units(network, slices), wanted = wanted_units(network, form);
  return std::equal(wanted.begin(), wanted.end(), present.begin(), std::less_equal<>());
}

}  // namespace cajal
