// Short-term plasticity against the recursion of Tsodyks, Uziel & Markram (2000) in NEST's form.
#include <doctest/doctest.h>

#include <cmath>

#include "learning_networks.hpp"

using namespace cajal;
using namespace cajal::test;

namespace {

/** Jumps of V_m [mV] of a neuron that sums what arrives, per unit of weight, at each spike time [ms]. */
std::vector<double> amplitudes(const std::vector<double>& times, const Named& parameters, double delay = 1,
                               double weight = 1) {
  Simulation simulation(h, 1);
  simulation.population({"parrot_neuron", "source", 1});
  simulation.population({"iaf_psc_delta", "target", 1});
  const Ranges target{1, 2, 1};
  for (const auto& [name, value] : Named{{"E_L", {0}}, {"V_m", {0}}, {"V_th", {1e6}}, {"tau_m", {1e15}}})
    simulation.values({target, name, constant(value[0])});
  std::vector<double> earlier = times;
  for (double& time : earlier) time -= h;  // on the way to the parrot
  simulation.stimulate(stimulus("spike_generator", {{"spike_times", earlier}}, {0, 1, 1}, 1, h));
  simulation.connect(synapses({0, 1, 1}, target, "tsodyks2_synapse", parameters, 0, constant(weight), delay));
  simulation.record({"state", target, {"V_m"}, 1});
  simulation.build({1, "exact"});
  simulation.run(std::round((times.back() + delay) / h) + 1);
  const auto V = simulation.read_samples(0, false).values;
  std::vector<double> jumps;
  for (std::size_t k = 0; k < times.size(); ++k) {
    const auto at = static_cast<std::size_t>(std::round((times[k] + delay) / h)) - 1;
    if (k == 0 || times[k] != times[k - 1]) jumps.push_back((V[at] - V[at - 1]) / weight);
  }
  return jumps;
}

/** Fixed-point weights have 31 bits, so a jump has nine digits. */
void check(const std::vector<double>& jumps, const std::vector<double>& expected) {
  REQUIRE(jumps.size() == expected.size());
  for (std::size_t k = 0; k < jumps.size(); ++k)
    CHECK(jumps[k] == doctest::Approx(expected[k]).epsilon(2e-9));
}

/** u x of each spike after `intervals` [ms], by the recursion of the reference. */
std::vector<double> recursion(const std::vector<double>& intervals, double U, double tau_rec,
                              double tau_fac) {
  double u = U, x = 1;
  std::vector<double> products{u * x};
  for (const double interval : intervals) {
    x = 1 - (1 - x * (1 - u)) * std::exp(-interval / tau_rec);
    u = tau_fac > 0 ? u * std::exp(-interval / tau_fac) : 0;
    u += U * (1 - u);
    products.push_back(u * x);
  }
  return products;
}

}  // namespace

TEST_CASE("a depressing synapse gives the amplitudes that NEST gives") {
  check(amplitudes({10, 20, 30, 130}, {}), recursion({10, 10, 100}, 0.5, 800, 0));
  const std::vector<double> nest{0.5, 0.25310555, 0.131191811, 0.116639732};
  const auto jumps = amplitudes({10, 20, 30, 130}, {});
  for (std::size_t k = 0; k < nest.size(); ++k) CHECK(std::abs(jumps[k] - nest[k]) < 1e-8);
}

TEST_CASE("depression and facilitation at 20 Hz") {
  const std::vector<double> times{50, 100, 150, 200, 250, 300},
      depressed{0.5, 0.265147, 0.154835, 0.103020, 0.078683, 0.067251},
      facilitated{0.15, 0.238859, 0.273190, 0.278932, 0.275821, 0.272485};
  const auto check_published = [&](const Named& parameters, const std::vector<double>& published,
                                   const std::vector<double>& expected) {
    const auto jumps = amplitudes(times, parameters);
    check(jumps, expected);
    for (std::size_t k = 0; k < jumps.size(); ++k) CHECK(std::abs(jumps[k] - published[k]) < 1e-6);
  };
  check_published({}, depressed, recursion({50, 50, 50, 50, 50}, 0.5, 800, 0));
  check_published({{"U", {0.15}}, {"tau_rec", {130}}, {"tau_fac", {530}}}, facilitated,
                  recursion({50, 50, 50, 50, 50}, 0.15, 130, 530));
}

TEST_CASE("several spikes at once are as many spikes one after the other in no time") {
  const Named parameters{{"U", {0.2}}, {"tau_rec", {100}}, {"tau_fac", {50}}};
  const auto each = recursion({0, 0, 20, 0}, 0.2, 100, 50);
  check(amplitudes({10, 10, 10, 30, 30}, parameters, 0.7), {each[0] + each[1] + each[2], each[3] + each[4]});
}

TEST_CASE("weight and delay scale and shift what is sent") {
  const auto plain = amplitudes({10, 15, 40}, {{"tau_fac", {200}}});
  for (const double delay : {0.1, 3.0})
    check(amplitudes({10, 15, 40}, {{"tau_fac", {200}}}, delay, -250), plain);
}

TEST_CASE("with U = 1 and tau_rec = tau_syn every spike brings the conductance back to the weight") {
  constexpr double weight = 5, tau_syn = 4;
  Simulation simulation(h, 3);
  poisson_sources(simulation, {400});
  simulation.population({"iaf_cond_exp", "target", 1});
  const Ranges target{1, 2, 1};
  simulation.values({target, "tau_syn_ex", constant(tau_syn)});
  simulation.connect(synapses({0, 1, 1}, target, "tsodyks2_synapse", {{"U", {1}}, {"tau_rec", {tau_syn}}}, 0,
                              constant(weight), h));
  simulation.record({"spikes", {0, 1, 1}, {}, 1});
  simulation.record({"state", target, {"g_ex"}, 1});
  simulation.build({1, "exact"});
  simulation.run(5000);
  const auto g = simulation.read_samples(1, false).values;
  int compared = 0;
  for (const double stamp : simulation.read_spikes(0, false).steps) {
    if (stamp + 1 > 5000) continue;
    CHECK(g[static_cast<std::size_t>(stamp)] == doctest::Approx(weight).epsilon(1e-8));
    ++compared;
  }
  CHECK(compared > 100);
}
