// Poisson rates that oscillate, and copies of one train: counts, correlations, equal bits, and what is refused.
// Counts are compared with their expectation at 4.5 standard errors (two-sided p = 7e-6).
#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <memory>
#include <numbers>
#include <utility>

#include "errors.hpp"
#include "networks.hpp"

using namespace cajal;
using namespace cajal::test;
using doctest::test_suite;

namespace {

constexpr std::uint32_t neurons = 1000;
const Ranges all{0, neurons, 1};

Draw each(std::vector<double> values) { return {"array", std::move(values), "none", -infinite, infinite}; }

/** [step of the device][neuron]: the spikes that parrots repeat, two steps later. */
std::vector<std::vector<double>> counts_of(const StimulusSpec& drive, std::size_t steps, double threads = 1,
                                           int pieces = 1, double resolution = 1) {
  Simulation simulation(resolution, 3);
  simulation.population({"parrot_neuron", "P", neurons / 2.0});
  simulation.population({"parrot_neuron", "Q", neurons / 2.0});
  simulation.stimulate(drive);
  simulation.record({"spikes", all, {}, 1});
  simulation.build({threads, "exact"});
  for (int k = 0; k < pieces; ++k) simulation.run(static_cast<double>(steps + 1) / pieces);
  const SpikeColumns spikes = simulation.read_spikes(0, false);
  std::vector<std::vector<double>> counts(steps, std::vector<double>(neurons));
  for (std::size_t k = 0; k < spikes.ids.size(); ++k)
    if (spikes.steps[k] >= 2) ++counts[static_cast<std::size_t>(spikes.steps[k]) - 2][spikes.ids[k]];
  return counts;
}

double sum(const std::vector<double>& values) {
  double sum = 0;
  for (const double value : values) sum += value;
  return sum;
}

StimulusSpec sinusoidal(Named parameters, Ranges targets = all) {
  return stimulus("sinusoidal_poisson_generator", std::move(parameters), std::move(targets), 1, 1);
}

StimulusSpec mip(Named parameters) { return stimulus("mip_generator", std::move(parameters), all, 1, 1); }

double rate_at(double rate, double amplitude, double frequency, double phase, double stamp) {
  const double angle = 2 * std::numbers::pi * (1e-3 * frequency * stamp + phase / 360);
  return std::max(0.0, rate + amplitude * std::sin(angle));
}

}  // namespace

TEST_CASE("counts follow the rate of the step's end, cut off below zero") {
  const auto seen = counts_of(sinusoidal({{"rate", {3000}},
                                          {"amplitude", {5000}},
                                          {"frequency", {40}},
                                          {"phase", {-60}},
                                          {"start", {3}},
                                          {"stop", {73}}}),
                              80);
  double squares = 0, degrees = 0;
  for (std::size_t step = 0; step < 79; ++step) {
    const auto stamp = static_cast<double>(step + 1);
    const double expected =
        stamp > 3 && stamp <= 73 ? neurons * 1e-3 * rate_at(3000, 5000, 40, -60, stamp) : 0;
    const double found = sum(seen[step]);
    CHECK_MESSAGE(std::abs(found - expected) <= 4.5 * std::sqrt(expected), step, ": ", found, " ", expected);
    if (expected > 0) squares += (found - expected) * (found - expected) / expected, ++degrees;
  }
  CHECK(std::abs(squares - degrees) < 4.5 * std::sqrt(2 * degrees));  // Poisson, not merely right on average
}

TEST_CASE("without amplitude the spikes are those of a poisson_generator") {
  for (const Ranges& targets : {all, Ranges{10, 15, 1}, Ranges{1, neurons, 2}})
    for (const double rate : {700.0, 30000.0, 90000.0})
      CHECK(counts_of(sinusoidal({{"rate", {rate}}, {"frequency", {10}}}, targets), 20) ==
            counts_of(stimulus("poisson_generator", {{"rate", {rate}}}, targets, 1, 1), 20));
}

