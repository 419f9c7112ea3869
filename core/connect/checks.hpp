// What rules ask of their numbers, with the errors they share.
#pragma once
#include <cstdint>
#include <string>

#include "connect/rule.hpp"

namespace cajal {

/** `spec.number` as a count. E_PARAM_RANGE unless it is an integer >= 0, E_OVERFLOW above 2^53. */
std::uint64_t count_of(const RuleInput& input, const RuleModel::Number& number);

/** a times b. E_OVERFLOW above 2^53, naming what is counted. */
std::uint64_t product(std::uint64_t a, std::uint64_t b, const std::string& what);

/**
 * Refuses a degree that some neuron cannot have: E_INDEGREE, with the largest possible one.
 * `candidates` is how many partners the neuron with the fewest has.
 */
void check_degree(std::uint64_t degree, std::uint64_t candidates, bool multapses,
                  const RuleModel::Number& number);

}  // namespace cajal
