// A Poisson rate that changes in time: the steps of the change, the counts between them, and equal bits.
#include <doctest/doctest.h>

#include <cmath>
#include <limits>

#include "effort.hpp"
#include "errors.hpp"
#include "networks.hpp"

using namespace cajal;
using namespace cajal::test;
using doctest::test_suite;

namespace {

constexpr double not_a_number = std::numeric_limits<double>::quiet_NaN();

StimulusSpec varying(std::vector<double> times, std::vector<double> rates, Ranges targets, double delay = 1,
                     Named window = {}) {
  window.emplace_back("rate_times", std::move(times));
  window.emplace_back("rate_values", std::move(rates));
  return stimulus("inhomogeneous_poisson_generator", std::move(window), std::move(targets), 1, delay);
}

/** Spikes per step of `n` parrots, which repeat what they receive, by the step in which the device emits them. */
std::vector<double> counts(const StimulusSpec& drive, double n, double steps, double delay_steps = 1) {
  Simulation simulation(1, 3);
  simulation.population({"parrot_neuron", "P", n});
  simulation.stimulate(drive);
  simulation.record({"spikes", {0, static_cast<std::uint32_t>(n), 1}, {}, 1});
  simulation.build({1, "exact"});
  simulation.run(steps);
  std::vector<double> list(static_cast<std::size_t>(steps));
  for (const double stamp : simulation.read_spikes(0, false).steps)
    if (stamp - delay_steps >= 1) list[static_cast<std::size_t>(stamp - delay_steps - 1)] += 1;
  return list;
}

}  // namespace

TEST_CASE("each rate holds from the step that ends at its time, with its mean") {
  // Per step of 1 ms and 2000 targets: none, 4000, 400, none, 160,000 (drawn by the sampler for large means).
  const auto seen = counts(varying({3, 10, 20, 30}, {2000, 200, 0, 80000}, {0, 2000, 1}), 2000, 40);
  const double expected[] = {0, 4000, 400, 0, 160000};
  const std::size_t begin[] = {0, 2, 9, 19, 29, 39};  // a stamp t belongs to the step t - 1
  for (std::size_t k = 0; k < 5; ++k)
    for (std::size_t step = begin[k]; step < begin[k + 1]; ++step)
      CHECK_MESSAGE(std::abs(seen[step] - expected[k]) <= 5 * std::sqrt(expected[k]), step, ": ", seen[step]);
}

TEST_CASE("the window cuts the course of the rate, and a delay only shifts it") {
  const StimulusSpec windowed =
      varying({1, 6}, {4000, 8000}, {0, 500, 1}, 1, {{"start", {3}}, {"stop", {9}}});
  const auto seen = counts(windowed, 500, 15);
  for (std::size_t step = 0; step < 14; ++step) CHECK((seen[step] > 0) == (step >= 3 && step < 9));
  CHECK(seen[4] < 2500);
  CHECK(seen[5] > 3500);
  const auto late = counts(varying({6}, {8000}, {0, 500, 1}, 4), 500, 15, 4);
  for (std::size_t step = 0; step < 11; ++step) CHECK((late[step] > 0) == (step >= 5));
}

TEST_CASE("a course of one rate is a poisson_generator") {
  const auto digest = [](const StimulusSpec& drive) {
    Simulation simulation(0.1, 9);
    simulation.population({"iaf_psc_exp", "E", 300});
    simulation.stimulate(drive);
    simulation.build({1, "exact"});
    simulation.run(500);
    return simulation.digest();
  };
  const Ranges all{0, 300, 1};
  CHECK(digest(stimulus("inhomogeneous_poisson_generator", {{"rate_times", {0}}, {"rate_values", {9000}}},
                        all, 80, 1.5)) ==
        digest(stimulus("poisson_generator", {{"rate", {9000}}}, all, 80, 1.5)));
}

TEST_CASE("bits do not depend on threads, on how a run is cut, or on when a later rate is set" *
          test_suite("threads")) {
  const Ranges all{0, 1000, 1};
  const std::vector<double> times{2, 15.3, 40, 70.1}, rates{3000, 0, 9000, 20000};
  const int steps = static_cast<int>(cases(800, 500, 1000));
  for (const char* weights : {"exact", "compact"}) {
    const auto digest = [&](double threads, int pieces, bool late) {
      Simulation simulation(0.1, 5);
      describe_balanced(simulation, {});
      // Compact sums have room for the events of the rates that were described.
      const std::vector<double> first = late ? std::vector<double>{3000, 0, 20000, 20000} : rates;
      simulation.stimulate(stimulus("inhomogeneous_poisson_generator",
                                    {{"rate_times", times}, {"rate_values", first}}, all, 30, 0.7));
      simulation.build({threads, weights});
      for (int i = 0; i < pieces; ++i) {
        simulation.run(static_cast<double>(steps) / pieces);
        if (late && i == 0) simulation.set_stimulus(4, {{"rate_values", rates}});
      }
      return simulation.digest();
    };
    const std::string whole = digest(1, 1, false);
    CHECK(digest(3, 1, false) == whole);
    CHECK(digest(2, steps, false) == whole);
    CHECK(digest(2, 4, true) == whole);
    CHECK(digest(1, 1, true) != whole);
  }
}

TEST_CASE("a course that is none is refused, and the one before stays") {
  Simulation simulation(0.1, 1);
  simulation.population({"iaf_psc_exp", "E", 2});
  const auto refused = [&](std::vector<double> times, std::vector<double> rates) {
    return code_of([&] { simulation.stimulate(varying(times, rates, {0, 2, 1})); });
  };
  CHECK(refused({2, 1}, {1, 2}) == "E_TIME_GRID");
  CHECK(refused({1, 1}, {1, 2}) == "E_TIME_GRID");
  CHECK(refused({1, 1.25}, {1, 2}) == "E_TIME_GRID");
  CHECK(refused({1, infinite}, {1, 2}) == "E_NOT_FINITE");
  CHECK(refused({1, 2}, {1}) == "E_SHAPE");
  CHECK(refused({1}, {1, 2}) == "E_SHAPE");
  CHECK(refused({1}, {-1}) == "E_RATE");
  CHECK(refused({1}, {not_a_number}) == "E_RATE");
  CHECK(refused({1}, {infinite}) == "E_RATE");
  CHECK(refused({1}, {1.1e11}) == "E_RATE");
  CHECK(refused({not_a_number}, {1}) == "E_NOT_FINITE");
  simulation.stimulate(varying({}, {}, {0, 2, 1}));
  simulation.stimulate(varying({1}, {8000}, {0, 2, 1}));
  simulation.build({1, "exact"});
  CHECK(code_of([&] { simulation.set_stimulus(1, {{"rate_times", {1, 2}}}); }) == "E_SHAPE");
  simulation.run(20);
}
