// Random networks that are stopped, written down and resumed on another number of threads go on with the same bits.
#include <doctest/doctest.h>

#include <algorithm>
#include <functional>
#include <random>

#include "effort.hpp"
#include "engine/checkpoint/format.hpp"
#include "errors.hpp"
#include "networks.hpp"

using namespace cajal;
using namespace cajal::test;
using doctest::test_suite;

namespace {

/** A random network, and what happens to it between runs. */
class Trial {
 public:
  explicit Trial(unsigned seed) : random_(seed) {
    const char* models[] = {"iaf_psc_exp", "iaf_psc_alpha", "iaf_psc_delta", "iaf_cond_exp", "parrot_neuron"};
    for (int p = 0; p < 3; ++p) {
      // Parrots only listen: in a loop each would multiply what the others repeat.
      populations_.push_back({models[below(p == 2 ? 5 : 4)], "some", static_cast<double>(1 + below(400))});
      if (p < 2) speakers_ += static_cast<std::uint32_t>(populations_.back().size);
      neurons_ += static_cast<std::uint32_t>(populations_.back().size);
    }
    for (std::uint32_t c = 1 + below(4); c > 0; --c) connect();
    const std::vector<double> times{2, 4.1, 7}, rates{9000, 0, 12000};
    stimuli_.push_back(stimulus("poisson_generator", {{"rate", {8000}}}, {0, neurons_, 1}, 60, 0.5));
    stimuli_.push_back(stimulus("inhomogeneous_poisson_generator",
                                {{"rate_times", times}, {"rate_values", rates}}, some(), 50, 1.2));
    stimuli_.push_back(stimulus("spike_generator", {{"spike_times", {0.1, 0.1, 2, 4.5, 9}}}, some(), 400, 6));
    spec.weights = below(2) ? "compact" : "exact";
    spec.threads = 1 + below(4);
    steps = 40 + below(80);
    point = below(static_cast<std::uint32_t>(steps) + 1);
    plan_changes();
  }

  void describe(Simulation& simulation) const {
    for (const auto& population : populations_) simulation.population(population);
    simulation.values({{0, speakers_, 1}, "V_m", uniform(-70, -56)});
    for (const auto& connection : connections_) simulation.connect(connection);
    for (const auto& stimulus : stimuli_) simulation.stimulate(stimulus);
    simulation.record({"spikes", {0, neurons_, 1}, {}, 1});
    simulation.record({"state", {0, speakers_, 3}, {"V_m"}, 2});
  }

  /** Runs from where the simulation is, with all changes that are still to come. */
  void run(Simulation& simulation, double until) const {
    for (const auto& [step, change] : changes_) {
      if (step < simulation.step() || step >= until) continue;
      simulation.run(step - simulation.step());
      change(simulation);
    }
    simulation.run(until - simulation.step());
  }

  std::uint32_t below(std::uint32_t n) { return static_cast<std::uint32_t>(random_()) % n; }

  BuildSpec spec;
  double steps, point;

 private:
  Ranges some() { return {below(speakers_), speakers_, 1 + below(4)}; }

  void connect() {
    const char* rules[] = {"fixed_indegree", "fixed_outdegree", "pairwise_bernoulli", "fixed_total_number"};
    const std::uint32_t rule = below(4);
    const double numbers[] = {1.0 + below(20), 1.0 + below(20), 0.05, 1.0 + below(3000)};
    const double weight = below(3) ? 60 : -120;
    const Draw delay = below(3) ? uniform(0.1, 1 + below(9)) : constant(0.1 * (1 + below(60)));
    Ranges all{0, speakers_, 1, speakers_, neurons_, 1};
    connections_.push_back(connection({0, speakers_, 1}, below(2) ? all : some(), rules[rule], numbers[rule],
                                      normal(weight, 20), delay));
  }

  void plan_changes() {
    const auto add = [&](std::function<void(Simulation&)> change) {
      changes_.emplace_back(below(static_cast<std::uint32_t>(steps)), std::move(change));
    };
    // Smaller than before, so that compact sums have room.
    if (below(2)) add([](Simulation& s) { s.set_weights({0}, normal(-40, 5)); });
    if (below(3) == 0) add([](Simulation& s) { s.set_weights({0}, uniform(10, 30)); });
    if (below(2)) add([](Simulation& s) { s.set_stimulus(0, {{"rate", {5000}}, {"start", {1}}}); });
    if (below(2)) add([](Simulation& s) { s.set_stimulus(1, {{"rate_values", {0, 3000, 6000}}}); });
    if (below(2)) add([](Simulation& s) { s.values({{0, 1, 1}, "V_m", uniform(-66, -56)}); });
    if (below(2)) add([](Simulation& s) { s.read_spikes(0, true), s.read_samples(1, true); });
    std::stable_sort(changes_.begin(), changes_.end(),
                     [](const auto& a, const auto& b) { return a.first < b.first; });
  }

