// The neuron models and kernels of this machine's best instruction set, or of the one CAJAL_ISA names.
#pragma once
#include <span>
#include <string>
#include <string_view>

#include "kernels/kernels.hpp"
#include "model/neuron.hpp"
#include "model/synapse.hpp"

namespace cajal {

/** Everything that exists once per instruction set. */
struct Level {
  std::string_view name;
  std::span<const NeuronModel* const> neurons;
  std::span<const SynapseModel* const> synapses;
  const Kernels* kernels;
};

/** All levels of this build, weakest first. */
std::span<const Level> levels() noexcept;

/** The level to use: CAJAL_ISA if set (error E_ISA if unknown or not supported here), else the strongest supported. */
const Level& best_level();

/** Whether this machine can run a level. */
bool supported(std::string_view level) noexcept;

/** A model by name; E_UNKNOWN_NAME lists the known ones. */
const NeuronModel& neuron_model(const Level& level, std::string_view name);

/** A synapse model by name; E_UNKNOWN_NAME lists the known ones. */
const SynapseModel& synapse_model(const Level& level, std::string_view name);

}  // namespace cajal
