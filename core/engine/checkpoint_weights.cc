// Weights that were set after the build: the draws, because synapses are a function of the description.
#include "engine/checkpoint_parts.hpp"
#include "engine/describe.hpp"
#include "engine/weight_change.hpp"

namespace cajal::checkpoint {

namespace {

void write(const CheckpointScope& scope, CheckpointWriter& out) {
  const auto& projections = scope.network.projections;
  std::vector<std::uint32_t> changed;
  for (std::uint32_t p = 0; p < projections.size(); ++p)
    if (fingerprint(projections[p].spec.weight) != scope.built.weights[p]) changed.push_back(p);
  out.write(changed);
  for (const std::uint32_t p : changed) out.write(projections[p].spec.weight);
}

std::function<void()> check(const CheckpointScope& scope, ChunkReader& in) {
  const auto numbers = in.read<std::vector<std::uint32_t>>();
  std::vector<std::size_t> changed(numbers.begin(), numbers.end());
  std::vector<Draw> draws;
  for (std::size_t k = 0; k < changed.size(); ++k) {
    const bool ascends = k == 0 || changed[k] > changed[k - 1];
    in.require(ascends && changed[k] < scope.network.projections.size(), "it names no connection");
    draws.push_back(in.read<Draw>());
    const Projection& projection = scope.network.projections[changed[k]];
    try {
      check_synapse_value(draws[k], "weight", projection, *projection.rule, "restore");
    } catch (const Error& error) {
      in.require(false, error.what());
    }
  }
  return [scope, changed = std::move(changed), draws = std::move(draws)] {
    if (!changed.empty()) change_weights(scope.network, scope.world, changed, draws, scope.progress);
  };
}

}  // namespace

const CheckpointPart weights{"WGHT", &write, &check};

}  // namespace cajal::checkpoint
