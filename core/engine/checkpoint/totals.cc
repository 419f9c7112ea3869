// What goes on from where it was: the hash over all spikes so far, and the numbers of random streams.
#include "engine/checkpoint/parts.hpp"

namespace cajal::checkpoint {

namespace {
namespace totals {

void write(const CheckpointScope& scope, CheckpointWriter& out) {
  std::uint64_t spikes = 0;
  for (const Slice& slice : scope.world.slices()) spikes += slice.spike_hash;
  out.write(spikes, scope.network.streams.peek());
}

std::function<void()> check(const CheckpointScope& scope, ChunkReader& in) {
  const auto spikes = in.read<std::uint64_t>();
  const auto next = in.read<std::uint32_t>();
  in.require(next >= scope.network.streams.peek(), "it has fewer random streams than the network");
  return [scope, spikes, next] {
    for (Slice& slice : scope.world.slices()) slice.spike_hash = 0;
    scope.world.slices()[0].spike_hash = spikes;
    scope.network.streams = Streams(next - 1);
  };
}

}  // namespace totals
}  // namespace

const CheckpointPart totals{"TOTL", &totals::write, &totals::check};

}  // namespace cajal::checkpoint
