// Question: what does one neuron cost in one step, for every model and form of it, and what per state variable beside
// iaf_psc_exp? Neurons of one slice in the cache, the same parameters for all, few spikes arrive; CPU time of one
// thread, best instruction set. A ratio is of the nanoseconds per f64 of state that determines the
// future. Forms 3 to 5 of iaf_psc_exp draw a random number in every step, as other stochastic models do.
#include <string>
#include <vector>

#include "base/random/random.hpp"
#include "bench.hpp"
#include "model/registry.hpp"

namespace {

using namespace cajal;

constexpr std::size_t neurons = 1024;
constexpr int steps = 400;

/** Neurons of one variant with all that a step function needs. */
class Group {
 public:
  Group(const NeuronModel& model, const NeuronVariant& variant, std::vector<double> parameters)
      : variant_(variant), ports_(model.ports.size()), constants_(variant.constants + 1) {
    std::vector<double> variables, column(variant.columns + 1);
    std::vector<std::int32_t> counters(variant.counters + 1);
    for (const Field& field : model.variables) variables.push_back(field.value);
    variant.prepare(parameters.data(), 0.1, constants_.data());
    variant.load(parameters.data(), variables.data(), 0.1, column.data(), counters.data());
    for (std::size_t k = 0; k < variant.columns; ++k) state_.emplace_back(neurons, column[k]);
    for (std::size_t k = 0; k < variant.counters; ++k) counters_.emplace_back(neurons, counters[k]);
    sums_.assign(variant.channels, std::vector<std::int64_t>(neurons));
    signals_.assign(model.signals.size(), std::vector<double>(neurons));
    outputs_.assign(model.outputs.size(), std::vector<double>(neurons));
    current_.assign(stretch, 0.0);
  }

  void run() {
    std::vector<double*> state, signals, outputs;
    std::vector<std::int32_t*> counters;
    std::vector<void*> sums;
    for (auto& one : state_) state.push_back(one.data());
    for (auto& one : counters_) counters.push_back(one.data());
    for (auto& one : sums_) sums.push_back(one.data());
    for (auto& one : signals_) signals.push_back(one.data());
    for (auto& one : outputs_) outputs.push_back(one.data());
    const std::vector<const double*> currents(ports_ + 1, current_.data());
    std::vector<std::int32_t> fired(stretch);
    const StepView view{constants_.data(), neurons, state.data(),   counters.data(),
                        sums.data(),       0x1p-8,  signals.data(), 0};
    for (int step = 0; step < steps; ++step) {
      for (std::size_t i = 0; i < 8; ++i)  // some spikes
        for (auto& channel : sums_) channel[random_.below(neurons)] += 4000;
      if (variant_.publish[0]) variant_.publish[0](view, 0, neurons, outputs.data());
      for (std::size_t begin = 0; begin < neurons; begin += stretch)
        bench::keep(variant_.step[1][0](
            view, {begin, begin + stretch, currents.data(), fired.data(), {1, time_, 1}}));
      ++time_;
    }
  }

 private:
  const NeuronVariant& variant_;
  std::size_t ports_;
  std::vector<double> constants_, current_;
  std::vector<std::vector<double>> state_, signals_, outputs_;
  std::vector<std::vector<std::int32_t>> counters_;
  std::vector<std::vector<std::int64_t>> sums_;
  Sequence random_{1, 1, 1, 1};
  std::uint64_t time_ = 0;
};

double measure(const NeuronModel& model, std::size_t number, const std::string& text, double reference) {
  const NeuronVariant& variant = model.variants[number];
  std::vector<double> parameters;
  for (const Field& field : model.parameters) parameters.push_back(field.value);
  Group group(model, variant, parameters);
  const bench::Result result =
      bench::time<bench::ProcessClock>(static_cast<double>(neurons) * steps, 9, [&] { group.run(); });
  const double states = variant.dynamic > 0 ? static_cast<double>(variant.dynamic) : 1;
  const double each = result.lowest / states;
  std::string question =
      text + ", form " + std::to_string(number) + ", " + std::to_string(variant.dynamic) + " state variables";
  if (reference > 0) {
    char ratio[64];
    std::snprintf(ratio, sizeof ratio, ", per variable %.2f of iaf_psc_exp", each / reference);
    question += ratio;
  }
  bench::print(question, "neuron and step", 1, result);
  return each;
}

}  // namespace

int main() {
  const Level& level = best_level();
  const NeuronModel& usual = neuron_model(level, "iaf_psc_exp");
  constexpr std::size_t separate = 2;  // the form with two currents: three state variables
  const double reference = measure(usual, separate, "iaf_psc_exp", 0);
  for (const NeuronModel* model : level.neurons)
    for (std::size_t number = 0; number < model->variants.size(); ++number)
      measure(*model, number, std::string(model->name), reference);
}
