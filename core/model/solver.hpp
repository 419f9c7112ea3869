// Solvers for neurons whose equations have no closed solution: Runge-Kutta-Fehlberg with the step control of NEST (the
// GNU Scientific Library's), one Runge-Kutta step where that is good enough, and what is exact beside it.
#pragma once
#include "model/lanes.hpp"

namespace cajal {
namespace {

/** Inner steps that a neuron may need in one step. One that needs more is given up as NaN, which ends the run. */
constexpr double most_inner_steps = 10'000;

/** One Runge-Kutta step is good enough where the two slopes of its middle differ by less than this over the step. */
constexpr double calm = 0.01;

/** Which solver a model uses: the choice is a parameter of the same name everywhere. */
constexpr Field adaptive_field(double value) {
  return flag("adaptive_step", value,
              "1: adaptive inner steps as in NEST; 0: one Runge-Kutta step where it is good enough, which is "
              "faster");
}

/** A column that decays exponentially, when `decay` of it is left. */
CAJAL_INLINE void exponential(const double* y, double decay, double* after) noexcept {
  after[0] = y[0] * decay;
}

/** An alpha function, as its rate and its value, after a time in which the decay of its exponential is `decay`. */
CAJAL_INLINE void alpha_function(const double* y, double duration, double decay, double* after) noexcept {
  after[0] = y[0] * decay;
  after[1] = (y[1] + y[0] * duration) * decay;
}

/** A Runge-Kutta-Fehlberg step of length H from y: fifth order in `next`, with the estimate of its error. */
template <class V>
CAJAL_INLINE void fehlberg(const double* c, const double* y, double current, bool held, double H,
                           double* next, double* error) noexcept {
  constexpr std::size_t n = V::equations;
  double k1[n], k2[n], k3[n], k4[n], k5[n], k6[n], u[n];
  V::slopes(c, y, current, held, k1);
  each<n>([&](auto i) { u[i] = y[i] + 0.25 * H * k1[i]; });
  V::slopes(c, u, current, held, k2);
  each<n>([&](auto i) { u[i] = y[i] + H * (3.0 / 32 * k1[i] + 9.0 / 32 * k2[i]); });
  V::slopes(c, u, current, held, k3);
  each<n>([&](auto i) {
    u[i] = y[i] + H * (1932.0 / 2197 * k1[i] - 7200.0 / 2197 * k2[i] + 7296.0 / 2197 * k3[i]);
  });
  V::slopes(c, u, current, held, k4);
  each<n>([&](auto i) {
    u[i] = y[i] + H * (8341.0 / 4104 * k1[i] - 32832.0 / 4104 * k2[i] + 29440.0 / 4104 * k3[i] -
                       845.0 / 4104 * k4[i]);
  });
  V::slopes(c, u, current, held, k5);
  each<n>([&](auto i) {
    u[i] = y[i] + H * (-6080.0 / 20520 * k1[i] + 41040.0 / 20520 * k2[i] - 28352.0 / 20520 * k3[i] +
                       9295.0 / 20520 * k4[i] - 5643.0 / 20520 * k5[i]);
  });
  V::slopes(c, u, current, held, k6);
  each<n>([&](auto i) {
    next[i] =
        y[i] + H * (902880.0 / 7618050 * k1[i] + 3953664.0 / 7618050 * k3[i] + 3855735.0 / 7618050 * k4[i] -
                    1371249.0 / 7618050 * k5[i] + 277020.0 / 7618050 * k6[i]);
    error[i] = H * (1.0 / 360 * k1[i] - 128.0 / 4275 * k3[i] - 2197.0 / 75240 * k4[i] + 1.0 / 50 * k5[i] +
                    2.0 / 55 * k6[i]);
  });
}

/** The largest error over what is tolerated; errors that are no numbers do not count, as in NEST. */
template <class V>
CAJAL_INLINE double error_ratio(const double* c, const double* next, double current, bool held, double H,
                                const double* error) noexcept {
  double ratio = std::numeric_limits<double>::min(), slope[V::equations];
  if constexpr (V::relative) V::slopes(c, next, current, held, slope);
  each<V::equations>([&](auto i) {
    double tolerated = V::tolerance(c);
    if constexpr (V::relative) tolerated = tolerated * __builtin_fabs(H * slope[i]) + tolerated;
    const double one = __builtin_fabs(error[i]) / tolerated;
    ratio = one > ratio ? one : ratio;
  });
  return ratio;
}

/** The factor of the next inner step, by the error of this one. */
CAJAL_INLINE double next_step(double ratio) noexcept {
  const bool large = ratio > 1.1, small = ratio < 0.5;
  const double wanted = 0.9 * exp((large ? -1.0 / 5 : -1.0 / 6) * log(ratio));
  const double shrunk = wanted < 0.2 ? 0.2 : wanted;
  const double bounded = wanted > 5 ? 5.0 : wanted, grown = bounded < 1 ? 1.0 : bounded;
  return choose(large, shrunk, choose(small, grown, 1.0));
}

/**
 * One inner step of n lanes. The last one of a step ends with it, and the next step begins with what its error allows:
 * the length is remembered in a column behind the equations. A step whose error is too large is tried again with a
 * smaller length, unless that would not move the time.
 */
template <class V>
__attribute__((noinline)) void inner_step(Lanes<V>& a, std::size_t n, double h) noexcept {
  constexpr std::size_t length = V::equations;
  n = whole(n);
  CAJAL_INDEPENDENT
  for (std::size_t i = 0; i < n; ++i) {
    double c[V::constants], y[V::equations], s[V::columns], error[V::equations];
    each<V::constants>([&](auto k) { c[k] = a.constant[k][i]; });
    each<V::equations>([&](auto k) { y[k] = a.state[k][i]; });
    const double time = a.time[i], current = a.current[i], left = h - time, suggested = a.state[length][i];
    double waiting = a.waiting[i], spikes = a.spikes[i];
    const double waited = waiting, emitted = spikes;
    const bool last = suggested > left, held = waiting != 0;
    const double H = choose(last, left, suggested);
    fehlberg<V>(c, y, current, held, H, s, error);
    const double ratio = error_ratio<V>(c, s, current, held, H, error);
    const double next = H * next_step(ratio);
    // Numbers, because gcc makes no vectors of a choice between conditions.
    const double moves = choose(time + next != time, 1.0, 0.0);
    const bool again = choose(ratio > 1.1, choose(next < H, moves, 0.0), 0.0) != 0;
    if constexpr (requires { &V::accept; }) V::accept(c, s, waiting, spikes);
    each<V::equations>([&](auto k) { a.state[k][i] = choose(again, y[k], s[k]); });
    a.state[length][i] = choose(again, next, choose(ratio > 1.1, H, next));
    const double inner_steps = a.inner_steps[i] + 1;
    const bool given_up = inner_steps > most_inner_steps;
    const double reached = choose(again, time, choose(last, h, time + H)),
                 ends = choose(given_up, h, reached);
    a.inner_steps[i] = inner_steps, a.time[i] = ends, a.unfinished[i] = ends < h ? 1 : 0;
    a.state[0][i] = choose(given_up, std::numeric_limits<double>::quiet_NaN(), a.state[0][i]);
    a.waiting[i] = choose(again, waited, waiting);
    a.spikes[i] = choose(again, emitted, spikes);
  }
}

/**
 * One Runge-Kutta step of fourth order over the whole step for the lanes whose constants ask for it, where it is good
 * enough. What decays exponentially is exact at its beginning, middle and end.
 */
template <class V>
__attribute__((noinline)) void calm_step(Lanes<V>& a, std::size_t n, double h) noexcept {
  constexpr std::size_t solved = V::solved;
  n = whole(n);
  CAJAL_INDEPENDENT
  for (std::size_t i = 0; i < n; ++i) {
    double c[V::constants], y[V::equations], middle[V::equations], end[V::equations];
    double k1[V::equations], k2[V::equations], k3[V::equations], k4[V::equations];
    each<V::constants>([&](auto k) { c[k] = a.constant[k][i]; });
    each<V::equations>([&](auto k) { y[k] = a.state[k][i]; });
    const double current = a.current[i];
    const bool held = a.waiting[i] != 0;
    V::exact(c, y, middle, end);
    V::slopes(c, y, current, held, k1);
    each<solved>([&](auto k) { middle[k] = y[k] + 0.5 * h * k1[k]; });
    V::slopes(c, middle, current, held, k2);
    each<solved>([&](auto k) { middle[k] = y[k] + 0.5 * h * k2[k]; });
    V::slopes(c, middle, current, held, k3);
    each<solved>([&](auto k) { end[k] = y[k] + h * k3[k]; });
    V::slopes(c, end, current, held, k4);
    each<solved>([&](auto k) { end[k] = y[k] + h / 6 * (k1[k] + 2 * (k2[k] + k3[k]) + k4[k]); });
    const bool good = __builtin_fabs(h * (k3[0] - k2[0])) < calm, asked = c[V::adaptive] == 0;
    const bool taken = asked & good & V::uneventful(c, end[0], held);
    each<V::equations>([&](auto k) { a.state[k][i] = choose(taken, end[k], y[k]); });
    a.time[i] = choose(taken, h, 0.0), a.unfinished[i] = taken ? 0 : 1;
  }
}

/** What a model may look at when a step ends: V of its beginning, the current during it, and a uniform number. */
struct StepEnd {
  double before, current, drawn;
};

/** Adds what arrives, and finds spikes, at the end of a step. */
template <class V>
__attribute__((noinline)) void finish_step(Lanes<V>& a, std::size_t n) noexcept {
  n = whole(n);
  CAJAL_INDEPENDENT
  for (std::size_t i = 0; i < n; ++i) {
    double c[V::constants], s[V::columns], input[V::channels];
    each<V::constants>([&](auto k) { c[k] = a.constant[k][i]; });
    each<V::columns>([&](auto k) { s[k] = a.state[k][i]; });
    each<V::channels>([&](auto k) { input[k] = a.input[k][i]; });
    double waiting = a.waiting[i], spikes = a.spikes[i];
    StepEnd end{a.before[i], a.current[i], 0};
    if constexpr (draws<V>) end.drawn = a.drawn[i];
    V::finish(c, s, input, end, waiting, spikes);
    each<V::columns>([&](auto k) { a.state[k][i] = s[k]; });
    a.waiting[i] = waiting, a.spikes[i] = spikes;
  }
}

/** One call of a step function. Neurons that need several inner steps are gathered from everywhere. */
template <class V>
class Solution {
 public:
  Solution(const StepView& view, const StepCall& call, bool varied) noexcept
      : view_(view), call_(call), varied_(varied) {
    if (varied) return;
    for (Lanes<V>* lanes : {&all_, &few_, &done_}) share_constants(view, *lanes);
  }

