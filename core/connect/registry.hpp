// The list of connection rules.
#pragma once
#include <span>
#include <string_view>

#include "connect/rule.hpp"

namespace cajal {

/** All rules, sorted by name. */
std::span<const RuleModel* const> rules();

/** The rule of that name. Throws E_UNKNOWN_NAME with the names that exist. */
const RuleModel& find_rule(std::string_view name);

}  // namespace cajal
