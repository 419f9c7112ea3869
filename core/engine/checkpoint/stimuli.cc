// Parameters of stimuli that were set after the build.
#include <memory>

#include "engine/checkpoint/parts.hpp"
#include "engine/describe/describe.hpp"

namespace cajal::checkpoint {

namespace {
namespace stimuli {

void write(const CheckpointScope& scope, CheckpointWriter& out) {
  const auto& stimuli = scope.network.stimuli;
  std::vector<std::uint32_t> changed;
  for (std::uint32_t s = 0; s < stimuli.size(); ++s)
    if (fingerprint(stimuli[s]) != scope.built.stimuli[s]) changed.push_back(s);
  out.write(changed);
  for (const std::uint32_t s : changed)
    for (const std::vector<double>& values : stimuli[s].parameters) out.write(values);
}

std::function<void()> check(const CheckpointScope& scope, ChunkReader& in) {
  auto& stimuli = scope.network.stimuli;
  const bool limited = scope.world.form() == static_row::Form::compact;
  auto changed = in.read<std::vector<std::uint32_t>>();
  // Shared, because what a function keeps must be copyable.
  const auto changes = std::make_shared<std::vector<StimulusChange>>();
  for (std::size_t k = 0; k < changed.size(); ++k) {
    const bool ascends = k == 0 || changed[k] > changed[k - 1];
    in.require(ascends && changed[k] < stimuli.size(), "it names no stimulus");
    std::vector<std::vector<double>> values(stimuli[changed[k]].parameters.size());
    for (auto& numbers : values) numbers = in.read<std::vector<double>>();
    try {
      changes->push_back(check_stimulus_values(scope.network, changed[k], std::move(values), limited));
    } catch (const Error& error) {
      in.require(false, error.what());
    }
  }
  return [&network = scope.network, changed = std::move(changed), changes]() {
    for (std::size_t k = 0; k < changed.size(); ++k)
      apply_stimulus_change(network, changed[k], std::move((*changes)[k]));
  };
}

}  // namespace stimuli
}  // namespace

const CheckpointPart stimuli{"STIM", &stimuli::write, &stimuli::check};

}  // namespace cajal::checkpoint
