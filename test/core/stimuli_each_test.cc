// Stimuli whose targets differ: the bits of stimuli of one value each, for any threads and pieces, in checkpoints.
#include <doctest/doctest.h>

#include <algorithm>
#include <map>

#include "effort.hpp"
#include "errors.hpp"
#include "networks.hpp"

using namespace cajal;
using namespace cajal::test;
using doctest::test_suite;

namespace {

constexpr std::uint32_t neurons = 700;
const Ranges all{0, neurons, 1};

Draw each(std::vector<double> values) { return {"array", std::move(values), "none", -infinite, infinite}; }

StimulusSpec varied(StimulusSpec spec, std::string name, std::vector<Draw> draws) {
  spec.each.push_back({std::move(name), std::move(draws)});
  return spec;
}

StimulusSpec poisson(Ranges targets, Named shared = {}) {
  return stimulus("poisson_generator", std::move(shared), std::move(targets), 1, 0.1);
}

using Spikes = std::map<std::uint32_t, std::vector<double>>;

/** The spikes of parrots, which repeat what one stimulus sends them, by neuron. */
Spikes repeated(const StimulusSpec& drive, double steps, double threads = 1, int pieces = 1) {
  Simulation simulation(0.1, 11);
  simulation.population({"parrot_neuron", "P", neurons});
  simulation.stimulate(drive);
  simulation.record({"spikes", all, {}, 1});
  simulation.build({threads, "exact"});
  for (int k = 0; k < pieces; ++k) simulation.run(steps / pieces);
  const SpikeColumns columns = simulation.read_spikes(0, false);
  Spikes spikes;
  for (std::size_t k = 0; k < columns.ids.size(); ++k) spikes[columns.ids[k]].push_back(columns.steps[k]);
  return spikes;
}

const std::vector<double> some_rates{0, 30, 900, 8000, 120000, 639000, 700000};

std::vector<double> rates_of_targets() {
  std::vector<double> rates;
  for (std::uint32_t i = 0; i < neurons; ++i) rates.push_back(some_rates[i % some_rates.size()]);
  return rates;
}

}  // namespace

TEST_CASE("a neuron with a rate of its own has the events that one rate for all would give it") {
  const double steps = cases(60, 15, 60);
  const Spikes own = repeated(varied(poisson(all), "rate", {each(rates_of_targets())}), steps);
  for (std::size_t r = 0; r < some_rates.size(); ++r) {
    Spikes same = repeated(poisson(all, {{"rate", {some_rates[r]}}}), steps);
    for (std::uint32_t i = 0; i < neurons; ++i) {
      if (i % some_rates.size() != r) continue;
      const auto found = own.find(i);
      CHECK((found == own.end() ? std::vector<double>{} : found->second) == same[i]);
    }
  }
}

TEST_CASE("few neighbours, or every second neuron, have the events of a stimulus onto all") {
  for (const double rate : {400.0, 20000.0, 700000.0}) {
    Spikes whole = repeated(poisson(all, {{"rate", {rate}}}), 40);
    for (const Ranges& some : {Ranges{1, neurons, 2}, Ranges{300, 307, 1}, Ranges{690, 700, 1, 5, 300, 3}}) {
      const Spikes part = repeated(poisson(some, {{"rate", {rate}}}), 40);
      CHECK(!part.empty());
      for (const auto& [id, stamps] : part) CHECK(stamps == whole[id]);
    }
  }
}

TEST_CASE("rates that are all the same are one rate") {
  const auto digest = [](const StimulusSpec& drive) {
    Simulation simulation(0.1, 9);
    simulation.population({"iaf_psc_exp", "E", neurons});
    simulation.stimulate(drive);
    simulation.build({1, "exact"});
    simulation.run(300);
    return simulation.digest();
  };
  CHECK(digest(varied(poisson(all), "rate", {each(std::vector<double>(neurons, 9000))})) ==
        digest(poisson(all, {{"rate", {9000}}})));
}

TEST_CASE("every target has its own window, wherever it lies, and nothing changes within it" *
          test_suite("threads")) {
  for (const Ranges& targets : {all, Ranges{0, 10, 1}}) {
    const std::uint32_t count = targets[1];
    std::vector<double> start, stop;
    for (std::uint32_t i = 0; i < count; ++i)
      start.push_back(i % 5), stop.push_back(i % 3 ? i % 5 + 2 : infinite);
    auto drive = poisson(targets, {{"rate", {15000}}});
    Spikes always = repeated(drive, 80);
    drive = varied(varied(drive, "start", {each(start)}), "stop", {each(stop)});
    Spikes windowed = repeated(drive, 80), cut = repeated(drive, 80, 3, 16);
    CHECK(windowed == cut);
    for (std::uint32_t i = 0; i < count; ++i) {
      std::vector<double> inside;  // a stamp s of the device arrives, and is repeated, one step later
      for (const double stamp : always[i])
        if (stamp - 1 > start[i] * 10 && stamp - 1 <= stop[i] * 10) inside.push_back(stamp);
      CHECK(!inside.empty());
      CHECK(windowed[i] == inside);
    }
  }
}

