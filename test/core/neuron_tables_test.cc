// The tables of the neuron models agree with themselves.
#include <doctest/doctest.h>

#include <algorithm>
#include <set>
#include <string>
#include <vector>

#include "fields.hpp"
#include "model/registry.hpp"

using namespace cajal;
using namespace cajal::test;

namespace {

/** Whether a unit is made of those that the kernel knows: powers and quotients of them, or none. */
bool known_unit(std::string_view unit) {
  if (unit.empty() || unit == "boolean" || unit.starts_with(choice_unit)) return true;
  const std::set<std::string_view> base{"1", "mV", "ms", "s", "pA", "pF", "nS"};
  for (std::size_t begin = 0; begin <= unit.size();) {
    const std::size_t end = std::min(unit.find_first_of(" /", begin), unit.size());
    std::string_view part = unit.substr(begin, end - begin);
    if (part.size() > 1 && (part.back() == '2' || part.back() == '3')) part.remove_suffix(1);
    if (!base.contains(part)) return false;
    begin = end + 1;
  }
  return true;
}

}  // namespace

TEST_CASE("defaults lie in their ranges and obey the orders, names are unique, units are known") {
  for (const Level& level : levels())
    for (const NeuronModel* model : level.neurons) {
      CAPTURE(model->name);
      CHECK(!model->summary.empty());
      CHECK(!model->description.empty());
      std::set<std::string_view> names;
      for (const auto fields : {model->parameters, model->variables})
        for (const Field& field : fields) {
          CAPTURE(field.name);
          CHECK(names.insert(field.name).second);
          const bool missing = !list_of(field).empty() && field.value == no_entry;
          CHECK((missing || inside(field, field.value)));
          CHECK(field.low < field.high);
          CHECK(known_unit(field.unit));
          CHECK(!field.text.empty());
          CHECK(!field.list);
        }
      for (const Order& order : model->orders) {
        const std::size_t below = index_of(model->parameters, order.below);
        const std::size_t above = index_of(model->parameters, order.above);
        REQUIRE(below < model->parameters.size());
        REQUIRE(above < model->parameters.size());
        const double low = model->parameters[below].value, high = model->parameters[above].value;
        CHECK((low < high || (order.equal && low == high)));
        CHECK(order.code.substr(0, 2) == "E_");
      }
    }
}

TEST_CASE("units are powers and quotients of those of the kernel") {
  for (const std::string_view unit :
       {"", "1", "mV", "1/s", "pA/ms", "nS/mV", "pA/mV2", "1/(s)", "kHz", "mS", "m"})
    CHECK(known_unit(unit) == (unit != "1/(s)" && unit != "kHz" && unit != "mS" && unit != "m"));
}

TEST_CASE("recordables start with the variables, channels exist, sizes agree") {
  for (const NeuronModel* model : levels()[0].neurons) {
    CAPTURE(model->name);
    REQUIRE(model->recordables.size() >= model->variables.size());
    for (std::size_t k = 0; k < model->variables.size(); ++k) {
      const std::string_view unit = model->variables[k].unit;
      CHECK(model->recordables[k].name == model->variables[k].name);
      CHECK(model->recordables[k].unit == (unit == "boolean" ? "" : unit));  // a flag is recorded as 0 or 1
    }
    CHECK(!(model->receptors.empty() && model->outputs.empty()));
    for (const NeuronVariant& variant : model->variants) {
      CHECK(variant.dynamic <= variant.columns);
      CHECK(variant.readable < 1u << model->recordables.size());
      REQUIRE(variant.channel.size() == 2 * model->receptors.size());
      for (const std::int8_t channel : variant.channel) {
        CHECK(channel >= -1);
        CHECK(channel < static_cast<int>(variant.channels));
      }
    }
  }
}

TEST_CASE("variables are read back as they were loaded and written") {
  for (const NeuronModel* model : levels()[0].neurons)
    for (const NeuronVariant& variant : model->variants) {
      CAPTURE(model->name);
      const std::vector<double> parameters = defaults(model->parameters);
      std::vector<double> variables, state(variant.columns + 1);
      std::vector<std::int32_t> counters(variant.counters + 1);
      for (std::size_t k = 0; k < model->variables.size(); ++k)
        variables.push_back(k == 0 ? -61.5 : 3.25 * k);
      variant.load(parameters.data(), variables.data(), 0.1, state.data(), counters.data());
      const auto read = [&](std::size_t k) {
        return variant.read(parameters.data(), k, state.data(), counters.data());
      };
      for (std::size_t k = 0; k < variables.size(); ++k)
        if (variant.readable >> k & 1) CHECK(read(k) == variables[k]);
      for (std::size_t changed = 0; changed < variables.size(); ++changed) {
        if (!(variant.readable >> changed & 1)) continue;
        variables[changed] += 0.5;
        variant.write(parameters.data(), changed, variables[changed], state.data());
        for (std::size_t k = 0; k < variables.size(); ++k)
          if (variant.readable >> k & 1) CHECK(read(k) == variables[k]);
      }
    }
}
