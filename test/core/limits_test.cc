// What the engine has room for: `define` compares every model with these limits while it is compiled.
#include <doctest/doctest.h>

#include <algorithm>

#include "model/limits.hpp"
#include "model/registry.hpp"

using namespace cajal;

namespace {

constexpr ModelSize largest{most_parameters, most_columns, most_counters,   most_channels,
                            most_ports,      most_outputs, most_recordables};

constexpr bool one_more(std::size_t ModelSize::*entry) {
  ModelSize size = largest;
  ++(size.*entry);
  return within_limits(size);
}

static_assert(within_limits(largest));
static_assert(!one_more(&ModelSize::parameters) && !one_more(&ModelSize::columns));
static_assert(!one_more(&ModelSize::counters) && !one_more(&ModelSize::channels));
static_assert(!one_more(&ModelSize::ports) && !one_more(&ModelSize::outputs));
static_assert(!one_more(&ModelSize::recordables));

}  // namespace

TEST_CASE("every model lies within the limits of the engine, in every instruction set") {
  for (const Level& level : levels())
    for (const NeuronModel* model : level.neurons) {
      CAPTURE(model->name);
      CHECK(within_limits(size_of(*model)));
      CHECK(variants_agree(*model));
    }
}

TEST_CASE("variants of unlike columns need to be carried, and all have the same counters") {
  NeuronVariant variants[2]{};
  NeuronModel model{};
  model.variants = variants;
  CHECK(variants_agree(model));
  variants[1].columns = 2;
  CHECK(size_of(model).columns == 2);
  CHECK_FALSE(variants_agree(model));
  model.carry = [](std::size_t, std::size_t, const double*, double*) noexcept { return true; };
  CHECK(variants_agree(model));
  variants[1].counters = 1;
  CHECK_FALSE(variants_agree(model));
}

TEST_CASE("carrying the state of a neuron from a variant to the same one changes no bit") {
  for (const NeuronModel* model : best_level().neurons) {
    if (!model->carry) continue;
    CAPTURE(model->name);
    double state[most_columns], carried[most_columns];
    for (std::size_t k = 0; k < most_columns; ++k) state[k] = 0.1 + 3.7 * static_cast<double>(k);
    for (std::size_t v = 0; v < model->variants.size(); ++v) {
      REQUIRE(model->carry(v, v, state, carried));
      CHECK(std::equal(state, state + model->variants[v].columns, carried));
    }
  }
}
