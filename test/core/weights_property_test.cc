// Random networks whose weights change again and again store, word by word, what fresh ones store.
#include <doctest/doctest.h>

#include <random>

#include "effort.hpp"
#include "engine/change/weight_change.hpp"
#include "engine/describe/describe.hpp"
#include "networks.hpp"

using namespace cajal;
using namespace cajal::test;
using doctest::test_suite;

namespace {

/** A random network as data, and whatever else a trial draws. */
class Trial {
 public:
  explicit Trial(unsigned seed) : random_(seed) {
    const char* models[] = {"iaf_psc_exp", "iaf_psc_alpha", "iaf_psc_delta", "iaf_cond_exp", "parrot_neuron"};
    for (int p = 0; p < 3; ++p) {
      // Parrots only listen: in a loop each would multiply what the others repeat.
      populations_.push_back({models[below(p == 2 ? 5 : 4)], "some", static_cast<double>(1 + below(350))});
      if (p < 2) speakers_ += static_cast<std::uint32_t>(populations_.back().size);
      neurons_ += static_cast<std::uint32_t>(populations_.back().size);
    }
    for (std::uint32_t c = 1 + below(4); c > 0; --c) connections.push_back(link());
    for (std::uint32_t s = below(3); s > 0; --s) {
      auto poisson = stimulus("poisson_generator", {{"rate", {2000}}}, some(), 1, 0.5);
      poisson.weight = weight(), stimuli_.push_back(poisson);
      auto spikes = stimulus("spike_generator", {{"spike_times", {0.1, 0.1, 2, 4.5}}}, some(), 1, 0.5);
      spikes.weight = weight(), stimuli_.push_back(spikes);
    }
    form = below(2) ? static_row::Form::compact : static_row::Form::exact;
    threads = 1 + static_cast<int>(below(4));
    if (seed % 4 == 0) crowd();
  }

  std::uint32_t below(std::uint32_t n) { return static_cast<std::uint32_t>(random_()) % n; }

  /** Constants from nothing to very large, of both signs, and distributions. */
  Draw weight() {
    const double scale =
        std::ldexp(1 + 0.125 * below(8), static_cast<int>(below(30)) - 10) * (below(2) ? 1 : -1);
    switch (below(5)) {
      case 0:
        return constant(below(4) ? scale : 0);
      case 1:
        return normal(scale, std::abs(scale) / 4);
      case 2:
        return redrawn(normal(scale, std::abs(scale)), 0, infinite);
      case 3:
        return uniform(-std::abs(scale), 1);
      default:
        return {"exponential", {std::abs(scale)}, "clip", -infinite, 2 * std::abs(scale)};
    }
  }

  /** A weight that a rule with an array of so many elements takes. */
  Draw weight_of(std::uint64_t listed) {
    if (listed == 0 || below(3)) return weight();
    Draw array{"array", {}, "none", -infinite, infinite};
    const double scale = std::ldexp(1, static_cast<int>(below(30)) - 10);
    for (std::uint64_t i = 0; i < listed; ++i) array.numbers.push_back(scale * (below(9) - 4.0));
    return array;
  }

  std::unique_ptr<Network> network() const {
    auto made = std::make_unique<Network>(0.1, 5);
    for (const auto& population : populations_) add_population(*made, best_level(), population);
    for (const auto& spec : connections) add_projection(*made, best_level(), spec);
    for (const auto& spec : stimuli_) add_stimulus(*made, best_level(), spec);
    return made;
  }

  std::vector<ConnectionSpec> connections;
  static_row::Form form;
  int threads;

 private:
  Ranges some() { return some(neurons_); }
  Ranges some(std::uint32_t below_this) {
    const std::uint32_t first = below(below_this), step = 1 + below(3);
    return {first, first + 1 + below(below_this - first), step};
  }

  /** More synapses onto one neuron than 32-bit sums hold, unless their weights stay small beside others. */
  void crowd() {
    connections.clear(), stimuli_.clear();
    const std::uint32_t target = below(speakers_);
    const Ranges one{target, target + 1, 1};
    connections.push_back(
        connection(some(speakers_), one, "fixed_indegree", 200000, constant(1e-4), constant(1)));
    connections.push_back(
        connection(some(speakers_), one, "fixed_indegree", 1, constant(1), uniform(0.1, 3)));
    form = static_row::Form::compact;
  }

  ConnectionSpec link() {
    const char* rules[] = {"all_to_all",         "fixed_indegree",     "fixed_outdegree",
                           "fixed_total_number", "pairwise_bernoulli", "pairs"};
    const std::string rule = rules[below(6)];
    const double number = rule == "pairwise_bernoulli" ? 0.1 : rule == "all_to_all" ? 0 : 1 + below(30);
    auto spec = connection(some(speakers_), some(), rule, number, weight(),
                           below(2) ? uniform(0.1, 4) : constant(1.5));
    if (rule == "all_to_all") spec.sources = {below(speakers_), speakers_, 40};
    for (double k = 0; rule == "pairs" && k < number; ++k)
      spec.pair_sources.push_back(below(size(spec.sources))),
          spec.pair_targets.push_back(below(size(spec.targets)));
    if (populations_[2].model == "parrot_neuron" && spec.targets[0] >= speakers_) spec.receptor = below(2);
    return spec;
  }

