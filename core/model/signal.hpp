// What a stimulating device sends, as a function of integer time.
#pragma once
#include <array>
#include <cstdint>
#include <memory>
#include <utility>
#include <vector>

namespace cajal {

/** Integer time: the resolution and how a time in ms becomes a number of steps, and back (base/grid.hpp). */
class Grid {
 public:
  explicit Grid(double resolution) noexcept;
  double resolution() const noexcept { return resolution_; }
  /** The step of a time, -1 if the time lies before 0 or between two steps; infinity is `never`. */
  std::int64_t exact(double time) const noexcept;
  /** A delay in steps, halves rounded up; 0 if it is below half a step. */
  std::int64_t delay(double time) const noexcept;
  /** The time of a step [ms]. */
  double time(std::int64_t step) const noexcept;

  static constexpr std::int64_t never = INT64_MAX / 4;

 private:
  double resolution_;
};

/** A value of a signal: a number, or a normal one for every target. */
struct Moments {
  double mean = 0, deviation = 0;
  std::int64_t since = 0;  ///< step of the device in which it began: it names the random numbers
};

/** A signal that is a function of time: asked in every `every`-th step of its window, and constant until the next. */
struct Wave {
  /** The mean and the standard deviation of the value that begins in a step. */
  using Function = Moments (*)(const Wave& wave, std::int64_t step) noexcept;

  Function function = nullptr;
  std::int64_t every = 1;
  double resolution = 0;            ///< [ms]
  double turns = 0, phase = 0;      ///< of an oscillation: full turns per ms, and at time 0
  std::array<double, 3> numbers{};  ///< what else the function takes

  /** The sine of the oscillation at the beginning of a step. */
  double sine(std::int64_t step) const noexcept;
};

/** What a device sends, in steps; a stamp s is the right end of the step s - 1 in which a spike is emitted. */
struct Signal {
  std::vector<std::pair<std::int64_t, double>> current;  ///< from this step on, the amplitude [pA]
  std::vector<std::int64_t> spikes;                      ///< stamps, ascending, repeated for several at once
  std::vector<std::uint32_t> ids;                        ///< the target of each; empty: all of them
  double rate = 0;                                       ///< Poisson events per step, at most
  std::vector<std::pair<std::int64_t, double>> rates;    ///< emitted from this step on; empty: always `rate`
  std::unique_ptr<const Wave> wave;                      ///< in place of lists of changes
  double copied =
      -1;  ///< chance of each event of one train to reach a target; below 0: targets have their own trains
  std::int64_t start = 0, stop = Grid::never;  ///< stamps in (start, stop] for Poisson events and waves

  /** Whether Poisson events are those of one train. */
  bool common() const noexcept { return copied >= 0; }

  /** The most events that reach one target in one step; a Poisson count exceeds it with probability below 1e-20. */
  std::uint64_t most_together() const;

  /** Poisson events per step as they arrive in `step`, `delay` steps late; lowers `next_change` to where that ends. */
  double rate_in(std::int64_t step, std::int64_t delay, std::int64_t& next_change) const noexcept;

  /** The amplitude that acts in `step`, likewise. */
  double amplitude_in(std::int64_t step, std::int64_t delay, std::int64_t& next_change) const noexcept;

  /** The value of the wave in `step`, likewise; zero outside the window. */
  Moments moments_in(std::int64_t step, std::int64_t delay, std::int64_t& next_change) const noexcept;

 private:
  bool inside(std::int64_t step, std::int64_t delay, std::int64_t& next_change) const noexcept;
};

}  // namespace cajal
