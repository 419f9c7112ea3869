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
    std::vector<SentSpike>& list = sent_[place(step)];
    spikes_ -= list.size();
    list.clear(), steps_[place(step)] = step;
    if (list.capacity() > most_kept) list.shrink_to_fit();
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
  // A list that was longer gives its memory back after a volley.
  static constexpr std::size_t most_kept = 8192;

  std::size_t place(std::int64_t step) const noexcept {
    return static_cast<std::size_t>(step) & (sent_.size() - 1);
  }

  std::vector<std::vector<SentSpike>> sent_;  ///< [step modulo their number]
  std::vector<std::int64_t> steps_;
  std::uint64_t spikes_ = 0;
};

}  // namespace cajal
