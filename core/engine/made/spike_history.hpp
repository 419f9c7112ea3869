// The spikes of the last steps: what is on its way can be made anew from them.
#pragma once
#include <algorithm>
#include <cstdint>
#include <span>
#include <vector>

namespace cajal {

/** So many spikes of one source in one step. */
struct SentSpike {
  std::uint32_t source, count;
};

class SpikeHistory {
 public:
  /** Keeps the spikes of so many steps. */
  explicit SpikeHistory(std::uint32_t steps) {
    std::size_t size = 2;
    while (size <= steps) size *= 2;
    sent_.resize(size), steps_.assign(size, -1);
  }

  /** Forgets the oldest step for a new one, which has no spike yet. */
  void begin(std::int64_t step) noexcept {
    spikes_ -= sent_[place(step)].size();
    sent_[place(step)].clear(), steps_[place(step)] = step;
  }
  void add(std::int64_t step, SentSpike spike) {
    sent_[place(step)].push_back(spike);
    ++spikes_;
  }

  /** The spikes sent in a step; none where the step is not kept. */
  std::span<const SentSpike> sent(std::int64_t step) const noexcept {
    if (steps_[place(step)] != step) return {};
    return sent_[place(step)];
  }

  std::uint64_t bytes() const noexcept { return spikes_ * sizeof(SentSpike); }

 private:
  std::size_t place(std::int64_t step) const noexcept {
    return static_cast<std::size_t>(step) & (sent_.size() - 1);
  }

  std::vector<std::vector<SentSpike>> sent_;  ///< [step modulo their number]
  std::vector<std::int64_t> steps_;
  std::uint64_t spikes_ = 0;
};

}  // namespace cajal
