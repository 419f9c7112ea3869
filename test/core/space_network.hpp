// Neurons in space with a rule between them, and what the rule should do with each pair.
#pragma once
#include <cmath>
#include <memory>
#include <vector>

#include "connect/registry.hpp"
#include "connect/space/expression.hpp"
#include "connect/space/space.hpp"
#include "model/registry.hpp"
#include "network_of_rule.hpp"

namespace cajal::test {

using Program = std::vector<double>;

inline void push(Program& program, Operation operation, double number = 0) {
  program.push_back(static_cast<double>(operation)), program.push_back(number);
}

/** exp(-(d / std)^2 / 2). */
inline Program gaussian(double std) {
  Program p;
  push(p, Operation::distance), push(p, Operation::distance), push(p, Operation::multiply);
  push(p, Operation::number, -0.5 / (std * std)), push(p, Operation::multiply);
  push(p, Operation::exponential);
  return p;
}

/** 1 within a distance, else 0. */
inline Program within(double radius) {
  Program p;
  push(p, Operation::distance), push(p, Operation::number, radius), push(p, Operation::at_most);
  return p;
}

/** 1 where the target lies in the direction of x and not far away in y, else 0. */
inline Program ahead(double length, double width) {
  Program p;
  push(p, Operation::number, 0), push(p, Operation::component, 0), push(p, Operation::at_most);
  push(p, Operation::component, 0), push(p, Operation::number, length), push(p, Operation::at_most);
  push(p, Operation::multiply);
  push(p, Operation::component, 1), push(p, Operation::number, width), push(p, Operation::at_most);
  push(p, Operation::multiply);
  return p;
}

struct SpaceSettings {
  std::string rule;
  double number = 1;
  std::size_t dimensions = 2;
  std::uint32_t sources = 60, targets = 80;
  double period = 0;  ///< of all dimensions; neurons lie in a cube of length 1
  Program kernel{}, mask{};
  bool autapses = true, multapses = true;
  bool same = false;  ///< targets are the sources
  std::uint64_t seed = 1;
};

/** Positions are those of a sequence that fills space evenly, and the same for all seeds. */
class SpaceNetwork {
 public:
  explicit SpaceNetwork(const SpaceSettings& settings)
      : sources({0, settings.sources, 1}, "sources", 1u << 31),
        targets(settings.same ? Ranges{0, settings.sources, 1}
                              : Ranges{1u << 20, (1u << 20) + settings.targets, 1},
                "targets", 1u << 31) {
    space.dimensions = settings.dimensions;
    constexpr double steps[] = {0.8191725133961645, 0.6710436067037893, 0.5497004779019703};
    for (std::size_t d = 0; d < settings.dimensions; ++d) {
      space.period[d] = settings.period;
      const auto place = [&](std::uint32_t i) { return std::fmod((i + 0.5) * steps[d], 1.0); };
      for (std::uint32_t i = 0; i < sources.size(); ++i) space.sources[d].push_back(place(i));
      for (std::uint32_t i = 0; i < targets.size(); ++i)
        space.targets[d].push_back(place(settings.same ? i : i + 7));
    }
    ConnectionSpec spec;
    spec.rule = settings.rule, spec.number = settings.number;
    spec.autapses = settings.autapses, spec.multapses = settings.multapses;
    spec.kernel = settings.kernel, spec.mask = settings.mask;
    rule = find_rule(settings.rule)
               .make({spec, sources, targets, settings.seed, 3, *best_level().kernels, &space});
    rule->prepare();
  }

  Synapses all() const {
    Synapses synapses;
    std::vector<std::uint32_t> partners;
    for (std::uint32_t element = 0; element < rule->elements(); ++element)
      for (std::uint32_t block = 0; block < rule->blocks(); ++block) {
        partners.clear();
        rule->generate(element, block, partners);
        for (const std::uint32_t partner : partners)
          synapses.push_back(rule->by_target() ? std::pair{partner, element} : std::pair{element, partner});
      }
    return synapses;
  }

  /** The displacement in a dimension, by trying all images. */
  double way(std::size_t d, std::uint32_t source, std::uint32_t target) const {
    const double step = space.targets[d][target] - space.sources[d][source], period = space.period[d];
    double best = step;
    for (const double image : {step - period, step + period})
      if (std::abs(image) < std::abs(best)) best = image;
    return best;
  }

  double distance(std::uint32_t source, std::uint32_t target) const {
    double sum = 0;
    for (std::size_t d = 0; d < space.dimensions; ++d) sum += way(d, source, target) * way(d, source, target);
    return std::sqrt(sum);
  }

  Selection sources, targets;
  Space space;
  std::unique_ptr<Rule> rule;
};

}  // namespace cajal::test
