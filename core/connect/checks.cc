#include "connect/checks.hpp"

#include <cmath>

#include "base/checked.hpp"
#include "base/text.hpp"
#include "error.hpp"

namespace cajal {

std::uint64_t count_of(const RuleInput& input, const RuleModel::Number& number) {
  const double value = input.spec.number;
  const std::string name(number.name);
  if (!(value >= 0) || std::floor(value) != value) {
    throw Error("E_PARAM_RANGE", name + " must be a whole number of at least 0, got " + number_text(value),
                {name, number_text(value), "an integer >= 0", {}});
  }
  if (value > largest_count) {
    throw Error("E_OVERFLOW", name + " = " + number_text(value) + " exceeds 2^53 synapses",
                {name, number_text(value), "at most 9007199254740992", {}});
  }
  return static_cast<std::uint64_t>(value);
}

std::uint64_t product(std::uint64_t a, std::uint64_t b, const std::string& what) {
  const auto limit = static_cast<std::uint64_t>(largest_count);
  if (a == 0 || b <= limit / a) return a * b;
  const std::string value = std::to_string(a) + " x " + std::to_string(b);
  throw Error("E_OVERFLOW", value + " " + what + " exceed 2^53",
              {what, value, "at most 9007199254740992", {}});
}

void check_degree(std::uint64_t degree, std::uint64_t candidates, bool multapses,
                  const RuleModel::Number& number) {
  const bool possible = degree == 0 || (multapses ? candidates > 0 : degree <= candidates);
  const std::string name(number.name), value = std::to_string(degree);
  if (!possible) {
    const std::string most = std::to_string(candidates);
    throw Error(
        "E_INDEGREE", name + " " + value + " is impossible: some neuron has only " + most + " partners",
        {name, value, "at most " + most, multapses ? "allow autapses" : "allow multapses or autapses"});
  }
  if (degree > 0xFFFFFFFF) {
    throw Error("E_OVERFLOW", name + " " + value + " exceeds 2^32 - 1 synapses of one neuron",
                {name, value, "at most 4294967295", {}});
  }
}

}  // namespace cajal
