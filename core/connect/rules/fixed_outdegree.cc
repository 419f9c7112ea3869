#include "connect/checks.hpp"
#include "connect/rule.hpp"
#include "connect/spread.hpp"

namespace cajal {
namespace {
namespace fixed_outdegree {

constexpr RuleModel::Number number{"outdegree", "number of synapses from each source", true};

class FixedOutdegree : public Rule {
 public:
  explicit FixedOutdegree(const RuleInput& input) : Rule(input), outdegree_(count_of(input, number)) {
    const std::uint64_t gap = forbidden_pairs() > 0 ? 1 : 0;
    picks_ = multapses_ && gap == 0;
    synapses_ = product(outdegree_, sources().size(), "synapses");
    if (sources().size() > 0) check_degree(outdegree_, targets().size() - gap, multapses_, number);
  }

  void generate(std::uint32_t element, std::uint32_t block,
                std::vector<std::uint32_t>& partners) const override {
    chooser(element).choose(outdegree_, block, partners);
  }

  bool picks() const noexcept override { return picks_; }
  std::uint64_t count(std::uint32_t element, std::uint32_t block) const override {
    return chooser(element).part(outdegree_, block).count;
  }

  std::uint64_t expected_synapses() const override { return synapses_; }
  std::uint64_t array_size() const override { return synapses_; }
  std::uint64_t array_position(std::uint32_t element, std::uint32_t block, std::uint32_t index,
                               std::uint32_t) const override {
    return element * outdegree_ + chooser(element).part(outdegree_, block).before + index;
  }

 private:
  Chooser chooser(std::uint32_t element) const {
    return {seed_, stream_, element, targets().size(), forbidden(element), multapses_, kernels_};
  }

  std::uint64_t outdegree_, synapses_;
  bool picks_;
};

std::unique_ptr<Rule> make(const RuleInput& input) { return std::make_unique<FixedOutdegree>(input); }

}  // namespace fixed_outdegree
}  // namespace

namespace rule_models {
extern const RuleModel fixed_outdegree;
const RuleModel fixed_outdegree{"fixed_outdegree", "The same number of random targets for every source.",
                                fixed_outdegree::number, fixed_outdegree::make};
}  // namespace rule_models
}  // namespace cajal
