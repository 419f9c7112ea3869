#include "engine/run/loop.hpp"

#include <algorithm>
#include <chrono>
#include <new>

#include "engine/blocks/blocks.hpp"
#include "engine/made/made_synapses.hpp"
#include "engine/run/bursts.hpp"
#include "engine/run/memory.hpp"
#include "engine/run/step.hpp"
#include "engine/run/stopwatch.hpp"
#include "engine/run/turns.hpp"

namespace cajal {

namespace {

// A scan of all state for values that are not finite takes about as long as one update.
constexpr std::int64_t scan_interval = 100;

constexpr std::chrono::milliseconds asking_interval{10};

/** The first value of the slice that is not finite, in the order of parts, columns and neurons. */
NotFinite scan(const Slice& slice, const Kernels& kernels, std::int64_t step) {
  for (const Part& part : slice.parts)
    for (std::size_t k = 0; k < part.variant().columns; ++k) {
      if (kernels.finite(part.column(k), part.size())) continue;
      for (std::uint32_t i = 0; i < part.size(); ++i)
        if (!(part.column(k)[i] - part.column(k)[i] == 0))
          return {true, step, part.number(), part.first() + i};
    }
  return scan_weights(slice, kernels, step);
}

/** What a word of made synapses takes [bytes]. */
std::uint64_t word_bytes(static_row::Form form) noexcept { return form == static_row::Form::compact ? 4 : 8; }

/** Signals between threads of one run; even and odd steps have their own, so that one barrier a step is enough. */
struct Signals {
  bool stop[2] = {false, false};
  std::vector<NotFinite> not_finite[2];
  std::vector<std::uint32_t> stimuli[2];       ///< sources that send a spike
  std::atomic<bool> left[2] = {false, false};  ///< the delivery of a long step is to be undone
};

class Runner {
 public:
  Runner(LoopState& state, int threads, std::int64_t until, const std::function<bool()>& ended)
      : state_(state), until_(until), ended_(ended), turns_(state.slices.size(), threads) {
    for (auto& list : signals_.not_finite) list.resize(state.slices.size());
    state.making = 0;
    for (const Slice& slice : state.slices) begins_long_ |= is_long(due_synapses(slice, state.step));
  }

  void work(const Member& member) {
    Thread thread{member};
    Stopwatch watch;
    StepSpikes sent;
    std::int64_t step = state_.step;
    bool long_step = begins_long_;
    for (bool ended = step >= until_; !ended; ++step) {
      if (!state_.outputs.empty()) {
        each_slice(thread, [&](Slice& slice, std::size_t) { state_.outputs.publish(slice, step); });
        member.barrier.wait();
      }
      if (long_step && !deliver_long(thread, step)) break;
      const bool last = step + 1 == until_ || (step + 1) % scan_interval == 0;
      each_slice(thread, [&](Slice& slice, std::size_t number) {
        // A slice's sums are still in the cache when its neurons take them.
        if (!long_step) deliver(slice, step);
        watch.lap(watch.phases.deliver);
        advance_neurons(slice, number, step, watch);
        if (last) signals_.not_finite[step & 1][number] = scan(slice, state_.kernels, step);
        watch.lap(watch.phases.record);
      });
      if (member.rank == 0) announce(step);
      member.barrier.wait();
      if (member.rank == 0) count_spikes(step);
      long_step = next_is_long(step);
      gather(sent, step);
      each_slice(thread, [&](Slice& slice, std::size_t number) {
        exchange(slice, step);
        if (slice.made)
          make(slice, number == 0, sent, step, long_step ? making(member, held(step)) : nullptr);
      });
      watch.lap(watch.phases.exchange);
      ended =
          step + 1 >= until_ || signals_.stop[step & 1] || (last && found(step)) || held(step) > state_.room;
    }
    each_slice(thread, [&](Slice& slice, std::size_t) { settle(slice, state_.kernels); });
    if (member.rank == 0) finish(step, watch.phases);
  }

 private:
  struct Thread {
    const Member& member;
    std::uint64_t round = 0;  ///< of `turns_`
  };