  Lanes<V>& lanes() noexcept { return all_; }

  /** Advances the n neurons from `begin` on, whose input is in the lanes, and leaves out those that it gathers. */
  __attribute__((noinline)) void advance(std::size_t begin, std::size_t n) noexcept {
    enter(view_, call_, begin, n, varied_, all_);
    const double h = all_.constant[0][0];
    bool calm_asked = false;
    for (std::size_t i = 0; i < n; ++i) calm_asked |= all_.constant[V::adaptive][i] == 0;
    if (calm_asked) calm_step(all_, n, h);
    std::size_t unfinished = count(n);
    if (unfinished == n) inner_step(all_, n, h), unfinished = count(n);
    if (gathered_ + unfinished > most_lanes) flush();
    for (std::size_t i = 0; unfinished > 0 && i < n; ++i) {
      if (!all_.unfinished[i]) continue;
      copy_lane(all_, i, varied_, few_, gathered_);
      neurons_[gathered_++] = static_cast<std::uint32_t>(begin + i);
    }
    finish_step(all_, n);
    leave_all(all_, n, view_, call_, begin);
  }

  /** Brings the gathered neurons to the end of the step. */
  void flush() noexcept {
    const std::size_t n = gathered_;
    std::uint32_t ended[most_lanes];
    for (std::size_t done = 0; done < n;) {
      complete(few_, gathered_, varied_);
      inner_step(few_, gathered_, few_.constant[0][0]);
      std::size_t left = 0;
      for (std::size_t i = 0; i < gathered_; ++i) {
        const bool stays = few_.unfinished[i];
        copy_lane(few_, i, varied_, stays ? few_ : done_, stays ? left : done);
        (stays ? neurons_[left++] : ended[done++]) = neurons_[i];
      }
      gathered_ = left;
    }
    if (n == 0) return;
    complete(done_, n, varied_);
    finish_step(done_, n);
    for (std::size_t i = 0; i < n; ++i) leave(done_, i, view_, call_, ended[i]);
  }

