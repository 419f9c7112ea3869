// What grows while a network runs: recordings and spikes on their way, against what they may take.
#pragma once
#include <cstdint>
#include <vector>

#include "engine/run/loop.hpp"
#include "error.hpp"

namespace cajal {

/** A recorded spike where it is kept (12) and while it is read (28). */
inline constexpr std::uint64_t bytes_per_recorded_spike = 40;
inline constexpr std::uint64_t bytes_per_sample = sizeof(double);
/** A cursor on the wheel, whose lists grow by doubling. */
inline constexpr std::uint64_t bytes_in_flight = 16;

/** What a slice was built with: synapses and state [bytes]. */
std::uint64_t built_bytes(const Slice& slice) noexcept;

/** What stimuli take in a slice [bytes]. */
std::uint64_t input_bytes(const Slice& slice) noexcept;

/** What spikes on their way take in a slice [bytes]. */
std::uint64_t bytes_on_the_way(const Slice& slice) noexcept;

/** Counts what the slices hold, which reading and restoring change. Returns the bytes of all of them. */
std::uint64_t count_held(std::vector<Slice>& slices) noexcept;

/**
 * Forgets the recorded spikes of the last step where they alone take more than a quarter of what there is room for.
 * Returns how many they were.
 */
std::uint64_t drop_last_step(LoopState& state) noexcept;

/** E_MEMORY for a run that had to end; `dropped` spikes of its last step were not kept. */
Error memory_error(const LoopState& state, std::uint64_t dropped, const std::string& runaway);

}  // namespace cajal