  /** About how many synapses are due, at most. */
  static std::uint64_t due_synapses(const Slice& slice, std::int64_t step) noexcept {
    return slice.wheel.due_size(step) * slice.longest_run +
           (slice.made ? slice.made->on_the_way().due_size(step) : 0);
  }

  /** Whether so many may keep a thread for long. Where neurons show values, a step cannot be begun twice. */
  bool is_long(std::uint64_t synapses) const noexcept {
    return state_.outputs.empty() && synapses > 4 * piece_of_step;
  }

  /**
   * The same on all threads, like `held`: which runs the spikes of a step begin is told by their number. A step is long
   * as well where there may be no room for what is made.
   */
  bool next_is_long(std::int64_t step) const noexcept {
    std::size_t sent = signals_.stimuli[step & 1].size();
    for (const Slice& slice : state_.slices)
      sent += slice.shown[step & 1].spikes.size() + slice.shown[step & 1].bursts.size();
    std::uint64_t made = 0;
    for (const Slice& slice : state_.slices) {
      const std::uint64_t row = slice.made ? slice.made->long_row() : 0;
      if (is_long(slice.shown[step & 1].due + sent * (slice.longest_run + row))) return true;
      made += sent * row;
    }
    return state_.outputs.empty() && held(step) + made * word_bytes(state_.form) > state_.room;
  }

  /** Says whether a stop was asked for; the first thread asks. */
  std::function<bool()> stopping(const Member& member) {
    return [this, &member] {
      if (member.rank == 0 && ended_) ask();
      return state_.stop.load(std::memory_order_relaxed);
    };
  }

  /** Says besides whether there is no room for what is made. */
  std::function<bool()> making(const Member& member, std::uint64_t held_before) {
    return [this, held_before, stop = stopping(member)] { return stop() || state_.overfull(held_before); };
  }

  void deliver(Slice& slice, std::int64_t step) {
    add_due(slice, state_.kernels, state_.form, step, nullptr);
    pass_on(slice, step);
  }

  void advance_neurons(Slice& slice, std::size_t number, std::int64_t step, Stopwatch& watch) {
    update(slice, state_.network, state_.kernels, state_.form, step);
    watch.lap(watch.phases.update);
    record_state(slice, step);
    slice.shown[step & 1].due = due_synapses(slice, step + 1);
  }

  /** False where a stop came before a long delivery was at its end: all is then as before the step. */
  bool deliver_long(Thread& thread, std::int64_t step) {
    const std::function<bool()> asking = stopping(thread.member);
    each_slice(thread, [&](Slice& slice, std::size_t) {
      const bool whole = !slice.made || !slice.made->stale();
      if (!whole || !add_due(slice, state_.kernels, state_.form, step, asking))
        signals_.left[step & 1] = true;
    });
    thread.member.barrier.wait();
    const bool left = signals_.left[step & 1];
    each_slice(thread,
               [&](Slice& slice, std::size_t) { left ? take_back(slice, step) : pass_on(slice, step); });
    return !left;
  }

  template <class Work>
  void each_slice(Thread& thread, Work work) {
    ChunkPool& pool = state_.pools[static_cast<std::size_t>(thread.member.rank)];
    turns_.each(thread.member, thread.round++, [&](std::size_t s) {
      if (state_.slices[s].made) state_.slices[s].made->on_the_way().use(pool);
      try {
        work(state_.slices[s], s);
      } catch (const std::bad_alloc&) {
        state_.failed = true;  // the team must still meet at the barrier
      }
    });
  }

  void announce(std::int64_t step) {
    if (ended_) ask();
    try {
      state_.schedule.take(step + 1, signals_.stimuli[step & 1]);
    } catch (const std::bad_alloc&) {
      state_.failed = true;
    }
    state_.making = 0;  // where anybody might still be adding, all have met since
    signals_.stop[step & 1] = state_.stop.load(std::memory_order_relaxed) || state_.failed;
    state_.reached.store(step, std::memory_order_relaxed);
  }

