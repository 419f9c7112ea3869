#include <algorithm>

#include "base/math.hpp"
#include "base/random/random.hpp"
#include "base/text.hpp"
#include "connect/checks.hpp"
#include "connect/purposes.hpp"
#include "connect/rule.hpp"
#include "error.hpp"

namespace cajal {
namespace {
namespace pairwise_bernoulli {

constexpr RuleModel::Number number{"p", "probability that a pair is connected", false};

/** Gaps between the rarer outcome (connected or not) are geometric: their number is drawn, not every pair. */
class PairwiseBernoulli : public Rule {
 public:
  explicit PairwiseBernoulli(const RuleInput& input)
      : Rule(input),
        p_(input.spec.number),
        rare_(p_ <= 0.5 ? p_ : 1 - p_),
        scale_(rare_ > 0 ? 1 / log1p(-rare_) : 0),
        pairs_(product(sources().size(), targets().size(), "pairs") - forbidden_pairs()) {}

  void generate(std::uint32_t element, std::uint32_t block,
                std::vector<std::uint32_t>& partners) const override {
    const std::uint32_t first = block * block_size, gap = forbidden(element);
    const std::uint32_t size = std::min(targets().size() - first, block_size);
    const auto add = [&](std::uint32_t begin, std::uint32_t end) {
      for (std::uint32_t target = first + begin; target < first + end; ++target) {
        if (target != gap) partners.push_back(target);
      }
    };
    std::int32_t skips[chunk];
    std::uint32_t position = 0, call = 0;  // everything before `position` is decided
    while (rare_ > 0 && position < size) {
      const auto calls = std::min(static_cast<std::uint32_t>((size - position) * rare_ * 0.5) + 1, chunk / 2);
      draw_skips(element, block, call, calls, skips);
      call += calls;
      for (std::uint32_t i = 0; i < 2 * calls && position < size; ++i) {
        const std::uint32_t hit = position + static_cast<std::uint32_t>(skips[i]);
        if (p_ > 0.5)
          add(position, std::min(hit, size));
        else if (hit < size)
          add(hit, hit + 1);
        position = hit + 1;
      }
    }
    if (p_ > 0.5 && position < size) add(position, size);
  }

  std::uint64_t expected_synapses() const override {
    return static_cast<std::uint64_t>(p_ * static_cast<double>(pairs_) + 0.5);
  }

 private:
  static constexpr std::uint32_t chunk = 128;

  /** Two gaps for each call; a gap of a whole block or more is one of block_size. */
  void draw_skips(std::uint32_t element, std::uint32_t block, std::uint32_t call, std::uint32_t calls,
                  std::int32_t* skips) const {
    std::uint32_t words[2 * chunk];
    sequence_words(seed_, stream_, element, purpose::partners | block, call, calls, words);
    for (std::uint32_t i = 0; i < 2 * calls; ++i) {
      const double gap = log(open_unit(words[2 * i], words[2 * i + 1])) * scale_;
      skips[i] = static_cast<std::int32_t>(gap < block_size ? gap : block_size);
    }
  }

  double p_, rare_, scale_;
  std::uint64_t pairs_;
};

std::unique_ptr<Rule> make(const RuleInput& input) {
  const double p = input.spec.number;
  if (!(p >= 0 && p <= 1)) {
    throw Error("E_PARAM_RANGE", "p must be a probability, got " + number_text(p),
                {"p", number_text(p), "in [0, 1]", {}});
  }
  return std::make_unique<PairwiseBernoulli>(input);
}

}  // namespace pairwise_bernoulli
}  // namespace

namespace rule_models {
extern const RuleModel pairwise_bernoulli;
const RuleModel pairwise_bernoulli{"pairwise_bernoulli",
                                   "Every pair of source and target with probability p.",
                                   pairwise_bernoulli::number, pairwise_bernoulli::make};
}  // namespace rule_models
}  // namespace cajal
