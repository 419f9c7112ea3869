// A simulation as bytes, and back: everything that the description does not say, free of threads and slices.
#pragma once
#include <cstdint>
#include <functional>
#include <span>
#include <string_view>
#include <vector>

#include "engine/checkpoint/format.hpp"
#include "engine/world.hpp"

namespace cajal {

/** What was built: fingerprints of the description, to compare with and to find what changed since. */
struct Baseline {
  std::uint64_t description = 0;
  std::uint32_t streams = 0;  ///< the next random stream
  /** [population], [projection], [stimulus]: of what can change after a build. */
  std::vector<std::uint64_t> parameters, weights, stimuli;
  std::vector<const NeuronVariant*> variants;  ///< [population]
};

Baseline baseline_of(const Network& network);
/** As if so many random streams had been handed out: setting takes some. */
Baseline baseline_of(const Network& network, std::uint32_t streams);

/** Fingerprints of the parameters of neurons, of a weight, and of the parameters of a stimulus. */
std::uint64_t fingerprint(const Population& population);
std::uint64_t fingerprint(const Draw& weight);
std::uint64_t fingerprint(const Stimulus& stimulus);

/** What the parts of a checkpoint are written from, and what they are applied to. */
struct CheckpointScope {
  Network& network;
  World& world;
  const Baseline& built;
  std::vector<std::int64_t>& first_samples;  ///< [recorder]: samples that were cleared
  BuildProgress& progress;
  std::int64_t step;  ///< of the checkpoint: the next one to simulate
};

/** One kind of chunk. */
struct CheckpointPart {
  std::string_view tag;  ///< four letters
  void (*write)(const CheckpointScope&, CheckpointWriter&);
  /**
   * Reads and checks its chunk against the network, changes nothing, and returns what applies it. That may throw only
   * if it then has changed nothing itself.
   */
  std::function<void()> (*check)(const CheckpointScope&, ChunkReader&);
};

std::vector<std::uint8_t> write_checkpoint(const CheckpointScope& scope);

/** What a checkpoint says of neurons that do not have the parameters of their description. */
struct ChangedNeurons {
  struct One {
    std::uint32_t population, variant;
    std::vector<std::vector<double>> parameters;
  };
  std::uint64_t description =
      0;  ///< fingerprint of the network as if it had been described so; 0: nothing changed
  std::vector<One> populations;
};

/** Whether neurons have other parameters, or are kept in another variant, than those of the description. */
bool has_changed_neurons(const CheckpointScope& scope);
void write_changed_neurons(const CheckpointScope& scope, CheckpointWriter& out);
/** Reads what follows the fingerprint in that chunk and checks it against the tables of the models. */
std::vector<ChangedNeurons::One> read_changed_neurons(const Network& network, ChunkReader& in);

/** A checkpoint whose checksums are right and which belongs to a network; E_CHECKPOINT with the reason otherwise. */
CheckpointFile accept_checkpoint(const CheckpointScope& fresh, std::span<const std::uint8_t> bytes,
                                 ChangedNeurons& changed);

/**
 * Continues a world that was just built, with its changed neurons in place, where the checkpoint was written.
 * E_CHECKPOINT with the reason, before anything is changed. Where memory runs out while changes are made, the world is
 * marked as failed.
 */
void restore_checkpoint(const CheckpointScope& scope, const CheckpointFile& file);

/** Moves everything but the state of the neurons into another world of the same network. */
void transfer_checkpoint(const CheckpointScope& from, const CheckpointScope& to);

}  // namespace cajal
