// Connects stimuli and recorders with the neurons of a slice.
#pragma once
#include "engine/describe/network.hpp"
#include "engine/slices/slice.hpp"

namespace cajal {

/** Gives every part the Poisson and current stimuli that reach it. */
void attach_stimuli(Slice& slice, const Network& network, const Kernels& kernels);

/** The Poisson stimuli alone, anew, after a change of the parts' units; counts their vanished weights anew. */
void attach_poisson(Slice& slice, const Network& network, const Kernels& kernels);

/** Lets changed signals of Poisson and current stimuli act from the next step on. */
void refresh_stimuli(Slice& slice, const Network& network, const Kernels& kernels);

/** Lets rates and currents act as they do in this step; costs what changes in it. */
void update_inputs(Slice& slice, const Drawn& from);

/** Notes which neurons of the slice each recorder wants. */
void attach_recorders(Slice& slice, const Network& network);

}  // namespace cajal
