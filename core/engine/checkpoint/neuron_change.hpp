// New parameters and variables for the neurons of a built network.
#pragma once
#include <cstdint>
#include <memory>
#include <vector>

#include "engine/checkpoint/checkpoint.hpp"
#include "engine/world.hpp"

namespace cajal {

/** A built network, whose world another one may replace. */
struct BuiltNetwork {
  Network& network;
  std::unique_ptr<World>& world;
  const Baseline& built;
  std::vector<std::int64_t>& first_samples;  ///< [recorder]: samples that were cleared
  BuildProgress& progress;

  CheckpointScope scope() const { return {network, *world, built, first_samples, progress, world->step()}; }
};

/**
 * Other parameters of some populations, and what follows from them: constants, and the variant in which the neurons
 * are kept. Unless it is kept, the end puts back everything.
 */
class NeuronChange {
 public:
  /** Remembers the parameters and random streams of a network; the caller then changes those of `populations`. */
  NeuronChange(const BuiltNetwork& network, const std::vector<std::uint32_t>& populations);
  ~NeuronChange();
  NeuronChange(const NeuronChange&) = delete;

  /** Lets the neurons follow the present parameters: variables stay. E_FROZEN where the state does not tell how. */
  void apply();
  /** Brings neurons that have not run into these variants: [population]. Their state is to be written afterwards. */
  void apply(const std::vector<const NeuronVariant*>& variants);
  /** Keeps what was changed; synapses that know the potential of a spike begin anew where it is another one. */
  void keep();

 private:
  struct Before {
    std::uint32_t population;
    ParameterColumns parameters;
  };
  bool reshape(const Before& before, const NeuronVariant& variant, bool carried);
  void rebuild(std::vector<const NeuronVariant*> variants);
  void carry_all(const World& old);
  void exchange() noexcept;

  BuiltNetwork of_;
  std::vector<Before> before_;
  Streams streams_;
  std::vector<std::pair<Part*, PartForm>> forms_;  ///< that are not in place
  std::vector<const NeuronVariant*> variants_;     ///< before the change
  std::unique_ptr<World> old_;                     ///< where the world had to be built anew
  bool applied_ = false, kept_ = false;
};

/**
 * Sets parameters and variables of neurons, parameters first; all or nothing. The codes of `set_values`, of orders
 * between parameters, E_RULE_TARGET, E_FROZEN, E_RECORD, E_OVERFLOW, E_ABORTED, and std::bad_alloc.
 */
void change_neurons(const BuiltNetwork& network, const std::vector<ValuesSpec>& specs);

/** E_CHECKPOINT or what building throws; then all is as before. A checkpoint of changed parameters brings them. */
void restore_network(const BuiltNetwork& fresh, std::span<const std::uint8_t> bytes);

}  // namespace cajal
