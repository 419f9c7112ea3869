// What must not break: failed builds, limits of threads and memory, empty and extreme descriptions.
#include <doctest/doctest.h>

#include <algorithm>
#include <atomic>
#include <cmath>
#include <thread>

#include "base/threads/team.hpp"
#include "engine/describe/describe.hpp"
#include "engine/slices/dealing/plan.hpp"
#include "engine/slices/dealing/variants.hpp"
#include "engine/world.hpp"
#include "errors.hpp"
#include "networks.hpp"

using namespace cajal;
using namespace cajal::test;
using doctest::test_suite;

namespace {

const Ranges one{0, 1, 1};
const Draw nothing{"array", {}, "none", -infinite, infinite};

ConnectionSpec with_receptor(ConnectionSpec spec, double receptor) {
  spec.receptor = receptor;
  return spec;
}

/** The values of the only variable of recorder 0 after so many steps. */
std::vector<double> trace(Simulation& simulation, const std::string& weights, double steps) {
  simulation.build({1, weights});
  simulation.run(steps);
  return simulation.read_samples(0, false).values;
}

}  // namespace

TEST_CASE("a build that failed or was stopped can be tried again" * test_suite("threads")) {
  Simulation simulation(0.1, 1);
  simulation.population({"iaf_psc_exp", "all", 100});
  simulation.connect(connection({0, 100, 1}, one, "fixed_indegree", 140000, constant(100), constant(1)));
  CHECK(code_of([&] { simulation.build({2, "compact"}); }) == "E_OVERFLOW");
  simulation.stop();
  CHECK(code_of([&] { simulation.build({2, "exact"}); }) == "E_ABORTED");
  CHECK(simulation.progress()[0] == 0);
  CHECK(code_of([&] { simulation.build({2, "exact"}); }) == "none");
  CHECK(simulation.progress()[4] == 140000);
}

TEST_CASE("progress may be asked and a stop given while a build ends" * test_suite("threads")) {
  for (int i = 0; i < 5; ++i) {
    Simulation simulation(0.1, 1);
    describe_balanced(simulation, {});
    std::atomic<bool> done{false};
    std::thread other([&] {
      while (!done) simulation.progress();
      simulation.stop();
    });
    simulation.build({2, "exact"});
    done = true;
    other.join();
    simulation.run(10);
    CHECK(simulation.step() == 1);  // the stop was for the call that was about to start
    simulation.run(10);
    CHECK(simulation.step() == 11);
  }
}

TEST_CASE("a team works with the threads it gets, however many were asked for" * test_suite("threads")) {
  std::atomic<int> members{0}, size{0};
  Team team(3);
  team.run([&](const Member& member) {
    member.barrier.wait();
    ++members, size = member.size;
    member.barrier.wait();
  });
  CHECK(members == size);
}

TEST_CASE(
    "what is equal modulo the threads that were asked for is one thread's, and all of it is somebody's") {
  Barrier barrier(1);
  for (int wanted = 1; wanted < 6; ++wanted)
    for (int size = 1; size <= wanted; ++size)
      for (const std::size_t n : {0u, 1u, 4u, 23u}) {
        std::vector<int> owner(n, -1), owner_of_class(static_cast<std::size_t>(wanted), -1);
        for (int rank = 0; rank < size; ++rank)
          Member{rank, size, wanted, barrier}.each(n, [&](std::size_t i) {
            CHECK(owner[i] == -1);
            owner[i] = rank;
            int& one = owner_of_class[i % static_cast<std::size_t>(wanted)];
            CHECK((one == -1 || one == rank));
            one = rank;
          });
        CHECK(std::count(owner.begin(), owner.end(), -1) == 0);
      }
}

TEST_CASE("neurons are dealt to any number of threads") {
  Network network(0.1, 1);
  add_population(network, best_level(), {"iaf_psc_exp", "all", 70000});
  add_population(network, best_level(), {"iaf_psc_exp", "few", 90});
  for (const int threads : {1, 2, 3, 64, 600, 1024}) {
    const auto plan = plan_slices(network, choose_variants(network), threads, Dealing::spread);
    CHECK(plan.size() % static_cast<std::size_t>(threads) == 0);
    std::uint64_t neurons = 0;
    for (const auto& slice : plan)
      for (const Share& share : slice) neurons += share.size;
    CHECK(neurons == 70090);
  }
}

