#include <limits>
#include <vector>

#include "base/checked.hpp"
#include "connect/checks.hpp"
#include "connect/purposes.hpp"
#include "connect/rule.hpp"
#include "connect/spread.hpp"
#include "error.hpp"

namespace cajal {
namespace {
namespace fixed_total_number {

constexpr RuleModel::Number number{"N", "number of synapses", true};

/** Every pair of source and target is equally likely for each of the N synapses, given the flags. */
class FixedTotalNumber : public Rule {
 public:
  explicit FixedTotalNumber(const RuleInput& input) : Rule(input), total_(count_of(input, number)) {
    const std::uint64_t forbidden = forbidden_pairs();
    const std::uint64_t pairs = product(sources().size(), targets().size(), "pairs") - forbidden;
    picks_ = multapses_ && forbidden == 0;
    if (multapses_ ? total_ == 0 || pairs > 0 : total_ <= pairs) return;
    const std::string value = std::to_string(total_), most = multapses_ ? "0" : std::to_string(pairs);
    throw Error("E_TOTAL",
                "N = " + value + " synapses do not fit: there are " + std::to_string(pairs) + " pairs",
                {"N", value, "at most " + most, multapses_ ? "allow autapses" : "allow multapses"});
  }

  void prepare() override {
    gaps_.assign(autapses_ ? 0 : elements() + 1, 0);
    for (std::uint32_t i = 0; i + 1 < gaps_.size(); ++i) {
      gaps_[i + 1] = gaps_[i] + (forbidden(i) != Selection::npos ? 1 : 0);
    }
    narrow_.assign(elements(), 0);
    divide(total_, 0, elements(), 0);
    gaps_ = {};
  }

  void generate(std::uint32_t element, std::uint32_t block,
                std::vector<std::uint32_t>& partners) const override {
    chooser(element).choose(count(element), block, partners);
  }

  bool picks() const noexcept override { return picks_; }
  std::uint64_t count(std::uint32_t element, std::uint32_t block) const override {
    return chooser(element).part(count(element), block).count;
  }

  std::uint64_t expected_synapses() const override { return total_; }

 private:
  Chooser chooser(std::uint32_t element) const {
    return {seed_, stream_, element, targets().size(), forbidden(element), multapses_, kernels_};
  }

  std::uint32_t count(std::uint32_t element) const noexcept {
    return wide_.empty() ? narrow_[element] : wide_[element];
  }

  void keep(std::uint32_t element, std::uint32_t count) {
    if (wide_.empty() && count <= std::numeric_limits<std::uint16_t>::max()) {
      narrow_[element] = static_cast<std::uint16_t>(count);
      return;
    }
    if (wide_.empty()) wide_.assign(narrow_.begin(), narrow_.end()), narrow_ = {};
    wide_[element] = count;
  }

  /** The number of possible pairs of sources [begin, end). */
  std::uint64_t cells(std::uint32_t begin, std::uint32_t end) const {
    const std::uint64_t all = std::uint64_t{end - begin} * targets().size();
    return gaps_.empty() ? all : all - (gaps_[end] - gaps_[begin]);
  }

  /** Deals `total` synapses to sources [begin, end), halving the interval. */
  void divide(std::uint64_t total, std::uint32_t begin, std::uint32_t end, std::uint32_t depth) {
    if (total == 0) return;
    if (end - begin == 1) {
      return keep(begin, checked<std::uint32_t>(total, "synapses of one source"));
    }
    const std::uint32_t middle = begin + (end - begin) / 2;
    Sequence sequence(seed_, stream_, begin, purpose::elements | depth);
    const std::uint64_t left = share(sequence, total, cells(begin, end), cells(begin, middle), multapses_);
    divide(left, begin, middle, depth + 1);
    divide(total - left, middle, end, depth + 1);
  }

  std::uint64_t total_;
  bool picks_;
  // The synapses of each source, in one of both: millions of sources have a number in each of many projections.
  std::vector<std::uint16_t> narrow_;
  std::vector<std::uint32_t> wide_;
  std::vector<std::uint32_t> gaps_;  // during prepare: forbidden pairs of the sources before
};

std::unique_ptr<Rule> make(const RuleInput& input) { return std::make_unique<FixedTotalNumber>(input); }

}  // namespace fixed_total_number
}  // namespace

namespace rule_models {
extern const RuleModel fixed_total_number;
const RuleModel fixed_total_number{"fixed_total_number", "A fixed number of synapses on random pairs.",
                                   fixed_total_number::number, fixed_total_number::make};
}  // namespace rule_models
}  // namespace cajal
