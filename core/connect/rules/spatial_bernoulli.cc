#include <algorithm>

#include "base/math.hpp"
#include "base/text.hpp"
#include "connect/checks.hpp"
#include "connect/purposes.hpp"
#include "connect/space/spatial_rule.hpp"
#include "error.hpp"

namespace cajal {
namespace {
namespace spatial_bernoulli {

constexpr RuleModel::Number number{"p", "factor of the kernel", false};

// Above this bound every neuron of a cell is a candidate: gaps would hardly skip one.
constexpr double dense_bound = 0.25;
// No pair is connected with a probability below this, which random numbers of 52 bits do not resolve.
constexpr double least_bound = 1e-18;
// Pairs whose probabilities are looked at for the number of synapses to expect.
constexpr std::uint64_t most_pairs = 1 << 20;

/** Partners that may become synapses, until they are enough to look at together. */
class Candidates {
 public:
  bool full() const noexcept { return size_ == piece_of_displacements; }
  void add(std::uint32_t partner, double threshold) noexcept {
    partners_[size_] = partner, thresholds_[size_++] = threshold;
  }
  /** Appends those whose probability is above their threshold. */
  template <class Probability>
  void accept(Probability probability, std::uint32_t forbidden, std::vector<std::uint32_t>& out) {
    double p[piece_of_displacements];
    probability(partners_, size_, p);
    for (std::size_t i = 0; i < size_; ++i)
      if (p[i] > thresholds_[i] && partners_[i] != forbidden) out.push_back(partners_[i]);
    size_ = 0;
  }

 private:
  std::uint32_t partners_[piece_of_displacements];
  double thresholds_[piece_of_displacements];
  std::size_t size_ = 0;
};

constexpr std::size_t size_of_draw = 64;

/** The gaps and thresholds of an (element, block), one after the other. */
class Chances {
 public:
  explicit Chances(const ChancesCall& call, const Kernels& kernels) : call_(call), kernels_(kernels) {}
  /** The exponential and the uniform number of the next candidate. */
  double gap() {
    if (used_ == size) draw();
    return gaps_[used_];
  }
  double uniform() {
    if (used_ == size) draw();
    return uniforms_[used_++];
  }

 private:
  static constexpr std::size_t size = size_of_draw;

  void draw() {
    kernels_.chances(call_, gaps_, uniforms_);
    call_.first_call += size;
    used_ = 0;
  }

  ChancesCall call_;
  const Kernels& kernels_;
  double gaps_[size], uniforms_[size];
  std::size_t used_ = size;
};

/**
 * Each pair by itself. In a cell where no probability exceeds a bound, neurons become candidates with this bound, which
 * skips most of them by exponential gaps, and candidates synapses with the ratio of probability and bound.
 */
class SpatialBernoulli : public SpatialRule {
 public:
  explicit SpatialBernoulli(const RuleInput& input) : SpatialRule(input) {
    kernel_ = Expression::constant(input.spec.number, dimensions()).times(kernel_);
    const std::uint64_t pairs = product(sources().size(), targets().size(), "pairs");
    if (pairs > 0)
      expected_ = static_cast<std::uint64_t>(mean() * static_cast<double>(pairs - forbidden_pairs()) + 0.5);
  }

  void prepare() override {
    cells_ = Cells(space(), false, targets().size(), block_size, kernel_, least_bound);
  }

  void generate(std::uint32_t element, std::uint32_t block,
                std::vector<std::uint32_t>& partners) const override {
    Candidates candidates;
    Chances chances({seed_, stream_, element, purpose::partners | block, 0, true, size_of_draw}, *kernels_);
    const std::uint32_t gap = forbidden(element);
    const auto look = [&] {
      candidates.accept(
          [&](const std::uint32_t* some, std::size_t n, double* p) { at(false, element, some, n, p); }, gap,
          partners);
    };
    const auto add = [&](std::uint32_t partner, double bound) {
      candidates.add(partner, chances.uniform() * bound);
      if (candidates.full()) look();
    };
    double left =
        -1;  // until the next candidate, in a unit in which candidates come at rate 1; below 0: not drawn
    cells_.around(element, block,
                  [&](const Cells::Neighbour& near, const std::uint32_t* neurons, std::uint32_t n) {
                    if (near.bound > dense_bound) {
                      for (std::uint32_t i = 0; i < n; ++i) add(neurons[i], 1);
                      return;
                    }
                    const double rate = near.rate;
                    if (left < 0) left = chances.gap();
                    std::uint32_t i = 0;
                    while (left < rate * (n - i)) {
                      i = std::min(i + static_cast<std::uint32_t>(left / rate), n - 1);
                      add(neurons[i++], near.bound);
                      left = chances.gap();
                    }
                    left -= rate * (n - i);
                  });
    look();
  }

  std::uint64_t expected_synapses() const override { return expected_; }
  /** Nothing is known of how densely sources surround a target. */
  std::uint64_t most_onto_target() const override { return sources().size(); }

 private:
  /** The mean probability of a pair: over all targets, of all sources or of some at equal distances in their list. */
  double mean() const {
    const std::uint32_t n = targets().size();
    const auto looked_at =
        static_cast<std::uint32_t>(std::clamp<std::uint64_t>(most_pairs / n, 1, elements()));
    std::uint32_t numbers[piece_of_displacements];
    double p[piece_of_displacements], sum = 0;
    for (std::uint32_t k = 0; k < looked_at; ++k) {
      const auto element = static_cast<std::uint32_t>(std::uint64_t{elements()} * k / looked_at);
      for (std::uint32_t begin = 0; begin < n; begin += piece_of_displacements) {
        const auto size = std::min<std::uint32_t>(n - begin, piece_of_displacements);
        for (std::uint32_t i = 0; i < size; ++i) numbers[i] = begin + i;
        at(false, element, numbers, size, p);
        for (std::uint32_t i = 0; i < size; ++i) sum += p[i] > 0 ? std::min(p[i], 1.0) : 0.0;
      }
    }
    return sum / n / looked_at;
  }

  std::uint64_t expected_ = 0;
  Cells cells_;
};

std::unique_ptr<Rule> make(const RuleInput& input) {
  const double p = input.spec.number;
  if (!(p >= 0 && p <= 1)) {
    throw Error("E_PARAM_RANGE", "p must be a probability, got " + number_text(p),
                {"p", number_text(p), "in [0, 1]", {}});
  }
  return std::make_unique<SpatialBernoulli>(input);
}

}  // namespace spatial_bernoulli
}  // namespace

namespace rule_models {
extern const RuleModel spatial_bernoulli;
const RuleModel spatial_bernoulli{
    "spatial_bernoulli",
    "Every pair of source and target with a probability that depends on their displacement.",
    spatial_bernoulli::number, spatial_bernoulli::make};
}  // namespace rule_models
}  // namespace cajal
