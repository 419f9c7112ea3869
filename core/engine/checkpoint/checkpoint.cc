#include "engine/checkpoint/checkpoint.hpp"

#include <algorithm>
#include <array>

#include "base/text.hpp"
#include "engine/checkpoint/parts.hpp"

namespace cajal {

namespace {

// In the order of the file and of their application. The first may throw when applied: it must leave all as it was.
constexpr std::array<const CheckpointPart*, 8> parts{
    &checkpoint::weights, &checkpoint::stimuli, &checkpoint::neurons,    &checkpoint::synapses,
    &checkpoint::plastic, &checkpoint::spikes,  &checkpoint::recordings, &checkpoint::totals};

// A first chunk of its own, for networks whose neurons were changed.
constexpr std::string_view changed_tag = "PARA";

CheckpointHeader header_of(const CheckpointScope& scope, std::size_t chunks) {
  return {CAJAL_VERSION,
          scope.network.grid.resolution(),
          scope.network.seed,
          scope.step,
          scope.built.description,
          static_cast<std::uint32_t>(scope.world.form()),
          static_cast<std::uint32_t>(chunks)};
}

const char* form_name(std::uint32_t form) {
  return form == static_cast<std::uint32_t>(static_row::Form::compact) ? "compact" : "exact";
}

/** Refuses the checkpoint of another simulation than the one that was built. */
void check_header(const CheckpointHeader& theirs, const CheckpointHeader& ours,
                  const ChangedNeurons& changed) {
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
  if (theirs.description != ours.description && changed.description != ours.description)
    refuse_checkpoint("it belongs to another network", build_same);
  if (theirs.form != ours.form)
    refuse_checkpoint(std::string("it was written with ") + form_name(theirs.form) +
                          " weights, this network was built with " + form_name(ours.form) + " ones",
                      std::string("build with ") + form_name(theirs.form) + " weights");
  if (theirs.step < 0 || theirs.step > (std::int64_t{1} << 53) || theirs.chunks != ours.chunks)
    refuse_checkpoint("it is damaged: its header makes no sense", "take an earlier checkpoint");
}

/** Reads and applies chunks, one for each of the parts. */
void apply_chunks(const CheckpointScope& scope, std::span<const CheckpointPart* const> wanted,
                  std::span<const Chunk> chunks) {
  std::vector<std::function<void()>> changes;
  for (std::size_t k = 0; k < wanted.size(); ++k) {
    ChunkReader reader(wanted[k]->tag, chunks[k].payload);
    reader.require(chunks[k].tag == wanted[k]->tag, "another part stands in its place");
    changes.push_back(wanted[k]->check(scope, reader));
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

void write_chunks(const CheckpointScope& scope, std::span<const CheckpointPart* const> wanted,
                  CheckpointWriter& out) {
  for (const CheckpointPart* part : wanted) {
    out.begin(part->tag);
    part->write(scope, out);
    out.end();
  }
}

}  // namespace

std::vector<std::uint8_t> write_checkpoint(const CheckpointScope& scope) {
  const bool changed = has_changed_neurons(scope);
  CheckpointWriter out(header_of(scope, parts.size() + changed), scope.world.stop());
  if (changed) {
    out.begin(changed_tag);
    write_changed_neurons(scope, out);
    out.end();
  }
  write_chunks(scope, parts, out);
  return out.finish();
}

CheckpointFile accept_checkpoint(const CheckpointScope& fresh, std::span<const std::uint8_t> bytes,
                                 ChangedNeurons& changed) {
  CheckpointFile file = parse_checkpoint(bytes, fresh.world.stop());
  const bool with_changes = !file.chunks.empty() && file.chunks[0].tag == changed_tag;
  ChunkReader reader(changed_tag, with_changes ? file.chunks[0].payload : std::span<const std::uint8_t>());
  // The fingerprint comes first: what follows it makes sense to this network only.
  if (with_changes) changed.description = reader.read<std::uint64_t>();
  check_header(file.header, header_of(fresh, parts.size() + with_changes), changed);
  if (with_changes) changed.populations = read_changed_neurons(fresh.network, reader);
  reader.end();
  if (with_changes) file.chunks.erase(file.chunks.begin());
  return file;
}

void restore_checkpoint(const CheckpointScope& fresh, const CheckpointFile& file) {
  CheckpointScope scope = fresh;
  scope.step = file.header.step;
  apply_chunks(scope, parts, file.chunks);
}

void transfer_checkpoint(const CheckpointScope& from, const CheckpointScope& to) {
  std::vector<const CheckpointPart*> wanted(parts.begin(), parts.end());
  wanted.erase(std::find(wanted.begin(), wanted.end(), &checkpoint::neurons));
  CheckpointWriter out(header_of(from, wanted.size()), from.world.stop());
  write_chunks(from, wanted, out);
  const std::vector<std::uint8_t> bytes = out.finish();
  CheckpointScope scope = to;
  scope.step = from.step;
  apply_chunks(scope, wanted, parse_checkpoint(bytes, from.world.stop()).chunks);
}

}  // namespace cajal
