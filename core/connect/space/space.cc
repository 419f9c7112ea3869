#include "connect/space/space.hpp"

#include <algorithm>

namespace cajal {

Range Space::ways(std::size_t d) const noexcept {
  if (sources[d].empty() || targets[d].empty()) return {0, 0};
  if (period[d] > 0) return {-0.5 * period[d], 0.5 * period[d]};
  const auto [first_source, last_source] = std::minmax_element(sources[d].begin(), sources[d].end());
  const auto [first_target, last_target] = std::minmax_element(targets[d].begin(), targets[d].end());
  return {*first_target - *last_source, *last_target - *first_source};
}

void Space::displacements(bool by_target, std::uint32_t element, const std::uint32_t* partners, std::size_t n,
                          double* const* out) const noexcept {
  for (std::size_t d = 0; d < dimensions; ++d) {
    const double here = (by_target ? targets : sources)[d][element];
    const double* const there = (by_target ? sources : targets)[d].data();
    for (std::size_t i = 0; i < n; ++i)
      out[d][i] = by_target ? way(d, there[partners[i]], here) : way(d, here, there[partners[i]]);
  }
}

}  // namespace cajal