 private:
  std::size_t count(std::size_t n) const noexcept {
    std::size_t sum = 0;
    for (std::size_t i = 0; i < n; ++i) sum += static_cast<std::size_t>(all_.unfinished[i]);
    return sum;
  }

  const StepView& view_;
  const StepCall& call_;
  bool varied_;
  std::size_t gathered_ = 0;
  std::uint32_t neurons_[most_lanes];
  Lanes<V> all_, few_, done_;
};

/**
 * What variants with a solver have in common. They say
 *   equations   how many there are: as many columns, and one behind them for the length of the inner step
 *   solved      how many of them need the solver; the others decay exponentially
 *   adaptive    the constant that is 0 where a Runge-Kutta step is enough if it is calm; constant 0 is the resolution
 *   relative    whether the tolerated error grows with what a variable moves, as that of NEST's AdEx neurons does
 *   tolerance   the tolerated error of an inner step
 *   slopes      the derivatives of all equations
 *   exact       what decays, at the middle and at the end of the step
 *   accept      what happens after each inner step; where there is none, nothing does
 *   finish      what arrives, and what happens at the end of the step
 *   stochastic  true where `finish` wants a uniform number
 * Columns behind that of the length are the model's own: only `finish` sees them. What acts on an equation but is
 * constant within a step is an equation without slope.
 */
template <class V>
struct Solved : PlainColumns {
  static constexpr bool relative = false;
  /** What the tolerance is in NEST where it is no parameter. */
  static CAJAL_INLINE double tolerance(const double*) noexcept { return 1e-3; }
  /** Whether nothing happens within a step that ends with this first variable. */
  static CAJAL_INLINE bool uneventful(const double*, double, bool) noexcept { return true; }

  static void load(const double*, const double* variables, double h, double* s, std::int32_t* n) noexcept {
    for (std::size_t k = 0; k < V::equations; ++k) s[k] = variables[k];
    s[V::equations] = h, n[0] = 0;
  }

  template <class Sum, bool varied>
  static std::int32_t run(const StepView& view, const StepCall& call) noexcept {
    Solution<V> solution(view, call, varied);
    for (std::size_t begin = call.begin; begin < call.end; begin += most_lanes) {
      const std::size_t left = call.end - begin, n = left < most_lanes ? left : most_lanes;
      take<Sum>(view, begin, n, V::channels, solution.lanes().input);
      solution.advance(begin, n);
    }
    solution.flush();
    std::int32_t any_fired = 0;
    for (std::size_t i = 0; i < call.end - call.begin; ++i) any_fired |= call.fired[i];
    return any_fired;
  }
};

}  // namespace
}  // namespace cajal
