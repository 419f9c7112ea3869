// Where the synapses of a slice come from: projections, and stimuli that send spikes.
#pragma once
#include <atomic>
#include <cstdint>
#include <vector>

#include "base/threads/stop.hpp"
#include "engine/build/row_builder.hpp"
#include "engine/build/synapse_values.hpp"
#include "engine/build/target_map.hpp"
#include "engine/describe/network.hpp"

namespace cajal {

/** What all slices share while they are built, or while their weights change. */
struct BuildContext {
  const char* call;  ///< for messages
  const Network& network;
  const Kernels& kernels;
  static_row::Form form;
  std::uint32_t longest_delay;  ///< steps
  Stop& stop;
  std::atomic<std::uint64_t>& sources_done;  ///< summed over slices
  std::atomic<std::uint64_t>& synapses;
  bool undoing = false;  ///< only the end of everything stops it

  /** Throws E_ABORTED once a stop was asked for. */
  void check_stop() const { undoing ? stop.check_end(call) : stop.check(call); }
};

/** A projection, or a stimulus that sends spikes, as one slice sees it. */
struct Feed {
  std::size_t link;  ///< its number among projections, then stimuli
  const Rule* rule;
  const Selection* sources;    ///< null for a stimulus, whose elements are sources of its own
  std::uint32_t target_count;  ///< in all slices
  std::uint32_t source;        ///< the number of the first of them
  TargetMap targets;
  SynapseValues values;
};

/** Numbers of the sources: neurons first, then the stimuli that send spikes, in order of creation. */
std::uint32_t source_count(const Network& network) noexcept;

/** Whether the synapses of a feed are kept as rows, or drawn whenever a source fires. */
enum class FeedKind : std::uint8_t { stored, made };

/** All feeds of a kind with a target in the slice, in order of creation: projections, then stimuli. */
std::vector<Feed> collect_feeds(const Slice& slice, const BuildContext& context, FeedKind kind);

/** A projection as the slice sees it. */
Feed feed_of(const Slice& slice, const BuildContext& context, std::size_t projection);

/** The first source with stored rows, if those of all fixed projections are made: that of the first stimulus. */
std::uint32_t first_stored_source(const Network& network) noexcept;

/** The sources that are wanted of all: every one, or those marked. */
class Wanted {
 public:
  Wanted() = default;
  /** `marks` has an entry per source. */
  explicit Wanted(std::vector<std::uint8_t> marks) : marks_(std::move(marks)) {}
  bool has(std::uint32_t source) const noexcept { return marks_.empty() || marks_[source]; }
  /** Whether one of a selection's sources is among them. */
  bool any(const Selection& sources) const;

 private:
  std::vector<std::uint8_t> marks_;
};

/** Draws the synapses of one (element, block) and finds their accumulators. */
class SynapsePlacer {
 public:
  /** Counts the weights that vanish by their link, if `vanished` is not null. */
  SynapsePlacer(std::vector<std::uint64_t>* vanished, const BuildContext& context)
      : vanished_(vanished), context_(context) {}

  /** Appends the synapses of a source onto this slice. */
  void from_source(const Feed& feed, std::uint32_t element, PlacedRow& out);
  /** Those of them in one block. */
  void from_block(const Feed& feed, std::uint32_t element, std::uint32_t block, PlacedRow& out);

  /** The wanted sources in [first, last) of the synapses onto a target of this slice, in the order of the rule. */
  const std::vector<std::uint32_t>& sources_of(const Feed& feed, std::uint32_t target, std::uint32_t first,
                                               std::uint32_t last, const Wanted& wanted);

  /** Appends those synapses; to be called after `sources_of` with the same target. */
  void onto_target(const Feed& feed, std::uint32_t target, PlacedRow& out);

 private:
  void append(const Feed& feed, std::uint32_t element, std::uint32_t block, PlacedRow& out);
  /** The same where the whole block lives here. */
  void append_whole(const Feed& feed, std::uint32_t element, std::uint32_t block, PlacedRow& out);
  std::uint64_t place(const Landing& landing, const std::uint32_t* neurons, std::uint32_t first,
                      std::size_t begin, std::size_t n, PlacedSynapse* out) const;

  std::vector<std::uint64_t>* vanished_;
  const BuildContext& context_;
  std::vector<std::uint32_t> partners_, sources_;
  Batch batch_;
  Owned owned_;
};

}  // namespace cajal
