// What every neuron model that spikes drive must do, whatever is added: equal bits for any threads, checkpoints, and an
// answer to parameters of any size. New models are taken from the registry.
#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <memory>
#include <random>
#include <vector>

#include "effort.hpp"
#include "errors.hpp"
#include "fields.hpp"
#include "model/registry.hpp"
#include "networks.hpp"

using namespace cajal;
using namespace cajal::test;
using doctest::test_suite;

namespace {

Draw each_own(std::vector<double> values) {
  return {"array", std::move(values), "none", -infinite, infinite};
}

/** A weight that some thousand spikes per second make most models fire with. */
double usual_weight(const NeuronModel& model) {
  const std::string_view unit = model.receptors[0].unit;
  return unit == "pA" ? 80 : unit == "nS" ? 5 : unit == "mV" ? 0.3 : 1;
}

/** Two populations of one model, the first of which excites the second, with random input. */
std::unique_ptr<Simulation> pair_of(const NeuronModel& model, double threads, double weight_factor) {
  auto simulation = std::make_unique<Simulation>(0.1, 5);
  const std::string name(model.name);
  simulation->population({name, "first", 30});
  simulation->population({name, "second", 45});
  const double weight = usual_weight(model) * weight_factor;
  const bool relays = model.parameters.empty();  // it would multiply what it repeats
  simulation->connect(connection({0, 30, 1}, {30, 75, 1}, "fixed_indegree", relays ? 1 : 5,
                                 constant(2 * weight), uniform(0.5, 3)));
  if (model.receptors[0].use == WeightUse::with_sign || model.receptors[0].use == WeightUse::magnitude)
    simulation->connect(
        connection({0, 10, 1}, {0, 75, 1}, "pairwise_bernoulli", 0.1, constant(-weight), constant(1)));
  simulation->stimulate(stimulus("poisson_generator", {{"rate", {6000}}}, {0, 75, 1}, weight, 0.5));
  simulation->record({"spikes", {0, 75, 1}, {}, 1});
  for (const Field& field : model.parameters)
    if (field.name == "adaptive_step") {  // both solvers side by side
      std::vector<double> choice;
      for (int i = 0; i < 75; ++i) choice.push_back(i % 3 != 0);
      simulation->values({{0, 75, 1}, "adaptive_step", each_own(choice)});
    }
  simulation->build({threads, "exact"});
  return simulation;
}

/** Of a run whose bits are compared; some of them before a checkpoint. */
const int compared_steps = static_cast<int>(cases(400, 120, 400)), checkpoint_step = 50;

/** How much of the usual weight makes the pair fire; 0 if nothing does. */
double firing_factor(const NeuronModel& model) {
  for (const double factor : {1.0, 5.0, 25.0}) {
    const auto pair = pair_of(model, 1, factor);
    pair->run(compared_steps);
    if (pair->read_spikes(0, false).ids.size() > 10) return factor;
  }
  return 0;
}

bool spikes_drive(const NeuronModel& model) {
  const NeuronVariant& usual = model.variants[0];
  const bool by_the_clock = usual.columns == 0 && usual.counters > 0;
  return !model.receptors.empty() && model.outputs.empty() && !by_the_clock;
}

/** A value that the field admits, up to so many powers of ten from the default. */
double any_value(const Field& field, double decades, std::mt19937& random) {
  const auto unit = [&] { return random() % 4096 / 4096.0; };
  if (field.unit == "boolean") return random() % 2;
  if (field.unit.starts_with(choice_unit)) return random() % (static_cast<unsigned>(field.high) + 1);
  if (random() % 4) return field.value;
  const double base = field.value == 0 || std::abs(field.value) > 1e100 ? 1 : field.value;
  double value = base * std::pow(10, decades * (2 * unit() - 1)) * (random() % 4 ? 1 : -1);
  if (field.high < 1e100 && field.low > -1e100) value = field.low + (field.high - field.low) * unit();
  return inside(field, value) ? value : inside(field, -value) ? -value : field.value;
}

/** Whether other parameters must be above or below this one; most random values would be refused. */
bool ordered(const NeuronModel& model, const Field& field) {
  return std::any_of(model.orders.begin(), model.orders.end(), [&](const Order& order) {
    return order.below == field.name || order.above == field.name;
  });
}

/** What a network with random parameters and initial values answers in 20 ms. */
std::string run_with_any_values(const NeuronModel& model, unsigned seed) {
  std::mt19937 random(seed);
  const auto simulation = std::make_unique<Simulation>(0.1, seed);
  const double decades = seed % 3 == 0 ? 2 : seed % 3 == 1 ? 0.1 : 1;
  constexpr std::uint32_t n = 8;
  const Ranges all{0, n, 1};
  simulation->population({std::string(model.name), "any", n});
  for (const auto fields : {model.parameters, model.variables})
    for (const Field& field : fields) {
      std::vector<double> values(n);
      if (!std::isfinite(field.value) || (ordered(model, field) && random() % 8 > 0)) continue;
      for (double& value : values) value = any_value(field, decades, random);
      simulation->values({all, std::string(field.name), each_own(values)});
    }
  const double weight = usual_weight(model) * std::pow(10, static_cast<int>(random() % 4) - 1);
  simulation->stimulate(stimulus("poisson_generator", {{"rate", {6000}}}, all, weight, 0.5));
  const std::string code = code_of([&] { simulation->build({1, "exact"}), simulation->run(200); });
  if (code != "none") return code;
  for (const Field& field : model.variables) {
    std::vector<double> values;
    // Variables of lists that are shorter are not there to be read.
    code_of([&] { values = simulation->get(all, std::string(field.name)); });
    for (const double value : values)
      if (!std::isfinite(value)) return "silent";
  }
  return "none";
}

}  // namespace

