#include "connect/registry.hpp"

#include <iterator>
#include <string>

#include "error.hpp"

namespace cajal {

namespace rule_models {
#define CAJAL_ENTRY(stem) extern const RuleModel stem;
#include "rules.gen.inc"
#undef CAJAL_ENTRY
}  // namespace rule_models

namespace {

constexpr const RuleModel* all_rules[] = {
#define CAJAL_ENTRY(stem) &rule_models::stem,
#include "rules.gen.inc"
#undef CAJAL_ENTRY
};

}  // namespace

std::span<const RuleModel* const> rules() { return all_rules; }

const RuleModel& find_rule(std::string_view name) {
  std::string names;
  for (const RuleModel* rule : all_rules) {
    if (rule->name == name) return *rule;
    names += (names.empty() ? "" : ", ") + std::string(rule->name);
  }
  throw Error("E_UNKNOWN_NAME", "unknown connection rule '" + std::string(name) + "'",
              {"rule", std::string(name), names, {}});
}

}  // namespace cajal
