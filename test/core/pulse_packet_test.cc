// Packets of spikes: their number, times and distribution, the same for all targets, after changes and checkpoints.
#include <doctest/doctest.h>

#include <cmath>
#include <memory>
#include <numbers>

#include "errors.hpp"
#include "networks.hpp"
#include "statistics.hpp"

using namespace cajal;
using namespace cajal::test;
using doctest::test_suite;

namespace {

StimulusSpec packets(Named parameters, Ranges targets = {0, 3, 1}, double delay = 0.1) {
  return stimulus("pulsepacket_generator", std::move(parameters), std::move(targets), 1, delay);
}

/** The stamps that a device gives its spikes: parrots repeat them two steps later. */
std::vector<double> stamps_of(const StimulusSpec& drive, double steps, double seed = 3) {
  Simulation simulation(0.1, seed);
  simulation.population({"parrot_neuron", "P", 3});
  simulation.stimulate(drive);
  simulation.record({"spikes", {0, 3, 1}, {}, 1});
  simulation.build({1, "exact"});
  simulation.run(steps + 2);
  const SpikeColumns spikes = simulation.read_spikes(0, false);
  std::vector<double> trains[3];
  for (std::size_t k = 0; k < spikes.ids.size(); ++k) trains[spikes.ids[k]].push_back(spikes.steps[k] - 1);
  CHECK(trains[1] == trains[0]);
  CHECK(trains[2] == trains[0]);
  return trains[0];
}

}  // namespace

TEST_CASE("without spread all spikes of a packet have the stamp of the end of its step") {
  const auto stamps = stamps_of(packets({{"pulse_times", {2, 3.05, 4.14}}, {"activity", {4}}}), 60);
  CHECK(stamps == std::vector<double>{20, 20, 20, 20, 31, 31, 31, 31, 42, 42, 42, 42});
}

TEST_CASE("times of a packet are normal around its centre; what lies at 0 or earlier is left out") {
  const double n = 20000, deviation = 3;
  const auto stamps =
      stamps_of(packets({{"pulse_times", {50}}, {"activity", {n}}, {"sdev", {deviation}}}), 1000);
  REQUIRE(stamps.size() == n);
  const auto below = [&](double time) {
    return 0.5 * std::erfc((50 - time) / (deviation * std::numbers::sqrt2));
  };
  std::vector<double> observed(400), expected(400);
  for (const double stamp : stamps) ++observed[static_cast<std::size_t>(stamp) - 301];
  for (std::size_t k = 0; k < 400; ++k)
    expected[k] = n * (below(0.1 * static_cast<double>(k + 301)) - below(0.1 * static_cast<double>(k + 300)));
  CHECK(chi_square(observed, expected) > 0.001);
  // A packet at 0 loses half of its spikes: within 4.5 standard errors of the binomial.
  const auto half = stamps_of(packets({{"pulse_times", {0}}, {"activity", {n}}, {"sdev", {deviation}}}), 300);
  CHECK(std::abs(static_cast<double>(half.size()) - n / 2) < 4.5 * std::sqrt(n / 4));
  CHECK(half.front() == 1);
}

TEST_CASE("a packet does not depend on those after it, and changes with the seed") {
  const Named one{{"pulse_times", {10}}, {"activity", {50}}, {"sdev", {1}}};
  const Named two{{"pulse_times", {10, 40}}, {"activity", {50}}, {"sdev", {1}}};
  const auto first = stamps_of(packets(one), 500), both = stamps_of(packets(two), 500);
  REQUIRE(both.size() == 100);
  CHECK(std::vector<double>(both.begin(), both.begin() + 50) == first);
  CHECK(stamps_of(packets(one), 500, 4) != first);
}

TEST_CASE("packets can be set between runs, and go on after a checkpoint with the same bits" *
          test_suite("threads")) {
  const auto make = [](double threads) {
    auto simulation = std::make_unique<Simulation>(0.1, 5);
    describe_balanced(*simulation, {});
    simulation->stimulate(
        packets({{"pulse_times", {5, 15}}, {"activity", {30}}, {"sdev", {4}}}, {0, 1000, 2}, 1.5));
    simulation->build({threads, "exact"});
    return simulation;
  };
  const auto one = make(1), other = make(3), resumed = make(2);
  for (Simulation* simulation : {one.get(), other.get()}) {
    simulation->run(120);
    simulation->set_stimulus(4, {{"pulse_times", {12, 25}}, {"sdev", {3}}});  // part of it lies in the past
  }
  resumed->restore(one->checkpoint());
  one->run(300), resumed->run(300);
  for (int k = 0; k < 30; ++k) other->run(10);
  CHECK(other->digest() == one->digest());
  CHECK(resumed->digest() == one->digest());
}

TEST_CASE("packets that are none are refused and change nothing") {
  Simulation simulation(0.1, 1);
  simulation.population({"parrot_neuron", "P", 3});
  const auto code = [&](Named named) {
    return code_of([&] { simulation.stimulate(packets(std::move(named))); });
  };
  CHECK(code({{"pulse_times", {-1}}}) == "E_PARAM_RANGE");
  CHECK(code({{"pulse_times", {NAN}}}) == "E_NOT_FINITE");
  CHECK(code({{"activity", {1.5}}}) == "E_TYPE");
  CHECK(code({{"activity", {-1}}}) == "E_PARAM_RANGE");
  CHECK(code({{"sdev", {-1}}}) == "E_PARAM_RANGE");
  StimulusSpec own = packets({{"pulse_times", {1}}});
  own.each = {{"sdev", {uniform(1, 2)}}};
  CHECK(code_of([&] { simulation.stimulate(own); }) == "E_TYPE");
  CHECK(code({{"pulse_times", {}}, {"activity", {10}}}) == "none");
  simulation.build({1, "exact"});
  CHECK(code_of([&] { simulation.set_stimulus(0, {{"activity", {0.5}}}); }) == "E_TYPE");
  simulation.run(10);
}
