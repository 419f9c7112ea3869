// The kernel's face: timing of spikes and currents, recorders, errors that leave everything as it was.
#include <doctest/doctest.h>

#include <cmath>
#include <thread>

#include "effort.hpp"
#include "errors.hpp"
#include "networks.hpp"

using namespace cajal;
using namespace cajal::test;
using doctest::test_suite;

TEST_CASE("a spike acts after its delay: V first moves one step later") {
  Simulation simulation(0.1, 1);
  simulation.population({"iaf_psc_exp", "one", 1});
  simulation.stimulate(stimulus("spike_generator", {{"spike_times", {0.5}}}, {0, 1, 1}, 100, 0.5));
  simulation.record({"state", {0, 1, 1}, {"V_m", "I_syn_ex"}, 1});
  simulation.build({1, "exact"});
  simulation.run(100);
  const SampleColumns samples = simulation.read_samples(0, false);
  CHECK(samples.steps.front() == 1);
  CHECK(samples.values[2 * 8 + 1] == 0);    // t = 0.9
  CHECK(samples.values[2 * 9 + 1] == 100);  // t = 1.0: the current jumps
  CHECK(samples.values[2 * 9] == -70);      //          V does not
  CHECK(samples.values[2 * 10] + 70 == doctest::Approx(0.0388204092484541).epsilon(1e-12));
  CHECK(samples.values[2 * 49] + 70 ==
        doctest::Approx(0.534984762799027).epsilon(1e-12));  // the peak, at 5.0 ms
}

TEST_CASE("a current of window (start, stop] and delay d acts in (start + d, stop + d]") {
  Simulation simulation(0.1, 1);
  simulation.population({"iaf_psc_exp", "one", 1});
  simulation.stimulate(
      stimulus("dc_generator", {{"amplitude", {1000}}, {"start", {1}}, {"stop", {1.2}}}, {0, 1, 1}, 1, 0.1));
  simulation.record({"state", {0, 1, 1}, {"V_m"}, 1});
  simulation.build({1, "exact"});
  simulation.run(20);
  const SampleColumns samples = simulation.read_samples(0, false);
  CHECK(samples.values[10] == -70);                                           // t = 1.1
  CHECK(samples.values[11] + 70 == doctest::Approx(0.398007).epsilon(1e-5));  // t = 1.2
  CHECK(samples.values[13] < samples.values[12]);                             // decays from 1.4 on
}

TEST_CASE("minimal interval between spikes is t_ref + one step") {
  Simulation simulation(0.1, 1);
  simulation.population({"iaf_psc_exp", "one", 1});
  simulation.values({{0, 1, 1}, "I_e", constant(1e7)});
  simulation.record({"spikes", {0, 1, 1}, {}, 1});
  simulation.build({1, "exact"});
  simulation.run(200);
  const SpikeColumns spikes = simulation.read_spikes(0, true);
  REQUIRE(spikes.steps.size() > 5);
  for (std::size_t i = 1; i < spikes.steps.size(); ++i) CHECK(spikes.steps[i] - spikes.steps[i - 1] == 21);
  CHECK(simulation.read_spikes(0, false).ids.empty());
}

TEST_CASE("delays reach their targets in their step, short and long, in every weight form" *
          test_suite("threads")) {
  const int count = static_cast<int>(cases(1000, 300, 3000));
  for (const char* weights : {"exact", "compact"}) {
    Simulation simulation(0.1, 1);
    simulation.population({"iaf_psc_exp", "targets", static_cast<double>(count)});
    Draw delays{"array", {}, "none", -infinite, infinite};
    for (int i = 0; i < count; ++i) delays.numbers.push_back(0.1 * (1 + (i * 37) % 4000));
    const Ranges all{0, static_cast<std::uint32_t>(count), 1};
    StimulusSpec train = stimulus("spike_generator", {{"spike_times", {0.1}}}, all, 64, 1);
    train.delay = delays;
    simulation.stimulate(train);
    simulation.record({"state", all, {"I_syn_ex"}, 1});
    simulation.build({2, weights});
    simulation.run(4100);
    const SampleColumns samples = simulation.read_samples(0, false);
    int wrong = 0;
    for (int i = 0; i < count; ++i) {
      const int arrival = 1 + 1 + (i * 37) % 4000;  // stamp 1 plus the delay, in steps
      wrong += samples.values[static_cast<std::size_t>(arrival - 1) * count + i] != 64;
      wrong += samples.values[static_cast<std::size_t>(arrival - 2) * count + i] != 0;
    }
    CHECK(wrong == 0);
  }
}

