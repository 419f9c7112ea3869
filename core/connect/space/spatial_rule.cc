#include "connect/space/spatial_rule.hpp"

namespace cajal {

SpatialRule::SpatialRule(const RuleInput& input) : Rule(input) {
  const auto part = [&](const std::vector<double>& numbers, const char* name) {
    return numbers.empty() ? Expression::constant(1, dimensions()) : Expression(numbers, name, dimensions());
  };
  kernel_ = part(input.spec.kernel, "kernel").times(part(input.spec.mask, "mask"));
}

Box SpatialRule::all_ways() const {
  Box box{};
  for (std::size_t d = 0; d < dimensions(); ++d) box.sides[d] = space()->ways(d);
  return box;
}

void SpatialRule::at(bool by_target, std::uint32_t element, const std::uint32_t* partners, std::size_t n,
                     double* out) const {
  double ways[most_dimensions][piece_of_displacements];
  double* const columns[most_dimensions] = {ways[0], ways[1], ways[2]};
  if (space()) space()->displacements(by_target, element, partners, n, columns);
  kernel_.evaluate(*kernels_, columns, n, out);
}

}  // namespace cajal
