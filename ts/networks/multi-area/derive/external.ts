// Synapses from outside the network.

/**
 * Synapses per neuron of an area that no area of the network gives: all of the area that come from more than a
 * millimetre away, without those from other areas of the network. Every population gets as many per neuron.
 *
 * Schmidt et al. (2018) Brain Struct Funct 223:1409, external input.
 *
 * @param synapses of the area from all sources [1/mm^2]
 * @param localShare of them
 * @param interArea those from other areas of the network [1/mm^2]
 * @param neurons [1/mm^2]
 */
export const externalInDegree = (
  synapses: number,
  localShare: number,
  interArea: number,
  neurons: number,
): number => (synapses * (1 - localShare) - interArea) / neurons;
