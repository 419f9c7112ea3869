// Which thread works on which slice.
#pragma once
#include <atomic>
#include <cstddef>
#include <cstdint>
#include <memory>

#include "base/threads/team.hpp"

namespace cajal {

/**
 * Slices pass through the same rounds of work one after the other, on any thread. Where there are few for each thread
 * they stay with it, and so do their neurons in its cache. Where there are many, a thread that is ready takes the next:
 * areas differ in what they have to do, and from step to step. A slice enters a round when it has left the one before,
 * so that no thread need wait for all others in between.
 */
class Turns {
 public:
  Turns(std::size_t slices, int threads)
      : slices_(slices),
        shared_(slices >= enough_for_each * static_cast<std::size_t>(threads)),
        left_(std::make_unique<std::atomic<std::uint64_t>[]>(shared_ ? slices : 0)) {}

  /** Calls work(slice) for those that are this thread's in round `round`; every thread counts its rounds from 0 on. */
  template <class Work>
  void each(const Member& member, std::uint64_t round, Work work) {
    if (!shared_ || member.size == 1) return member.each(slices_, work);
    for (std::uint64_t turn; (turn = next(round)) < end_of(round);) {
      const auto slice = static_cast<std::size_t>(turn - round * slices_);
      while (left_[slice].load(std::memory_order_acquire) != round) give_way();
      work(slice);
      left_[slice].store(round + 1, std::memory_order_release);
    }
  }

 private:
  static constexpr std::size_t enough_for_each = 8;

  std::uint64_t end_of(std::uint64_t round) const noexcept { return (round + 1) * slices_; }

  /** The next turn of a round; its end where all are taken. */
  std::uint64_t next(std::uint64_t round) noexcept {
    std::uint64_t turn = turn_.load(std::memory_order_relaxed);
    while (turn < end_of(round) && !turn_.compare_exchange_weak(turn, turn + 1, std::memory_order_relaxed))
      ;
    return turn;
  }

  const std::size_t slices_;
  const bool shared_;
  alignas(64) std::atomic<std::uint64_t> turn_{0};
  std::unique_ptr<std::atomic<std::uint64_t>[]> left_;  ///< [slice]: rounds
};

}  // namespace cajal