  static std::uint32_t size(const Ranges& ranges) {
    return (ranges[1] - ranges[0] + ranges[2] - 1) / ranges[2];
  }

  std::mt19937 random_;
  std::vector<PopulationSpec> populations_;
  std::vector<StimulusSpec> stimuli_;
  std::uint32_t neurons_ = 0, speakers_ = 0;
};

std::vector<std::uint32_t> words(const std::uint32_t* row, static_row::Form form) {
  if (!row) return {};
  const std::uint32_t* end = row;
  while (*end) end += 1 + static_row::words(form, static_row::synapses(*end));
  return {row, end + 1};
}

bool same_poisson(const Part& a, const Part& b) {
  const auto same = [](const SharedPoisson& x, const SharedPoisson& y) {
    return x.channel == y.channel && x.quanta == y.quanta && x.begin == y.begin && x.end == y.end &&
           x.stimulus->signals[0].rate == y.stimulus->signals[0].rate && x.delay == y.delay &&
           x.stream == y.stream;
  };
  const auto same_train = [](const PoissonTrain& x, const PoissonTrain& y) {
    return x.channel == y.channel && x.quantum == y.quantum && x.neuron == y.neuron &&
           x.stimulus->signals[0].rate == y.stimulus->signals[0].rate && x.delay == y.delay &&
           x.stream == y.stream;
  };
  const auto &x = a.poisson, &y = b.poisson;
  return std::equal(x.shared().begin(), x.shared().end(), y.shared().begin(), y.shared().end(), same) &&
         std::equal(x.trains().begin(), x.trains().end(), y.trains().begin(), y.trains().end(), same_train);
}

/** Whether two worlds of one description store the same synapses. */
bool same_store(const World& a, const World& b) {
  for (std::size_t s = 0; s < a.slices().size(); ++s) {
    const Slice &x = a.slices()[s], &y = b.slices()[s];
    if (x.synapses != y.synapses || x.vanished != y.vanished || x.rows.end() != y.rows.end()) return false;
    for (std::uint32_t r = 0; r < x.rows.end(); ++r)
      if (words(x.rows.at(r), a.form()) != words(y.rows.at(r), a.form())) return false;
    for (std::size_t p = 0; p < x.parts.size(); ++p)
      if (x.parts[p].unit() != y.parts[p].unit() || !same_poisson(x.parts[p], y.parts[p])) return false;
  }
  return true;
}

/** A world of the description, or none if 32-bit sums could overflow. */
std::unique_ptr<World> build(Network& network, const Trial& trial, BuildProgress& progress) {
  try {
    return std::make_unique<World>(network, best_level(), Storage{trial.form, Storage::Connectivity::stored},
                                   trial.threads, progress);
  } catch (const Error& error) {
    CHECK(error.code() == "E_OVERFLOW");
    progress.stop.spend();
    return nullptr;
  }
}

}  // namespace

TEST_CASE("after any sequence of changes the store is that of a fresh network, and refusals leave it alone" *
          test_suite("threads")) {
  const unsigned networks = cases(40, 6, 160);
  int refused = 0, changed = 0;
  for (unsigned seed = 0; seed < networks; ++seed) {
    Trial trial(seed);
    const auto network = trial.network(), original = trial.network();
    BuildProgress progress, others;
    const auto first = build(*original, trial, others);
    if (!first) continue;
    World world(*network, best_level(), {trial.form, Storage::Connectivity::stored}, trial.threads, progress);
    REQUIRE(same_store(world, *first));
    const auto given = trial.connections;
    for (int change = 0; change < 4; ++change) {
      world.run(trial.below(20), {});
      const std::size_t p = trial.below(static_cast<std::uint32_t>(trial.connections.size()));
      const Draw weight = trial.weight_of(network->projections[p].rule->array_size());
      const Draw before = trial.connections[p].weight;
      trial.connections[p].weight = weight;
      auto wanted = trial.network();
      auto fresh = build(*wanted, trial, others);
      try {
        change_weights(*network, world, {p}, weight, progress);
        REQUIRE(fresh);
        ++changed;
      } catch (const Error& error) {
        CHECK(error.code() == "E_OVERFLOW");
        CHECK(!fresh);
        ++refused;
        progress.stop.spend();
        trial.connections[p].weight = before;
        wanted = trial.network();
        fresh = build(*wanted, trial, others);
      }
      REQUIRE(fresh);
      CHECK_MESSAGE(same_store(world, *fresh), "seed ", seed, " change ", change);
    }
    for (std::size_t p = 0; p < given.size(); ++p)
      change_weights(*network, world, {p}, given[p].weight, progress);
    CHECK_MESSAGE(same_store(world, *first), "seed ", seed);
  }
  CHECK(changed > 20 * refused);
  CHECK(refused >= static_cast<int>(networks / 16));
}
