// A fixed number of partners, each drawn with a probability in proportion to a kernel of the displacement.
#pragma once
#include <cstdint>
#include <vector>

#include "connect/space/spatial_rule.hpp"

namespace cajal {

/** A rule by which every element chooses the same number of partners. */
class WeightedChoice : public SpatialRule {
 public:
  void prepare() override;

 protected:
  /** E_PARAM_RANGE for a kernel without an upper limit, and what `SpatialRule` throws. */
  WeightedChoice(const RuleInput& input, bool by_target);

  /**
   * Appends `degree` partners of an element, drawn one after the other; without multapses among those that were not
   * drawn before. E_INDEGREE where fewer have a positive kernel.
   */
  void choose(std::uint32_t element, std::uint64_t degree, std::vector<std::uint32_t>& partners) const;

 private:
  struct Pool;

  Pool pool_around(std::uint32_t element) const;
  void draw_by_cells(const Pool& pool, std::uint64_t degree, std::vector<std::uint32_t>& partners) const;
  void draw_among_all(const Pool& pool, std::uint64_t missing, std::size_t begin,
                      std::vector<std::uint32_t>& partners) const;

  bool by_target_;
  Cells cells_;
};

}  // namespace cajal
