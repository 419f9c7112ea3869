// One time step of one slice.
#pragma once
#include <cstdint>
#include <functional>
#include <span>

#include "engine/describe/network.hpp"
#include "engine/slices/slice.hpp"
#include "synapses/static_row.hpp"

namespace cajal {

/** Synapses after which a long delivery is asked whether to go on; they take some milliseconds. */
inline constexpr std::size_t piece_of_step = std::size_t{1} << 20;

/**
 * Adds every run that is due in `step` to the sums. Where there is `stopping`, it is asked now and then; when it says
 * so the work is left, which `take_back` undoes, and the result is false.
 */
bool add_due(Slice& slice, const Kernels& kernels, static_row::Form form, std::int64_t step,
             const std::function<bool()>& stopping);
/** Sends on the spikes whose runs were added, and adds what blocks of synapses deliver. */
void pass_on(Slice& slice, std::int64_t step);
/** Makes sums and spikes on their way what they were before `add_due` with `stopping`. */
void take_back(Slice& slice, std::int64_t step) noexcept;

/** Stimuli and neurons; emitted spikes are left in slice.shown[step & 1], ascending in each part. */
void update(Slice& slice, const Network& network, const Kernels& kernels, static_row::Form form,
            std::int64_t step);

/** Appends the samples that are due at the end of `step`; slice.shown[step & 1] says what the slice now holds. */
void record_state(Slice& slice, std::int64_t step);

/** Puts spikes emitted in `step` on the wheel. */
void receive(Slice& slice, std::span<const std::uint32_t> sources, std::int64_t step);

}  // namespace cajal
