// How neurons are dealt to slices.
#pragma once
#include <cstdint>
#include <vector>

#include "engine/describe/network.hpp"

namespace cajal {

/** A stretch of one population that goes to one slice. */
struct Share {
  std::uint32_t population, first, size;  ///< first: number in the population, a multiple of `stretch`
};

/** Accumulators a target index can name. */
constexpr std::uint32_t most_accumulators = 65536;

/** Accumulators that a share takes, padded so that every row begins on a cache line. */
constexpr std::uint32_t accumulator_row(std::uint32_t neurons) noexcept { return (neurons + 15) / 16 * 16; }

inline std::uint64_t accumulators_of(const Share& share, const std::vector<const NeuronVariant*>& variants) {
  return variants[share.population]->channels * accumulator_row(share.size);
}

/**
 * What of a population goes to one slice: a share of every population, so that threads have equal work, or as much as
 * there is room for, so that what one source has in a slice is long and few slices draw it.
 */
enum class Dealing : std::uint8_t { spread, gathered };

/**
 * Slices for so many threads: their number is the smallest multiple of `threads` that fits 16-bit targets, and they
 * get equally many neurons, cut at multiples of `stretch`, or whole populations where they are gathered and the work
 * can be dealt equally. Slices i with the same i modulo `threads` are one thread's. Few large slices are fastest: the
 * length of a run matters more than a small accumulator.
 */
std::vector<std::vector<Share>> plan_slices(const Network& network,
                                            const std::vector<const NeuronVariant*>& variants, int threads,
                                            Dealing dealing);

}  // namespace cajal
