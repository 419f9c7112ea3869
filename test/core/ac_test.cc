// Currents that oscillate: their value in every step, the window, equal bits, and what is refused.
#include <doctest/doctest.h>

#include <cmath>
#include <complex>
#include <memory>
#include <numbers>

#include "base/sine.hpp"
#include "current_probe.hpp"
#include "errors.hpp"

using namespace cajal;
using namespace cajal::test;
using doctest::test_suite;

namespace {

constexpr std::uint32_t neurons = 300;

StimulusSpec ac(Named parameters, std::uint32_t targets = neurons, double weight = 1, double delay = 0.1) {
  return stimulus("ac_generator", std::move(parameters), {0, targets, 1}, weight, delay);
}

double sine(double turns) { return std::sin(2 * std::numbers::pi * turns); }

}  // namespace

TEST_CASE("the sine of turns is within 2 ulp, and symmetric and periodic to the bit") {
  double worst = 0;
  bool symmetric = true;
  for (int k = 1; k <= 65536; ++k) {
    const double x = 0.25 * k / 65536.5;
    const auto exact = static_cast<double>(std::sin(2 * std::numbers::pi_v<long double> * x));
    worst = std::fmax(worst, std::fabs(sine_of_turns(x) - exact) / (std::nextafter(exact, 2) - exact));
    const double dyadic = std::ldexp(k, -18);  // sums of such numbers are exact
    const double sine = sine_of_turns(dyadic);
    symmetric &= sine_of_turns(-dyadic) == -sine && sine_of_turns(0.5 - dyadic) == sine &&
                 sine_of_turns(dyadic + 12345) == sine;
  }
  CHECK(symmetric);
  CHECK(worst <= 2);
  CHECK(sine_of_turns(0.25) == 1);
  CHECK(sine_of_turns(-0.25) == -1);
  CHECK(sine_of_turns(0.5) == 0);
}

TEST_CASE("the current of a step is that of the time at which it begins, less the delay") {
  const Named parameters{{"amplitude", {100}}, {"frequency", {50}}, {"phase", {30}}, {"offset", {10}}};
  const auto seen = currents_of(ac(parameters, 2), 2, 400);
  const auto late = currents_of(ac(parameters, 2, -2, 1.5), 2, 400);
  for (std::size_t step = 0; step < 400; ++step)
    for (const std::uint32_t i : {0, 1}) {
      const auto at = [](double t) { return 10 + 100 * sine(0.05 * t + 1.0 / 12); };
      const auto t = static_cast<double>(step);
      CHECK(seen[step][i] == doctest::Approx(step < 1 ? 0 : at(0.1 * (t - 1))).epsilon(1e-9));
      CHECK(late[step][i] == doctest::Approx(step < 15 ? 0 : -2 * at(0.1 * (t - 15))).epsilon(1e-9));
    }
  // NEST 3.10 records this value of an ac_generator with these parameters at 0.1 ms.
  CHECK(seen[2][0] == doctest::Approx(62.6955795497).epsilon(1e-11));
}

TEST_CASE("a window is (start, stop], shifted by the delay, and leaves the phase alone") {
  const auto seen = currents_of(
      ac({{"amplitude", {100}}, {"frequency", {40}}, {"offset", {200}}, {"start", {1}}, {"stop", {3}}}, 1, 1,
         0.5),
      1, 60);
  for (std::size_t step = 0; step < 60; ++step) {
    const double t = 0.1 * (static_cast<double>(step) - 5);
    const double expected = step >= 15 && step < 35 ? 200 + 100 * sine(0.04 * t) : 0;
    CHECK(seen[step][0] == doctest::Approx(expected).epsilon(1e-9));
  }
}

TEST_CASE("every target may have its own amplitude, offset, frequency, phase and window" *
          test_suite("threads")) {
  StimulusSpec spec = ac({});
  const char* names[] = {"amplitude", "offset", "frequency", "phase", "start", "stop"};
  const auto value = [](std::size_t name, std::uint32_t i) {
    const double values[] = {50.0 + i,       i % 7 * 10.0, 3.0 * (i % 13),
                             40.0 * (i % 9), i % 4 * 0.5,  2.0 + i % 5};
    return values[name];
  };
  for (std::size_t name = 0; name < 6; ++name) {
    Draw each{"array", {}, "none", -infinite, infinite};
    for (std::uint32_t i = 0; i < neurons; ++i) each.numbers.push_back(value(name, i));
    spec.each.push_back({names[name], {each}});
  }
  const auto seen = currents_of(spec, neurons, 80);
  for (std::size_t step = 0; step < 80; ++step)
    for (std::uint32_t i = 0; i < neurons; ++i) {
      const double t = 0.1 * (static_cast<double>(step) - 1), middle = t + 0.05;
      const bool acts = middle > value(4, i) && middle < value(5, i);
      const double current = value(1, i) + value(0, i) * sine(value(2, i) * 1e-3 * t + value(3, i) / 360);
      CHECK(seen[step][i] == doctest::Approx(acts ? current : 0).epsilon(1e-9));
    }
  const auto cut = currents_of(spec, neurons, 80, {3, 16});
  CHECK(cut == seen);
}

