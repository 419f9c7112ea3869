#include <algorithm>

#include "connect/checks.hpp"
#include "connect/rule.hpp"

namespace cajal {
namespace {
namespace all_to_all {

class AllToAll : public Rule {
 public:
  explicit AllToAll(const RuleInput& input) : Rule(input) {
    size_ = product(sources().size(), targets().size(), "synapses");
    synapses_ = size_ - forbidden_pairs();
  }

  void generate(std::uint32_t element, std::uint32_t block,
                std::vector<std::uint32_t>& partners) const override {
    const std::uint32_t first = block * block_size;
    const std::uint32_t last = first + std::min(targets().size() - first, block_size),
                        gap = forbidden(element);
    for (std::uint32_t target = first; target < last; ++target) {
      if (target != gap) partners.push_back(target);
    }
  }

  std::uint64_t expected_synapses() const override { return synapses_; }
  std::uint64_t array_size() const override { return size_; }
  std::uint64_t array_position(std::uint32_t element, std::uint32_t, std::uint32_t,
                               std::uint32_t partner) const override {
    return std::uint64_t{partner} * sources().size() + element;
  }

 private:
  std::uint64_t size_, synapses_;
};

std::unique_ptr<Rule> make(const RuleInput& input) { return std::make_unique<AllToAll>(input); }

}  // namespace all_to_all
}  // namespace

namespace rule_models {
extern const RuleModel all_to_all;
const RuleModel all_to_all{"all_to_all", "Every source to every target.", {}, all_to_all::make};
}  // namespace rule_models
}  // namespace cajal
