// What every connection rule promises, and that chance is fair.
#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <initializer_list>
#include <set>

#include "base/hash.hpp"
#include "effort.hpp"
#include "network_of_rule.hpp"
#include "statistics.hpp"

using namespace cajal;
using namespace cajal::test;

namespace {

bool no_multapses(Synapses synapses) {
  std::sort(synapses.begin(), synapses.end());
  return std::adjacent_find(synapses.begin(), synapses.end()) == synapses.end();
}

/** Settings whose selections overlap: neurons 20 ... 59 are sources and targets. */
Settings overlapping(const std::string& rule, double number, bool autapses, bool multapses) {
  Settings settings{rule, {0, 60, 1}, {20, 100, 1}, number, autapses, multapses};
  if (rule == "one_to_one") settings.targets = {20, 80, 1};
  if (rule == "pairs") settings.pair_sources = {5, 5, 59, 0, 30}, settings.pair_targets = {9, 3, 0, 79, 70};
  return settings;
}

double usual_number(std::string_view rule) {
  if (rule == "pairwise_bernoulli" || rule == "spatial_bernoulli") return 0.2;
  return rule == "fixed_total_number" ? 900 : 15;
}

/** How often each pair of 12 sources and 10 targets (4 of them shared) occurs over many seeds. */
std::vector<double> pair_counts(Settings settings, int seeds) {
  settings.sources = {0, 12, 1}, settings.targets = {8, 18, 1};
  std::vector<double> counts(120);
  for (int seed = 0; seed < seeds; ++seed) {
    settings.seed = static_cast<std::uint64_t>(seed);
    for (const auto& [source, target] : synapses_of(settings)) counts[source * 10 + target] += 1;
  }
  return counts;
}

std::vector<double> without_autapses(const std::vector<double>& counts) {
  std::vector<double> kept;
  for (std::uint32_t pair = 0; pair < 120; ++pair) {
    if (pair / 10 != pair % 10 + 8)
      kept.push_back(counts[pair]);
    else
      CHECK(counts[pair] == 0);
  }
  return kept;
}

}  // namespace

TEST_CASE("every rule keeps its flags and its promises about numbers") {
  for (const RuleModel* model : rules()) {
    for (const bool autapses : {true, false}) {
      for (const bool multapses : {true, false}) {
        const std::string name(model->name);
        CAPTURE(name);
        const Settings settings = overlapping(name, usual_number(name), autapses, multapses);
        const RuleNetwork network(settings);
        const Synapses synapses = network.all();
        CHECK(synapses.size() > 0);
        if (name.find("bernoulli") == std::string::npos)
          CHECK(synapses.size() == network.rule->expected_synapses());
        if (!multapses) CHECK(no_multapses(synapses));
        for (const auto& [source, target] : synapses) {
          CHECK_UNARY(source < network.sources.size() && target < network.targets.size());
          if (!autapses) CHECK_UNARY(network.sources.at(source) != network.targets.at(target));
        }
      }
    }
  }
}

TEST_CASE("no target has more synapses than its rule says at most") {
  const auto check = [](const Settings& settings) {
    const RuleNetwork network(settings);
    std::vector<std::uint64_t> onto(network.targets.size());
    for (const auto& [source, target] : network.all()) ++onto[target];
    CHECK_MESSAGE(*std::max_element(onto.begin(), onto.end()) <= network.rule->most_onto_target(),
                  settings.rule, " ", settings.number);
  };
  for (const RuleModel* model : rules())
    for (const bool autapses : {true, false})
      for (const bool multapses : {true, false}) {
        const std::string rule(model->name);
        check(overlapping(rule, usual_number(rule), autapses, multapses));
      }
  // The only target that a source may have beside itself gets all.
  for (const std::string rule : {"fixed_outdegree", "fixed_total_number"})
    for (const Ranges& targets : {Ranges{0, 2, 1}, Ranges{1, 2, 1}})
      check({rule, {0, 1, 1}, targets, 2000, false, true});
}

TEST_CASE("synapses depend on seed and stream, never on the order in which elements are asked") {
  for (const RuleModel* model : rules()) {
    const std::string name(model->name);
    CAPTURE(name);
    const Settings settings = overlapping(name, usual_number(name), false, false);
    const RuleNetwork first(settings), second(settings);
    Synapses backward;
    for (std::uint32_t element = second.rule->elements(); element-- > 0;) {
      const std::vector<std::uint32_t> found = second.partners(element);
      for (std::size_t i = found.size(); i-- > 0;) {
        backward.push_back(second.rule->by_target() ? std::pair{found[i], element}
                                                    : std::pair{element, found[i]});
      }
    }
    std::reverse(backward.begin(), backward.end());
    CHECK(backward == first.all());
    Settings other = settings;
    other.seed = 2;
    const bool chance = model->number.has_value();
    CHECK((synapses_of(other) != first.all()) == chance);
    other = settings, other.stream = 4;
    CHECK((synapses_of(other) != first.all()) == chance);
  }
}

