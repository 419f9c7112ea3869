// Neuron models: every instruction set computes the same bits, and reports change none.
#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <cstring>
#include <string>
#include <vector>

#include "base/random/random.hpp"
#include "fields.hpp"
#include "model/registry.hpp"

using namespace cajal;
using namespace cajal::test;

namespace {

constexpr double h = 0.1;

/** A value near the default, inside the range. */
double varied_value(const Field& field, Sequence& random) {
  const double at = random.uniform();
  if (field.unit == "boolean") return at < 0.5 ? 0 : 1;
  if (field.unit.starts_with(choice_unit)) return std::floor(at * (field.high + 1));
  if (field.value == no_entry) return inside(field, 10 * at) ? 10 * at : field.low;
  if (std::abs(field.value) > 1e300) return -75 + at;
  const double value = field.value == 0 ? at : field.value * (0.9 + 0.2 * at);
  return inside(field, value) ? value : field.value;
}

/** Models with learning signals or outputs work on whole registers, beyond the last neuron. */
constexpr std::size_t padding = 8;

/** Neurons of one variant with everything a step function needs, filled from a sequence of random numbers. */
template <class Sum>
struct Group {
  Group(const NeuronModel& model, const NeuronVariant& variant, std::size_t n, bool varied, Sequence random)
      : variant(variant), n(n), varied(varied), constants(variant.constants * n) {
    std::vector<double> parameters = defaults(model.parameters), own(variant.constants + 1),
                        column(variant.columns + 1);
    std::vector<double> variables(model.variables.size());
    std::vector<std::int32_t> counts(variant.counters + 1);
    state.assign(variant.columns, std::vector<double>(n + padding));
    counters.assign(variant.counters, std::vector<std::int32_t>(n + padding));
    arriving.assign(variant.channels, std::vector<Sum>(n + padding));
    currents.assign(model.ports.size(), std::vector<double>(n + padding));
    signals.assign(model.signals.size(), std::vector<double>(n + padding));
    outputs.assign(model.outputs.size(), std::vector<double>(n + padding));
    for (std::size_t i = 0; i < n; ++i) {
      for (std::size_t k = 0; varied && k < parameters.size(); ++k)
        parameters[k] = varied_value(model.parameters[k], random);
      variant.prepare(parameters.data(), h, own.data());
      for (std::size_t k = 0; k < variant.constants; ++k) constants[varied ? k * n + i : k] = own[k];
      for (std::size_t k = 0; k < variables.size(); ++k)
        variables[k] = varied_value(model.variables[k], random);
      if (!variables.empty()) variables[0] = -72 + 18 * random.uniform();
      variant.load(parameters.data(), variables.data(), h, column.data(), counts.data());
      for (std::size_t k = 0; k < variant.columns; ++k) state[k][i] = column[k];
      for (auto& counter : counters) counter[i] = static_cast<std::int32_t>(random.below(3));
    }
  }

  /** One step of neurons begin to end with the sums and currents as they stand. */
  std::int32_t step(std::size_t begin, std::size_t end, std::uint64_t time) {
    std::vector<double*> state_rows;
    std::vector<std::int32_t*> counter_rows;
    std::vector<void*> sums;
    std::vector<const double*> ports;
    std::vector<double*> signal_rows, output_rows;
    for (auto& column : state) state_rows.push_back(column.data());
    for (auto& counter : counters) counter_rows.push_back(counter.data());
    for (auto& channel : arriving) sums.push_back(channel.data());
    for (auto& port : currents) ports.push_back(port.data() + begin);
    for (auto& signal : signals) signal_rows.push_back(signal.data());
    for (auto& output : outputs) output_rows.push_back(output.data());
    fired.assign(end - begin + padding, 0);
    const StepView view{constants.data(), n,      state_rows.data(),  counter_rows.data(),
                        sums.data(),      0x1p-8, signal_rows.data(), 1000};
    if (variant.publish[varied]) variant.publish[varied](view, begin, end, output_rows.data());
    const StepCall call{begin, end, ports.data(), fired.data(), {12, time, 7}};
    const std::int32_t any = variant.step[sizeof(Sum) == 8][varied](view, call);
    std::fill(fired.begin() + static_cast<std::ptrdiff_t>(end - begin), fired.end(), 0);
    return any;
  }

  const NeuronVariant& variant;
  std::size_t n;
  bool varied;
  std::vector<double> constants;
  std::vector<std::vector<double>> state, currents, signals, outputs;
  std::vector<std::vector<std::int32_t>> counters;
  std::vector<std::vector<Sum>> arriving;
  std::vector<std::int32_t> fired;
};

/** Random input of one step, `drive` times the usual: a few spikes on every channel, a current on every port. */
template <class Sum>
void fill_input(Group<Sum>& group, Sequence& random, double drive = 1) {
  for (auto& channel : group.arriving)
    for (Sum& sum : channel)
      sum = random.below(4) ? 0 : static_cast<Sum>(drive * static_cast<double>(random.below(4000)));
  for (auto& port : group.currents)
    for (double& current : port) current = drive * (800 * random.uniform() - 200);
}

template <class T>
bool same_bits(const std::vector<T>& a, const std::vector<T>& b) {
  return a.size() == b.size() && (a.empty() || std::memcmp(a.data(), b.data(), a.size() * sizeof(T)) == 0);
}

template <class T>
bool same_bits(const std::vector<std::vector<T>>& a, const std::vector<std::vector<T>>& b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](auto& x, auto& y) { return same_bits(x, y); });
}

template <class Sum>
bool finite(const Group<Sum>& group) {
  for (const auto& column : group.state)
    for (const double value : column)
      if (!std::isfinite(value)) return false;
  return true;
}

