// Plastic synapses against their rule computed step by step: every trace decays and every integral grows in every step,
// and the weight is formed at the spikes of the source (Urbanczik & Senn 2014; Gille 2023). The error of a neuron is
// formed anew from what was recorded of it.
#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <iterator>

#include "effort.hpp"
#include "learning_networks.hpp"

using namespace cajal;
using namespace cajal::test;

namespace {

/** A rule with one or two traces. */
struct Rule {
  std::vector<double> taus;  ///< the second is taken from the first, over the difference of the two [ms]
  double tau_Delta, gain, low, high;
};

/** e^(-t / first) minus e^(-t / second) over first minus second, for equal ones too, in more digits than a double's. */
long double over_difference(long double first, long double second, long double t) {
  const long double x = t * (first - second) / (first * second);
  const long double growth = x == 0 ? 1 : std::expm1(x) / x;
  return t / (first * second) * std::exp(-t / second) * growth;
}

/** One synapse. With two traces the first is kept as the difference, which one step makes of the second. */
class Reference {
 public:
  Reference(const Rule& rule, double weight)
      : rule_(&rule), traces_(rule.taus.size()), start_(weight), weight_(weight) {
    if (rule.taus.size() == 2) inflow_ = over_difference(rule.taus[0], rule.taus[1], h);
  }

  void step(double error, int spikes) {
    const long double last = traces_.back();
    for (std::size_t k = 0; k < traces_.size(); ++k)
      traces_[k] *= std::exp(-h / (long double){rule_->taus[k]});
    if (traces_.size() == 2) traces_[0] += inflow_ * last;
    const double trace = static_cast<double>(traces_[0]);
    integral_ += trace * error;
    filtered_ = filtered_ * std::exp(-h / rule_->tau_Delta) + trace * error;
    if (spikes == 0) return;
    const double change = rule_->gain * (integral_ - filtered_);
    weight_ = std::clamp(start_ + change, rule_->low, rule_->high);
    largest_ = std::max(largest_, std::abs(change));
    traces_.back() += spikes;
  }
  double weight() const { return weight_; }
  double largest_change() const { return largest_; }

 private:
  const Rule* rule_;
  std::vector<long double> traces_;
  long double inflow_ = 0;
  double start_, weight_, integral_ = 0, filtered_ = 0, largest_ = 0;
};

struct Case {
  double tau_Delta;
  int delay;  ///< steps
  double t_ref = 3;
  const char* connection = "all_to_all";
  double number = 0;
  double low = -infinite, high = infinite;  ///< infinite: far away
  double tau_s = 3;                         ///< of the dendrite's current, whose membrane has 10 ms
  double tau_in = 3;                        ///< of its inhibitory current
  double receptor = compartment::dendritic_exc;
  bool learn_with_tau_syn_ex = false;
};

/** Rates [1/s] from one spike in ten time constants to several in a step; two more trains have long silences. */
const std::vector<double> rates{1, 10, 50, 200, 1000, 10000, 0, 0};
constexpr std::uint32_t sources = 8, targets = 5, steps = 12000, interval = 40;

/** Sources and their trains; at 5 ms two spikes come at once, and nothing for more than a hundred time constants. */
void add_sources(Simulation& simulation) {
  poisson_sources(simulation, rates);
  simulation.stimulate(
      stimulus("spike_generator", {{"spike_times", {4, 5, 5, 1150, 1150.1}}}, {6, 7, 1}, 1, h));
  simulation.stimulate(stimulus("spike_generator", {{"spike_times", {1, 1, 1, 1190}}}, {7, 8, 1}, 1, h));
}

/** What a neuron showed at a stamp, from the samples of a recorder. */
class Recorded {
 public:
  Recorded(SampleColumns samples, std::size_t variables)
      : values_(std::move(samples.values)), variables_(variables) {}
  double at(std::uint32_t step, std::size_t variable, std::uint32_t neuron) const {
    return values_[((step - 1) * variables_ + variable) * targets + neuron];
  }