TEST_CASE("the same description gives these very synapses on every machine") {
  const auto digest = [](const std::string& rule, double number, bool flags) {
    Settings settings{rule, {0, 200, 1}, {100, 70300, 1}, number, flags, flags, 5};
    if (rule == "fixed_indegree") std::swap(settings.sources, settings.targets);
    Hash hash;
    for (const auto& [source, target] : synapses_of(settings)) hash.add(&source, 4), hash.add(&target, 4);
    return hash.value();
  };
  CHECK(digest("pairwise_bernoulli", 0.01, true) == 0xed68e2b211e1e356);
  CHECK(digest("pairwise_bernoulli", 0.97, false) == 0x9f57d180689745d7);
  CHECK(digest("fixed_indegree", 300, true) == 0x4a75a192d1c1558f);
  CHECK(digest("fixed_indegree", 300, false) == 0x29cfe2184caedd47);
  CHECK(digest("fixed_outdegree", 300, true) == 0xf2c228b063259e98);
  CHECK(digest("fixed_outdegree", 300, false) == 0xcefe8377d94fcc48);
  CHECK(digest("fixed_total_number", 100000, true) == 0x522a6a7140e828a1);
  CHECK(digest("fixed_total_number", 100000, false) == 0x328b952f7dea15ee);
}

TEST_CASE("deterministic rules list exactly their pairs") {
  CHECK(synapses_of({"one_to_one", {0, 3, 1}, {1, 4, 1}}) == Synapses{{0, 0}, {1, 1}, {2, 2}});
  CHECK(synapses_of({"one_to_one", {0, 3, 1}, {0, 1, 1, 5, 7, 1}, 0, false}) == Synapses{{1, 1}, {2, 2}});
  CHECK(synapses_of({"all_to_all", {0, 2, 1}, {1, 3, 1}}) == Synapses{{0, 0}, {0, 1}, {1, 0}, {1, 1}});
  CHECK(synapses_of({"all_to_all", {0, 2, 1}, {1, 3, 1}, 0, false}) == Synapses{{0, 0}, {0, 1}, {1, 1}});
  CHECK(synapses_of({"pairs", {0, 3, 1}, {0, 3, 1}, 0, true, true, 1, 3, {2, 0, 2, 2}, {1, 0, 0, 1}}) ==
        Synapses{{0, 0}, {2, 1}, {2, 0}, {2, 1}});
}

TEST_CASE("every allowed pair is equally likely") {
  for (const bool multapses : {true, false}) {
    for (const char* rule :
         {"pairwise_bernoulli", "fixed_indegree", "fixed_outdegree", "fixed_total_number"}) {
      CAPTURE(rule);
      CAPTURE(multapses);
      const std::string name(rule);
      const double number = name == "pairwise_bernoulli" ? 0.3 : name == "fixed_total_number" ? 40 : 4;
      CHECK(uniform_p(pair_counts({name, {}, {}, number, true, multapses}, 3000)) > 1e-6);
      std::vector<double> counts =
          without_autapses(pair_counts({name, {}, {}, number, false, multapses}, 3000));
      // With a fixed degree, neurons that cannot choose themselves choose each of the others more often.
      if (name == "pairwise_bernoulli" || name == "fixed_total_number") CHECK(uniform_p(counts) > 1e-6);
    }
  }
  CHECK(uniform_p(pair_counts({"pairwise_bernoulli", {}, {}, 0.8}, 3000)) > 1e-6);
  CHECK(uniform_p(pair_counts({"fixed_total_number", {}, {}, 100, true, false}, 3000)) > 1e-6);
  CHECK(uniform_p(pair_counts({"fixed_outdegree", {}, {}, 7, true, false}, 3000)) > 1e-6);
}

