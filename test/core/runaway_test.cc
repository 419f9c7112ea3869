// Several spikes of a neuron in one step, networks that multiply them, and the memory that recordings may take.
#include <doctest/doctest.h>

#include <map>
#include <utility>

#include "errors.hpp"
#include "networks.hpp"

using namespace cajal;
using namespace cajal::test;
using doctest::test_suite;

namespace {

/** Parrots that all excite all, themselves included, and one spike. */
void describe_parrots(Simulation& simulation, std::uint32_t parrots, double delay) {
  simulation.population({"parrot_neuron", "loop", static_cast<double>(parrots)});
  const Ranges all{0, parrots, 1};
  ConnectionSpec connect = connection(all, all, "all_to_all", 0, constant(1), constant(delay));
  connect.autapses = true;
  simulation.connect(connect);
  simulation.stimulate(stimulus("spike_generator", {{"spike_times", {0.1}}}, all, 1, 0.1));
  simulation.record({"spikes", all, {}, 1});
}

/** [step]: spikes of all neurons. */
std::map<double, std::size_t> by_step(const SpikeColumns& spikes) {
  std::map<double, std::size_t> counts;
  for (const double step : spikes.steps) ++counts[step];
  return counts;
}

/** The trace of one neuron that gets spikes of a generator at 1 ms through weights and delays of one projection. */
std::vector<double> trace(std::vector<double> times, double weight, const std::string& form) {
  Simulation simulation(0.1, 1);
  simulation.population({"parrot_neuron", "relay", 1});
  simulation.population({"iaf_psc_exp", "one", 1});
  simulation.stimulate(stimulus("spike_generator", {{"spike_times", std::move(times)}}, {0, 1, 1}, 1, 0.1));
  for (const double delay : {0.1, 0.7, 3.0})
    simulation.connect(connection({0, 1, 1}, {1, 2, 1}, "all_to_all", 0, constant(weight), constant(delay)));
  simulation.record({"state", {1, 2, 1}, {"V_m"}, 1});
  simulation.build({1, form});
  simulation.run(100);
  return simulation.read_samples(0, false).values;
}

}  // namespace

TEST_CASE("five spikes at once do what one of five times the weight does") {
  for (const std::string form : {"exact", "compact"}) {
    const auto burst = trace({1, 1, 1, 1, 1}, 20, form), single = trace({1}, 100, form);
    REQUIRE(burst.size() == 100);
    CHECK(burst.back() > -69.9);
    for (std::size_t k = 0; k < burst.size(); ++k)
      CHECK(burst[k] == doctest::Approx(single[k]).epsilon(1e-12));
  }
}

TEST_CASE("spikes that multiply are counted, at any number of threads and after a checkpoint" *
          test_suite("threads")) {
  std::string digest;
  for (const double threads : {1.0, 2.0, 3.0}) {
    Simulation simulation(0.1, 1);
    describe_parrots(simulation, 3, 0.5);
    simulation.build({threads, "exact"});
    simulation.run(38);  // spikes are on their way
    Simulation other(0.1, 1);
    describe_parrots(other, 3, 0.5);
    other.build({4 - threads, "exact"});
    other.restore(simulation.checkpoint());
    CHECK(other.checkpoint() == simulation.checkpoint());
    for (Simulation* one : {&simulation, &other}) {
      one->run(10);
      if (digest.empty()) digest = one->digest();
      CHECK(one->digest() == digest);
      const auto counts = by_step(one->read_spikes(0, false));
      CHECK(counts.size() == 10);
      std::size_t expected = 3;  // every step of the loop multiplies by three
      for (const auto& [step, count] : counts) CHECK(count == std::exchange(expected, 3 * expected));
    }
  }
}

