// Connects stimuli and recorders with the neurons of a slice.
#pragma once
#include "engine/network.hpp"
#include "engine/slice.hpp"

namespace cajal {

/** Gives every part the Poisson and current stimuli that reach it. */
void attach_stimuli(Slice& slice, const Network& network, const Kernels& kernels);

/** The Poisson stimuli alone, anew, after a change of the parts' units; counts their vanished weights anew. */
void attach_poisson(Slice& slice, const Network& network, const Kernels& kernels);

/** Draws the event probabilities of Poisson stimuli and the amplitudes of currents anew after a change of signals. */
void refresh_stimuli(Slice& slice);

/** Notes which neurons of the slice each recorder wants. */
void attach_recorders(Slice& slice, const Network& network);

}  // namespace cajal
