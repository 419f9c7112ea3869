// The spikes of one step, in the order in which their synapses are made.
#pragma once
#include <cstdint>
#include <vector>

#include "engine/describe/network.hpp"
#include "engine/slices/slice.hpp"

namespace cajal {

/** Each thread gathers them once for all its slices, which then know early what to ask memory for. */
struct StepSpikes {
  struct Source {
    std::uint32_t number, population;
  };
  std::vector<Source> singles;
  std::vector<Burst> bursts;

  /** Those that neurons sent in `step`. Throws std::bad_alloc. */
  void gather(const std::vector<Slice>& slices, const Network& network, std::int64_t step) {
    singles.clear(), bursts.clear();
    std::uint32_t population = 0;
    for (const Slice& slice : slices) {
      for (const std::uint32_t source : slice.shown[step & 1].spikes) {
        const Population& last = network.populations[population];
        if (source - last.first >= last.size) population = network.population_of(source);
        singles.push_back({source, population});
      }
      bursts.insert(bursts.end(), slice.shown[step & 1].bursts.begin(), slice.shown[step & 1].bursts.end());
    }
  }
};

}  // namespace cajal
