#include "connect/checks.hpp"
#include "connect/space/weighted_choice.hpp"

namespace cajal {
namespace {
namespace spatial_indegree {

constexpr RuleModel::Number number{"indegree", "number of synapses onto each target", true};

class SpatialIndegree : public WeightedChoice {
 public:
  explicit SpatialIndegree(const RuleInput& input)
      : WeightedChoice(input, true), indegree_(count_of(input, number)) {
    const std::uint64_t gap = forbidden_pairs() > 0 ? 1 : 0;
    synapses_ = product(indegree_, targets().size(), "synapses");
    if (targets().size() > 0) check_degree(indegree_, sources().size() - gap, multapses_, number);
  }

  bool by_target() const noexcept override { return true; }

  void generate(std::uint32_t element, std::uint32_t, std::vector<std::uint32_t>& partners) const override {
    choose(element, indegree_, partners);
  }

  std::uint64_t expected_synapses() const override { return synapses_; }
  std::uint64_t most_onto_target() const override { return indegree_; }
  std::uint64_t array_size() const override { return synapses_; }
  std::uint64_t array_position(std::uint32_t element, std::uint32_t, std::uint32_t index,
                               std::uint32_t) const override {
    return element * indegree_ + index;
  }

 private:
  std::uint64_t indegree_, synapses_;
};

std::unique_ptr<Rule> make(const RuleInput& input) { return std::make_unique<SpatialIndegree>(input); }

}  // namespace spatial_indegree
}  // namespace

namespace rule_models {
extern const RuleModel spatial_indegree;
const RuleModel spatial_indegree{
    "spatial_indegree",
    "The same number of sources for every target, drawn in proportion to a kernel of the displacement.",
    spatial_indegree::number, spatial_indegree::make, true};
}  // namespace rule_models
}  // namespace cajal
