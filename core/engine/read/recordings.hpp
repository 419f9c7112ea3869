// Gathers what the slices recorded into the order that users see.
#pragma once
#include "engine/world.hpp"

namespace cajal {

/** The spikes of a recorder, by stamp and then by neuron; `clear` forgets them. */
SpikeColumns gather_spikes(World& world, std::size_t recorder, bool clear);

/** The samples of a recorder as [sample][variable][neuron]; `first` is the number of the first kept sample. */
SampleColumns gather_samples(World& world, const Recorder& recorder, std::size_t number, std::int64_t first);

/** Forgets the samples of a recorder. */
void clear_samples(World& world, std::size_t number);

}  // namespace cajal
