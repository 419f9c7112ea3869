// The time loop: deliver what is due, update, exchange spikes.
#pragma once
#include <atomic>
#include <cstdint>
#include <functional>
#include <limits>
#include <string>
#include <vector>

#include "base/threads/team.hpp"
#include "engine/describe/network.hpp"
#include "engine/run/schedule.hpp"
#include "engine/slices/memory/chunk_pool.hpp"
#include "engine/slices/not_finite.hpp"
#include "engine/slices/outputs.hpp"
#include "engine/slices/slice.hpp"
#include "synapses/static_row.hpp"

namespace cajal {

/** What the threads of a run share. */
struct LoopState {
  const Network& network;
  const Kernels& kernels;
  static_row::Form form;
  std::vector<Slice>& slices;
  std::vector<ChunkPool>& pools;  ///< [thread]
  Schedule& schedule;
  Outputs& outputs;
  std::int64_t step = 0;  ///< the next step to simulate
  /** For onlookers, from the first thread; in a cache line that no other thread needs. */
  alignas(64) std::atomic<std::int64_t> reached{0};
  std::atomic<std::uint64_t> spikes{0};  ///< of this call
  alignas(64) std::atomic<bool> stop{false};
  std::atomic<bool> failed{false};  ///< memory ran out: the state is incomplete and cannot go on
  Phases phases{};                  ///< of the first thread, summed over runs
  NotFinite not_finite{};
  std::uint64_t room = std::numeric_limits<
      std::uint64_t>::max();             ///< what recordings and spikes on their way may take [bytes]
  std::uint64_t held = 0;                ///< what they took at the end of the last step
  std::atomic<std::uint64_t> making{0};  ///< what was made since `held` was summed, in whole pieces [bytes]

  /**
   * Notes that a piece of synapses was made. Whether there is no room for it, and then for nobody: making goes on at a
   * step boundary once there is more.
   */
  bool overfull(std::uint64_t held_before) noexcept;
};

/**
 * Simulates steps `state.step` to `until` (exclusive) with the threads of `team`. Ends early at a step boundary after
 * `stop` (before a step whose delivery would take long, which is then undone), when `ended` says so (asked about every
 * 10 ms, on this thread; it may be empty), when a state variable is not finite, or when recordings and spikes on their
 * way exceed `state.room`; `state.step` says where.
 */
void run_steps(LoopState& state, std::int64_t until, Team& team, const std::function<bool()>& ended);

}  // namespace cajal