TEST_CASE("degrees are exact") {
  for (const bool multapses : {true, false}) {
    const RuleNetwork in({"fixed_indegree", {0, 70000, 1}, {69990, 70010, 1}, 500, false, multapses});
    const RuleNetwork out({"fixed_outdegree", {69990, 70010, 1}, {0, 140000, 1}, 500, false, multapses});
    for (std::uint32_t element = 0; element < 20; ++element) {
      std::vector<std::uint32_t> sources = in.partners(element);
      CHECK(sources.size() == 500);
      std::size_t total = 0;
      for (std::uint32_t block = 0; block < 3; ++block) {
        for (const std::uint32_t target : out.partners(element, block)) CHECK_UNARY(target >> 16 == block);
        total += out.partners(element, block).size();
      }
      CHECK(total == 500);
    }
  }
  CHECK(synapses_of({"fixed_indegree", {0, 40, 1}, {0, 40, 1}, 40, true, false}).size() == 1600);
  CHECK(synapses_of({"fixed_outdegree", {0, 40, 1}, {0, 40, 1}, 39, false, false}) ==
        synapses_of({"all_to_all", {0, 40, 1}, {0, 40, 1}, 0, false, false}));
  CHECK(synapses_of({"fixed_indegree", {0, 40, 1}, {0, 40, 1}, 0}).empty());
}

TEST_CASE("partners are uniform over several blocks") {
  const auto p_value = [](const Settings& settings) {
    std::vector<double> bins(140);
    for (const auto& [source, target] : synapses_of(settings)) {
      bins[(settings.rule == "fixed_indegree" ? source : target) / 1000] += 1;
    }
    return uniform_p(bins);
  };
  for (const bool multapses : {true, false}) {
    CHECK(p_value({"fixed_indegree", {0, 140000, 1}, {0, 100, 1}, 1000, true, multapses}) > 1e-6);
    CHECK(p_value({"fixed_outdegree", {0, 100, 1}, {0, 140000, 1}, 1000, true, multapses}) > 1e-6);
    CHECK(p_value({"fixed_total_number", {0, 100, 1}, {0, 140000, 1}, 100000, true, multapses}) > 1e-6);
    CHECK(p_value({"fixed_total_number", {0, 2, 1}, {0, 140000, 1}, 200000, true, multapses}) > 1e-6);
  }
  CHECK(p_value({"pairwise_bernoulli", {0, 100, 1}, {0, 140000, 1}, 0.01}) > 1e-6);
  CHECK(p_value({"pairwise_bernoulli", {0, 5, 1}, {0, 140000, 1}, 0.6}) > 1e-6);
}

TEST_CASE("fixed_total_number has binomial out-degrees and fills every pair when it must") {
  const Synapses synapses = synapses_of({"fixed_total_number", {0, 2000, 1}, {0, 500, 1}, 200000});
  CHECK(synapses.size() == 200000);
  std::vector<double> degrees(2000), in(500);
  for (const auto& [source, target] : synapses) degrees[source] += 1, in[target] += 1;
  // Equal counts would be as wrong as scattered ones: both tails of the dispersion.
  CHECK(uniform_p(degrees) > 1e-6);
  CHECK(uniform_p(degrees) < 1 - 1e-6);
  CHECK(uniform_p(in) > 1e-6);
  CHECK(uniform_p(in) < 1 - 1e-6);
  const Settings full{"fixed_total_number", {0, 30, 1}, {20, 50, 1}, 890, false, false};
  CHECK(synapses_of(full) == synapses_of({"all_to_all", {0, 30, 1}, {20, 50, 1}, 0, false}));
}

TEST_CASE("pairwise_bernoulli has the right number of synapses for rare, common and certain pairs") {
  const Ranges sources{0, 300, 1}, targets{300, 70300, 1};
  const double most = cases(51, 5, 51) / 100.0;  // more takes as much memory as time
  for (const double p : {1e-6, 1e-3, 0.05, 0.5, 0.51}) {
    if (p > most) break;
    const RuleNetwork network({"pairwise_bernoulli", sources, targets, p});
    const double count = static_cast<double>(network.all().size()), mean = 2.1e7 * p;
    CHECK(std::fabs(count - mean) < 5 * std::sqrt(mean * (1 - p)) + 1);
    CHECK(static_cast<double>(network.rule->expected_synapses()) == doctest::Approx(mean));
  }
  CHECK(synapses_of({"pairwise_bernoulli", sources, targets, 0}).empty());
  CHECK(synapses_of({"pairwise_bernoulli", {0, 9, 1}, {0, 9, 1}, 1}).size() == 81);
  CHECK(synapses_of({"pairwise_bernoulli", {0, 9, 1}, {0, 9, 1}, 1, false}).size() == 72);
}