  std::mt19937 random_;
  std::uint32_t neurons_ = 0, speakers_ = 0;
  std::vector<PopulationSpec> populations_;
  std::vector<ConnectionSpec> connections_;
  std::vector<StimulusSpec> stimuli_;
  std::vector<std::pair<double, std::function<void(Simulation&)>>> changes_;
};

/** Spikes on their way in a checkpoint. */
std::size_t on_their_way(const std::vector<std::uint8_t>& bytes) {
  Stop never;
  for (const Chunk& chunk : parse_checkpoint(bytes, never).chunks)
    if (chunk.tag == "SPKS") return (chunk.payload.size() - 16) / 8;
  return 0;
}

}  // namespace

TEST_CASE("a simulation resumes at random points with the bits of the one that went on" *
          test_suite("threads")) {
  const unsigned points = cases(40, 10, 200);
  unsigned travelling = 0, active = 0;
  for (unsigned seed = 1; seed <= points; ++seed) {
    Trial trial(seed);
    CAPTURE(seed);
    Simulation whole(0.1, seed);
    trial.describe(whole);
    whole.build(trial.spec);
    trial.run(whole, trial.point);
    const auto written = whole.checkpoint();
    travelling += on_their_way(written) > 0;
    trial.run(whole, trial.steps);

    Simulation resumed(0.1, seed);
    trial.describe(resumed);
    BuildSpec other = trial.spec;
    other.threads = 1 + trial.below(5);
    resumed.build(other);
    resumed.restore(written);
    REQUIRE(resumed.step() == trial.point);
    // Equal bytes: state, spikes on their way, changes and recordings do not depend on threads.
    REQUIRE(resumed.checkpoint() == written);
    trial.run(resumed, trial.steps);
    REQUIRE(resumed.digest() == whole.digest());
    REQUIRE(resumed.checkpoint() == whole.checkpoint());
    const SpikeColumns one = whole.read_spikes(0, false), two = resumed.read_spikes(0, false);
    REQUIRE((one.ids == two.ids && one.steps == two.steps));
    const SampleColumns some = whole.read_samples(1, false), same = resumed.read_samples(1, false);
    REQUIRE((some.steps == same.steps && some.values == same.values));
    active += one.ids.size() > 100;

    Simulation untouched(0.1, seed);
    trial.describe(untouched);
    untouched.build(other);
    trial.run(untouched, trial.steps);
    REQUIRE(untouched.digest() == whole.digest());
  }
  CHECK(travelling > points / 2);
  CHECK(active > points / 2);
}

TEST_CASE("spikes are traced through rows whose runs are longer than a header can say") {
  const auto describe = [](Simulation& simulation) {
    simulation.population({"parrot_neuron", "source", 2});
    simulation.population({"iaf_psc_exp", "targets", 100});
    simulation.stimulate(stimulus("spike_generator", {{"spike_times", {1, 1, 1.5}}}, {0, 1, 1}, 1, 0.1));
    for (const double delay : {1.0, 3.0})
      simulation.connect(
          connection({0, 2, 1}, {2, 102, 1}, "fixed_outdegree", 70000, normal(0.5, 0.1), constant(delay)));
    simulation.build({1, "exact"});
  };
  Simulation whole(0.1, 1);
  describe(whole);
  const int every = static_cast<int>(cases(3, 9, 1));
  for (int step = 0; step < 50; ++step) {
    if (step % every != 0) {
      whole.run(1);
      continue;
    }
    Simulation resumed(0.1, 1);
    describe(resumed);
    resumed.restore(whole.checkpoint());
    resumed.run(50 - step);
    whole.run(1);
    const auto after = whole.checkpoint();
    Simulation end(0.1, 1);
    describe(end);
    end.restore(after);
    end.run(49 - step);
    CHECK(end.digest() == resumed.digest());
  }
}

TEST_CASE("the state of a checkpoint takes the place of the first samples and of random streams" *
          test_suite("threads")) {
  const auto make = [](Simulation& simulation) {
    describe_balanced(simulation, {.record = true});
    simulation.build({2, "exact"});
  };
  Simulation first(0.1, 42), second(0.1, 42);
  make(first), make(second);
  first.run(100);
  first.values({{0, 1000, 1}, "V_m", uniform(-70, -56)});
  first.read_samples(1, true);
  first.run(7);
  second.restore(first.checkpoint());
  for (Simulation* simulation : {&first, &second}) {
    simulation->values({{0, 500, 1}, "V_m", uniform(-70, -56)});  // draws from the next stream
    simulation->run(100);
  }
  CHECK(first.digest() == second.digest());
  CHECK(first.read_samples(1, false).steps == second.read_samples(1, false).steps);
  CHECK(first.read_samples(1, false).steps.front() == 105);
}
