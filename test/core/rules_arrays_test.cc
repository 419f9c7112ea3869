// Positions in arrays of weights and delays, and descriptions that rules refuse.
#include <doctest/doctest.h>

#include <initializer_list>

#include "errors.hpp"
#include "network_of_rule.hpp"

using namespace cajal;
using namespace cajal::test;

namespace {

/** The array position of every synapse, in the order of RuleNetwork::all. */
std::vector<std::uint64_t> positions(const RuleNetwork& network) {
  std::vector<std::uint64_t> found;
  for (std::uint32_t element = 0; element < network.rule->elements(); ++element) {
    for (std::uint32_t block = 0; block < network.rule->blocks(); ++block) {
      const std::vector<std::uint32_t> partners = network.partners(element, block);
      for (std::uint32_t i = 0; i < partners.size(); ++i) {
        found.push_back(network.rule->array_position(element, block, i, partners[i]));
      }
    }
  }
  return found;
}

Error refusal(const Settings& settings) {
  return error_of([&] { RuleNetwork network(settings); });
}

const Ranges ten{0, 10, 1}, eight{5, 13, 1}, none{};

}  // namespace

TEST_CASE("arrays are ordered as users write them") {
  CHECK(positions(RuleNetwork({"one_to_one", ten, ten, 0, true}))[7] == 7);
  const RuleNetwork dense({"all_to_all", ten, eight, 0, false});
  const Synapses synapses = dense.all();
  const std::vector<std::uint64_t> found = positions(dense);
  CHECK(dense.rule->array_size() == 80);
  CHECK(synapses.size() == 75);
  for (std::size_t i = 0; i < synapses.size(); ++i)
    CHECK(found[i] == synapses[i].second * 10 + synapses[i].first);
  const RuleNetwork pairs({"pairs", ten, ten, 0, true, true, 1, 3, {4, 2, 4, 0}, {1, 1, 0, 9}});
  CHECK(positions(pairs) == std::vector<std::uint64_t>{3, 1, 0, 2});
}

TEST_CASE("degree rules number the synapses of each neuron, over all blocks") {
  const Settings cases[] = {{"fixed_indegree", ten, eight, 3},
                            {"fixed_outdegree", ten, eight, 3},
                            {"fixed_outdegree", ten, {0, 140000, 1}, 50},
                            {"fixed_outdegree", ten, {0, 140000, 1}, 50, false, false}};
  for (const Settings& settings : cases) {
    const RuleNetwork network(settings);
    const std::vector<std::uint64_t> found = positions(network);
    REQUIRE(found.size() == network.rule->array_size());
    for (std::size_t i = 0; i < found.size(); ++i) CHECK(found[i] == i);
  }
}

TEST_CASE("pairs over several blocks keep their order and their values") {
  const RuleNetwork network({"pairs",
                             {0, 2, 1},
                             {0, 140000, 1},
                             0,
                             true,
                             true,
                             1,
                             3,
                             {1, 0, 0, 1, 0},
                             {139999, 70000, 3, 0, 69999}});
  CHECK(network.all() == Synapses{{0, 3}, {0, 70000}, {0, 69999}, {1, 0}, {1, 139999}});
  CHECK(positions(network) == std::vector<std::uint64_t>{2, 1, 4, 3, 0});
  CHECK(network.partners(0, 2).empty());
}

TEST_CASE("rules with a random number of synapses take no arrays") {
  CHECK(RuleNetwork({"pairwise_bernoulli", ten, ten, 0.5}).rule->array_size() == 0);
  CHECK(RuleNetwork({"fixed_total_number", ten, ten, 5}).rule->array_size() == 0);
}

TEST_CASE("impossible degrees are refused with the largest possible one") {
  const Error in = refusal({"fixed_indegree", ten, {20, 28, 1}, 11, true, false});
  CHECK(in.code() == "E_INDEGREE");
  CHECK(in.detail().value == "11");
  CHECK(in.detail().allowed == "at most 10");
  CHECK(in.detail().parameter == "indegree");
  CHECK(refusal({"fixed_indegree", ten, eight, 10, false, false}).detail().allowed == "at most 9");
  CHECK(refusal({"fixed_indegree", ten, eight, 9, false, false}).code() == "none");
  CHECK(refusal({"fixed_indegree", ten, eight, 11, true, true}).code() == "none");
  CHECK(refusal({"fixed_indegree", none, eight, 1}).detail().allowed == "at most 0");
  CHECK(refusal({"fixed_indegree", {3, 4, 1}, {3, 4, 1}, 1, false, true}).code() == "E_INDEGREE");
  CHECK(refusal({"fixed_indegree", ten, none, 11, true, false}).code() == "none");
  CHECK(refusal({"fixed_outdegree", ten, eight, 9, true, false}).code() == "E_INDEGREE");
  CHECK(refusal({"fixed_outdegree", ten, eight, 8, false, false}).detail().allowed == "at most 7");
}

