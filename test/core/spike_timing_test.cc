// Synapses that are taken together, against all pairs of spikes one by one, for trains with pauses and bursts.
#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <functional>
#include <limits>
#include <random>

#include "engine/plastic/decay_table.hpp"
#include "engine/plastic/spike_archive.hpp"
#include "model/registry.hpp"
#include "model/synapse.hpp"

using namespace cajal;

namespace {

using Train = std::vector<double>;  // stamps [steps], ascending

constexpr double resolution = 0.1;

/** What the rule under test says, written down once more from the papers. */
struct Plain {
  const char* name;
  std::vector<double> parameters;              ///< in the order of the model's table
  double tau_plus, tau_minus, tau_minus_slow;  ///< ms; 0: no slow trace
  bool nearest;                                ///< only the last spike before counts
  std::function<double(double w, double pre, double post_slow)> strengthened;
  std::function<double(double w, double post, double pre_slow)> weakened;
  double tau_plus_slow;
};

double left(double steps, double tau) { return std::exp(-steps * resolution / tau); }

/** The sum over all spikes of a train before a stamp, or the last alone. */
double trace(const Train& train, double stamp, double tau, bool nearest) {
  double sum = 0;
  for (const double spike : train)
    if (spike < stamp) sum = nearest ? left(stamp - spike, tau) : sum + left(stamp - spike, tau);
  return sum;
}

/** The weight after each spike of the source. */
std::vector<double> all_pairs(const Plain& rule, const Train& pre, const Train& post, double w) {
  std::vector<double> weights;
  double before = -std::numeric_limits<double>::infinity();
  for (const double spike : pre) {
    for (const double other : post)
      if (other > before && other <= spike) {
        const double slow = rule.tau_minus_slow > 0 ? trace(post, other, rule.tau_minus_slow, false) : 0;
        if (before > -1e300) {
          const Train until(pre.begin(), std::upper_bound(pre.begin(), pre.end(), before));
          // A spike that comes with the other is not paired with it.
          const double pre_trace = trace(until, other, rule.tau_plus, rule.nearest);
          w = rule.strengthened(w, pre_trace, slow);
        } else {
          w = rule.strengthened(w, 0, slow);
        }
      }
    const double slow = rule.tau_plus_slow > 0 ? trace(pre, spike, rule.tau_plus_slow, false) : 0;
    weights.push_back(w = rule.weakened(w, trace(post, spike, rule.tau_minus, rule.nearest), slow));
    before = spike;
  }
  return weights;
}

Train train(std::mt19937_64& random, double rate_in_bursts, double last) {
  Train spikes;
  std::exponential_distribution<double> pause(1 / 900.0), within(rate_in_bursts);
  std::geometric_distribution<int> size(0.25);
  for (double now = 1 + pause(random); now < last; now += pause(random))
    for (int k = size(random); k >= 0 && now < last; --k) {
      now = std::floor(now) + 1 + std::floor(within(random));
      spikes.push_back(now);
    }
  return spikes;
}

/** The weights of one run of many synapses after each spike of the source, as a kernel has them. */
std::vector<std::vector<double>> together(const SynapseModel& model, const Plain& rule, const Train& pre,
                                          const std::vector<Train>& post, double w, std::int64_t late) {
  std::vector<double> constants(model.constants), source(model.source_columns + 1);
  model.prepare(rule.parameters.data(), {}, resolution, constants.data());
  if (model.load) model.load(constants.data(), source.data());
  std::vector<DecayTable> tables;
  std::vector<cajal::Decay> decays;
  for (const std::uint32_t p : model.decays) tables.emplace_back(rule.parameters[p], resolution);
  for (const DecayTable& table : tables) decays.push_back(table.view());
  SpikeArchive archive(0, static_cast<std::uint32_t>(post.size()));
  std::vector<double> time_constants;
  for (const std::uint32_t p : model.traces) time_constants.push_back(rule.parameters[p] / resolution);
  std::sort(time_constants.begin(), time_constants.end());
  time_constants.erase(std::unique(time_constants.begin(), time_constants.end()), time_constants.end());
  archive.follow(time_constants);
  archive.keep(1 << 30);
  std::vector<std::uint32_t> traces;
  for (const std::uint32_t p : model.traces) traces.push_back(archive.trace(rule.parameters[p] / resolution));

  std::vector<double> weights(post.size(), w), sent(post.size());
  std::vector<std::uint16_t> neurons;
  for (std::size_t k = 0; k < post.size(); ++k) neurons.push_back(static_cast<std::uint16_t>(k));
  double* const columns[] = {weights.data()};
  std::vector<std::size_t> noted(post.size());
  std::vector<std::vector<double>> all;
  double before = 0;
  for (const double spike : pre) {
    // The archive knows what the targets do while the spike is on its way to them.
    for (std::uint32_t k = 0; k < post.size(); ++k)
      for (; noted[k] < post[k].size() && post[k][noted[k]] <= spike + static_cast<double>(late); ++noted[k])
        archive.add(k, 1, static_cast<std::int64_t>(post[k][noted[k]]));
    double carried[most_carried] = {};
    model.send(constants.data(), source.data(), 1, before, spike, carried);
    model.arrive(
        {constants.data(), decays.data(), carried, 1, before, spike, all.empty(), columns, neurons.data(),
         neurons.size(), archive.rings(), archive.stride(), archive.recent(), traces.data()},
        sent.data());
    CHECK(sent == weights);
    all.push_back(weights);
    before = spike;
  }
  return all;
}

const double Wmax = 100, eta = 0.02;

std::vector<Plain> rules() {
  const auto bounded = [](double x) { return std::clamp(x, 0.0, 1.0) * Wmax; };
  const auto pair = [=](const char* name, double mu_plus, double mu_minus, bool nearest) {
    return Plain{name,
                 {20, 33, eta, 1.1, mu_plus, mu_minus, Wmax, 0},
                 20,
                 33,
                 0,
                 nearest,
                 [=](double w, double pre, double) {
                   return bounded(w / Wmax + eta * std::pow(1 - w / Wmax, mu_plus) * pre);
                 },
                 [=](double w, double post, double) {
                   return bounded(w / Wmax - 1.1 * eta * std::pow(w / Wmax, mu_minus) * post);
                 },
                 0};
  };
  return {
      pair("stdp_synapse", 0, 0, false),
      pair("stdp_synapse", 1, 1, false),
      pair("stdp_synapse", 0.4, 0.7, false),
      pair("stdp_nn_symm_synapse", 0, 1, true),
      {"stdp_pl_synapse_hom",
       {15, 30, 0.1, 0.0513, 0.4, 0},
       15,
       30,
       0,
       false,
       [](double w, double pre, double) { return w + 0.1 * std::pow(w, 0.4) * pre; },
       [](double w, double post, double) { return std::max(0.0, w - 0.1 * 0.0513 * w * post); },
       0},
      {"stdp_triplet_synapse",
       {16.8, 33.7, 101, 125, 0.05, 0.07, 0.06, 0.02, Wmax, 0, 0},
       16.8,
       33.7,
       125,
       false,
       [](double w, double pre, double slow) { return std::min(Wmax, w + pre * (0.05 + 0.06 * slow)); },
       [](double w, double post, double slow) { return std::max(0.0, w - post * (0.07 + 0.02 * slow)); },
       101},
      {"vogels_sprekeler_synapse",
       {20, 0.12, 0.5, -Wmax, 0},
       20,
       20,
       0,
       false,
       [](double w, double pre, double) { return -std::min(Wmax, -w + 0.5 * pre); },
       [](double w, double post, double) {
         return -std::max(0.0, std::min(Wmax, -w + 0.5 * post) - 0.12 * 0.5);
       },
       0},
  };
}

}  // namespace

