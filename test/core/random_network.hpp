// A random network of spiking neurons, the same for a seed, and what else a trial draws.
#pragma once
#include <algorithm>
#include <cmath>
#include <memory>
#include <random>
#include <string>
#include <vector>

#include "networks.hpp"

namespace cajal::test {

inline Draw clipped(Draw draw, double low, double high) {
  draw.limit = "clip", draw.low = low, draw.high = high;
  return draw;
}

/**
 * Populations, some of them empty and some of 66,000 neurons, parrots that several spikes reach at once, connections of
 * every rule between selections in any order, weights and delays of every kind, and stimuli.
 */
class RandomNetwork {
 public:
  explicit RandomNetwork(unsigned seed) : random_(seed) {
    const double resolutions[] = {0.1, 1, 0.025, 0.3};
    resolution = resolutions[below(4)];
    compact = below(2) == 1;
    describe_populations(seed);
    for (std::uint32_t c = 1 + below(4); c > 0; --c) describe_connection();
    describe_stimuli();
  }

  std::uint32_t below(std::uint32_t n) { return static_cast<std::uint32_t>(random_()) % n; }
  double between(double low, double high) { return low + (high - low) * below(1024) / 1024; }

  Draw weight() {
    const double scale = between(20, 300) * (below(3) ? 1 : -2);
    switch (below(6)) {
      case 0:
        return constant(scale);
      case 1:
        return normal(scale, std::abs(scale) / 4);
      case 2:
        return redrawn(normal(scale, std::abs(scale)), 0, infinite);
      case 3:
        return uniform(-std::abs(scale), std::abs(scale));
      case 4:
        return clipped({"exponential", {std::abs(scale)}, "none", -infinite, infinite}, 5,
                       2 * std::abs(scale));
      default:
        return {"lognormal", {std::log(std::abs(scale)), 0.3}, "none", -infinite, infinite};
    }
  }

  std::unique_ptr<Simulation> built(const BuildSpec& spec) const {
    auto simulation = std::make_unique<Simulation>(resolution, 11);
    for (const auto& population : populations_) simulation->population(population);
    for (const auto& values : values_) simulation->values(values);
    for (const auto& connect : connections) simulation->connect(connect);
    for (const auto& stimulate : stimuli_) simulation->stimulate(stimulate);
    simulation->record({"spikes", {0, neurons_, 1}, {}, 1});
    simulation->record({"state", {0, voltages_, 1}, {"V_m"}, 3});
    simulation->build(spec);
    return simulation;
  }

  double resolution;
  bool compact;
  std::vector<ConnectionSpec> connections;

  std::uint32_t first_parrot() const noexcept { return first_parrot_; }
  bool large() const noexcept { return large_; }
  const PopulationSpec& first_population() const noexcept { return populations_[0]; }

 private:
  void describe_populations(unsigned seed) {
    const char* models[] = {"iaf_psc_exp", "iaf_psc_alpha", "iaf_psc_delta", "iaf_cond_exp"};
    for (int p = 0; p < 3; ++p) {
      const bool large = seed % 40 == 7 && p == 0;  // two blocks of targets, and several slices
      const double size = large ? 66000 + below(9000) : below(9) == 0 ? 0 : 1 + below(300);
      populations_.push_back({models[below(4)], "some", size});
      neurons_ += static_cast<std::uint32_t>(size);
    }
    populations_[0].size = std::max(populations_[0].size, 1.0);
    neurons_ = 0;
    for (const auto& population : populations_) neurons_ += static_cast<std::uint32_t>(population.size);
    voltages_ = std::min(neurons_, 40u);
    values_.push_back({{0, neurons_, 1}, "V_m", uniform(-70, -56)});
    large_ = neurons_ > 60000;
    const double parrots =
        below(3) ? 1 + below(20) : 0;  // they send what they get, and hear nobody but stimuli
    populations_.push_back({"parrot_neuron", "parrots", parrots});
    first_parrot_ = neurons_;
    neurons_ += static_cast<std::uint32_t>(parrots);
  }

  /** Disjoint ranges in any order, of any steps, some of which interleave. */
  Ranges some(std::uint32_t count, std::uint32_t most) {
    if (below(3) == 0) return {0, std::min(count, most), 1};
    Ranges ranges;
    const std::uint32_t first = below(count),
                        last = std::min(count, first + 1 + below(std::min(most, count)));
    const std::uint32_t middle = first + below(last - first);
    if (below(2)) {
      const std::uint32_t odd = below(2);
      ranges = {first + odd, last, 2, first + 1 - odd, last, 2};
    } else if (below(2)) {
      ranges = {middle, last, 1 + below(3), first, middle, 1 + below(3)};
    } else {
      ranges = {first, last, 1 + below(4)};
    }
    return ranges;
  }

  Draw delay() {
    const double least = resolution / 2;
    switch (below(9)) {
      case 0:
        return constant(resolution * (1 + below(30)));
      case 1:
        return uniform(resolution, resolution * (2 + below(40)));
      case 2:  // more steps than a table holds
        return uniform(resolution, resolution * (5000 + below(55000)));
      case 3:
        return redrawn(normal(resolution * 10, resolution * 8), least, infinite);
      case 4:
        return redrawn({"exponential", {resolution * 20}, "none", -infinite, infinite}, least, infinite);
      case 5:
        return redrawn({"lognormal", {std::log(resolution * 5), 1}, "none", -infinite, infinite}, least,
                       resolution * 300);
      case 6:
        return clipped(normal(resolution * 5, resolution * 20), resolution, resolution * 90);
      case 7:
        return normal(resolution * 10, resolution);
      default:
        return clipped(normal(0, resolution), resolution * 3, resolution * 3);
    }
  }