 private:
  std::vector<double> values_;
  std::size_t variables_;
};

/** The largest difference of a weight at any step, relative to the weight and its largest change. */
template <class Error>
double compare(const Case& one, const Rule& rule, const std::vector<SynapseColumns>& seen,
               const Counts& spikes, Error error) {
  const SynapseColumns& first = seen[0];
  std::vector<Reference> references;
  for (const double weight : first.weight) references.emplace_back(rule, weight);
  const auto delay = static_cast<std::uint32_t>(one.delay);
  double arriving[targets] = {}, worst = 0, changed = 0;
  for (std::uint32_t step = 1; step <= steps; ++step) {
    for (std::uint32_t i = 0; i < targets && step > delay; ++i) arriving[i] = error(step - delay, i);
    for (std::size_t s = 0; s < references.size(); ++s) {
      references[s].step(arriving[first.target[s] - sources], spikes.at(first.source[s], step));
      if (step % interval != 0) continue;
      const double expected = references[s].weight(),
                   scale = std::abs(expected) + references[s].largest_change();
      worst = std::max(worst, std::abs(seen[step / interval].weight[s] - expected) / scale);
      changed = std::max(changed, std::abs(expected - first.weight[s]));
    }
  }
  CHECK_MESSAGE((changed > 1e-3 || one.tau_Delta < h), changed);
  return worst;
}

/** Weights at the beginning and after every `interval` steps. */
std::vector<SynapseColumns> run(Simulation& simulation, double projection) {
  simulation.build({1, "exact"});
  std::vector<SynapseColumns> seen{simulation.weights(projection)};
  for (std::uint32_t k = 0; k < steps / interval; ++k) {
    simulation.run(interval);
    seen.push_back(simulation.weights(projection));
  }
  return seen;
}

double urbanczik(const Case& one) {
  constexpr double C = 300, g_L = 30, tau_L = C / g_L, eta = 0.2;
  Simulation simulation(h, 11);
  add_sources(simulation);
  const Ranges neurons{sources, sources + targets, 1};
  simulation.population({"pp_cond_exp_mc_urbanczik", "targets", targets});
  simulation.values({neurons, "t_ref", constant(one.t_ref)});
  simulation.values({neurons, "dendritic.tau_syn_ex", constant(one.tau_s)});
  simulation.values({neurons, "dendritic.tau_syn_in", constant(one.tau_in)});
  simulation.values({neurons, "learn_with_tau_syn_ex", constant(one.learn_with_tau_syn_ex)});
  simulation.stimulate(stimulus("poisson_generator", {{"rate", {3000}}}, neurons, 2, h));  // soma_exc
  const double low = std::max(one.low, -1e5), high = std::min(one.high, 1e5);
  const Named parameters{{"eta", {eta}}, {"tau_Delta", {one.tau_Delta}}, {"Wmin", {low}}, {"Wmax", {high}}};
  const double projection =
      simulation.connect(synapses({0, sources, 1}, neurons, "urbanczik_synapse", parameters, one.receptor,
                                  uniform(50, 90), one.delay * h, one.connection, one.number));
  simulation.record({"spikes", {0, sources + targets, 1}, {}, 1});
  simulation.record({"state", neurons, {"V_m.p"}, 1});
  const auto seen = run(simulation, projection);
  const Counts spikes(simulation.read_spikes(0, false), sources + targets, steps);
  const Recorded recorded(simulation.read_samples(1, false), 1);
  const bool excitatory = one.receptor == compartment::dendritic_exc || one.learn_with_tau_syn_ex;
  const double tau_s = excitatory ? one.tau_s : one.tau_in;
  const Rule rule{{tau_L, tau_s}, one.tau_Delta, eta * 15 * C * tau_s / g_L, low, high};
  return compare(one, rule, seen, spikes, [&](std::uint32_t step, std::uint32_t neuron) {
    const double W = (-70 * 30 + recorded.at(step, 0, neuron) * 600) / 630, beta = 1.0 / 3;
    const double phi = 0.15 / (1 + 0.5 * std::exp(beta * (-55 - W)));
    const double sensitivity = 15 * beta / (1 + std::exp(-beta * (-55 - W)) / 0.5);
    return (spikes.at(sources + neuron, step) - phi * h) * sensitivity;
  });
}

double dendritic(const Case& one, double receptor) {
  constexpr double eta = 0.05;
  Simulation simulation(h, 12);
  add_sources(simulation);
  const Ranges neurons{sources, sources + targets, 1};
  simulation.population({"dendritic_spiking", "targets", targets});
  simulation.values({neurons, "t_ref", constant(one.t_ref)});
  simulation.values({neurons, "V_basal", uniform(-1, 1)});
  simulation.values({neurons, "V_lateral", uniform(-1, 1)});
  simulation.values({neurons, "g_som", constant(0.06)});
  simulation.values({neurons, "V_target", uniform(-1, 1)});
  simulation.stimulate(stimulus("poisson_generator", {{"rate", {2000}}}, neurons, 0.3, h));  // basal
  const double low = std::max(one.low, -3.0), high = std::min(one.high, 3.0);
  const Named parameters{{"eta", {eta}}, {"tau_Delta", {one.tau_Delta}}, {"Wmin", {low}}, {"Wmax", {high}}};
  const double projection =
      simulation.connect(synapses({0, sources, 1}, neurons, "dendritic_synapse", parameters, receptor,
                                  uniform(-0.1, 0.1), one.delay * h, one.connection, one.number));
  simulation.record({"spikes", {0, sources + targets, 1}, {}, 1});
  simulation.record({"state", neurons, {"V_prospective", "V_basal", "V_lateral", "V_top_down"}, 1});
  const auto seen = run(simulation, projection);
  const Counts spikes(simulation.read_spikes(0, false), sources + targets, steps);
  const Recorded recorded(simulation.read_samples(1, false), 4);
  const Rule rule{{one.tau_Delta}, one.tau_Delta, eta, low, high};
  const auto phi = [](double x) { return x > 15 ? x : x < -15 ? 0 : std::log1p(std::exp(x)); };
  return compare(one, rule, seen, spikes, [&](std::uint32_t step, std::uint32_t neuron) {
    const auto at = [&](std::size_t variable) { return recorded.at(step, variable, neuron); };
    if (receptor == port::basal) return h * (phi(at(0)) - phi(0.1 / 0.19 * at(1)));
    if (receptor == port::apical) return -h * (at(2) + at(3));
    return h * (phi(at(0)) - phi(at(3)));
  });
}

const std::vector<Case> examples{
    {1, 1},
    {100, 5, 0},
    {1000, 15},
    {100, 1, 0, "pairwise_bernoulli", 0.5},
    {1, 15, 0, "fixed_indegree", 3},
    {1000, 5, 3, "pairwise_bernoulli", 0.7},
};

}  // namespace