TEST_CASE("impossible totals and shapes are refused with the numbers") {
  CHECK(refusal({"fixed_total_number", ten, eight, 81, true, false}).code() == "E_TOTAL");
  CHECK(refusal({"fixed_total_number", ten, eight, 76, false, false}).detail().allowed == "at most 75");
  CHECK(refusal({"fixed_total_number", ten, eight, 75, false, false}).code() == "none");
  CHECK(refusal({"fixed_total_number", none, eight, 1}).code() == "E_TOTAL");
  CHECK(refusal({"fixed_total_number", none, eight, 0}).code() == "none");
  const Error shape = refusal({"one_to_one", ten, eight});
  CHECK(shape.code() == "E_SHAPE");
  CHECK(shape.detail().value == "10 sources and 8 targets");
  CHECK(refusal({"pairs", ten, eight, 0, true, true, 1, 3, {1, 2}, {1}}).code() == "E_SHAPE");
}

TEST_CASE("numbers that are no counts or probabilities are refused") {
  for (const char* rule : {"fixed_indegree", "fixed_outdegree", "fixed_total_number"}) {
    for (const double number : {-1.0, 0.5, static_cast<double>(__builtin_nan(""))}) {
      CHECK(refusal({rule, ten, ten, number}).code() == "E_PARAM_RANGE");
    }
    CHECK(refusal({rule, ten, ten, 0x1p54}).code() == "E_OVERFLOW");
    CHECK(refusal({rule, ten, ten, static_cast<double>(__builtin_inf())}).code() == "E_OVERFLOW");
  }
  for (const double p : {-0.1, 1.1, static_cast<double>(__builtin_nan(""))}) {
    CHECK(refusal({"pairwise_bernoulli", ten, ten, p}).code() == "E_PARAM_RANGE");
  }
  CHECK(refusal({"fixed_indegree", ten, ten, 0x1p33}).code() == "E_OVERFLOW");
  CHECK(refusal({"fixed_indegree", ten, {0, 1u << 30, 1}, 0x1p25}).code() == "E_OVERFLOW");
  CHECK(refusal({"all_to_all", {0, 1u << 30, 1}, {0, 1u << 30, 1}}).code() == "E_OVERFLOW");
  CHECK(refusal({"fixed_total_number", {0, 1, 1}, ten, 0x1p33}).code() == "E_OVERFLOW");
}

TEST_CASE("lists of pairs are refused at the first bad one") {
  const auto pairs = [](std::vector<std::uint32_t> from, std::vector<std::uint32_t> to, bool autapses = true,
                        bool multapses = true) {
    return refusal({"pairs", ten, eight, 0, autapses, multapses, 1, 3, std::move(from), std::move(to)});
  };
  CHECK(pairs({1, 10}, {1, 1}).code() == "E_INDEX");
  CHECK(pairs({1, 10}, {1, 1}).detail().parameter == "pairSources");
  CHECK(pairs({1, 9}, {1, 8}).detail().parameter == "pairTargets");
  CHECK(pairs({1, 9}, {1, 8}).detail().value == "8");
  CHECK(pairs({1, 7}, {1, 2}, false).code() == "E_INDEX");
  CHECK(pairs({1, 7}, {1, 3}, false).code() == "none");
  CHECK(pairs({7, 1, 7, 1}, {1, 2, 1, 2}, true, false).detail().value == "2");
  CHECK(pairs({7, 1, 7, 1}, {1, 2, 1, 2}).code() == "none");
}

TEST_CASE("unknown rules are refused with the names that exist") {
  const Error error = error_of([] { find_rule("fixed_indegre"); });
  CHECK(error.code() == "E_UNKNOWN_NAME");
  CHECK(error.detail().allowed.find("fixed_indegree") != std::string::npos);
  CHECK(rules().size() == 10);
}
