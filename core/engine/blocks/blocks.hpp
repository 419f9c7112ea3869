// The synapses of a slice that are not fixed: what is done with all of them.
#pragma once
#include <cstdint>
#include <span>

#include "engine/build/feed.hpp"
#include "engine/slices/not_finite.hpp"
#include "engine/slices/outputs.hpp"
#include "engine/slices/slice.hpp"

namespace cajal {

void build_blocks(Slice& slice, const Network& network, const Outputs& outputs, const Kernels& kernels,
                  const BuildContext& context);

/** Adds to the sums what spikes of earlier steps send through these synapses; the number of synaptic events. */
std::uint64_t deliver_blocks(Slice& slice, std::int64_t step);

/** Adds to the ports what other neurons show. */
void couple(Slice& slice, const Kernels& kernels, std::int64_t step) noexcept;

/** After the neurons' step: errors arrive, then the spikes of the step, then blocks move their origin of time. */
void advance(Slice& slice, std::int64_t step) noexcept;
void transmit(Slice& slice, const Network& network, std::uint32_t source, std::uint32_t spikes,
              std::int64_t step);
/** What the neurons of the slice emitted in `step` is noted for the synapses that follow it. */
void note(Slice& slice, const Network& network, std::int64_t step);
void finish_blocks(Slice& slice) noexcept;

/** Weights that change a step late are brought up to date. */
void settle(Slice& slice, const Kernels& kernels) noexcept;

/** The first weight that is not finite. */
NotFinite scan_weights(const Slice& slice, const Kernels& kernels, std::int64_t step);

/** A hash of weights and what synapses remember that does not depend on how neurons were dealt to slices. */
std::uint64_t hash_blocks(const Slice& slice, const Network& network, std::int64_t step, EndCheck& check);

}  // namespace cajal
