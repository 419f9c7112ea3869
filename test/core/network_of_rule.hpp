// A connection rule with the selections it needs, and all that it generates.
#pragma once
#include <cstdint>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "connect/registry.hpp"
#include "model/registry.hpp"

namespace cajal::test {

struct Settings {
  std::string rule;
  Ranges sources, targets;
  double number = 0;
  bool autapses = true, multapses = true;
  std::uint64_t seed = 1;
  std::uint32_t stream = 3;
  std::vector<std::uint32_t> pair_sources{}, pair_targets{};
};

/** Positions of source and target, in the order (element, block, index). */
using Synapses = std::vector<std::pair<std::uint32_t, std::uint32_t>>;

class RuleNetwork {
 public:
  explicit RuleNetwork(const Settings& settings)
      : sources(settings.sources, "sources", 1u << 31), targets(settings.targets, "targets", 1u << 31) {
    ConnectionSpec spec;
    spec.rule = settings.rule;
    spec.number = settings.number;
    spec.autapses = settings.autapses, spec.multapses = settings.multapses;
    spec.pair_sources = settings.pair_sources, spec.pair_targets = settings.pair_targets;
    rule = find_rule(settings.rule)
               .make({spec, sources, targets, settings.seed, settings.stream, *best_level().kernels});
    rule->prepare();
  }

  std::vector<std::uint32_t> partners(std::uint32_t element, std::uint32_t block = 0) const {
    std::vector<std::uint32_t> found;
    rule->generate(element, block, found);
    return found;
  }

  Synapses all() const {
    Synapses synapses;
    for (std::uint32_t element = 0; element < rule->elements(); ++element) {
      for (std::uint32_t block = 0; block < rule->blocks(); ++block) {
        for (const std::uint32_t partner : partners(element, block)) {
          synapses.push_back(rule->by_target() ? std::pair{partner, element} : std::pair{element, partner});
        }
      }
    }
    return synapses;
  }

  Selection sources, targets;
  std::unique_ptr<Rule> rule;
};

inline Synapses synapses_of(const Settings& settings) { return RuleNetwork(settings).all(); }

}  // namespace cajal::test