TEST_CASE("synapses that are taken together learn as each does alone, however their targets burst") {
  std::mt19937_64 random(20);
  std::vector<Train> post;
  for (int k = 0; k < 300; ++k) post.push_back(train(random, k % 3 == 0 ? 0.5 : 1 / 60.0, 30000));
  const Train pre = train(random, 1 / 80.0, 30000);
  REQUIRE(pre.size() > 50);
  for (const Level& level : levels()) {
    if (!supported(level.name)) continue;
    for (const Plain& rule : rules()) {
      INFO(level.name, ", ", std::string(rule.name));
      const SynapseModel& model = synapse_model(level, rule.name);
      const double w = rule.parameters[rule.parameters.size() - 2] < 0 ? -30 : 30;
      const auto weights = together(model, rule, pre, post, w, 15);
      double farthest = 0;
      for (std::size_t k = 0; k < post.size(); ++k) {
        const auto expected = all_pairs(rule, pre, post[k], w);
        for (std::size_t spike = 0; spike < pre.size(); ++spike)
          farthest = std::max(farthest, std::abs(weights[spike][k] - expected[spike]) / Wmax);
      }
      // Some thousand sums of weights, each rounded by 1e-16 of the largest one.
      CHECK(farthest < 1e-12);
    }
  }
}
