#include <algorithm>

#include "connect/checks.hpp"
#include "connect/space/weighted_choice.hpp"

namespace cajal {
namespace {
namespace spatial_outdegree {

constexpr RuleModel::Number number{"outdegree", "number of synapses from each source", true};

class SpatialOutdegree : public WeightedChoice {
 public:
  explicit SpatialOutdegree(const RuleInput& input)
      : WeightedChoice(input, false), outdegree_(count_of(input, number)) {
    const std::uint64_t gap = forbidden_pairs() > 0 ? 1 : 0;
    synapses_ = product(outdegree_, sources().size(), "synapses");
    if (sources().size() > 0) check_degree(outdegree_, targets().size() - gap, multapses_, number);
  }

  // How many targets lie in a block follows from drawing all of them.
  void generate(std::uint32_t element, std::uint32_t block,
                std::vector<std::uint32_t>& partners) const override {
    const std::size_t begin = partners.size();
    choose(element, outdegree_, partners);
    if (blocks() == 1) return;
    const auto other = [block](std::uint32_t target) { return target / block_size != block; };
    partners.erase(
        std::remove_if(partners.begin() + static_cast<std::ptrdiff_t>(begin), partners.end(), other),
        partners.end());
  }

  std::uint64_t expected_synapses() const override { return synapses_; }
  /** Nothing is known of how densely sources surround a target. */
  std::uint64_t most_onto_target() const override {
    return multapses_ ? synapses_ : std::min<std::uint64_t>(synapses_, sources().size());
  }

 private:
  std::uint64_t outdegree_, synapses_;
};

std::unique_ptr<Rule> make(const RuleInput& input) { return std::make_unique<SpatialOutdegree>(input); }

}  // namespace spatial_outdegree
}  // namespace

namespace rule_models {
extern const RuleModel spatial_outdegree;
const RuleModel spatial_outdegree{
    "spatial_outdegree",
    "The same number of targets for every source, drawn in proportion to a kernel of the displacement.",
    spatial_outdegree::number, spatial_outdegree::make};
}  // namespace rule_models
}  // namespace cajal
