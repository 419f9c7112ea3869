// One time step of one slice.
#pragma once
#include <cstdint>
#include <span>

#include "engine/describe/network.hpp"
#include "engine/slices/slice.hpp"
#include "synapses/static_row.hpp"

namespace cajal {

/** Adds every run that is due in `step` to the sums and sends its cursor on. */
void deliver(Slice& slice, const Kernels& kernels, static_row::Form form, std::int64_t step);

/** Stimuli and neurons; emitted spikes are left in slice.spikes and slice.bursts[step & 1], ascending in each part. */
void update(Slice& slice, const Network& network, const Kernels& kernels, static_row::Form form,
            std::int64_t step);

/** Appends the samples that are due at the end of `step`; slice.held[step & 1] says what the slice now holds. */
void record_state(Slice& slice, std::int64_t step);

/** Puts spikes emitted in `step` on the wheel. */
void receive(Slice& slice, std::span<const std::uint32_t> sources, std::int64_t step);

}  // namespace cajal
