#include "engine/read/digest.hpp"

#include "base/hash.hpp"
#include "engine/blocks/blocks.hpp"

namespace cajal {

std::uint64_t digest(const World& world, const Network& network) {
  // Sums of hashes do not depend on how neurons were dealt to slices.
  std::uint64_t digest = mix(static_cast<std::uint64_t>(world.step()) + 1) + world.outputs().hash(network);
  EndCheck check(world.stop(), "digest");
  for (const Slice& slice : world.slices()) {
    digest += slice.spike_hash;
    digest += hash_blocks(slice, network, world.step(), check);
    for (const Part& part : slice.parts)
      for (std::uint32_t i = 0; i < part.size(); ++i) {
        check();
        const std::uint64_t id = part.first_global() + i;
        for (std::size_t k = 0; k < part.variant().dynamic; ++k)
          digest += mix(mix(id << 8 | k) ^ __builtin_bit_cast(std::uint64_t, part.column(k)[i]));
        for (std::size_t k = 0; k < part.variant().counters; ++k)
          digest += mix(mix(id << 8 | (128 + k)) ^ static_cast<std::uint32_t>(part.counter(k)[i]));
      }
  }
  return digest;
}

}  // namespace cajal
