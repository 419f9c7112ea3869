#include "engine/checkpoint/checkpoint.hpp"

#include <array>

#include "base/text.hpp"
#include "engine/checkpoint/parts.hpp"

namespace cajal {

namespace {

// In the order of the file and of their application. The first may throw when applied: it must leave all as it was.
constexpr std::array<const CheckpointPart*, 7> parts{
    &checkpoint::weights, &checkpoint::stimuli,    &checkpoint::neurons, &checkpoint::synapses,
    &checkpoint::spikes,  &checkpoint::recordings, &checkpoint::totals};

CheckpointHeader header_of(const CheckpointScope& scope) {
  return {CAJAL_VERSION,
          scope.network.grid.resolution(),
          scope.network.seed,
          scope.step,
          scope.built.description,
          static_cast<std::uint32_t>(scope.world.form()),
          static_cast<std::uint32_t>(parts.size())};
}

const char* form_name(std::uint32_t form) {
  return form == static_cast<std::uint32_t>(static_row::Form::compact) ? "compact" : "exact";
}

/** Refuses the checkpoint of another simulation than the one that was built. */
void check_header(const CheckpointHeader& theirs, const CheckpointHeader& ours) {
  const std::string build_same =
      "build the network that it was written from, with the same seed and resolution";
  if (theirs.kernel != ours.kernel)
    refuse_checkpoint("cajal " + theirs.kernel + " wrote it, this is cajal " + ours.kernel +
                          "; other versions need not go on with the same bits",
                      "resume it with the version of cajal that wrote it");
  if (theirs.resolution != ours.resolution)
    refuse_checkpoint("its resolution is " + number_text(theirs.resolution) + " ms, this network's is " +
                          number_text(ours.resolution) + " ms",
                      build_same);
  if (theirs.seed != ours.seed)
    refuse_checkpoint(
        "its seed is " + std::to_string(theirs.seed) + ", this network's is " + std::to_string(ours.seed),
        build_same);
  if (theirs.description != ours.description) refuse_checkpoint("it belongs to another network", build_same);
  if (theirs.form != ours.form)
    refuse_checkpoint(std::string("it was written with ") + form_name(theirs.form) +
                          " weights, this network was built with " + form_name(ours.form) + " ones",
                      std::string("build with ") + form_name(theirs.form) + " weights");
  if (theirs.step < 0 || theirs.step > (std::int64_t{1} << 53) || theirs.chunks != parts.size())
    refuse_checkpoint("it is damaged: its header makes no sense", "take an earlier checkpoint");
}

}  // namespace

std::vector<std::uint8_t> write_checkpoint(const CheckpointScope& scope) {
  CheckpointWriter out(header_of(scope));
  for (const CheckpointPart* part : parts) {
    out.begin(part->tag);
    part->write(scope, out);
    out.end();
  }
  return out.finish();
}

void restore_checkpoint(const CheckpointScope& fresh, std::span<const std::uint8_t> bytes) {
  const CheckpointFile file = parse_checkpoint(bytes);
  check_header(file.header, header_of(fresh));
  CheckpointScope scope = fresh;
  scope.step = file.header.step;
  std::vector<std::function<void()>> changes;
  for (std::size_t k = 0; k < parts.size(); ++k) {
    ChunkReader reader(parts[k]->tag, file.chunks[k].payload);
    reader.require(file.chunks[k].tag == parts[k]->tag, "another part stands in its place");
    changes.push_back(parts[k]->check(scope, reader));
    reader.end();
  }
  bool changed = false;
  try {
    for (const auto& apply : changes) apply(), changed = true;
  } catch (...) {
    if (changed) scope.world.loop().failed = true;
    throw;
  }
  scope.world.resume(scope.step);
}

}  // namespace cajal
