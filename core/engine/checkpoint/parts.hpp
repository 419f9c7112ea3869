// All parts of a checkpoint, one file each.
#pragma once
#include "engine/checkpoint/checkpoint.hpp"

namespace cajal::checkpoint {

extern const CheckpointPart weights;  ///< checkpoint_weights.cc: what of connections was set
extern const CheckpointPart stimuli;  ///< checkpoint_stimuli.cc: parameters of changed stimuli
extern const CheckpointPart neurons;  ///< checkpoint_neurons.cc: state of all neurons
extern const CheckpointPart
    synapses;  ///< checkpoint_synapses.cc: weights and memories of synapses that change
extern const CheckpointPart plastic;  ///< plastic.cc: weights and memories of plastic synapses
extern const CheckpointPart spikes;   ///< checkpoint_spikes.cc: spikes on their way
extern const CheckpointPart
    recordings;                      ///< checkpoint_recordings.cc: what was recorded and not yet read away
extern const CheckpointPart totals;  ///< checkpoint_totals.cc: what digest() and random streams go on from

}  // namespace cajal::checkpoint
