// Times become steps and steps times: halves go up, what misses a step by noise is on it, and what comes back is clean.
#include <doctest/doctest.h>

#include <cmath>
#include <cstdlib>
#include <string>

#include "errors.hpp"
#include "model/define.hpp"
#include "model/device.hpp"
#include "model/registry.hpp"
#include "networks.hpp"

using namespace cajal;
using namespace cajal::test;

namespace {

/** The double that a decimal of `ticks` ns is read as. */
double decimal(std::int64_t ticks) {
  std::string digits = std::to_string(ticks);
  if (digits.size() < 7) digits.insert(0, 7 - digits.size(), '0');
  digits.insert(digits.size() - 6, 1, '.');
  return std::strtod(digits.c_str(), nullptr);
}

constexpr std::int64_t resolutions[] = {2,     10,     1000,   2000,   10000,  25000,
                                        50000, 100000, 125000, 300000, 1000000};

}  // namespace

TEST_CASE("a delay half-way between two steps goes up, at every resolution and in every vector") {
  for (const std::int64_t ticks : resolutions) {
    const double resolution = decimal(ticks);
    const Grid grid(resolution);
    std::vector<double> times;
    std::int64_t wrong = 0;
    for (std::int64_t k = 0; k < 65535; ++k) {
      const double half = decimal(k * ticks + ticks / 2);
      times.push_back(half);
      wrong += grid.delay(half) != k + 1;
      wrong += grid.delay(half * (1 - 1e-12)) != k;
    }
    CHECK_MESSAGE(wrong == 0, resolution, " ms");
    for (const Level& level : levels()) {
      if (!supported(level.name)) continue;
      std::vector<std::uint32_t> steps(times.size());
      CHECK(level.kernels->delay_steps(times.data(), times.size(), resolution, 65535, steps.data()));
      std::int64_t others = 0;
      for (std::size_t k = 0; k < steps.size(); ++k) others += steps[k] != k + 1;
      CHECK_MESSAGE(others == 0, resolution, " ms, ", level.name);
    }
  }
}

TEST_CASE("delays that no step can hold are named by a zero") {
  const double times[] = {0.1, 0.04, 6553.5, 6553.54, 6553.55, infinite, 0.2, -1, 0};
  std::uint32_t steps[9];
  for (const Level& level : levels()) {
    if (!supported(level.name)) continue;
    CHECK_FALSE(level.kernels->delay_steps(times, 9, 0.1, 65535, steps));
    const std::vector<std::uint32_t> expected{1, 0, 65535, 65535, 0, 0, 2, 0, 0};
    CHECK(std::vector<std::uint32_t>(steps, steps + 9) == expected);
  }
}

TEST_CASE("on the grid is what lies within half a microsecond of a step, or a quarter of a fine one") {
  const Grid usual(0.1), fine(0.001), finest(1e-6);
  for (const double noise : {1e-12, 1e-6, 4e-4}) {
    CHECK(usual.exact(22.9 + noise) == 229);
    CHECK(usual.exact(22.9 - noise) == 229);
    CHECK(usual.exact(1e6 + noise) == 10000000);
  }
  for (const double off : {6e-4, 0.01, 0.05}) {
    CHECK(usual.exact(22.9 + off) == -1);
    CHECK(usual.exact(22.9 - off) == -1);
    CHECK(usual.exact(1e6 + off) == -1);
  }
  CHECK(usual.exact(-1e-9) == 0);
  CHECK(usual.exact(-0.1) == -1);
  CHECK(usual.exact(infinite) == Grid::never);
  CHECK(usual.exact(std::nan("")) == -1);
  CHECK(fine.exact(1.0002) == 1000);
  CHECK(fine.exact(1.0004) == -1);
  CHECK(finest.exact(1.0000002) == 1000000);
  CHECK(finest.exact(1.0000004) == -1);
  CHECK(finest.exact(1234567891.234568) == 1234567891234568);
}

