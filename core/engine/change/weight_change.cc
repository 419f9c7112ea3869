#include "engine/change/weight_change.hpp"

#include <algorithm>

#include "engine/build/builder.hpp"
#include "engine/build/load.hpp"
#include "engine/change/block_weights.hpp"
#include "engine/describe/describe.hpp"
#include "engine/describe/description_checks.hpp"
#include "engine/made/made_synapses.hpp"
#include "engine/run/inputs.hpp"
#include "engine/slices/units/units.hpp"

namespace cajal {

namespace {

/** What has to be written again. */
struct Extent {
  std::vector<bool> links;  ///< projections, then stimuli, with synapses that are stored in another way
  std::vector<std::uint8_t> sources;  ///< those of the links
  std::uint64_t number = 0;           ///< of the sources
  bool units = false;                 ///< some part has another unit
};

bool reaches(const Selection& targets, const Network& network, const std::vector<bool>& populations) {
  for (std::size_t p = 0; p < populations.size(); ++p)
    if (populations[p] && touches(targets, network.populations[p])) return true;
  return false;
}

Extent extent_of(const Network& network, const std::vector<std::size_t>& projections,
                 const std::vector<bool>& populations) {
  Extent extent;
  extent.links.resize(network.projections.size() + network.stimuli.size());
  extent.sources.resize(source_count(network));
  extent.units = std::find(populations.begin(), populations.end(), true) != populations.end();
  for (const std::size_t p : projections) extent.links[p] = true;
  std::size_t link = 0;
  for (const Projection& p : network.projections) {
    if (reaches(p.targets, network, populations)) extent.links[link] = true;
    if (extent.links[link++])
      for (const Selection::Part& range : p.sources.parts())
        for (std::uint64_t source = range.first; source <= range.last; source += range.step)
          extent.sources[source] = 1;
  }
  std::uint32_t source = network.neurons();
  for (const Stimulus& s : network.stimuli) {
    const bool changed = s.feeds && reaches(s.targets, network, populations);
    if (changed) {
      extent.links[link] = true;
      std::fill_n(extent.sources.begin() + source, s.sources(), std::uint8_t{1});
    }
    source += s.sources();
    ++link;
  }
  extent.number = static_cast<std::uint64_t>(std::count(extent.sources.begin(), extent.sources.end(), 1));
  return extent;
}

class WeightChange {
 public:
  WeightChange(Network& network, World& world, WeightState state, BuildProgress& progress)
      : network_(network),
        world_(world),
        progress_(progress),
        other_(std::move(state)),
        units_(present_units(network, world.slices())),
        reached_(world.slices().size()) {
    for (const Slice& slice : world.slices()) vanished_.push_back(slice.vanished);
  }

  void run() {
    exchange();
    try {
      std::vector<BlockWeights> blocks;
      for (const std::size_t p : other_.projections)
        blocks.push_back(draw_block_weights(world_.context("setWeights", progress_), world_, p));
      std::vector<double> units = wanted_units(network_, world_.form());
      for (std::size_t p = 0; p < other_.units.size(); ++p) units[p] = std::max(units[p], other_.units[p]);
      extent_ = extent_of(network_, other_.projections, set_units(world_.slices(), units));
      wanted_ = Wanted(extent_.sources);
      progress_.sources_done = 0;
      progress_.sources = std::max<std::uint64_t>(1, extent_.number * world_.slices().size());
      if (extent_.number > 0 || extent_.units) write();
      for (const BlockWeights& weights : blocks) write_block_weights(world_, weights);
    } catch (...) {
      restore();
      throw;
    }
  }

 private:
  /** The second time it puts back what was there. */
  void exchange() noexcept {
    for (std::size_t i = 0; i < other_.projections.size(); ++i)
      std::swap(network_.projections[other_.projections[i]].spec.weight, other_.weights[i]);
    for (std::size_t p = 0; p < other_.parameters.size(); ++p)
      std::swap(network_.projections[p].synapse_parameters, other_.parameters[p]);
  }

  void write() {
    const BuildContext context = world_.context("setWeights", progress_);
    world_.each_slice(progress_.stop, [&](Slice& slice, std::size_t number) {
      for (std::size_t link = 0; link < extent_.links.size(); ++link)
        if (extent_.links[link]) slice.vanished[link] = 0;
      const auto others = slice.vanished;
      rewrite_slice(slice, context, wanted_, source_count(network_), reached_[number]);
      if (slice.made) slice.made->describe(context);
      for (std::size_t link = 0; link < extent_.links.size(); ++link)
        if (!extent_.links[link]) slice.vanished[link] = others[link];
      if (extent_.units) attach_poisson(slice, network_, context.kernels);
      if (context.form == static_row::Form::compact) slice.sum_left = check_load(slice, context);
    });
  }

  /** Writes what was written over once more with the old weights; only the end of it all may stop this. */
  void restore() noexcept {
    exchange();
    Stop failed;
    try {
      set_units(world_.slices(), units_);
      const BuildContext context = world_.context("setWeights", progress_, true);
      world_.each_slice(failed, [&](Slice& slice, std::size_t number) {
        std::uint32_t reached = 0;
        if (reached_[number] > 0) rewrite_slice(slice, context, wanted_, reached_[number], reached);
        if (slice.made) slice.made->describe(context);
        if (extent_.units) attach_poisson(slice, network_, context.kernels);
        if (context.form == static_row::Form::compact) slice.sum_left = check_load(slice, context);
        slice.vanished = vanished_[number];
      });
    } catch (...) {
      world_.loop().failed = true;
    }
  }

  Network& network_;
  World& world_;
  BuildProgress& progress_;
  WeightState other_;                                 ///< what is not in place
  std::vector<double> units_;                         ///< [population]: before the change
  std::vector<std::uint32_t> reached_;                ///< [slice]: first source whose row is untouched
  std::vector<std::vector<std::uint64_t>> vanished_;  ///< [slice]: counts before the change
  Extent extent_;
  Wanted wanted_;
};

}  // namespace

void change_weights(Network& network, World& world, const std::vector<std::size_t>& projections,
                    const Draw& weight, BuildProgress& progress) {
  for (const std::size_t p : projections) {
    const Projection& projection = network.projections[p];
    check_synapse_value(weight, "weight", projection, *projection.rule, "setWeights");
    check_synapse(network, projection, projection.synapse_parameters, weight, "setWeights");
    check_sign(network, projection, weight, "setWeights");
  }
  WeightState state;
  state.projections = projections;
  state.weights.assign(projections.size(), weight);
  WeightChange(network, world, std::move(state), progress).run();
}

void restore_weights(Network& network, World& world, WeightState state, BuildProgress& progress) {
  WeightChange(network, world, std::move(state), progress).run();
}

}  // namespace cajal
