#include "connect/checks.hpp"
#include "connect/pick.hpp"
#include "connect/rule.hpp"
#include "connect/spread.hpp"

namespace cajal {
namespace {
namespace fixed_indegree {

constexpr RuleModel::Number number{"indegree", "number of synapses onto each target", true};

class FixedIndegree : public Rule {
 public:
  explicit FixedIndegree(const RuleInput& input) : Rule(input), indegree_(count_of(input, number)) {
    const std::uint64_t gap = forbidden_pairs() > 0 ? 1 : 0;
    synapses_ = product(indegree_, targets().size(), "synapses");
    if (targets().size() > 0) check_degree(indegree_, sources().size() - gap, multapses_, number);
  }

  bool by_target() const noexcept override { return true; }

  void generate(std::uint32_t element, std::uint32_t, std::vector<std::uint32_t>& partners) const override {
    const std::uint32_t gap = forbidden(element), size = sources().size();
    if (!multapses_)
      return Chooser{seed_, stream_, element, size, gap, false, kernels_}.choose_all(indegree_, partners);
    if (indegree_ == 0) return;
    const std::size_t old = partners.size();
    partners.resize(old + indegree_);
    std::uint32_t* const chosen = partners.data() + old;
    pick({seed_, stream_, element, 0, kernels_}, gap == Selection::npos ? size : size - 1,
         static_cast<std::uint32_t>(indegree_), chosen);
    for (std::uint64_t i = 0; i < indegree_; ++i) chosen[i] += chosen[i] >= gap ? 1 : 0;
  }

  std::uint64_t expected_synapses() const override { return synapses_; }
  std::uint64_t array_size() const override { return synapses_; }
  std::uint64_t array_position(std::uint32_t element, std::uint32_t, std::uint32_t index,
                               std::uint32_t) const override {
    return element * indegree_ + index;
  }

 private:
  std::uint64_t indegree_, synapses_;
};

std::unique_ptr<Rule> make(const RuleInput& input) { return std::make_unique<FixedIndegree>(input); }

}  // namespace fixed_indegree
}  // namespace

namespace rule_models {
extern const RuleModel fixed_indegree;
const RuleModel fixed_indegree{"fixed_indegree", "The same number of random sources for every target.",
                               fixed_indegree::number, fixed_indegree::make, true};
}  // namespace rule_models
}  // namespace cajal
