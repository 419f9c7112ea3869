#include <algorithm>
#include <cmath>

#include "base/values/draw.hpp"
#include "engine/describe/describe.hpp"
#include "engine/describe/description_checks.hpp"

namespace cajal {

std::uint32_t Network::population_of(std::uint32_t neuron) const noexcept {
  const auto after = std::upper_bound(populations.begin(), populations.end(), neuron,
                                      [](std::uint32_t id, const Population& p) { return id < p.first; });
  auto at = static_cast<std::size_t>(after - populations.begin()) - 1;
  while (populations[at].size == 0) --at;  // empty populations share their first number with the next
  return static_cast<std::uint32_t>(at);
}

namespace {

constexpr double most_neurons = 2147483646;

double value_at(const std::vector<double>& column, std::uint32_t i) {
  return column.size() == 1 ? column[0] : column[i];
}

/** Whether a list of parameters is to end before this entry. */
bool ends_list(const Draw& draw) {
  return draw.kind == "constant" && draw.numbers.size() == 1 && draw.numbers[0] == no_entry;
}

bool in_order(const Order& order, double below, double above) {
  return below < above || (order.equal && below == above);
}

}  // namespace

std::uint32_t add_population(Network& network, const Level& level, const PopulationSpec& spec) {
  const NeuronModel& model = neuron_model(level, spec.model);
  if (!(spec.size >= 0) || spec.size != std::floor(spec.size) || network.neurons() + spec.size > most_neurons)
    fail("E_SIZE",
         "population: size must be a whole number and all sizes together at most 2147483646, got " +
             shown(spec.size),
         {"size", shown(spec.size), "0 to 2147483646 neurons in all", "give a whole number of neurons"});
  check_positions(spec);
  Population population{
      &model, spec.label,     network.neurons(), static_cast<std::uint32_t>(spec.size), 0, {},
      {},     spec.positions, spec.periods};
  for (const Field& field : model.parameters) population.parameters.push_back({field.value});
  for (const Field& field : model.variables) population.variables.push_back({field.value});
  population.stream = network.streams.next();
  network.populations.push_back(std::move(population));
  return static_cast<std::uint32_t>(network.populations.size() - 1);
}

std::vector<double> draw_values(const Draw& draw_from, std::string_view name, std::uint32_t n,
                                std::uint64_t seed, std::uint32_t stream) {
  check(draw_from, name, n);
  const Drawer drawer(draw_from, name);
  if (!drawer.random()) {
    std::vector<double> given = draw_from.numbers;
    for (double& value : given) value = drawer.clip(value);
    return given;
  }
  std::vector<double> values(n);
  for (std::uint32_t i = 0; i < n; ++i) values[i] = draw(drawer, seed, stream, i, 0, 0, 0);
  return values;
}

void set_values(Network& network, const ValuesSpec& spec, const char* call) {
  const Selection targets(spec.targets, "targets", network.neurons());
  const auto drawn = ends_list(spec.draw) ? spec.draw.numbers
                                          : draw_values(spec.draw, spec.name, targets.size(), network.seed,
                                                        network.streams.peek());
  struct Change {
    std::vector<double>* column;
    std::vector<double> values;
  };
  std::vector<Change> changes;
  for (const std::uint32_t p : populations_of(network, targets)) {
    Population& population = network.populations[p];
    const auto find = [&](std::span<const Field> fields) {
      return static_cast<std::size_t>(
          std::find_if(fields.begin(), fields.end(), [&](const Field& f) { return f.name == spec.name; }) -
          fields.begin());
    };
    const std::size_t parameter = find(population.model->parameters),
                      variable = find(population.model->variables);
    const bool is_parameter = parameter < population.model->parameters.size();
    if (!is_parameter && variable == population.model->variables.size())
      fail("E_UNKNOWN_PARAM",
           std::string(call) + ": " + std::string(population.model->name) +
               " has no parameter or variable '" + spec.name + "'",
           {spec.name, "", "", "see `cajal info " + std::string(population.model->name) + "`"});
    const Field& field =
        is_parameter ? population.model->parameters[parameter] : population.model->variables[variable];
    auto& column = is_parameter ? population.parameters[parameter] : population.variables[variable];
    Change change{&column, column};
    std::uint32_t inside = 0;
    for (std::uint32_t i = 0; i < population.size; ++i)
      inside += targets.position_of(population.first + i) != Selection::npos;
    if (inside == population.size && drawn.size() == 1) {
      change.values = drawn;
    } else {
      if (change.values.size() == 1) change.values.assign(population.size, column[0]);
      for (std::uint32_t i = 0; i < population.size; ++i)
        if (const std::uint32_t at = targets.position_of(population.first + i); at != Selection::npos)
          change.values[i] = value_at(drawn, at);
    }
    check_values(field, change.values, call);
    changes.push_back(std::move(change));
  }
  for (Change& change : changes) *change.column = std::move(change.values);
  network.streams.next();
}

void check_orders(const Network& network, const char* call) {
  for (const Population& population : network.populations) {
    const auto& fields = population.model->parameters;
    const auto column = [&](std::string_view name) -> const std::vector<double>& {
      const auto field =
          std::find_if(fields.begin(), fields.end(), [&](const Field& f) { return f.name == name; });
      return population.parameters[static_cast<std::size_t>(field - fields.begin())];
    };
    for (const Order& order : population.model->orders) {
      const auto &low = column(order.below), &high = column(order.above);
      const std::uint32_t n = low.size() == 1 && high.size() == 1 ? 1 : population.size;
      for (std::uint32_t i = 0; i < n; ++i)
        if (!in_order(order, value_at(low, i), value_at(high, i)))
          fail(std::string(order.code).c_str(),
               std::string(call) + ": " + std::string(order.below) +
                   (order.equal ? " must not be above " : " must be below ") + std::string(order.above) +
                   ", got " + shown(value_at(low, i)) + " and " + shown(value_at(high, i)) + " in '" +
                   population.label + "'",
               {std::string(order.below), shown(value_at(low, i)),
                (order.equal ? "<= " : "< ") + shown(value_at(high, i)),
                "set both so that they keep their order"});
    }
  }
}

}  // namespace cajal