TEST_CASE("one source reaches more accumulators than a run can count") {
  Simulation simulation(0.1, 1);
  simulation.population({"iaf_psc_exp", "targets", 65536});
  simulation.stimulate(stimulus("spike_generator", {{"spike_times", {0.1}}}, {0, 65536, 1}, 16, 0.1));
  simulation.record({"state", {0, 65536, 65535}, {"V_m"}, 30});
  simulation.build({1, "compact"});
  simulation.run(30);
  const SampleColumns samples = simulation.read_samples(0, false);
  CHECK(samples.values[0] > -70);
  CHECK(samples.values[0] == samples.values[1]);
  CHECK(simulation.report().find("\"synapticEvents\":65536") != std::string::npos);
}

TEST_CASE("synapses read back are those that were described" * test_suite("threads")) {
  Simulation simulation(0.1, 7);
  simulation.population({"iaf_psc_exp", "all", 300});
  const double projection =
      simulation.connect(connection({0, 200, 1}, {100, 300, 1}, "fixed_indegree", 10, uniform(1, 2),
                                    redrawn(normal(1.5, 0.75), 0.05, infinite)));
  simulation.build({2, "exact"});
  const SynapseColumns synapses = simulation.weights(projection);
  REQUIRE(synapses.source.size() == 2000);
  std::vector<int> degree(300);
  for (std::size_t i = 0; i < 2000; ++i) {
    ++degree[synapses.target[i]];
    CHECK(synapses.source[i] < 200);
    CHECK((synapses.weight[i] >= 1 && synapses.weight[i] <= 2));
    CHECK(std::abs(synapses.delay[i] / 0.1 - std::round(synapses.delay[i] / 0.1)) < 1e-9);
    if (i)
      CHECK(std::pair(synapses.source[i - 1], synapses.target[i - 1]) <=
            std::pair(synapses.source[i], synapses.target[i]));
  }
  for (int target = 100; target < 300; ++target) CHECK(degree[target] == 10);
}

TEST_CASE("state can be read and variables set between runs") {
  Simulation simulation(0.1, 1);
  simulation.population({"iaf_psc_exp", "all", 10});
  simulation.build({1, "exact"});
  simulation.values({{0, 10, 2}, "V_m", constant(-60)});
  CHECK(simulation.get({0, 4, 1}, "V_m") == std::vector<double>{-60, -70, -60, -70});
  CHECK(simulation.get({0, 1, 1}, "C_m") == std::vector<double>{250});
  simulation.set_neurons({{{0, 2, 1}, "C_m", constant(100)}, {{0, 2, 1}, "V_m", constant(-55)}});
  CHECK(simulation.get({0, 3, 1}, "C_m") == std::vector<double>{100, 100, 250});
  CHECK(code_of([&] {
          simulation.set_neurons({{{0, 2, 1}, "C_m", constant(50)}, {{0, 2, 1}, "no", constant(1)}});
        }) == "E_UNKNOWN_PARAM");
  CHECK(code_of([&] {
          simulation.values({{0, 1, 1}, "V_reset", constant(-55)});
        }) == "E_RESET_ABOVE_THRESHOLD");
  CHECK(simulation.get({0, 3, 1}, "C_m") == std::vector<double>{100, 100, 250});
  CHECK(simulation.get({0, 3, 1}, "V_m") == std::vector<double>{-55, -55, -60});
  CHECK(code_of([&] { simulation.get({0, 1, 1}, "I_syn_ex"); }) == "E_RECORD");
}

TEST_CASE("stimuli change between runs") {
  Simulation simulation(0.1, 1);
  simulation.population({"iaf_psc_exp", "all", 10});
  const double current =
      simulation.stimulate(stimulus("dc_generator", {{"amplitude", {100}}}, {0, 10, 1}, 1, 0.1));
  simulation.build({1, "exact"});
  simulation.run(1000);
  const double before = simulation.get({0, 1, 1}, "V_m")[0];
  simulation.set_stimulus(current, {{"amplitude", {0}}});
  simulation.run(1000);
  CHECK(before == doctest::Approx(-66).epsilon(1e-4));
  CHECK(simulation.get({0, 1, 1}, "V_m")[0] == doctest::Approx(-70).epsilon(1e-4));
}

TEST_CASE("a stop from another thread ends a run at a step boundary, and it can go on" *
          test_suite("threads")) {
  const double steps = cases(8000, 3000, 20000);
  const std::string whole = digest_after({.threads = 2}, 1, steps);
  Simulation simulation(0.1, 42);
  describe_balanced(simulation, {});
  simulation.build({2, "exact"});
  std::thread other([&] {
    while (simulation.progress()[2] < 100) std::this_thread::yield();
    simulation.stop();
  });
  simulation.run(steps);
  other.join();
  CHECK(simulation.step() >= 100);
  CHECK(simulation.step() < steps);
  simulation.run(steps - simulation.step());
  CHECK(simulation.digest() == whole);
}