  Draw listed(std::uint32_t n, bool times) {
    Draw array{"array", {}, "none", -infinite, infinite};
    for (std::uint32_t i = 0; i < n; ++i)
      array.numbers.push_back(times ? resolution * (1 + below(200)) : between(-200, 200));
    return array;
  }

  void describe_connection() {
    const char* rules[] = {"all_to_all",         "one_to_one",         "fixed_indegree", "fixed_outdegree",
                           "fixed_total_number", "pairwise_bernoulli", "pairs"};
    std::string rule = rules[below(7)];
    const bool dense = rule == "all_to_all";
    Ranges from = some(large_ ? first_parrot_ : neurons_, dense ? 60 : 100000);
    Ranges to = some(first_parrot_, dense && !large_ ? 60 : 100000);
    if (large_ && dense) from = {0, 2, 1};
    if (rule == "one_to_one") {
      for (std::uint32_t k = 1; k < from.size(); k += 3) from[k] = std::min(from[k], first_parrot_);
      to = from;
    }
    const std::uint32_t sources = size(from), targets = size(to);
    if (sources == 0 || targets == 0) rule = "all_to_all";
    ConnectionSpec spec = connection(from, to, rule, number_of(rule, sources, targets), weight(), delay());
    spec.autapses = below(2) || sources == 1 || targets == 1 || rule == "pairs";
    spec.multapses = below(2) || targets < 20 || sources < 20 || rule == "pairs";
    list_values(spec, sources, targets);
    if (!compact && !large_ && below(4) == 0) make_plastic(spec);
    connections.push_back(spec);
  }

  void make_plastic(ConnectionSpec& spec) {
    const char* models[] = {"tsodyks2_synapse", "stdp_synapse", "stdp_nn_pre_centered_synapse",
                            "stdp_triplet_synapse", "vogels_sprekeler_synapse"};
    spec.synapse = models[below(5)], spec.weight = constant(150);
    if (spec.synapse != "tsodyks2_synapse") spec.synapse_parameters = {{"Wmax", {400}}};
    if (spec.synapse == "stdp_triplet_synapse") spec.synapse_parameters.push_back({"Aminus", {2}});
    if (spec.synapse == "vogels_sprekeler_synapse") spec.synapse_parameters.push_back({"eta", {5}});
    if (below(2)) spec.axonal = resolution * below(30);
  }

  double number_of(const std::string& rule, std::uint32_t sources, std::uint32_t targets) {
    if (rule == "pairwise_bernoulli") return between(0, 0.1) / (large_ ? 1000 : 1);
    if (rule == "fixed_indegree") return below(large_ ? 2 : 12);
    if (rule == "fixed_outdegree") return below(large_ ? 3 : 12);
    if (rule == "fixed_total_number")
      return below(std::min(20000u, 1 + sources * std::min(targets, 1000u) / 4));
    return 0;
  }

  /** Lists of pairs, and of weights and delays where a rule takes them. */
  void list_values(ConnectionSpec& spec, std::uint32_t sources, std::uint32_t targets) {
    if (spec.rule == "all_to_all" && spec.autapses && below(3) == 0)
      spec.delay = listed(sources * targets, true);
    if (spec.rule != "pairs") return;
    const std::uint32_t n = below(300);
    for (std::uint32_t k = 0; k < n; ++k)
      spec.pair_sources.push_back(below(sources)), spec.pair_targets.push_back(below(targets));
    if (below(2)) spec.weight = listed(n, false);
    if (below(2)) spec.delay = listed(n, true);
  }

  void describe_stimuli() {
    auto poisson = stimulus("poisson_generator", {{"rate", {1000.0 + below(6000)}}}, {0, first_parrot_, 1},
                            120, resolution);
    stimuli_.push_back(poisson);
    if (large_) stimuli_[0].parameters = {{"rate", {50}}};
    std::vector<double> times;
    for (std::uint32_t k = below(12), at = 0; k > 0; --k)  // often several at once
      at += below(3) * (1 + below(15)), times.push_back(resolution * (1 + at));
    if (!times.empty())
      stimuli_.push_back(stimulus("spike_generator", {{"spike_times", times}},
                                  {below(neurons_), neurons_, 1 + below(3)}, 1 + below(3),
                                  resolution * (1 + below(20))));
  }

  static std::uint32_t size(const Ranges& ranges) {
    std::uint32_t sum = 0;
    for (std::size_t k = 0; k < ranges.size(); k += 3)
      if (ranges[k] < ranges[k + 1]) sum += (ranges[k + 1] - ranges[k] + ranges[k + 2] - 1) / ranges[k + 2];
    return sum;
  }

  std::mt19937 random_;
  std::vector<PopulationSpec> populations_;
  std::vector<ValuesSpec> values_;
  std::vector<StimulusSpec> stimuli_;
  std::uint32_t neurons_ = 0, first_parrot_ = 0, voltages_ = 0;
  bool large_ = false;
};

}  // namespace cajal::test