/** Runs one variant of two levels side by side; returns the number of spikes, -1 for states beyond all numbers. */
template <class Sum>
std::int64_t compare(const NeuronModel& one, const NeuronModel& other, std::size_t number, bool varied,
                     double drive) {
  // 53 neurons from the fifth on: no vector length divides it, so tails are covered as well.
  constexpr std::size_t n = 58, begin = 5;
  Group<Sum> a(one, one.variants[number], n, varied, Sequence(31, 1, static_cast<std::uint32_t>(number), 1));
  Group<Sum> b(other, other.variants[number], n, varied,
               Sequence(31, 1, static_cast<std::uint32_t>(number), 1));
  REQUIRE(same_bits(a.constants, b.constants));
  Sequence random(77, 2, static_cast<std::uint32_t>(number), 2);
  std::int64_t spikes = 0;
  const std::uint64_t steps =
      a.variant.columns == 0 ? 1200 : 300;  // without a state it may fire by the clock
  for (std::uint64_t time = 0; time < steps; ++time) {
    fill_input(a, random, drive);
    b.arriving = a.arriving, b.currents = a.currents;
    REQUIRE((a.step(begin, n, time) != 0) == (b.step(begin, n, time) != 0));
    REQUIRE(same_bits(a.state, b.state));
    REQUIRE(same_bits(a.counters, b.counters));
    REQUIRE(same_bits(a.signals, b.signals));
    REQUIRE(same_bits(a.outputs, b.outputs));
    REQUIRE(same_bits(a.fired, b.fired));
    REQUIRE(same_bits(a.arriving, b.arriving));
    for (const auto& channel : a.arriving)
      REQUIRE(std::count(channel.begin() + begin, channel.begin() + n, 0) == n - begin);
    for (const std::int32_t fired : a.fired) spikes += fired;
  }
  return finite(a) ? spikes : -1;
}

/** Models differ in the input that makes them fire: whether some drive does, and leaves all states numbers. */
template <class Sum>
bool fires(const NeuronModel& one, const NeuronModel& other, std::size_t number, bool varied) {
  for (const double drive : {1.0, 10.0, 0.1, 0.01, 100.0})
    if (compare<Sum>(one, other, number, varied, drive) > 0) return true;
  return false;
}

}  // namespace

TEST_CASE("every instruction set computes the same bits for every model and variant") {
  const Level& reference = levels()[0];
  for (const Level& level : levels().subspan(1)) {
    if (!supported(level.name)) continue;
    REQUIRE(level.neurons.size() == reference.neurons.size());
    for (std::size_t m = 0; m < level.neurons.size(); ++m)
      for (std::size_t v = 0; v < level.neurons[m]->variants.size(); ++v)
        for (const bool varied : {false, true}) {
          const NeuronModel &one = *reference.neurons[m], &other = *level.neurons[m];
          CAPTURE(level.name);
          CAPTURE(one.name);
          CAPTURE(v);
          CAPTURE(varied);
          if (one.variants[v].channels > 0) {
            CHECK(fires<std::int32_t>(one, other, v, varied));
            CHECK(fires<std::int64_t>(one, other, v, varied));
          } else {  // it only shows values
            CHECK(compare<std::int32_t>(one, other, v, varied, 1) == 0);
            CHECK(compare<std::int64_t>(one, other, v, varied, 1) == 0);
          }
        }
  }
}

TEST_CASE("keeping parts of a sum for reports changes no bit of the dynamics") {
  int models = 0;
  for (const NeuronModel* model : best_level().neurons) {
    for (const double soft : {0.0, 2.0}) {
      std::vector<double> values = defaults(model->parameters);
      if (const std::size_t k = index_of(model->parameters, "delta"); k < values.size()) values[k] = soft;
      std::vector<std::span<const double>> columns;
      for (const double& value : values) columns.emplace_back(&value, 1);
      const NeuronVariant& plain = model->variants[model->variant({columns}, 1, false)];
      const NeuronVariant& traced = model->variants[model->variant({columns}, 1, true)];
      CHECK(traced.readable == (1u << model->recordables.size()) - 1);
      if (&plain == &traced) continue;
      ++models;
      // Either one sum carries both signs, or further receptors get nothing.
      const bool numbered = !model->receptors[0].entry.empty();
      REQUIRE((numbered || (plain.channels == 1 && traced.channels <= 2)));
      constexpr std::size_t n = 50;
      Group<std::int64_t> a(*model, plain, n, false, Sequence(5, 5, 5, 5)),
          b(*model, traced, n, false, Sequence(5, 5, 5, 5));
      Sequence random(6, 6, 6, 6);
      for (std::uint64_t time = 0; time < 300; ++time) {
        fill_input(b, random);
        for (std::size_t k = 0; numbered && k < traced.channels; ++k) {
          if (k >= plain.channels) b.arriving[k].assign(n + padding, 0);
          if (k < plain.channels) a.arriving[k] = b.arriving[k];
        }
        for (std::size_t i = 0; !numbered && i < n; ++i) {
          a.arriving[0][i] = b.arriving[0][i];
          if (traced.channels == 1) continue;
          b.arriving[1][i] = -b.arriving[1][i];
          a.arriving[0][i] += b.arriving[1][i];
        }
        a.currents = b.currents;
        a.step(0, n, time), b.step(0, n, time);
        for (std::size_t k = 0; k < plain.dynamic; ++k) REQUIRE(same_bits(a.state[k], b.state[k]));
        REQUIRE(same_bits(a.counters, b.counters));
        REQUIRE(same_bits(a.fired, b.fired));
      }
    }
  }
  CHECK(models >= 2);
}
