// Sums that cannot hold what bursts bring: cut, said, and the same whatever the order of spikes.
#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

#include "errors.hpp"
#include "networks.hpp"

using namespace cajal;
using namespace cajal::test;
using doctest::test_suite;

namespace {

constexpr std::uint32_t relays = 70;

/** The largest synaptic current of a neuron to which each of 70 relays sends so many spikes of a weight in one step. */
double current(Simulation& simulation, std::size_t spikes, double weight, const std::string& form,
               double threads) {
  simulation.population({"parrot_neuron", "relays", relays});
  simulation.population({"iaf_psc_exp", "one", 3});
  const Ranges targets{relays, relays + 3, 1};
  simulation.stimulate(stimulus("spike_generator", {{"spike_times", std::vector<double>(spikes, 1.0)}},
                                {0, relays, 1}, 1, 0.1));
  simulation.connect(connection({0, relays, 1}, targets, "all_to_all", 0, constant(weight), constant(0.5)));
  simulation.stimulate(stimulus("poisson_generator", {{"rate", {1000}}}, targets, 1e-3, 0.1));
  const std::string name = weight > 0 ? "I_syn_ex" : "I_syn_in";
  simulation.record({"state", {relays, relays + 1, 1}, {name}, 1});
  simulation.build({threads, form});
  simulation.run(30);
  const std::vector<double> currents = simulation.read_samples(0, false).values;
  return *std::max_element(currents.begin(), currents.end(),
                           [](double a, double b) { return std::abs(a) < std::abs(b); });
}

}  // namespace

TEST_CASE("a sum of 32 bits that bursts overfill stays at its bound, and that is said" *
          test_suite("threads")) {
  constexpr double unit = 1.0 / 16384;  // of a largest weight of 1 pA: fifteen bits and a sign
  for (const double sign : {1.0, -1.0}) {
    std::string digest;
    for (const double threads : {1.0, 2.0, 3.0}) {
      Simulation narrow(0.1, 1), wide(0.1, 1), fits(0.1, 1);
      // 70 * 2000 pA are 2.3e9 units, of which 2^31 - 1 fit beside 256 Poisson events of 16 units; some come.
      CHECK(current(narrow, 2000, sign, "compact", threads) ==
            doctest::Approx(sign * (2147483647.0 - 256 * 16) * unit).epsilon(1e-7));
      CHECK(narrow.report().find("W_SATURATED") != std::string::npos);
      CHECK(narrow.report().find("population 'one' was sent more") != std::string::npos);
      CHECK(narrow.report().find("W_RUNAWAY") == std::string::npos);
      if (digest.empty()) digest = narrow.digest();
      CHECK(narrow.digest() == digest);
      CHECK(current(wide, 2000, sign, "exact", threads) == doctest::Approx(sign * 140'000).epsilon(1e-6));
      CHECK(wide.report().find("W_SATURATED") == std::string::npos);
      CHECK(current(fits, 1800, sign, "compact", threads) == doctest::Approx(sign * 126'000).epsilon(1e-6));
      CHECK(fits.report().find("W_SATURATED") == std::string::npos);
    }
  }
}

TEST_CASE("parrots that multiply what they send saturate sums of 64 bits too" * test_suite("threads")) {
  Simulation simulation(0.1, 1);
  constexpr std::uint32_t loop = 50, senders = 5000;
  simulation.population({"parrot_neuron", "loop", loop});
  simulation.population({"parrot_neuron", "senders", senders});
  simulation.population({"iaf_psc_exp", "one", 1});
  const Ranges all{0, loop, 1};
  ConnectionSpec connect = connection(all, all, "all_to_all", 0, constant(1), constant(0.1));
  connect.autapses = true;
  simulation.connect(connect);
  simulation.stimulate(stimulus("spike_generator", {{"spike_times", {0.1}}}, all, 1, 0.1));
  simulation.connect(connection(all, {loop, loop + senders, 1}, "all_to_all", 0, constant(1), constant(0.1)));
  const Ranges one{loop + senders, loop + senders + 1, 1};
  simulation.connect(connection({loop, loop + senders, 1}, one, "all_to_all", 0, constant(1), constant(0.1)));
  simulation.record({"state", one, {"I_syn_ex"}, 1});
  simulation.build({2, "exact"});
  simulation.run(20);
  // 5000 times 2^20 spikes of 2^30 units: 2^62 units are as much as a sum takes.
  const std::vector<double> currents = simulation.read_samples(0, false).values;
  double largest = 0;
  for (const double value : currents) {
    CHECK(value >= 0);
    largest = std::max(largest, value);
  }
  CHECK(largest > 4294967296.0);
  CHECK(simulation.report().find("W_SATURATED") != std::string::npos);
}