TEST_CASE("arrays for no element are taken where there is none, and only there") {
  Simulation simulation(0.1, 1);
  simulation.population({"iaf_psc_exp", "all", 100});
  const Ranges all{0, 100, 1};
  for (const char* rule : {"fixed_total_number", "pairwise_bernoulli"}) {
    CHECK(code_of([&] { simulation.connect(connection(all, all, rule, 1, nothing, constant(1))); }) ==
          "E_SHAPE");
    CHECK(code_of([&] { simulation.connect(connection(all, all, rule, 1, constant(1), nothing)); }) ==
          "E_SHAPE");
  }
  simulation.connect(connection(all, all, "pairs", 0, nothing, nothing));
  simulation.stimulate(stimulus("spike_generator", {{"spike_times", {0.1}}}, one, 100, 0.1));
  simulation.record({"state", one, {"I_syn_ex"}, 1});
  CHECK(trace(simulation, "exact", 2)[1] == 100);  // an empty array must not set the unit of weights
}

TEST_CASE("receptors must exist, also where there is no target, and need not elsewhere") {
  Simulation simulation(0.1, 1);
  simulation.population({"iaf_psc_exp", "one receptor", 2});
  simulation.population({"parrot_neuron", "two receptors", 2});
  const auto plain = connection({0, 2, 1}, {}, "all_to_all", 0, constant(1), constant(1));
  for (const double receptor : {-1.0, 0.5, 5e8, static_cast<double>(NAN)})
    CHECK(code_of([&] { simulation.connect(with_receptor(plain, receptor)); }) == "E_UNKNOWN_NAME");
  simulation.connect(with_receptor(plain, 1000));
  auto parrots = plain;
  parrots.targets = {2, 4, 1};
  simulation.connect(with_receptor(parrots, 1));
  simulation.build({1, "exact"});
  simulation.run(2);
}

TEST_CASE("a population that a selection steps over is not touched by it") {
  Simulation simulation(0.1, 1);
  simulation.population({"iaf_psc_exp", "before", 2});
  simulation.population({"iaf_psc_exp", "between", 2});
  simulation.population({"iaf_psc_exp", "after", 2});
  simulation.connect(connection(one, {0, 6, 5}, "all_to_all", 0, constant(1e9), constant(1)));
  simulation.connect(connection(one, {2, 4, 1}, "all_to_all", 0, constant(0.75), constant(1)));
  simulation.build({1, "compact"});
  CHECK(simulation.weights(1).weight == std::vector<double>{0.75, 0.75});
}

TEST_CASE("32-bit sums cannot overflow: what could is refused") {
  const auto build = [](const char* weights, double rate, std::size_t times) {
    Simulation simulation(0.1, 1);
    simulation.population({"iaf_psc_exp", "one", 1});
    simulation.stimulate(stimulus("poisson_generator", {{"rate", {rate}}}, one, 100, 0.1));
    simulation.stimulate(
        stimulus("spike_generator", {{"spike_times", std::vector<double>(times, 0.1)}}, one, 100, 0.1));
    return code_of([&] { simulation.build({1, weights}); });
  };
  CHECK(build("exact", 1e9, 100000) == "none");
  CHECK(build("compact", 1e9, 1) == "E_OVERFLOW");
  CHECK(build("compact", 1, 100000) == "E_OVERFLOW");
  CHECK(build("compact", 1e8, 1000) == "none");

  Simulation simulation(0.1, 1);
  simulation.population({"iaf_psc_exp", "one", 1});
  simulation.stimulate(stimulus("poisson_generator", {{"rate", {0}}}, one, 100, 0.1));
  simulation.stimulate(stimulus("spike_generator", {}, one, 100, 0.1));
  simulation.set_stimulus(0, {{"rate", {1e7}}});
  simulation.build({1, "compact"});
  CHECK(code_of([&] { simulation.set_stimulus(0, {{"rate", {1e9}}}); }) == "E_OVERFLOW");
  CHECK(code_of([&] { simulation.set_stimulus(0, {{"rate", {1e7}}}); }) == "none");
  CHECK(code_of([&] { simulation.set_stimulus(1, {{"spike_times", {1, 1, 1, 1}}}); }) == "none");
  CHECK(code_of([&] { simulation.set_stimulus(1, {{"spike_times", {1, 1, 1, 1, 1}}}); }) == "E_OVERFLOW");
}