  void count_spikes(std::int64_t step) noexcept {
    std::uint64_t spikes = 0;
    for (const Slice& slice : state_.slices) {
      const Shown& shown = slice.shown[step & 1];
      spikes += shown.spikes.size();
      for (const Burst& burst : shown.bursts) spikes += burst.count;
    }
    state_.spikes.fetch_add(spikes, std::memory_order_relaxed);
  }

  void ask() {
    const auto now = std::chrono::steady_clock::now();
    if (now - asked_ < asking_interval) return;
    asked_ = now;
    if (ended_()) state_.stop = true;
  }

  void exchange(Slice& slice, std::int64_t step) {
    for (const Slice& from : state_.slices) {
      receive(slice, from.shown[step & 1].spikes, step);
      receive(slice, from.shown[step & 1].bursts, step);
    }
    receive_trains(slice, signals_.stimuli[step & 1], step);
    if (slice.dynamic_blocks.empty() && !slice.plastic) return;
    note(slice, state_.network, step);
    advance(slice, step);
    for (const Slice& from : state_.slices) {
      for (const std::uint32_t source : from.shown[step & 1].spikes)
        transmit(slice, state_.network, source, 1, step);
      for (const auto& [source, count] : from.shown[step & 1].bursts)
        transmit(slice, state_.network, source, count, step);
    }
    finish_blocks(slice);
  }

  /** Makes the synapses of the spikes of a step; where that is left, the next step is too, before it began. */
  void make(Slice& slice, bool first, const StepSpikes& sent, std::int64_t step,
            const std::function<bool()>& asking) {
    MadeSynapses& made = *slice.made;
    made.history().begin(step);
    for (const std::uint32_t source : slice.shown[step & 1].spikes) made.history().add(step, {source, 1});
    for (const auto& [source, count] : slice.shown[step & 1].bursts)
      made.history().add(step, {source, count});
    if (first)
      for (const std::uint32_t source : signals_.stimuli[step & 1]) made.history().add(step, {source, 1});
    made.send(sent, step, asking);
  }

  void gather(StepSpikes& sent, std::int64_t step) {
    try {
      if (state_.slices[0].made) sent.gather(state_.slices, state_.network, step);
    } catch (const std::bad_alloc&) {
      state_.failed = true;
    }
  }

  /** The same on all threads: after the barrier nobody writes here before the next. */
  std::uint64_t held(std::int64_t step) const noexcept {
    std::uint64_t bytes = 0;
    for (const Slice& slice : state_.slices) bytes += slice.shown[step & 1].held;
    return bytes;
  }

  bool found(std::int64_t step) const noexcept {
    for (const NotFinite& one : signals_.not_finite[step & 1])
      if (one.found) return true;
    return false;
  }

  void finish(std::int64_t step, const Phases& phases) {
    for (const NotFinite& one : signals_.not_finite[(step - 1) & 1])
      if (one.found && !state_.not_finite.found) state_.not_finite = one;
    if (step > state_.step) state_.held = held(step - 1);
    state_.step = step;
    state_.reached.store(step, std::memory_order_relaxed);
    state_.phases.deliver += phases.deliver;
    state_.phases.update += phases.update;
    state_.phases.record += phases.record;
    state_.phases.exchange += phases.exchange;
  }

  LoopState& state_;
  const std::int64_t until_;
  const std::function<bool()>& ended_;
  std::chrono::steady_clock::time_point asked_ = std::chrono::steady_clock::now();
  bool begins_long_ = false;
  Turns turns_;
  Signals signals_;
};

}  // namespace

bool LoopState::overfull(std::uint64_t held_before) noexcept {
  const std::uint64_t piece = piece_of_made * word_bytes(form);
  return held_before + making.fetch_add(piece, std::memory_order_relaxed) + piece > room;
}

void run_steps(LoopState& state, std::int64_t until, Team& team, const std::function<bool()>& ended) {
  state.not_finite = {};  // the state may have been mended since
  if (until <= state.step || state.failed) return;
  state.schedule.prepare(state.step);
  Runner runner(state, team.size(), until, ended);
  team.run([&](const Member& member) { runner.work(member); });
}

}  // namespace cajal
