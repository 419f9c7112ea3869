#include "engine/describe/description_checks.hpp"

#include <algorithm>
#include <cmath>
#include <cstdio>

namespace cajal {

void fail(const char* code, const std::string& message, ErrorDetail detail) {
  throw Error(code, message, std::move(detail));
}

std::string shown(double value) {
  char buffer[40];
  std::snprintf(buffer, sizeof buffer, "%.12g", value);
  return buffer;
}

void check_range(const Field& field, double low, double high, const std::string& what) {
  const bool inside =
      field.open ? low > field.low && high < field.high : low >= field.low && high <= field.high;
  if (inside) return;
  const double offending = (field.open ? low > field.low : low >= field.low) ? high : low;
  const bool positive = field.low == 0 && field.open;
  const bool bounded = field.high < 1e300;
  const std::string allowed = bounded          ? "from " + shown(field.low) + " to " + shown(field.high)
                              : positive       ? "> 0 " + std::string(field.unit)
                              : field.low == 0 ? ">= 0 " + std::string(field.unit)
                                               : "finite";
  fail(!std::isfinite(offending) ? "E_NOT_FINITE"
       : positive                ? "E_PARAM_POSITIVE"
                                 : "E_PARAM_RANGE",
       what + ": " + std::string(field.name) + " must be " + allowed + ", got " + shown(offending),
       {std::string(field.name), shown(offending), allowed, "correct the value"});
}

void check_values(const Field& field, const std::vector<double>& values, const std::string& what) {
  if (!list_of(field).empty()) {
    for (const double value : values)
      if (value != no_entry) check_range(field, value, value, what);
    return;
  }
  const bool choice = field.unit.starts_with(choice_unit);
  if (field.unit != "boolean" && !choice) {
    const auto [low, high] = std::minmax_element(values.begin(), values.end());
    return check_range(field, *low, *high, what);
  }
  const auto wrong = std::find_if(values.begin(), values.end(), [&](double value) {
    return !(value >= field.low && value <= field.high) || value != std::floor(value);
  });
  if (wrong == values.end()) return;
  const std::string allowed = choice ? "a whole number from 0 to " + shown(field.high) : "0 or 1";
  fail("E_TYPE", what + ": " + std::string(field.name) + " must be " + allowed + ", got " + shown(*wrong),
       {std::string(field.name), shown(*wrong), allowed,
        choice ? "the number, from 0 on, in: " + std::string(field.unit) : "0 for no, 1 for yes"});
}

bool touches(const Selection& selection, const Population& population) noexcept {
  const std::uint64_t begin = population.first, end = begin + population.size;
  return std::any_of(selection.parts().begin(), selection.parts().end(), [&](const auto& range) {
    const std::uint64_t from = range.first >= begin ? 0 : (begin - range.first + range.step - 1) / range.step;
    const std::uint64_t neuron = range.first + from * range.step;
    return neuron <= range.last && neuron < end;
  });
}

std::vector<std::uint32_t> populations_of(const Network& network, const Selection& selection) {
  std::vector<std::uint32_t> touched;
  for (std::uint32_t p = 0; p < network.populations.size(); ++p)
    if (touches(selection, network.populations[p])) touched.push_back(p);
  return touched;
}

}  // namespace cajal