TEST_CASE("every target may have its own rate, amplitude, frequency, phase and window") {
  StimulusSpec spec = sinusoidal({});
  const char* names[] = {"rate", "amplitude", "frequency", "phase", "start", "stop"};
  const auto value = [](std::size_t name, std::uint32_t i) {
    const double values[] = {9000.0 + i % 10, i % 2 * 8000.0, 10.0 * (i % 3),
                             90.0 * (i % 4),  1.0 * (i % 5),  50.0 + i % 7};
    return values[name];
  };
  for (std::size_t name = 0; name < 6; ++name) {
    std::vector<double> values;
    for (std::uint32_t i = 0; i < neurons; ++i) values.push_back(value(name, i));
    spec.each.push_back({names[name], {each(values)}});
  }
  const auto seen = counts_of(spec, 60);
  double squares = 0, degrees = 0;
  bool silent = true;  // where the rate is zero
  for (std::size_t step = 0; step < 59; ++step)
    for (std::uint32_t i = 0; i < neurons; ++i) {
      const auto stamp = static_cast<double>(step + 1);
      const bool acts = stamp > value(4, i) && stamp <= value(5, i);
      const double mean =
          acts ? 1e-3 * rate_at(value(0, i), value(1, i), value(2, i), value(3, i), stamp) : 0;
      silent &= mean > 0 || seen[step][i] == 0;
      if (mean < 1) continue;
      squares += (seen[step][i] - mean) * (seen[step][i] - mean) / mean, ++degrees;
    }
  CHECK(silent);
  // The square of a standardised Poisson count has variance 2 + 1 / mean, at most 3 here.
  CHECK(degrees > 30000);
  CHECK(std::abs(squares - degrees) < 4.5 * std::sqrt(3 * degrees));
}

TEST_CASE("without individual trains all targets receive the same spikes, in all populations") {
  const auto seen = counts_of(
      sinusoidal(
          {{"rate", {900}}, {"amplitude", {500}}, {"frequency", {20}}, {"individual_spike_trains", {0}}}),
      400);
  double total = 0, expected = 0;
  for (std::size_t step = 0; step < 400; ++step) {
    CHECK(seen[step] == std::vector<double>(neurons, seen[step][0]));
    total += seen[step][0];
    expected += step < 399 ? 1e-3 * rate_at(900, 500, 20, 0, static_cast<double>(step + 1)) : 0;
  }
  CHECK(std::abs(total - expected) < 4.5 * std::sqrt(expected));
}

TEST_CASE("targets of a mip_generator take each spike of one train with probability p_copy") {
  const double rate = 2000, steps = 1999;
  StimulusSpec spec = mip({{"rate", {rate}}, {"start", {1}}});
  std::vector<double> p;
  for (std::uint32_t i = 0; i < neurons; ++i) p.push_back(i % 2 ? 0.3 : 0.8);
  spec.each = {{"p_copy", {each(p)}}};
  const auto seen = counts_of(spec, 2001);
  CHECK(seen[0] == std::vector<double>(neurons));
  // Sums over targets: with M spikes of the train, a step brings Binomial(500 M, p); M is Poisson(2).
  double totals[2] = {}, lagged = 0, product = 0;
  std::vector<double> own[2];
  for (std::size_t step = 1; step < 2000; ++step) {
    double sums[2] = {};
    for (std::uint32_t i = 0; i < neurons; ++i) sums[i % 2] += seen[step][i];
    for (const int k : {0, 1}) own[k].push_back(sums[k] / (neurons / 2.0)), totals[k] += own[k].back();
  }
  const double mean = 1e-3 * rate;
  for (const int k : {0, 1}) {
    const double chance = k ? 0.3 : 0.8, expected = steps * mean * chance;
    CHECK(std::abs(totals[k] - expected) <
          4.5 * std::sqrt(expected * chance + expected * (1 - chance) / 500));
  }
  for (std::size_t step = 0; step < own[0].size(); ++step) {
    product += (own[0][step] - 0.8 * mean) * (own[1][step] - 0.3 * mean);
    lagged += (own[0][step] - 0.8 * mean) * (own[1][(step + 1) % own[1].size()] - 0.3 * mean);
  }
  // Covariance p_1 p_2 mean at lag 0, none at others; var((M - mean)^2) = 2 mean^2 + mean.
  const double scale = 0.8 * 0.3;
  CHECK(std::abs(product / scale - steps * mean) < 4.5 * std::sqrt(steps * (2 * mean * mean + mean)) * 1.05);
  CHECK(std::abs(lagged / scale) < 4.5 * std::sqrt(steps) * mean * 1.05);
}

TEST_CASE("counts of two targets of a mip_generator have the correlation p_copy") {
  const auto seen = counts_of(mip({{"rate", {1500}}, {"p_copy", {0.4}}}), 4000);
  const double mean = 0.6;
  // Poisson counts of mean 0.6 share 0.24: covariance 0.24, variance of the product about 0.6^2 + 2 * 0.24^2 + 0.24.
  for (const auto& [a, b] : {std::pair{3, 400}, {3, 4}, {3, 700}}) {  // the last in another population
    double products = 0, squares = 0;
    for (std::size_t step = 0; step < 3999; ++step) {
      products += (seen[step][a] - mean) * (seen[step][b] - mean);
      squares += (seen[step][b] - mean) * (seen[step][b] - mean);
    }
    CHECK(std::abs(products - 3999 * 0.24) < 4.5 * std::sqrt(3999 * 0.72));
    CHECK(std::abs(squares - 3999 * 0.6) < 4.5 * std::sqrt(3999 * (2 * 0.36 + 0.6)));
  }
}