TEST_CASE("the time of a step is the double nearest to its decimal") {
  for (const std::int64_t ticks : resolutions) {
    const Grid grid(decimal(ticks));
    std::int64_t wrong = 0;
    for (const std::int64_t step : {1LL, 3LL, 6LL, 7LL, 943LL, 65535LL, 10000001LL, 1234567891LL})
      wrong += grid.time(step) != decimal(step * ticks) || grid.exact(grid.time(step)) != step;
    CHECK_MESSAGE(wrong == 0, grid.resolution(), " ms");
  }
  CHECK(Grid(0.1 * 3).resolution() == 0.3);
}

TEST_CASE("durations of neurons go up between steps, and stay where noise moves them off one") {
  for (const double noise : {0.0, 1e-13, -1e-13, 4e-4, -4e-4}) CHECK(duration_steps(2 + noise, 0.1) == 20);
  CHECK(duration_steps(2.001, 0.1) == 21);
  CHECK(duration_steps(2.05, 0.1) == 21);
  CHECK(duration_steps(0, 0.1) == 0);
  CHECK(duration_steps(0.01, 0.1) == 1);
  CHECK(duration_steps(2.05, 0.01) == 205);
  CHECK(duration_steps(1e300, 0.1) == 2147483647);
  CHECK(nearest_steps(1.45, 0.1) == 15);
  CHECK(nearest_steps(2.04, 0.1) == 20);
  CHECK(nearest_steps(1e300, 0.1) == 2147483647);
}

TEST_CASE("synapses and stimuli take the same step for the same delay, given or drawn") {
  for (int k = 0; k < 200; ++k) {
    const double delay = decimal(k * 100000 + 50000);
    Simulation simulation(0.1, 1);
    simulation.population({"parrot_neuron", "all", 3});
    Draw drawn = normal(delay, 0);
    Draw clipped = uniform(0.001, 0.002);
    clipped.limit = "clip", clipped.low = delay;
    for (const Draw& given : {constant(delay), drawn, clipped})
      simulation.connect(connection({0, 1, 1}, {1, 2, 1}, "one_to_one", 0, constant(1), given));
    simulation.stimulate(stimulus("spike_generator", {{"spike_times", {0.1}}}, {2, 3, 1}, 1, delay));
    simulation.record({"spikes", {2, 3, 1}, {}, 1});
    simulation.build({1, "exact"});
    simulation.run(210);
    for (int projection = 0; projection < 3; ++projection)
      CHECK(simulation.weights(projection).delay == std::vector<double>{decimal((k + 1) * 100000)});
    CHECK(simulation.read_spikes(0, false).steps == std::vector<double>{k + 2.0});
  }
}

TEST_CASE("times of devices that miss the grid by noise are taken, others refused with the cause") {
  double time = 0;
  std::vector<double> times;
  for (int k = 0; k < 5000; ++k) times.push_back(time += 0.1);
  Simulation simulation(0.1, 1);
  simulation.population({"parrot_neuron", "one", 1});
  simulation.stimulate(stimulus("spike_generator", {{"spike_times", times}}, {0, 1, 1}, 1, 0.1));
  simulation.stimulate(
      stimulus("dc_generator", {{"amplitude", {1}}, {"start", {times[998]}}}, {0, 0, 1}, 1, 1));
  CHECK(code_of([&] {
          simulation.stimulate(stimulus("spike_generator", {{"spike_times", {1.25}}}, {0, 1, 1}, 1, 0.1));
        }) == "E_SPIKE_TIMES");
  const Error twice = error_of([&] {
    simulation.stimulate(stimulus("inhomogeneous_poisson_generator",
                                  {{"rate_times", {1, 1.0002}}, {"rate_values", {1, 2}}}, {0, 1, 1}, 1, 0.1));
  });
  CHECK(twice.code() == "E_TIME_GRID");
  simulation.record({"spikes", {0, 1, 1}, {}, 1});
  simulation.build({1, "exact"});
  simulation.run(5001);
  CHECK(simulation.read_spikes(0, false).ids.size() == 5000);
}
