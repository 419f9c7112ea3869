#include "engine/run/schedule.hpp"

#include <algorithm>

namespace cajal {

Schedule::Schedule(const Network& network) {
  std::uint32_t source = network.neurons();
  for (const Stimulus& stimulus : network.stimuli) {
    if (stimulus.feeds) trains_.push_back({&stimulus, source, 0});
    source += stimulus.sources();
  }
  heap_.reserve(trains_.size());
}

void Schedule::prepare(std::int64_t step) {
  if (!stale_) return;
  heap_.clear();
  for (std::uint32_t k = 0; k < trains_.size(); ++k) {
    const auto& stamps = trains_[k].stimulus->signals[0].spikes;
    const auto next = std::upper_bound(stamps.begin(), stamps.end(), step);
    trains_[k].next = static_cast<std::size_t>(next - stamps.begin());
    if (next != stamps.end()) heap_.push_back({*next, k});
  }
  std::make_heap(heap_.begin(), heap_.end(), later);
  stale_ = false;
}

void Schedule::take(std::int64_t stamp, std::vector<std::uint32_t>& sources) {
  sources.clear();
  while (!heap_.empty() && heap_[0].stamp <= stamp) {
    std::pop_heap(heap_.begin(), heap_.end(), later);
    Train& train = trains_[heap_.back().train];
    const Signal& signal = train.stimulus->signals[0];
    for (; train.next < signal.spikes.size() && signal.spikes[train.next] == stamp; ++train.next)
      sources.push_back(train.source + (signal.ids.empty() ? 0 : signal.ids[train.next]));
    if (train.next == signal.spikes.size()) {
      heap_.pop_back();
      continue;
    }
    heap_.back().stamp = signal.spikes[train.next];
    std::push_heap(heap_.begin(), heap_.end(), later);
  }
}

}  // namespace cajal
