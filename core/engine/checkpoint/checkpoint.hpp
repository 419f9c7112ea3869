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
  std::vector<std::uint64_t> weights,
      stimuli;  ///< [projection], [stimulus]: of what can change after a build
};

Baseline baseline_of(const Network& network);

/** Fingerprints of a weight, and of the parameters of a stimulus. */
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

/**
 * Continues a world that was just built where the checkpoint was written. E_CHECKPOINT with the reason, before anything
 * is changed. Where memory runs out while changes are made, the world is marked as failed.
 */
void restore_checkpoint(const CheckpointScope& scope, std::span<const std::uint8_t> bytes);

}  // namespace cajal