TEST_CASE("a state that was mended can go on") {
  Simulation simulation(0.1, 1);
  simulation.population({"iaf_psc_exp", "one", 1});
  simulation.stimulate(stimulus("dc_generator", {{"amplitude", {-1.7e308}}}, one, 100, 0.1));
  simulation.build({1, "exact"});
  CHECK(code_of([&] { simulation.run(100); }) == "E_NUMERIC");
  simulation.set_stimulus(0, {{"amplitude", {0}}});
  simulation.values({one, "V_m", constant(-70)});
  CHECK(code_of([&] { simulation.run(300); }) == "none");
  CHECK(simulation.step() == 400);
}

TEST_CASE("durations are whole steps for fine resolutions, and limited for endless ones") {
  const auto interval = [](double resolution, double duration) {
    Simulation simulation(resolution, 1);
    simulation.population({"iaf_psc_exp", "one", 1});
    simulation.values({one, "t_ref", constant(duration)});
    simulation.values({one, "V_reset", constant(-55.0000001)});
    simulation.values({one, "V_m", constant(-50)});
    simulation.values({one, "I_e", constant(1e9)});
    simulation.record({"spikes", one, {}, 1});
    simulation.build({1, "exact"});
    simulation.run(1000);
    const auto steps = simulation.read_spikes(0, false).steps;
    return steps.size() > 1 ? steps[1] - steps[0] : 0;
  };
  CHECK(interval(0.1, 2) == 21);
  CHECK(interval(0.001, 0.1) == 101);
  CHECK(interval(0.0001, 0.01) == 101);
  CHECK(interval(0.1, 1e10) == 0);
  CHECK(interval(0.1, 1e300) == 0);
}

TEST_CASE("values keep their ranges after build, and limits hold for values that are not random") {
  Simulation simulation(0.1, 1);
  simulation.population({"iaf_cond_exp", "pair", 2});
  simulation.values({{0, 2, 1}, "V_m", {"array", {-100, 0}, "clip", -80, -60}});
  simulation.build({1, "exact"});
  CHECK(simulation.get({0, 2, 1}, "V_m") == std::vector<double>{-80, -60});
  CHECK(code_of([&] { simulation.values({one, "g_ex", constant(-1)}); }) == "E_PARAM_RANGE");
}

TEST_CASE("a resolution is a whole number of nanoseconds") {
  for (const double resolution : {0.1, 0.025, 1.0, 0.0625, 0.3, 1e-6})
    CHECK(code_of([&] { Simulation(resolution, 1); }) == "none");
  for (const double resolution : {1.0000003, 0.10000005, 1e-7})
    CHECK(code_of([&] { Simulation(resolution, 1); }) == "E_DT");
}

TEST_CASE("many changes of a current cost no more than they must, and all of them act") {
  Simulation simulation(0.1, 1);
  simulation.population({"iaf_psc_exp", "one", 1});
  std::vector<double> times, values;
  for (int i = 0; i < 200; ++i) times.push_back(0.1 * i), values.push_back(i % 2 ? 0 : 100);
  simulation.stimulate(stimulus("step_current_generator",
                                {{"amplitude_times", times}, {"amplitude_values", values}}, one, 1, 0.1));
  simulation.record({"state", one, {"V_m"}, 1});
  const auto V = trace(simulation, "exact", 200);
  for (std::size_t i = 1; i < V.size(); ++i) CHECK((V[i] > V[i - 1]) == (i % 2 == 1));
}

TEST_CASE("a recorder is read as what it records") {
  Simulation simulation(0.1, 1);
  simulation.population({"iaf_psc_exp", "one", 1});
  simulation.record({"spikes", one, {}, 1});
  simulation.record({"state", one, {"V_m"}, 1});
  simulation.build({1, "exact"});
  simulation.run(3);
  CHECK(code_of([&] { simulation.read_samples(0, true); }) == "E_RECORD");
  CHECK(code_of([&] { simulation.read_spikes(1, true); }) == "E_RECORD");
  CHECK(simulation.read_samples(1, false).values.size() == 3);
}

TEST_CASE("nothing at all can be built and run") {
  Simulation simulation(0.1, 1);
  simulation.population({"iaf_psc_exp", "empty", 0});
  simulation.record({"spikes", {}, {}, 1});
  simulation.record({"state", {}, {"V_m"}, 1});
  simulation.stimulate(stimulus("poisson_generator", {{"rate", {1000}}}, {}, 1, 1));
  simulation.stimulate(stimulus("spike_generator", {{"spike_times", {1}}}, {}, 1, 1));
  simulation.build({2, "compact"});
  simulation.run(10);
  CHECK(simulation.read_spikes(0, true).ids.empty());
  CHECK(simulation.read_samples(1, true).values.empty());
}
