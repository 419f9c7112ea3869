// Random networks, and whatever is done with them between runs, give the same with stored and with made synapses.
#include <doctest/doctest.h>

#include <functional>

#include "effort.hpp"
#include "errors.hpp"
#include "random_network.hpp"

using namespace cajal;
using namespace cajal::test;
using doctest::test_suite;

namespace {

/** A random network and what is done with it. */
class Trial : public RandomNetwork {
 public:
  explicit Trial(unsigned seed) : RandomNetwork(seed) {
    for (std::uint32_t a = 3 + below(5); a > 0; --a) plan();
  }

  std::vector<std::function<void(Simulation&)>> acts;

 private:
  /** One of the things that may be done between runs. */
  void plan() {
    const double steps = 1 + below(large() ? 12 : 60);
    acts.push_back([steps](Simulation& s) { s.run(steps); });
    const auto p = below(static_cast<std::uint32_t>(connections.size()));
    switch (below(7)) {
      case 0: {
        const Draw draw = connections[p].synapse == "static_synapse" ? weight() : constant(90);
        return acts.push_back([p, draw](Simulation& s) { s.set_weights({p}, draw); });
      }
      case 1: {
        const std::vector<ValuesSpec> specs{{{0, first_parrot(), 1}, "V_m", uniform(-71, -57)}};
        return acts.push_back([specs](Simulation& s) { s.set_neurons(specs); });
      }
      case 2: {
        const Ranges targets{0, static_cast<std::uint32_t>(first_population().size), 1};
        const char* name = first_population().model == "iaf_psc_delta" || below(2) ? "E_L" : "tau_syn_in";
        const double value = std::string(name) == "E_L" ? -66 : 0.5 + below(8);
        return acts.push_back([=](Simulation& s) { s.set_neurons({{targets, name, constant(value)}}); });
      }
      case 3: {
        const double rate = below(9000);
        return acts.push_back([rate](Simulation& s) { s.set_stimulus(0, {{"rate", {rate}}}); });
      }
      case 4:
        return acts.push_back([](Simulation& s) { s.read_spikes(0, true), s.read_samples(1, true); });
      case 5:
        return acts.push_back([p](Simulation& s) { s.set_weights({p}, normal(0, -1)); });  // refused
      default:
        return acts.push_back([](Simulation& s) { s.run(0); });
    }
  }
};

/** What can be seen of a simulation. */
struct Seen {
  std::string digest;
  SpikeColumns spikes;
  SampleColumns samples;
  std::vector<SynapseColumns> synapses;

  Seen(Simulation& simulation, std::size_t projections)
      : digest(simulation.digest()),
        spikes(simulation.read_spikes(0, false)),
        samples(simulation.read_samples(1, false)) {
    for (std::size_t p = 0; p < projections; ++p)
      synapses.push_back(simulation.weights(static_cast<double>(p)));
  }

  bool operator==(const Seen& other) const {
    const auto same = [](const SynapseColumns& a, const SynapseColumns& b) {
      return a.source == b.source && a.target == b.target && a.weight == b.weight && a.delay == b.delay;
    };
    return digest == other.digest && spikes.ids == other.spikes.ids && spikes.steps == other.spikes.steps &&
           samples.steps == other.samples.steps && samples.values == other.samples.values &&
           std::equal(synapses.begin(), synapses.end(), other.synapses.begin(), other.synapses.end(), same);
  }
};

/** Does all that is planned; at some point a checkpoint may go on as another simulation. */
std::pair<std::unique_ptr<Simulation>, std::vector<std::string>> done(const Trial& trial, BuildSpec spec,
                                                                      std::size_t moves) {
  auto simulation = trial.built(spec);
  std::vector<std::string> codes;
  for (std::size_t a = 0; a < trial.acts.size(); ++a) {
    codes.push_back(code_of([&] { trial.acts[a](*simulation); }));
    if (a != moves) continue;
    const auto bytes = simulation->checkpoint();
    spec.threads = 1 + static_cast<double>(a % 3);
    spec.connectivity = spec.connectivity == "stored" ? "auto" : "stored";
    simulation = trial.built(spec);
    simulation->restore(bytes);
  }
  return {std::move(simulation), codes};
}

}  // namespace

TEST_CASE("whatever a network is and whatever is done with it, made synapses are the stored ones" *
          test_suite("threads")) {
  const unsigned trials = cases(8, 4, 1500);
  unsigned spiking = 0;
  for (unsigned seed = 0; seed < trials; ++seed) {
    Trial trial(seed);
    const std::string form = trial.compact ? "compact" : "exact";
    const std::size_t projections = trial.connections.size();
    const auto stored = done(trial, {1, form, "stored"}, trial.acts.size());
    INFO("seed ", seed, " ", form);
    const Seen expected(*stored.first, projections);
    spiking += expected.spikes.ids.size() > 100;
    for (const double threads : {1, 2, 3}) {
      const std::size_t moves = trial.below(static_cast<std::uint32_t>(2 * trial.acts.size()));
      const auto made = done(trial, {threads, form, trial.below(4) ? "auto" : "stored"}, moves);
      CHECK_MESSAGE(made.second == stored.second, threads);
      CHECK_MESSAGE(Seen(*made.first, projections) == expected, threads, " moved after ", moves);
    }
  }
  CHECK(spiking > trials / 4);
}
