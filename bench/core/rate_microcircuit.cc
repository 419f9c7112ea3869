// Question: what would a learning step of the dendritic microcircuit in rate form cost in a program that can do nothing
// else? One hidden layer, latent equilibrium, nudged outputs, learning onto the basal dendrites and the interneurons
// (Haider et al. 2021), every matrix by rows of its targets, one pass for the sums and one for the change. Compiled for
// the machine it runs on. Arguments: input, hidden and output neurons, steps; then one line tells the CPU time per step
// [ns] and the sum of all weights afterwards, by which bench/networks/dendritic.mjs compares it with the kernel.
#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <string>
#include <tuple>

#include "bench.hpp"

namespace {

constexpr double g_L = 0.03, g_b = 0.1, g_a = 0.06, g_s = 0.06, h = 0.1, bound = 4;
constexpr double g_hidden = g_L + g_b + g_a, g_nudged = g_L + g_b + g_s;
constexpr double eta_hidden = 0.01, eta_output = 0.002, eta_interneuron = 0.004;

double phi(double x) { return x > 15 ? x : x < -15 ? 0 : std::log(1 + std::exp(x)); }

using Values = std::vector<double>;

/** Weights from one layer to another, a row per target. */
struct Matrix {
  Matrix(std::size_t targets, std::size_t sources) : sources(sources), weights(targets * sources) {
    const double width = std::sqrt(static_cast<double>(sources) / 9);
    for (std::size_t k = 0; k < weights.size(); ++k)
      weights[k] = std::sin(1.7 * static_cast<double>(k)) / width;
  }

  void add(const Values& values, Values& sums) const {
    for (std::size_t t = 0; t < sums.size(); ++t) {
      const double* row = &weights[t * sources];
      double sum = 0;
      for (std::size_t s = 0; s < sources; ++s) sum += row[s] * values[s];
      sums[t] += sum;
    }
  }

  void learn(double rate, const Values& errors, const Values& values) {
    for (std::size_t t = 0; t < errors.size(); ++t) {
      double* row = &weights[t * sources];
      const double factor = h * rate * errors[t];
      for (std::size_t s = 0; s < sources; ++s)
        row[s] = std::min(bound, std::max(-bound, row[s] + factor * values[s]));
    }
  }

  double sum() const {
    double total = 0;
    for (const double weight : weights) total += weight;
    return total;
  }

  std::size_t sources;
  Values weights;
};

/** Potentials u and prospective potentials of a layer, what its dendrites hold, and its rates and errors. */
struct Layer {
  explicit Layer(std::size_t size)
      : u(size), ahead(size), basal(size), apical(size), rate(size), error(size) {}

  void show() {
    for (std::size_t i = 0; i < u.size(); ++i) rate[i] = phi(ahead[i]), basal[i] = apical[i] = 0;
  }
  void move(std::size_t i, double steady, double conductance, double prediction) {
    error[i] = phi(steady) - phi(prediction * basal[i]);
    u[i] += h * conductance * (steady - u[i]);
    ahead[i] = steady;
  }

  Values u, ahead, basal, apical, rate, error;
};

struct Microcircuit {
  Microcircuit(std::size_t inputs, std::size_t hidden, std::size_t outputs)
      : up(hidden, inputs),
        out(outputs, hidden),
        down(hidden, outputs),
        lateral(hidden, outputs),
        inter(outputs, hidden),
        pyramidal(hidden),
        output(outputs),
        interneuron(outputs),
        nudge(outputs) {
    for (std::size_t i = 0; i < inputs; ++i) input.push_back(static_cast<double>(i % 3) / 2);
    for (std::size_t i = 0; i < outputs; ++i) target.push_back(static_cast<double>(i % 2));
  }

  void step() {
    pyramidal.show(), output.show(), interneuron.show();
    nudge = output.ahead;
    up.add(input, pyramidal.basal);
    down.add(output.rate, pyramidal.apical);
    lateral.add(interneuron.rate, pyramidal.apical);
    out.add(pyramidal.rate, output.basal);
    inter.add(pyramidal.rate, interneuron.basal);
    for (std::size_t i = 0; i < pyramidal.u.size(); ++i)
      pyramidal.move(i, (g_b * pyramidal.basal[i] + g_a * pyramidal.apical[i]) / g_hidden, g_hidden,
                     g_b / g_hidden);
    for (std::size_t i = 0; i < target.size(); ++i) {
      output.move(i, (g_b * output.basal[i] + g_s * target[i]) / g_nudged, g_nudged, g_b / (g_L + g_b));
      interneuron.move(i, (g_b * interneuron.basal[i] + g_s * nudge[i]) / g_nudged, g_nudged,
                       g_b / (g_L + g_b));
    }
    up.learn(eta_hidden, pyramidal.error, input);
    out.learn(eta_output, output.error, pyramidal.rate);
    inter.learn(eta_interneuron, interneuron.error, pyramidal.rate);
  }

  double sum() const { return up.sum() + out.sum() + inter.sum(); }

  Matrix up, out, down, lateral, inter;
  Layer pyramidal, output, interneuron;
  Values input, target, nudge;
};

}  // namespace

int main(int count, char** arguments) {
  using cajal::bench::ProcessClock;
  if (count == 5) {
    const auto number = [&](int k) { return std::strtoul(arguments[k], nullptr, 10); };
    Microcircuit circuit(number(1), number(2), number(3));
    const auto start = ProcessClock::now();
    for (std::size_t k = 0; k < number(4); ++k) circuit.step();
    const std::chrono::duration<double, std::nano> spent = ProcessClock::now() - start;
    std::printf("{\"ns\":%.6g,\"sum\":%.17g}\n", spent.count() / static_cast<double>(number(4)),
                circuit.sum());
    return 0;
  }
  for (const auto& [name, size, steps] : {std::tuple{"9-30-3", 0ul, 20000}, {"100-100-100", 100ul, 2000}}) {
    Microcircuit circuit(size ? size : 9, size ? size : 30, size ? size : 3);
    const auto result = cajal::bench::time<ProcessClock>(steps, 5, [&] {
      for (int k = 0; k < steps; ++k) circuit.step();
    });
    cajal::bench::print(std::string("rate microcircuit ") + name + ", a program of its own", "learning step",
                        1, result);
  }
  return 0;
}