TEST_CASE("a course may have a value for each target at each of its times") {
  const auto rates = rates_of_targets();
  const auto drive = [&](std::vector<Draw> draws, Named shared) {
    shared.emplace_back("rate_times", std::vector<double>{1, 3});
    return varied(stimulus("inhomogeneous_poisson_generator", std::move(shared), all, 1, 0.1), "rate_values",
                  std::move(draws));
  };
  Spikes own = repeated(drive({each(rates), constant(900)}, {}), 60);
  const Spikes first = repeated(varied(poisson(all, {{"stop", {2.9}}}), "rate", {each(rates)}), 60);
  const Spikes second = repeated(poisson(all, {{"rate", {900}}, {"start", {2.9}}}), 60);
  for (std::uint32_t i = 0; i < neurons; ++i) {
    std::vector<double> expected;
    for (const Spikes* part : {&first, &second})
      if (const auto found = part->find(i); found != part->end())
        for (const double stamp : found->second)
          if (stamp - 1 > 9) expected.push_back(stamp);
    CHECK(own[i] == expected);
  }
}

TEST_CASE("currents of their own are those of a stimulus for each neuron" * test_suite("threads")) {
  std::vector<double> amplitudes, starts;
  for (std::uint32_t i = 0; i < neurons; ++i)
    amplitudes.push_back(300 + i % 97), starts.push_back(i % 31 * 0.5);
  const auto digest = [&](bool single, double threads, int pieces) {
    Simulation simulation(0.1, 3);
    simulation.population({"iaf_psc_exp", "E", neurons});
    simulation.stimulate(stimulus("dc_generator", {{"amplitude", {100}}}, {0, 400, 1}, 1, 0.1));
    if (!single) {
      const auto drive = stimulus("dc_generator", {{"stop", {40}}}, all, 1.5, 0.1);
      simulation.stimulate(varied(varied(drive, "amplitude", {each(amplitudes)}), "start", {each(starts)}));
    }
    for (std::uint32_t i = 0; single && i < neurons; ++i)
      simulation.stimulate(stimulus("dc_generator",
                                    {{"amplitude", {amplitudes[i]}}, {"start", {starts[i]}}, {"stop", {40}}},
                                    {i, i + 1, 1}, 1.5, 0.1));
    simulation.build({threads, "exact"});
    for (int k = 0; k < pieces; ++k) simulation.run(600 / pieces);
    return simulation.digest();
  };
  const std::string whole = digest(false, 1, 1);
  CHECK(digest(true, 1, 1) == whole);
  CHECK(digest(false, 3, 20) == whole);
  CHECK(digest(true, 2, 4) == whole);
}

TEST_CASE("a train for each target is that of a generator for each, also when it is set, and in checkpoints" *
          test_suite("threads")) {
  std::vector<double> times, ids, later, later_ids;
  for (std::uint32_t k = 0; k < 3000; ++k)
    times.push_back((10 + k / 30) * 0.1), ids.push_back(k * 7919 % neurons);
  for (std::uint32_t k = 0; k < 500; ++k)
    later.push_back(22 + k / 50 * 0.5), later_ids.push_back(k * 31 % neurons);
  const auto describe = [&](Simulation& simulation) {
    simulation.population({"parrot_neuron", "P", neurons});
    simulation.stimulate(
        stimulus("spike_generator", {{"spike_times", times}, {"spike_ids", ids}}, all, 1, 2));
    simulation.record({"spikes", all, {}, 1});
  };
  const auto finish = [&](Simulation& simulation) {
    simulation.run(100);
    simulation.set_stimulus(0, {{"spike_times", later}, {"spike_ids", later_ids}});
    simulation.run(100);
  };
  Simulation whole(0.1, 1), parallel(0.1, 1), singles(0.1, 1), resumed(0.1, 1);
  describe(whole), describe(parallel), describe(resumed);
  singles.population({"parrot_neuron", "P", neurons});
  for (std::uint32_t i = 0; i < neurons; ++i) {
    std::vector<double> own;
    for (std::size_t k = 0; k < times.size(); ++k)
      if (ids[k] == i) own.push_back(times[k]);
    for (std::size_t k = 0; k < later.size(); ++k)
      if (later_ids[k] == i) own.push_back(later[k]);
    singles.stimulate(stimulus("spike_generator", {{"spike_times", own}}, {i, i + 1, 1}, 1, 2));
  }
  singles.record({"spikes", all, {}, 1});
  whole.build({1, "exact"}), parallel.build({3, "compact"}), singles.build({2, "exact"});
  whole.run(100), parallel.run(100);
  const auto checkpoint = whole.checkpoint();
  finish(whole), finish(parallel), singles.run(300);
  const SpikeColumns expected = singles.read_spikes(0, false);
  CHECK(expected.ids.size() == times.size() + later.size());
  for (Simulation* simulation : {&whole, &parallel}) {
    const SpikeColumns found = simulation->read_spikes(0, false);
    CHECK(found.ids == expected.ids);
    CHECK(found.steps == expected.steps);
  }
  resumed.build({2, "exact"});
  resumed.restore(checkpoint);
  finish(resumed);
  CHECK(resumed.digest() == whole.digest());
}