TEST_CASE("a neuron emits 2^20 spikes in a step at most" * test_suite("threads")) {
  Simulation simulation(0.1, 1);
  simulation.population({"parrot_neuron", "loop", 100});
  const Ranges all{0, 100, 1};
  ConnectionSpec connect = connection(all, all, "all_to_all", 0, constant(1), constant(0.1));
  connect.autapses = true;
  simulation.connect(connect);
  simulation.stimulate(stimulus("spike_generator", {{"spike_times", {0.1}}}, all, 1, 0.1));
  simulation.build({2, "exact"});
  simulation.run(1000);
  // The first spikes of step 2, then 1e2, 1e4, 1e6, and from step 6 on as many as there may be.
  const std::string all_spikes =
      std::to_string(100 * (1 + 100 + 10'000 + 1'000'000 + (std::int64_t{995} << 20)));
  const std::string report = simulation.report();
  INFO(report);
  CHECK(report.find("\"spikes\":" + all_spikes) != std::string::npos);
  CHECK(report.find("W_RUNAWAY") != std::string::npos);
  CHECK(report.find("population 'loop' ran away") != std::string::npos);
}

TEST_CASE("recordings that outgrow their memory end the run at a step; what was recorded can be read" *
          test_suite("threads")) {
  Simulation simulation(0.1, 1);
  describe_parrots(simulation, 100, 0.1);
  simulation.limit(300e6);
  simulation.build({2, "exact"});
  CHECK(code_of([&] { simulation.run(10); }) == "E_MEMORY");
  const double reached = simulation.step();
  CHECK(reached == 5);  // 1e8 spikes in this step
  CHECK(code_of([&] { simulation.run(10); }) == "E_MEMORY");
  CHECK(simulation.step() <= reached + 1);
  const auto counts = by_step(simulation.read_spikes(0, true));
  CHECK(counts == std::map<double, std::size_t>{{2, 100}, {3, 10'000}, {4, 1'000'000}});
  CHECK(simulation.report().find("W_RUNAWAY") != std::string::npos);
  CHECK(simulation.digest().size() == 16);
}

TEST_CASE("a run that filled its memory goes on when it was read, as if there had been no limit" *
          test_suite("threads")) {
  Simulation limited(0.1, 3), free(0.1, 3);
  for (Simulation* one : {&limited, &free}) {
    one->population({"iaf_psc_exp", "busy", 50});
    const Ranges all{0, 50, 1};
    one->stimulate(stimulus("poisson_generator", {{"rate", {20000}}}, all, 60, 0.1));
    one->record({"spikes", all, {}, 1});
    one->record({"state", {0, 5, 1}, {"V_m"}, 1});
    one->build({2, "exact"});
  }
  free.run(3000);
  const SpikeColumns all_spikes = free.read_spikes(0, false);
  const SampleColumns all_samples = free.read_samples(1, false);
  limited.limit(60e3);
  SpikeColumns spikes;
  SampleColumns samples;
  int ends = 0;
  while (limited.step() < 3000) {
    const double from = limited.step();
    try {
      limited.run(3000 - from);
    } catch (const Error& error) {
      CHECK(error.code() == "E_MEMORY");
      CHECK(error.detail().parameter == "memoryLimit");
      ++ends;
    }
    REQUIRE(limited.step() > from);
    const SpikeColumns more = limited.read_spikes(0, true);
    spikes.ids.insert(spikes.ids.end(), more.ids.begin(), more.ids.end());
    spikes.steps.insert(spikes.steps.end(), more.steps.begin(), more.steps.end());
    const SampleColumns values = limited.read_samples(1, true);
    samples.values.insert(samples.values.end(), values.values.begin(), values.values.end());
  }
  CHECK(ends > 1);
  CHECK(spikes.ids == all_spikes.ids);
  CHECK(spikes.steps == all_spikes.steps);
  CHECK(samples.values == all_samples.values);
  CHECK(limited.digest() == free.digest());
  CHECK(free.report().find("W_RUNAWAY") == std::string::npos);
}

TEST_CASE("parrots that only pass on what they get do not run away") {
  Simulation simulation(0.1, 1);
  simulation.population({"parrot_neuron", "relay", 10});
  simulation.population({"parrot_neuron", "next", 10});
  simulation.stimulate(stimulus("poisson_generator", {{"rate", {50000}}}, {0, 10, 1}, 1, 0.1));
  simulation.connect(connection({0, 10, 1}, {10, 20, 1}, "one_to_one", 0, constant(1), constant(0.1)));
  simulation.build({1, "exact"});
  simulation.run(5000);
  CHECK(simulation.report().find("W_RUNAWAY") == std::string::npos);
}