TEST_CASE("a mother's every spike, and none") {
  const auto every = counts_of(mip({{"rate", {500}}}), 200);
  double total = 0;
  for (const auto& step : every) {
    CHECK(step == std::vector<double>(neurons, step[0]));
    total += step[0];
  }
  CHECK(total > 0);
  for (const auto& step : counts_of(mip({{"rate", {500}}, {"p_copy", {0}}}), 200)) CHECK(sum(step) == 0);
}

TEST_CASE("rates and copies have the same bits for any threads, pieces and weights, and after a checkpoint" *
          test_suite("threads")) {
  for (const char* weights : {"exact", "compact"}) {
    const auto make = [&](double threads) {
      auto simulation = std::make_unique<Simulation>(0.1, 5);
      describe_balanced(*simulation, {});
      StimulusSpec own =
          stimulus("sinusoidal_poisson_generator", {{"rate", {900}}, {"frequency", {30}}}, all, 60, 0.3);
      own.each = {{"phase", {uniform(0, 360)}}, {"amplitude", {uniform(0, 900)}}};
      simulation->stimulate(own);
      simulation->stimulate(stimulus(
          "sinusoidal_poisson_generator",
          {{"rate", {900}}, {"amplitude", {900}}, {"individual_spike_trains", {0}}}, {0, 1000, 3}, 60, 0.5));
      simulation->stimulate(stimulus("sinusoidal_poisson_generator", {{"rate", {900}}, {"amplitude", {900}}},
                                     {0, 1000, 5}, 60, 0.5));
      simulation->stimulate(stimulus("mip_generator", {{"rate", {800}}, {"p_copy", {0.3}}}, all, 60, 0.5));
      simulation->build({threads, weights});
      return simulation;
    };
    const auto change = [](Simulation& simulation) {
      simulation.set_stimulus(4, {{"rate", {700}}}, {{"frequency", {uniform(10, 90)}}});
      simulation.set_stimulus(5, {{"individual_spike_trains", {1}}});
      simulation.set_stimulus(6, {{"individual_spike_trains", {0}}});
      simulation.set_stimulus(7, {{"rate", {400}}}, {{"p_copy", {uniform(0, 1)}}});
    };
    const auto one = make(1), pieces = make(3), resumed = make(2);
    one->run(150), change(*one), one->run(50);
    for (int k = 0; k < 15; ++k) pieces->run(10);
    change(*pieces), pieces->run(50);
    CHECK(pieces->digest() == one->digest());
    resumed->restore(one->checkpoint());
    one->run(200), resumed->run(200), pieces->run(200);
    CHECK(pieces->digest() == one->digest());
    CHECK(resumed->digest() == one->digest());
  }
}

TEST_CASE("rates and copies that are none are refused and change nothing") {
  Simulation simulation(0.1, 1);
  simulation.population({"iaf_psc_exp", "E", neurons});
  const auto code = [&](const StimulusSpec& spec) { return code_of([&] { simulation.stimulate(spec); }); };
  CHECK(code(sinusoidal({{"rate", {-1}}})) == "E_RATE");
  CHECK(code(sinusoidal({{"amplitude", {-1}}})) == "E_RATE");
  CHECK(code(sinusoidal({{"rate", {6e10}}, {"amplitude", {6e10}}})) == "E_RATE");
  CHECK(code(sinusoidal({{"frequency", {6000}}})) == "E_PARAM_RANGE");
  CHECK(code(sinusoidal({{"individual_spike_trains", {0.5}}})) == "E_TYPE");
  CHECK(code(sinusoidal({{"individual_spike_trains", {2}}})) == "E_PARAM_RANGE");
  StimulusSpec differing = sinusoidal({{"individual_spike_trains", {0}}});
  differing.each = {{"rate", {uniform(1, 2)}}};
  CHECK(code(differing) == "E_TYPE");
  CHECK(code(mip({{"p_copy", {1.1}}})) == "E_PARAM_RANGE");
  CHECK(code(mip({{"p_copy", {-0.1}}})) == "E_PARAM_RANGE");
  StimulusSpec mothers = mip({});
  mothers.each = {{"rate", {uniform(1, 2)}}};
  CHECK(code(mothers) == "E_TYPE");
  CHECK(code(mip({{"rate", {10}}})) == "none");
  simulation.build({1, "exact"});
  CHECK(code_of([&] { simulation.set_stimulus(0, {}, {{"rate", {uniform(1, 2)}}}); }) == "E_TYPE");
  simulation.run(10);
}
