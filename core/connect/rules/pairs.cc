#include <algorithm>
#include <string>
#include <utility>

#include "base/checked.hpp"
#include "connect/rule.hpp"
#include "error.hpp"

namespace cajal {
namespace {
namespace pairs {

[[noreturn]] void refuse(const char* parameter, std::uint32_t pair, const std::string& problem,
                         const std::string& value, const std::string& allowed) {
  throw Error("E_INDEX", std::string(parameter) + ": pair " + std::to_string(pair) + " " + problem,
              {parameter, value, allowed, {}});
}

/** Pairs grouped by source, then by block of targets; within a group in the order given. */
class Pairs : public Rule {
 public:
  explicit Pairs(const RuleInput& input) : Rule(input) {
    const auto& from = input.spec.pair_sources;
    const auto& to = input.spec.pair_targets;
    if (from.size() != to.size()) {
      const std::string sizes =
          std::to_string(from.size()) + " sources and " + std::to_string(to.size()) + " targets";
      throw Error("E_SHAPE", "pairs need as many sources as targets, got " + sizes,
                  {"pairs", sizes, "lists of equal length", {}});
    }
    const auto count = checked<std::uint32_t>(from.size(), "pairs");
    for (std::uint32_t i = 0; i < count; ++i) check_pair(i, from[i], to[i]);
    group(from, to);
    if (!multapses_) check_single();
  }

  void generate(std::uint32_t element, std::uint32_t block,
                std::vector<std::uint32_t>& partners) const override {
    const auto [begin, end] = interval(element, block);
    partners.insert(partners.end(), targets_.begin() + begin, targets_.begin() + end);
  }

  std::uint64_t expected_synapses() const override { return targets_.size(); }
  std::uint64_t most_onto_target() const override {
    std::vector<std::uint32_t> onto(targets().size());
    for (const std::uint32_t target : targets_) ++onto[target];
    return onto.empty() ? 0 : *std::max_element(onto.begin(), onto.end());
  }
  std::uint64_t array_size() const override { return targets_.size(); }
  std::uint64_t array_position(std::uint32_t element, std::uint32_t block, std::uint32_t index,
                               std::uint32_t) const override {
    return order_[interval(element, block).begin + index];
  }

 private:
  struct Interval {
    std::uint32_t begin, end;
  };

  void check_pair(std::uint32_t i, std::uint32_t source, std::uint32_t target) const {
    if (source >= sources().size()) {
      refuse("pairSources", i, "names source " + std::to_string(source), std::to_string(source),
             "below " + std::to_string(sources().size()));
    }
    if (target >= targets().size()) {
      refuse("pairTargets", i, "names target " + std::to_string(target), std::to_string(target),
             "below " + std::to_string(targets().size()));
    }
    if (!autapses_ && sources().at(source) == targets().at(target)) {
      refuse("pairs", i, "joins a neuron to itself", std::to_string(sources().at(source)),
             "different neurons, or autapses allowed");
    }
  }

  void group(const std::vector<std::uint32_t>& from, const std::vector<std::uint32_t>& to) {
    starts_.assign(std::size_t{elements()} + 1, 0);
    for (const std::uint32_t source : from) ++starts_[source + 1];
    for (std::size_t i = 1; i < starts_.size(); ++i) starts_[i] += starts_[i - 1];
    order_.resize(from.size());
    std::vector<std::uint32_t> next(starts_.begin(), starts_.end() - 1);
    for (std::uint32_t i = 0; i < from.size(); ++i) order_[next[from[i]]++] = i;
    if (blocks() > 1) {
      for (std::uint32_t element = 0; element < elements(); ++element) {
        std::stable_sort(
            order_.begin() + starts_[element], order_.begin() + starts_[element + 1],
            [&](std::uint32_t a, std::uint32_t b) { return to[a] / block_size < to[b] / block_size; });
      }
    }
    targets_.resize(to.size());
    for (std::size_t i = 0; i < order_.size(); ++i) targets_[i] = to[order_[i]];
  }

  void check_single() const {
    std::uint32_t again = 0xFFFFFFFF;
    std::vector<std::pair<std::uint32_t, std::uint32_t>> sorted;  // target, pair
    for (std::uint32_t element = 0; element < elements(); ++element) {
      sorted.clear();
      for (std::uint32_t i = starts_[element]; i < starts_[element + 1]; ++i)
        sorted.push_back({targets_[i], order_[i]});
      std::sort(sorted.begin(), sorted.end());
      for (std::size_t i = 1; i < sorted.size(); ++i) {
        if (sorted[i].first == sorted[i - 1].first) again = std::min(again, sorted[i].second);
      }
    }
    if (again != 0xFFFFFFFF)
      refuse("pairs", again, "is listed before", std::to_string(again), "every pair once");
  }

  Interval interval(std::uint32_t element, std::uint32_t block) const {
    const auto begin = targets_.begin() + starts_[element], end = targets_.begin() + starts_[element + 1];
    const auto before = [](std::uint32_t target, std::uint32_t b) { return target / block_size < b; };
    const auto first = std::lower_bound(begin, end, block, before);
    const auto last = std::lower_bound(first, end, block + 1, before);
    return {static_cast<std::uint32_t>(first - targets_.begin()),
            static_cast<std::uint32_t>(last - targets_.begin())};
  }

  std::vector<std::uint32_t> starts_;   // of each source in the two lists below
  std::vector<std::uint32_t> targets_;  // positions of targets
  std::vector<std::uint32_t> order_;    // numbers of the pairs as given
};

std::unique_ptr<Rule> make(const RuleInput& input) { return std::make_unique<Pairs>(input); }

}  // namespace pairs
}  // namespace

namespace rule_models {
extern const RuleModel pairs;
const RuleModel pairs{"pairs", "Exactly the pairs that are listed, by their positions.", {}, pairs::make};
}  // namespace rule_models
}  // namespace cajal
