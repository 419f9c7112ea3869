// Where the synapses of a slice come from: projections, and stimuli that send spikes.
#pragma once
#include <atomic>
#include <cstdint>
#include <vector>

#include "engine/network.hpp"
#include "engine/row_builder.hpp"
#include "engine/synapse_values.hpp"
#include "engine/target_map.hpp"
#include "error.hpp"

namespace cajal {

/** What all slices share while they are built. */
struct BuildContext {
  const Network& network;
  const Kernels& kernels;
  static_row::Form form;
  std::uint32_t longest_delay;                ///< steps
  const std::atomic<bool>& stop;
  std::atomic<std::uint64_t>& sources_done;   ///< summed over slices
  std::atomic<std::uint64_t>& synapses;

  /** Throws E_ABORTED once a stop was asked for. */
  void check_stop() const {
    if (stop.load(std::memory_order_relaxed)) throw Error("E_ABORTED", "build: stopped before it was finished");
  }
};

/** A projection, or a stimulus that sends spikes, as one slice sees it. */
struct Feed {
  const Rule* rule;
  const Selection* sources;  ///< null for a stimulus, whose own number is the only element
  std::uint32_t source;      ///< that number
  TargetMap targets;
  SynapseValues values;

  /** The element a source is, Selection::npos if none. */
  std::uint32_t element(std::uint32_t number) const noexcept {
    return sources ? sources->position_of(number) : number == source ? 0 : Selection::npos;
  }
};

/** Numbers of the sources: neurons first, then the stimuli that send spikes, in order of creation. */
std::uint32_t source_count(const Network& network) noexcept;

/** All feeds with a target in the slice, in order of creation: projections, then stimuli. */
std::vector<Feed> collect_feeds(const Slice& slice, const BuildContext& context);

/** Draws the synapses of one (element, block) and finds their accumulators. */
class SynapsePlacer {
 public:
  SynapsePlacer(Slice& slice, bool weigh);

  /** The synapses of a source onto this slice: calls sink(PlacedSynapse). */
  template <class Sink> void from_source(const Feed& feed, std::uint32_t element, Sink sink) {
    for (std::uint32_t block = 0; block < feed.rule->blocks(); ++block) {
      partners_.clear();
      feed.rule->generate(element, block, partners_);
      begin();
      for (std::uint32_t k = 0; k < partners_.size(); ++k)
        if (const auto place = feed.targets.place(partners_[k]); place.landing) keep(k, partners_[k], place);
      finish(feed, element, block, [&](std::size_t, PlacedSynapse synapse) { sink(synapse); });
    }
  }

  /** The synapses onto a target of this slice whose sources lie in [first, last): sink(source, PlacedSynapse). */
  template <class Sink>
  void onto_target(const Feed& feed, std::uint32_t target, std::uint32_t first, std::uint32_t last, Sink sink) {
    own_sources(feed, target, first, last);
    finish(feed, target, 0, [&](std::size_t i, PlacedSynapse synapse) { sink(sources_[i], synapse); });
  }

  /** How many of them there are, by source: count(source). */
  template <class Count>
  void count_onto_target(const Feed& feed, std::uint32_t target, std::uint32_t first, std::uint32_t last, Count count) {
    own_sources(feed, target, first, last);
    for (const std::uint32_t source : sources_) count(source);
  }

  /** Throws E_OVERFLOW if all synapses of a neuron together exceed what 32-bit sums hold. */
  void check_load() const;

 private:
  void begin() noexcept { batch_.clear(), places_.clear(), sources_.clear(); }
  void keep(std::uint32_t index, std::uint32_t partner, TargetMap::Place place) {
    batch_.indices.push_back(index);
    batch_.partners.push_back(partner);
    places_.push_back(place);
  }
  void own_sources(const Feed& feed, std::uint32_t target, std::uint32_t first, std::uint32_t last);

  template <class Sink> void finish(const Feed& feed, std::uint32_t element, std::uint32_t block, Sink sink) {
    if (places_.empty()) return;
    feed.values.draw(element, block, batch_);
    for (std::size_t i = 0; i < places_.size(); ++i) {
      const Landing& landing = *places_[i].landing;
      const double weight = batch_.weights[i];
      const auto units = static_cast<std::int32_t>(quantum(weight, landing.unit, landing.use));
      slice_.vanished += units == 0 && weight != 0;
      if (!load_.empty()) load_[first_neuron_[landing.part] + places_[i].neuron] += static_cast<std::uint32_t>(units < 0 ? -units : units);
      sink(i, PlacedSynapse{static_cast<std::uint16_t>(landing.accumulator[weight < 0] + places_[i].neuron),
                            static_cast<std::uint16_t>(batch_.delays[i]), units});
    }
    slice_.synapses += places_.size();
  }

  Slice& slice_;
  std::vector<std::uint32_t> partners_, sources_;
  Batch batch_;
  std::vector<TargetMap::Place> places_;
  std::vector<std::uint32_t> first_neuron_;  ///< [part]: number of its first neuron in the slice
  std::vector<std::uint64_t> load_;          ///< [neuron]: sum of weights in units, if it is to be checked
};

}  // namespace cajal
