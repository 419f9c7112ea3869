#include "connect/rule.hpp"
#include "error.hpp"

namespace cajal {
namespace {
namespace one_to_one {

class OneToOne : public Rule {
 public:
  explicit OneToOne(const RuleInput& input) : Rule(input) {}

  void generate(std::uint32_t element, std::uint32_t block,
                std::vector<std::uint32_t>& partners) const override {
    if (element / block_size == block && forbidden(element) != element) partners.push_back(element);
  }

  std::uint64_t expected_synapses() const override {
    std::uint64_t count = elements();
    if (autapses_) return count;
    for (std::uint32_t element = 0; element < elements(); ++element) count -= forbidden(element) == element;
    return count;
  }

  std::uint64_t array_size() const override { return elements(); }
  std::uint64_t array_position(std::uint32_t element, std::uint32_t, std::uint32_t,
                               std::uint32_t) const override {
    return element;
  }
};

std::unique_ptr<Rule> make(const RuleInput& input) {
  const std::uint32_t sources = input.sources.size(), targets = input.targets.size();
  if (sources != targets) {
    const std::string sizes =
        std::to_string(sources) + " sources and " + std::to_string(targets) + " targets";
    throw Error("E_SHAPE", "one_to_one needs as many sources as targets, got " + sizes,
                {"rule", sizes, "equal sizes", "take parts of equal size"});
  }
  return std::make_unique<OneToOne>(input);
}

}  // namespace one_to_one
}  // namespace

namespace rule_models {
extern const RuleModel one_to_one;
const RuleModel one_to_one{"one_to_one", "Source i to target i.", {}, one_to_one::make};
}  // namespace rule_models
}  // namespace cajal
