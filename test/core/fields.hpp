// What tests ask of a table of parameters or variables.
#pragma once
#include <span>
#include <string_view>
#include <vector>

#include "model/neuron.hpp"

namespace cajal::test {

inline bool inside(const Field& field, double value) {
  return field.open ? value > field.low && value < field.high : value >= field.low && value <= field.high;
}

inline std::size_t index_of(std::span<const Field> fields, std::string_view name) {
  std::size_t k = 0;
  while (k < fields.size() && fields[k].name != name) ++k;
  return k;
}

inline std::vector<double> defaults(std::span<const Field> fields) {
  std::vector<double> values;
  for (const Field& field : fields) values.push_back(field.value);
  return values;
}

}  // namespace cajal::test
