// Several spikes of one neuron in one step travel together: what they do is what one does, times their number.
#pragma once
#include <cstdint>
#include <span>

#include "engine/slices/slice.hpp"
#include "synapses/static_row.hpp"

namespace cajal {

/** Adds the runs of bursts that are due in `step`, and sends them on. Returns the number of synaptic events. */
std::uint64_t deliver_bursts(Slice& slice, static_row::Form form, std::int64_t step);

/** Puts bursts emitted in `step` on the wheel. */
void receive(Slice& slice, std::span<const Burst> bursts, std::int64_t step);

/** The same for the spikes of trains, in whose list a source stands as often as it sends. */
void receive_trains(Slice& slice, std::span<const std::uint32_t> sources, std::int64_t step);

}  // namespace cajal
