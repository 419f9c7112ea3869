#include "engine/made/made_synapses.hpp"

#include <algorithm>

#include "base/memory/stream_line.hpp"
#include "engine/slices/units/fixed_point.hpp"

namespace cajal {

bool can_be_made(const Projection& projection, const Grid& grid) {
  if (projection.synapse->kind != SynapseKind::fixed || !projection.rule->makes()) return false;
  if (projection.spec.weight.kind == "expression" || projection.spec.delay.kind == "expression") return false;
  if (projection.spec.delay.numbers.empty()) return true;  // an array for no synapse
  const Range delays = bounds(projection.spec.delay);
  return grid.delay(delays.min) >= 1 && grid.delay(delays.max) <= longest_possible_delay;
}

MadeSynapses::MadeSynapses(Slice& slice, const BuildContext& context, ChunkPool& pool)
    : slice_(slice),
      context_(context),
      longest_delay_(context.longest_delay),
      history_(context.longest_delay),
      on_the_way_(OnTheWay::create(context.form, pool, context.longest_delay)),
      supplies_(context.network),
      placer_(nullptr, context_) {
  describe(context);
  stale_ = false;
}

void MadeSynapses::describe(const BuildContext& context) {
  supplies_.describe(slice_, context);
  for (const auto& feed : supplies_.feeds()) slice_.vanished[feed->link] = count_vanishing(*feed);
  forget();
}

void MadeSynapses::forget() noexcept {
  on_the_way_->clear();
  stale_ = true;
}

std::uint64_t MadeSynapses::count_vanishing(const Feed& feed) const {
  const Draw& weight = context_.network.projections[feed.link].spec.weight;
  double share = 0;
  for (const Landing& landing : feed.targets.landings()) {
    // Half a unit is rounded to the even number, which is zero.
    const double half = 0.5 / landing.units_per_weight;
    share += landing.use == WeightUse::count ? 0 : probability_of_small(weight, half);
  }
  share /= static_cast<double>(feed.targets.landings().size());
  return static_cast<std::uint64_t>(share * static_cast<double>(feed.rule->expected_synapses()) *
                                        feed.targets.size() / feed.target_count +
                                    0.5);
}

void MadeSynapses::make_any(const Supply& supply, std::uint32_t element, std::size_t begin, Sending sending) {
  row_.clear();
  placer_.from_block(*supply.feed, element, supply.block, row_);
  on_the_way_->put(row_.all().subspan(begin), sending.spikes, sending.step, sending.now);
  made_ += row_.size() - begin;
}

void MadeSynapses::make(const Supply& supply, std::uint32_t element, std::uint64_t count, Sending sending) {
  for (std::uint64_t begin = 0; begin < count; begin += piece_of_row) {
    const auto first = static_cast<std::uint32_t>(begin);
    const auto n = static_cast<std::uint32_t>(std::min<std::uint64_t>(piece_of_row, count - begin));
    const std::size_t unknown = context_.kernels.make({&supply.made, element, first, n}, piece_);
    if (unknown == some_replaced) return make_any(supply, element, first, sending);
    for (std::size_t k = 0; k < unknown; ++k) {
      const std::uint32_t i = piece_.unknown[k];
      supply.feed->values.weigh(supply.made, piece_.words[i], piece_.synapses[i]);
    }
    on_the_way_->put({piece_.synapses, n}, sending.spikes, sending.step, sending.now);
    made_ += n;
  }
}

void MadeSynapses::make(std::uint32_t neuron, const SupplyRows& rows, Sending sending) {
  rows.each(neuron, [&](const Supply& supply, std::uint16_t count) {
    const std::uint32_t element = supply.element_of(neuron);
    if (!supply.plain)
      make_any(supply, element, 0, sending);
    else
      make(supply, element, count < SupplyRows::most_counted ? count : supply.count(element), sending);
  });
}

void MadeSynapses::make(std::uint32_t source, Sending sending) {
  if (source >= context_.network.neurons()) return;  // the rows of stimuli are stored
  make(source, supplies_.of(context_.network.population_of(source)), sending);
}

bool MadeSynapses::goes_on(const std::function<bool()>& stopping) {
  if (!stopping || made_ < piece_of_made) return true;
  made_ = 0;
  if (!stopping()) return true;
  forget();
  return false;
}

void MadeSynapses::send(const StepSpikes& spikes, std::int64_t step, const std::function<bool()>& stopping) {
  // How many synapses a source has is not in the cache.
  constexpr std::size_t ahead = 4;
  const auto& singles = spikes.singles;
  for (std::size_t i = 0; i < singles.size(); ++i) {
    if (i + ahead < singles.size())
      supplies_.of(singles[i + ahead].population).ask_for(singles[i + ahead].number);
    make(singles[i].number, supplies_.of(singles[i].population), {1, step, step + 1});
    if (!goes_on(stopping)) return;
  }
  for (const Burst& burst : spikes.bursts) {
    make(burst.source, {burst.count, step, step + 1});
    if (!goes_on(stopping)) return;
  }
  end_streaming();
}

bool MadeSynapses::remake(const std::vector<const SpikeHistory*>& histories, std::int64_t now,
                          const std::function<bool()>& stopping) {
  on_the_way_->clear();
  on_the_way_->open(now);
  for (std::int64_t step = std::max<std::int64_t>(0, now - longest_delay_); step < now; ++step)
    for (const SpikeHistory* history : histories)
      for (const SentSpike& spike : history->sent(step)) {
        make(spike.source, {spike.count, step, now});
        if (!goes_on(stopping)) return false;
      }
  end_streaming();
  stale_ = false;
  return true;
}

}  // namespace cajal