TEST_CASE("a membrane follows with the amplitude and lag of its filter") {
  // The response to a current that is held during each step: V_k = Im(H A e^(i w k)), H = R (1 - P) / (e^(i w) - P).
  const double f = 20, w = 2 * std::numbers::pi * f * 1e-4, P = std::exp(-0.1 / probe_tau_m);
  Simulation simulation(0.1, 1);
  describe_probe(simulation, 1);
  simulation.stimulate(
      stimulus("ac_generator", {{"amplitude", {80}}, {"frequency", {f}}}, {0, 1, 1}, 1, 0.1));
  simulation.build({1, "exact"});
  simulation.run(5000);  // 50 time constants
  const SampleColumns samples = simulation.read_samples(0, false);
  const std::complex<double> H = probe_tau_m / probe_C_m * (1 - P) / (std::polar(1.0, w) - P);
  for (std::size_t k = 4000; k < 5000; ++k)
    CHECK(samples.values[k] ==
          doctest::Approx((H * std::polar(80.0, w * static_cast<double>(k))).imag()).epsilon(1e-9).scale(1));
}

TEST_CASE("bits do not depend on threads or pieces, and go on after a change and a checkpoint" *
          test_suite("threads")) {
  const auto make = [](double threads) {
    auto simulation = std::make_unique<Simulation>(0.1, 5);
    describe_balanced(*simulation, {});
    StimulusSpec spec =
        stimulus("ac_generator", {{"amplitude", {150}}, {"frequency", {30}}}, {0, 1000, 1}, 1, 0.3);
    spec.each.push_back({"phase", {uniform(0, 360)}});
    simulation->stimulate(spec);
    simulation->stimulate(
        stimulus("ac_generator", {{"amplitude", {90}}, {"frequency", {7}}}, {0, 1000, 3}, 1, 2));
    simulation->build({threads, "exact"});
    return simulation;
  };
  const auto one = make(1), pieces = make(3), resumed = make(2);
  const auto change = [](Simulation& simulation) {
    simulation.set_stimulus(4, {{"amplitude", {40}}, {"stop", {30}}}, {{"frequency", {uniform(5, 90)}}});
    simulation.set_stimulus(5, {{"phase", {90}}});
  };
  one->run(150), change(*one), one->run(50);
  for (int k = 0; k < 15; ++k) pieces->run(10);
  change(*pieces), pieces->run(50);
  resumed->restore(one->checkpoint());
  CHECK(pieces->digest() == one->digest());
  one->run(200), resumed->run(200);
  for (int k = 0; k < 40; ++k) pieces->run(5);
  CHECK(pieces->digest() == one->digest());
  CHECK(resumed->digest() == one->digest());
}

TEST_CASE("an oscillation that is none is refused and changes nothing") {
  Simulation simulation(0.1, 1);
  simulation.population({"iaf_psc_exp", "E", neurons});
  const auto code = [&](Named named) { return code_of([&] { simulation.stimulate(ac(std::move(named))); }); };
  CHECK(code({{"frequency", {-1}}}) == "E_PARAM_RANGE");
  CHECK(code({{"frequency", {5001}}}) == "E_PARAM_RANGE");
  CHECK(code({{"frequency", {NAN}}}) == "E_NOT_FINITE");
  CHECK(code({{"amplitude", {infinite}}}) == "E_NOT_FINITE");
  CHECK(code({{"phase", {infinite}}}) == "E_NOT_FINITE");
  CHECK(code({{"start", {0.05}}}) == "E_TIME_GRID");
  CHECK(code({{"start", {2}}, {"stop", {1}}}) == "E_PARAM_RANGE");
  CHECK(code({{"rate", {1}}}) == "E_UNKNOWN_PARAM");
  CHECK(code({{"frequency", {5000}}}) == "none");
  simulation.build({1, "exact"});
  CHECK(code_of([&] { simulation.set_stimulus(0, {{"frequency", {5001}}}); }) == "E_PARAM_RANGE");
  simulation.run(10);
}
