// What of the connections was set after the build: draws of weights, because synapses are a function of the
// description, parameters of synapses, and the units of weight, which follow from the order of all that was set.
#include <cmath>

#include "engine/change/weight_change.hpp"
#include "engine/checkpoint/parts.hpp"
#include "engine/describe/describe.hpp"
#include "engine/slices/units/units.hpp"

namespace cajal::checkpoint {

namespace {
namespace weights {

void write(const CheckpointScope& scope, CheckpointWriter& out) {
  const auto& projections = scope.network.projections;
  std::vector<std::uint32_t> changed;
  for (std::uint32_t p = 0; p < projections.size(); ++p)
    if (fingerprint(projections[p].spec.weight) != scope.built.weights[p]) changed.push_back(p);
  out.write(changed);
  for (const std::uint32_t p : changed) out.write(projections[p].spec.weight);
  for (const Projection& projection : projections) out.write(projection.synapse_parameters);
  out.write(present_units(scope.network, scope.world.slices()));
}

/** Calls check(); the chunk is refused with the reason of what that throws. */
template <class Check>
void accept(const ChunkReader& in, Check check) {
  try {
    check();
  } catch (const Error& error) {
    in.require(false, error.what());
  }
}

Draw read_draw(const CheckpointScope& scope, const Projection& projection, ChunkReader& in) {
  const auto draw = in.read<Draw>();
  accept(in, [&] {
    check_synapse_value(draw, "weight", projection, *projection.rule, "restore");
    check_sign(scope.network, projection, draw, "restore");
  });
  return draw;
}

std::vector<double> read_parameters(const Projection& projection, ChunkReader& in) {
  const SynapseModel& model = *projection.synapse;
  auto values = in.read<std::vector<double>>();
  in.require(values.size() == model.parameters.size(), "a synapse model has other parameters");
  Named given;
  for (std::size_t k = 0; k < values.size(); ++k)
    if (values[k] != model.parameters[k].value)  // a default may lie on a bound that is refused elsewhere
      given.emplace_back(std::string(model.parameters[k].name), std::vector<double>{values[k]});
  accept(in, [&] { synapse_parameters(model, given, {}); });
  return values;
}

bool power_of_two(double unit) {
  int exponent;
  return std::isfinite(unit) && std::frexp(unit, &exponent) == 0.5;
}

std::function<void()> check(const CheckpointScope& scope, ChunkReader& in) {
  const auto& projections = scope.network.projections;
  const auto numbers = in.read<std::vector<std::uint32_t>>();
  WeightState state;
  state.projections.assign(numbers.begin(), numbers.end());
  for (std::size_t k = 0; k < numbers.size(); ++k) {
    const bool ascends = k == 0 || numbers[k] > numbers[k - 1];
    in.require(ascends && numbers[k] < projections.size(), "it names no connection");
    state.weights.push_back(read_draw(scope, projections[numbers[k]], in));
  }
  for (const Projection& projection : projections)
    state.parameters.push_back(read_parameters(projection, in));
  state.units = in.read<std::vector<double>>();
  in.require(state.units.size() == scope.network.populations.size(), "it has other populations");
  for (const double unit : state.units) in.require(power_of_two(unit), "a unit of weight makes no sense");
  return [scope, state = std::move(state)] {
    restore_weights(scope.network, scope.world, state, scope.progress);
  };
}

}  // namespace weights
}  // namespace

const CheckpointPart weights{"WGHT", &weights::write, &weights::check};

}  // namespace cajal::checkpoint
