// What the rules that draw by distance have in common.
#pragma once
#include <cstdint>

#include "connect/rule.hpp"
#include "connect/space/cells.hpp"
#include "connect/space/expression.hpp"

namespace cajal {

class SpatialRule : public Rule {
 public:
  /** Neighbours are looked up for all sources together. */
  bool makes() const noexcept override { return false; }

 protected:
  /** Throws E_TYPE, E_NOT_FINITE, E_POSITIONS for what is no kernel or mask here. */
  explicit SpatialRule(const RuleInput& input);

  std::size_t dimensions() const noexcept { return space() ? space()->dimensions : 0; }
  /** Displacements between all sources and targets. */
  Box all_ways() const;

  /** The kernel within the mask, at `n` <= piece_of_displacements partners of an element. */
  void at(bool by_target, std::uint32_t element, const std::uint32_t* partners, std::size_t n,
          double* out) const;

  Expression kernel_;  ///< zero outside of the mask
};

}  // namespace cajal
