#include "model/signal.hpp"

#include <algorithm>
#include <cmath>
#include <iterator>

#include "base/grid.hpp"
#include "base/sine.hpp"

namespace cajal {

Grid::Grid(double resolution) noexcept : resolution_(clean_resolution(resolution)) {}

std::int64_t Grid::exact(double time) const noexcept {
  if (std::isinf(time) && time > 0) return never;
  const double step = nearest_step(time, resolution_);
  if (!(step >= 0) || step > 9007199254740992.0) return -1;
  return on_grid(time, step, resolution_) ? static_cast<std::int64_t>(step) : -1;
}

std::int64_t Grid::delay(double time) const noexcept {
  const double step = nearest_step(time, resolution_);
  return step < 1 ? 0 : step > 1e15 ? static_cast<std::int64_t>(1e15) : static_cast<std::int64_t>(step);
}

double Grid::time(std::int64_t step) const noexcept {
  return time_of(static_cast<double>(step), resolution_);
}

double Wave::sine(std::int64_t step) const noexcept {
  return sine_of_turns(turns * time_of(static_cast<double>(step), resolution) + phase);
}

std::uint64_t Signal::most_together() const {
  std::uint64_t most = 0;
  std::vector<std::uint32_t> together;
  for (std::size_t begin = 0, end = 0; begin < spikes.size(); begin = end) {
    while (end < spikes.size() && spikes[end] == spikes[begin]) ++end;
    if (ids.empty() || end - begin == 1) {
      most = std::max<std::uint64_t>(most, end - begin);
      continue;
    }
    together.assign(ids.begin() + static_cast<std::ptrdiff_t>(begin),
                    ids.begin() + static_cast<std::ptrdiff_t>(end));
    std::sort(together.begin(), together.end());
    for (auto first = together.begin(); first != together.end();) {
      const auto last = std::upper_bound(first, together.end(), *first);
      most = std::max(most, static_cast<std::uint64_t>(last - first));
      first = last;
    }
  }
  return std::max(most, rate > 0 ? static_cast<std::uint64_t>(rate + 12 * std::sqrt(rate)) + 60 : 0);
}

namespace {

/** The value of a course whose changes act `delay` steps late; zero before the first. */
double value_in(const std::vector<std::pair<std::int64_t, double>>& course, std::int64_t step,
                std::int64_t delay, std::int64_t& next_change) noexcept {
  const auto next = std::partition_point(course.begin(), course.end(),
                                         [&](const auto& change) { return change.first + delay <= step; });
  if (next != course.end()) next_change = std::min(next_change, next->first + delay);
  return next == course.begin() ? 0 : std::prev(next)->second;
}

}  // namespace

bool Signal::inside(std::int64_t step, std::int64_t delay, std::int64_t& next_change) const noexcept {
  if (step < start + delay) {
    next_change = std::min(next_change, start + delay);
    return false;
  }
  if (step >= stop + delay) return false;
  if (stop != Grid::never) next_change = std::min(next_change, stop + delay);
  return true;
}

double Signal::rate_in(std::int64_t step, std::int64_t delay, std::int64_t& next_change) const noexcept {
  if (wave) return moments_in(step, delay, next_change).mean;
  if (!inside(step, delay, next_change)) return 0;
  return rates.empty() ? rate : value_in(rates, step, delay, next_change);
}

double Signal::amplitude_in(std::int64_t step, std::int64_t delay, std::int64_t& next_change) const noexcept {
  return value_in(current, step, delay, next_change);
}

Moments Signal::moments_in(std::int64_t step, std::int64_t delay, std::int64_t& next_change) const noexcept {
  if (!inside(step, delay, next_change)) return {};
  const std::int64_t since = start + (step - delay - start) / wave->every * wave->every;
  next_change = std::min(next_change, since + wave->every + delay);
  Moments moments = wave->function(*wave, since);
  moments.since = since;
  return moments;
}

}  // namespace cajal