TEST_CASE("drawn values come from the seed, change with it, and go on after a checkpoint" *
          test_suite("threads")) {
  const auto drive = varied(varied(poisson(all), "rate", {uniform(0, 20000)}), "start", {uniform(0, 10)});
  const auto make = [&](double seed, double threads) {
    auto simulation = std::make_unique<Simulation>(0.1, seed);
    simulation->population({"iaf_psc_exp", "E", neurons});
    simulation->stimulate(drive);
    simulation->build({threads, "exact"});
    return simulation;
  };
  const auto finish = [](Simulation& simulation) {
    simulation.run(100);
    return simulation.digest();
  };
  const auto one = make(5, 1), same = make(5, 3), other = make(6, 1), resumed = make(5, 2);
  for (Simulation* simulation : {one.get(), same.get(), other.get()}) {
    simulation->run(100);
    simulation->set_stimulus(0, {}, {{"rate", {normal(9000, 100)}}});
  }
  resumed->restore(one->checkpoint());
  const std::string digest = finish(*one);
  CHECK(finish(*same) == digest);
  CHECK(finish(*resumed) == digest);
  CHECK(finish(*other) != digest);
}

TEST_CASE("what cannot differ, or does not fit the targets, is refused and changes nothing") {
  Simulation simulation(0.1, 1);
  simulation.population({"parrot_neuron", "P", neurons});
  const auto code = [&](const StimulusSpec& spec) { return code_of([&] { simulation.stimulate(spec); }); };
  CHECK(code(varied(poisson(all), "rate", {each({1, 2})})) == "E_SHAPE");
  CHECK(code(varied(poisson(all), "rate", {constant(1), constant(2)})) == "E_TYPE");
  CHECK(code(varied(poisson(all), "rate", {each(std::vector<double>(neurons, -1))})) == "E_RATE");
  CHECK(code(varied(poisson(all), "rate", {uniform(-5, 5)})) == "E_RATE");
  CHECK(code(varied(poisson(all), "nothing", {constant(1)})) == "E_UNKNOWN_PARAM");
  const auto spikes = [](Named named) { return stimulus("spike_generator", std::move(named), all, 1, 0.1); };
  CHECK(code(varied(spikes({}), "spike_times", {constant(1)})) == "E_TYPE");
  CHECK(code(spikes({{"spike_times", {1, 2}}, {"spike_ids", {0}}})) == "E_SHAPE");
  CHECK(code(spikes({{"spike_times", {1}}, {"spike_ids", {700}}})) == "E_INDEX");
  CHECK(code(spikes({{"spike_times", {1}}, {"spike_ids", {0.5}}})) == "E_INDEX");
  simulation.stimulate(spikes({{"spike_times", {1}}}));
  simulation.stimulate(spikes({{"spike_times", {}}, {"spike_ids", {}}}));
  simulation.build({1, "exact"});
  const auto set = [&](double stimulus, const Named& named) {
    return code_of([&] { simulation.set_stimulus(stimulus, named); });
  };
  CHECK(set(0, {{"spike_times", {2}}, {"spike_ids", {0}}}) == "E_FROZEN");
  CHECK(set(1, {{"spike_times", {2}}}) == "E_SHAPE");
  CHECK(set(1, {{"spike_times", {2}}, {"spike_ids", {3}}}) == "none");
  simulation.run(40);
  CHECK(simulation.step() == 40);
}