TEST_CASE("every neuron model has the same bits for any threads and after a checkpoint" *
          test_suite("threads")) {
  for (const NeuronModel* model : best_level().neurons) {
    if (!spikes_drive(*model)) continue;
    CAPTURE(model->name);
    const double factor = firing_factor(*model);
    CHECK(factor > 0);
    const auto whole = pair_of(*model, 1, factor), other = pair_of(*model, 3, factor),
               resumed = pair_of(*model, 2, factor);
    whole->run(checkpoint_step);
    const auto written = whole->checkpoint();
    whole->run(compared_steps - checkpoint_step);
    other->run(compared_steps);
    CHECK(other->digest() == whole->digest());
    resumed->restore(written);
    REQUIRE(resumed->checkpoint() == written);
    resumed->run(compared_steps - checkpoint_step);
    CHECK(resumed->digest() == whole->digest());
    CHECK(resumed->checkpoint() == whole->checkpoint());
  }
}

TEST_CASE("parameters and states of any size are refused, run, or end with an error") {
  const unsigned trials = cases(6, 2, 120);
  for (const NeuronModel* model : best_level().neurons) {
    if (!spikes_drive(*model)) continue;
    CAPTURE(model->name);
    unsigned ran = 0;
    for (unsigned seed = 1; seed <= trials; ++seed) {
      CAPTURE(seed);
      const std::string answer = run_with_any_values(*model, seed);
      const bool known = answer == "none" || answer == "E_NUMERIC" ||
                         std::any_of(model->orders.begin(), model->orders.end(),
                                     [&](const Order& order) { return order.code == answer; });
      CHECK_MESSAGE(known, answer);
      ran += answer == "none";
    }
    CHECK((ran > 0 || trials < 6));
  }
}

TEST_CASE(
    "values outside their range, and pairs in the wrong order, are answered with name, value and range") {
  for (const NeuronModel* model : best_level().neurons) {
    CAPTURE(model->name);
    Simulation simulation(0.1, 1);
    simulation.population({std::string(model->name), "one", 1});
    for (const auto fields : {model->parameters, model->variables})
      for (const Field& field : fields) {
        CAPTURE(field.name);
        const std::string name(field.name);
        const auto refused = [&](double value) {
          const Error error = error_of([&] { simulation.values({{0, 1, 1}, name, constant(value)}); });
          CHECK(error.code() != "none");
          CHECK(std::string(error.what()).find(name) != std::string::npos);
          CHECK(error.detail().parameter.find(name) != std::string::npos);
          CHECK(!error.detail().allowed.empty());
        };
        refused(std::nan(""));
        if (std::abs(field.low) < 1e300) refused(field.open ? field.low : std::nextafter(field.low, -1e9));
        if (std::abs(field.high) < 1e300) refused(field.open ? field.high : std::nextafter(field.high, 1e9));
      }
    for (const Order& order : model->orders) {
      Simulation other(0.1, 1);
      other.population({std::string(model->name), "one", 1});
      const double limit = model->parameters[index_of(model->parameters, order.above)].value;
      other.values({{0, 1, 1}, std::string(order.below), constant(limit + order.equal)});
      const Error error = error_of([&] { other.build({1, "exact"}); });
      CHECK(std::any_of(model->orders.begin(), model->orders.end(),
                        [&](const Order& one) { return one.code == error.code(); }));
      CHECK(std::string(error.what()).find(order.below) != std::string::npos);
    }
  }
}