TEST_CASE("a state that is no number stops the run and says where" * test_suite("threads")) {
  Simulation simulation(0.1, 1);
  simulation.population({"iaf_psc_exp", "sound", 300});
  simulation.population({"iaf_psc_exp", "sick", 300});
  simulation.values({{310, 311, 1}, "I_e", constant(-1.7e308)});
  simulation.values({{310, 311, 1}, "C_m", constant(1e-300)});
  simulation.build({2, "exact"});
  try {
    simulation.run(1000);
    FAIL("no error");
  } catch (const Error& error) {
    CHECK(error.code() == "E_NUMERIC");
    CHECK(std::string(error.what()).find("V_m of neuron 10 of 'sick' (iaf_psc_exp) is -inf at 10 ms") !=
          std::string::npos);
  }
  CHECK(simulation.step() <= 100);
}

TEST_CASE("errors carry codes and change nothing") {
  Simulation simulation(0.1, 1);
  simulation.population({"iaf_psc_exp", "all", 10});
  const Ranges all{0, 10, 1};
  const auto connect = [&](Draw weight, Draw delay, const char* rule = "all_to_all", double number = 0) {
    return code_of([&] { simulation.connect(connection(all, all, rule, number, weight, delay)); });
  };
  CHECK(connect(constant(1), constant(-1)) == "E_DELAY_NEGATIVE");
  CHECK(connect(constant(1), constant(0.04)) == "E_DELAY_BELOW_DT");
  CHECK(connect(constant(1), constant(7000)) == "E_DELAY_TOO_LARGE");
  CHECK(connect(constant(1), constant(NAN)) == "E_NOT_FINITE");
  CHECK(connect(constant(INFINITY), constant(1)) == "E_NOT_FINITE");
  CHECK(connect(constant(1), constant(1), "nearest") == "E_UNKNOWN_NAME");
  CHECK(connect(constant(1), constant(1), "fixed_indegree", 2.5) == "E_PARAM_RANGE");
  CHECK(code_of([&] { simulation.population({"iaf", "x", 1}); }) == "E_UNKNOWN_NAME");
  CHECK(code_of([&] { simulation.population({"iaf_psc_exp", "x", -1}); }) == "E_SIZE");
  CHECK(code_of([&] { simulation.population({"iaf_psc_exp", "x", 3e9}); }) == "E_SIZE");
  CHECK(code_of([&] { simulation.values({all, "tau", constant(1)}); }) == "E_UNKNOWN_PARAM");
  CHECK(code_of([&] { simulation.values({all, "tau_m", constant(0)}); }) == "E_PARAM_POSITIVE");
  CHECK(code_of([&] { simulation.values({all, "t_ref", constant(-1)}); }) == "E_PARAM_RANGE");
  simulation.values({all, "V_reset", constant(-50)});  // parameters may be set in any order: judged by build
  CHECK(code_of([&] { simulation.build({1, "exact"}); }) == "E_RESET_ABOVE_THRESHOLD");
  simulation.values({all, "V_reset", constant(-70)});
  CHECK(code_of([&] { simulation.values({{0, 11, 1}, "V_m", constant(-50)}); }) == "E_INDEX");
  CHECK(code_of([&] {
          simulation.stimulate(stimulus("poisson_generator", {{"rate", {-1}}}, all, 1, 1));
        }) == "E_RATE");
  CHECK(code_of([&] {
          simulation.stimulate(stimulus("poisson_generator", {{"rate", {1e12}}}, all, 1, 1));
        }) == "E_RATE");
  CHECK(code_of([&] {
          simulation.stimulate(stimulus("spike_generator", {{"spike_times", {2, 1}}}, all, 1, 1));
        }) == "E_SPIKE_TIMES");
  CHECK(code_of([&] {
          simulation.stimulate(stimulus("spike_generator", {{"spike_times", {0.05}}}, all, 1, 1));
        }) == "E_SPIKE_TIMES");
  CHECK(code_of([&] { simulation.record({"state", all, {"g_ex"}, 1}); }) == "E_RECORD");
  CHECK(code_of([&] { simulation.record({"state", all, {"V_m"}, 0.5}); }) == "E_RECORD");
  CHECK(code_of([&] { simulation.build({0, "exact"}); }) == "E_THREADS");
  CHECK(code_of([&] { simulation.run(10); }) == "E_FROZEN");
  CHECK(code_of([] { Simulation(0.0, 1); }) == "E_DT");
  CHECK(code_of([] { Simulation(0.1, -1); }) == "E_PARAM_RANGE");
  simulation.build({1, "exact"});
  simulation.run(10);
  Simulation untouched(0.1, 1);
  untouched.population({"iaf_psc_exp", "all", 10});
  untouched.build({1, "exact"});
  untouched.run(10);
  CHECK(simulation.digest() == untouched.digest());
  CHECK(code_of([&] { simulation.population({"iaf_psc_exp", "late", 1}); }) == "E_FROZEN");
  CHECK(code_of([&] { simulation.run(-1); }) == "E_TIME");
  CHECK(code_of([&] { simulation.run(NAN); }) == "E_TIME");
}
