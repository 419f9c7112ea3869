// The synapses of a projection onto one part, of one delay: how those that are not fixed are laid out.
#pragma once
#include <cstdint>
#include <functional>
#include <vector>

#include "engine/describe/network.hpp"
#include "engine/slices/slice.hpp"

namespace cajal {

/** Synapses in the order of (source, target, as drawn). */
struct SynapseGroup {
  struct One {
    std::uint32_t source;  ///< position among the sources of the projection
    std::uint32_t neuron;  ///< place in the part
    double weight;
  };
  std::size_t projection;
  std::uint32_t part, delay;  ///< number in the slice; steps
  std::vector<One> synapses;
};

/** The synapses of a projection onto a slice, by part and delay. Calls check() now and then, which may throw. */
std::vector<SynapseGroup> group_synapses(const Slice& slice, const Network& network, const Kernels& kernels,
                                         std::size_t projection, const std::function<void()>& check);

}  // namespace cajal
