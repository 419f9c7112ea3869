// Several spikes of one neuron in one step travel together: what they do is what one does, times their number.
#pragma once
#include <cstdint>
#include <functional>
#include <span>

#include "engine/slices/slice.hpp"
#include "synapses/static_row.hpp"

namespace cajal {

/**
 * Adds the runs of bursts that are due in `step`, after those of single spikes. A sum that cannot hold what arrives
 * stays at its bound, and its part counts that. False when `stopping`, which is asked as in `add_due`, said so.
 */
bool add_bursts(Slice& slice, static_row::Form form, std::int64_t step,
                const std::function<bool()>& stopping);
/** Sends on the bursts whose runs were added. */
void pass_on_bursts(Slice& slice, std::int64_t step);

/** Puts bursts emitted in `step` on the wheel. */
void receive(Slice& slice, std::span<const Burst> bursts, std::int64_t step);

/** The same for the spikes of trains, in whose list a source stands as often as it sends. */
void receive_trains(Slice& slice, std::span<const std::uint32_t> sources, std::int64_t step);

}  // namespace cajal
