// What a built network does about synapses that are not stored.
#include <atomic>
#include <new>

#include "engine/made/made_synapses.hpp"
#include "engine/world.hpp"
#include "error.hpp"

namespace cajal {

namespace {

[[noreturn]] void refuse_making(const Projection& projection, std::size_t number) {
  const std::string &name = projection.spec.rule, which = std::to_string(number);
  const bool by_target = projection.rule->by_target();
  const bool spatial = projection.spec.weight.kind == "expression" ||
                       projection.spec.delay.kind == "expression" ||
                       (!by_target && !projection.rule->makes());
  throw Error(
      "E_CONNECTIVITY",
      "build: the synapses of projection " + which + " (" + name + ") cannot be made when a source fires: " +
          (by_target ? "the rule draws them by target"
           : spatial ? "they depend on distances"
                     : "its delays may lie outside of the grid"),
      {"connectivity", "made", "auto, stored",
       by_target ? "build with connectivity \"auto\", which stores these, or use a rule that draws by source"
       : spatial ? "build with connectivity \"auto\", which stores these"
                 : "truncate the delays: .redraw({ min: resolution / 2 })"});
}

}  // namespace

void World::choose_made() {
  std::size_t number = 0;
  for (Projection& projection : network_.projections) {
    const bool can = can_be_made(projection, network_.grid);
    projection.made = can && storage_.connectivity != Storage::Connectivity::stored;
    any_made_ |= projection.made;
    if (!can && projection.synapse->kind == SynapseKind::fixed &&
        storage_.connectivity == Storage::Connectivity::made)
      refuse_making(projection, number);
    ++number;
  }
}

bool World::remake(const std::function<bool()>& ended) {
  if (!any_made_) return true;
  std::vector<const SpikeHistory*> histories;
  for (const Slice& slice : slices_) histories.push_back(&slice.made->history());
  std::atomic<bool> whole{true};
  team_->run([&](const Member& member) {
    const std::function<bool()> stopping = [&] {
      if (member.rank == 0 && ended && ended()) loop_->stop = true;
      return loop_->stop.load(std::memory_order_relaxed) || loop_->overfull(loop_->held);
    };
    member.each(slices_.size(), [&](std::size_t s) {
      try {
        if (slices_[s].made->stale() && !slices_[s].made->remake(histories, loop_->step, stopping))
          whole = false;
      } catch (const std::bad_alloc&) {
        loop_->failed = true;
      }
    });
  });
  return whole && !loop_->failed;
}

}  // namespace cajal