TEST_CASE("Urbanczik synapses are what their rule gives when it is followed step by step") {
  for (const Case& one : examples) {
    const double difference = urbanczik(one);
    CHECK_MESSAGE(difference < 1e-9, one.tau_Delta, " ms, ", one.delay, " steps, ", one.connection, ": ",
                  difference);
  }
}

TEST_CASE("dendritic synapses are what their rule gives when it is followed step by step") {
  const bool all = all_combinations();  // of the examples at each receptor
  int place = 0;
  for (const Case& one : examples)
    for (const double receptor : {port::basal, port::apical, port::top_down}) {
      if (!all && place++ % 4 != 0) continue;
      const double difference = dendritic(one, receptor);
      CHECK_MESSAGE(difference < 1e-9, one.tau_Delta, " ms, ", one.delay, " steps, ", one.connection,
                    ", receptor ", receptor, ": ", difference);
    }
}

TEST_CASE("integrals run on where the weight is held at a bound") {
  CHECK(urbanczik({100, 1, 3, "all_to_all", 0, 40, 91}) < 1e-9);
  CHECK(dendritic({10, 5, 0, "all_to_all", 0, -0.101, 0.102}, port::basal) < 1e-9);
}

TEST_CASE("the membrane and the synapse of a dendrite may have nearly or exactly equal time constants") {
  const double gaps[] = {0.0,  0x1p-52, 1e-15, 1e-14, 1e-13, 1e-12, 1e-11,  1e-10,  1e-9,   1e-8,   1e-7,
                         1e-6, 1e-5,    1e-4,  1e-3,  1e-2,  0.05,  0.0588, 0.0589, 0.0624, 0.0626, 0.1};
  const unsigned every = static_cast<unsigned>(std::size(gaps)) / cases(7, 2, 22);
  for (unsigned k = 0; k < std::size(gaps); k += every) {
    const double gap = gaps[k];
    for (const double side : {-1.0, 1.0})
      for (const double tau_Delta : {1.0, 100.0}) {
        const double difference =
            urbanczik({tau_Delta, 2, 0, "all_to_all", 0, -infinite, infinite, 10 + side * 10 * gap});
        CHECK_MESSAGE(difference < 1e-11, gap * side, ", ", tau_Delta, " ms: ", difference);
      }
  }
}

TEST_CASE("inhibitory synapses learn with their own time constant, or as NEST does with the excitatory one") {
  Case one{100, 2, 0, "all_to_all", 0, 0, infinite, 3, 7, compartment::dendritic_inh};
  CHECK(urbanczik(one) < 1e-9);
  one.learn_with_tau_syn_ex = true;
  CHECK(urbanczik(one) < 1e-9);
}

TEST_CASE("time constants from far below to far above a step") {
  for (const double tau_Delta : {1e-9, 1e-3, 0.03, 1e5}) {
    CHECK_MESSAGE(urbanczik({tau_Delta, 2}) < 1e-9, tau_Delta);
    CHECK_MESSAGE(dendritic({tau_Delta, 2}, port::basal) < 1e-9, tau_Delta);
  }
}
