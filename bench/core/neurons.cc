// Question: what does a neuron cost in a step, model by model? CPU time of the step functions alone, with the constants
// of a population whose neurons are alike; 1,024 neurons with random excitatory and inhibitory spikes on a current that
// makes them fire. Models with two solvers are asked twice. Arguments are names of models.
#include <array>
#include <cmath>
#include <cstring>
#include <string>

#include "bench.hpp"
#include "model/registry.hpp"

namespace {

using namespace cajal;

constexpr std::size_t neurons = 1024;
constexpr double h = 0.1, unit = 0x1p-10;

/** xorshift64* (Vigna 2016). */
class Numbers {
 public:
  double uniform() noexcept {
    state_ ^= state_ >> 12, state_ ^= state_ << 25, state_ ^= state_ >> 27;
    return static_cast<double>((state_ * 0x2545F4914F6CDD1D) >> 11) * 0x1p-53;
  }

 private:
  std::uint64_t state_ = 88172645463325252;
};

/** Weights of the spikes, in the unit of the receptor. */
double weight_of(const NeuronModel& model) {
  const std::string_view name = model.receptors[0].unit;
  return name == "pA" ? 60 : name == "nS" ? 3 : name == "mV" ? 0.2 : 1;
}

/** Neurons of one variant. */
class Group {
 public:
  Group(const NeuronModel& model, std::string_view changed, double value) : model_(model) {
    std::vector<double> parameters, variables;
    for (const Field& field : model.parameters)
      parameters.push_back(field.name == changed ? value : field.value);
    for (const Field& field : model.variables) variables.push_back(field.value);
    std::vector<std::span<const double>> columns;
    for (const double& parameter : parameters) columns.emplace_back(&parameter, 1);
    variant_ = &model.variants[model.variant({columns}, 1, false)];
    constants_.resize(variant_->constants);
    variant_->prepare(parameters.data(), h, constants_.data());
    std::vector<double> state(variant_->columns);
    std::vector<std::int32_t> counters(variant_->counters + 1);
    variant_->load(parameters.data(), variables.data(), h, state.data(), counters.data());
    for (const double one : state) state_.emplace_back(neurons + 8, one);
    counters_.assign(variant_->counters, std::vector<std::int32_t>(neurons + 8));
    sums_.assign(variant_->channels, std::vector<std::int64_t>(neurons + 8));
    signals_.assign(model.signals.size(), std::vector<double>(neurons + 8));
    current_.assign(neurons + 8, 0);
  }

  /** So many steps with a current [pA]; how long the step functions took [ns]. */
  double run(std::size_t steps, double current) {
    std::fill(current_.begin(), current_.end(), current);
    double spent = 0;
    for (std::size_t step = 0; step < steps; ++step) {
      receive();
      const auto start = bench::ProcessClock::now();
      for (std::size_t begin = 0; begin < neurons; begin += stretch) advance(begin, step);
      spent += std::chrono::duration<double, std::nano>(bench::ProcessClock::now() - start).count();
    }
    return spent;
  }

  double spikes = 0;

 private:
  /** 2,000 spikes per second that excite and 1,000 that inhibit. */
  void receive() {
    const double weight = weight_of(model_) / unit;
    for (std::size_t channel = 0; channel < sums_.size(); ++channel)
      for (std::size_t i = 0; i < neurons; ++i) {
        const double at = numbers_.uniform();
        const bool excites = at<0.2, inhibits = at> 0.9;
        const double sign = variant_->channel[0] == variant_->channel[1] ? -1 : 1;
        const bool own = channel == static_cast<std::size_t>(variant_->channel[inhibits]);
        if ((excites || inhibits) && own)
          sums_[channel][i] += static_cast<std::int64_t>(inhibits ? sign * weight : weight);
      }
  }

  void advance(std::size_t begin, std::size_t step) {
    std::array<double*, most_columns> state{};
    std::array<std::int32_t*, most_counters> counters{};
    std::array<void*, most_channels> sums{};
    std::array<double*, most_outputs> signals{};
    std::array<const double*, most_ports> currents{};
    for (std::size_t k = 0; k < state_.size(); ++k) state[k] = state_[k].data();
    for (std::size_t k = 0; k < counters_.size(); ++k) counters[k] = counters_[k].data();
    for (std::size_t k = 0; k < sums_.size(); ++k) sums[k] = sums_[k].data();
    for (std::size_t k = 0; k < signals_.size(); ++k) signals[k] = signals_[k].data();
    currents[0] = current_.data() + begin;
    for (std::size_t k = 1; k < currents.size(); ++k) currents[k] = nothing_.data();
    std::int32_t fired[stretch];
    const StepView view{constants_.data(), neurons, state.data(),   counters.data(),
                        sums.data(),       unit,    signals.data(), 0};
    if (!variant_->step[1][0](view, {begin, begin + stretch, currents.data(), fired, {1, step, 3}})) return;
    for (const std::int32_t one : fired) spikes += one;
  }

  const NeuronModel& model_;
  const NeuronVariant* variant_;
  std::vector<double> constants_, current_, nothing_ = std::vector<double>(stretch);
  std::vector<std::vector<double>> state_, signals_;
  std::vector<std::vector<std::int32_t>> counters_;
  std::vector<std::vector<std::int64_t>> sums_;
  Numbers numbers_;
};

double rate(double spikes, double steps) { return spikes / neurons / (steps * h * 1e-3); }

/** A current with which a model fires at least five times a second. */
double current_for(const NeuronModel& model, std::string_view changed, double value) {
  constexpr std::size_t steps = 4000;
  for (double current = 50; current < 2000; current *= 1.3) {
    Group group(model, changed, value);
    group.run(steps, current);
    if (rate(group.spikes, steps) >= 5) return current;
  }
  return 0;
}

void ask(const NeuronModel& model, std::string_view changed, double value, const std::string& name) {
  constexpr std::size_t steps = 1000;
  const double current = current_for(model, changed, value);
  Group group(model, changed, value);
  group.run(2 * steps, current);
  group.spikes = 0;
  std::vector<double> times;
  for (int k = 0; k < 7; ++k) times.push_back(group.run(steps, current) / (steps * neurons));
  std::sort(times.begin(), times.end());
  char firing[64];
  std::snprintf(firing, sizeof firing, ", %.3g/s at %.3g pA", rate(group.spikes, 7 * steps), current);
  bench::print(name + firing, "neuron and step", 1, {times[3], times[0], times[6]});
}

bool wanted(std::string_view name, int count, char** names) {
  for (int k = 1; k < count; ++k)
    if (name == names[k]) return true;
  return count == 1;
}

}  // namespace

int main(int count, char** names) {
  for (const NeuronModel* model : best_level().neurons) {
    if (!wanted(model->name, count, names) || model->receptors.empty() || !model->outputs.empty()) continue;
    const std::string name(model->name);
    bool two_solvers = false;
    for (const Field& field : model->parameters) two_solvers |= field.name == "adaptive_step";
    if (!two_solvers) {
      ask(*model, "", 0, name);
      continue;
    }
    ask(*model, "adaptive_step", 0, name + ", calm steps");
    ask(*model, "adaptive_step", 1, name + ", adaptive steps");
  }
  return 0;
}
