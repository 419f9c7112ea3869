#include "base/selection.hpp"

#include <algorithm>
#include <string>

#include "error.hpp"

namespace cajal {
namespace {

[[noreturn]] void refuse_selection(const char* code, std::string_view parameter, const std::string& message,
                                   const std::string& value, const std::string& allowed) {
  throw Error(code, std::string(parameter) + ": " + message, {std::string(parameter), value, allowed, {}});
}

[[noreturn]] void refuse_twice(std::string_view parameter, std::uint32_t neuron, std::uint32_t position) {
  const std::string number = std::to_string(neuron), place = std::to_string(position);
  refuse_selection("E_INDEX", parameter, "neuron " + number + " is listed again at position " + place, number,
                   "every neuron at most once");
}

}  // namespace

Selection::Selection(const Ranges& ranges, std::string_view parameter, std::uint64_t neurons) {
  if (ranges.size() % 3 != 0) {
    const std::string length = std::to_string(ranges.size());
    refuse_selection("E_TYPE", parameter, "ranges are triples start, stop, step; got " + length + " numbers",
                     length, "a multiple of 3 numbers");
  }
  for (std::size_t i = 0; i < ranges.size(); i += 3) {
    const std::uint32_t start = ranges[i], stop = ranges[i + 1], step = ranges[i + 2];
    if (step == 0)
      refuse_selection("E_TYPE", parameter, "the step of a range is 0", "0", "a step of at least 1");
    if (start >= stop) continue;
    const std::uint32_t last = start + (stop - 1 - start) / step * step;
    if (last >= neurons) {
      const std::uint64_t bad =
          start >= neurons ? start : start + ((neurons - start + step - 1) / step) * step;
      const std::string number = std::to_string(bad), exist = std::to_string(neurons);
      const std::uint64_t position = size_ + (bad - start) / step;
      refuse_selection("E_INDEX", parameter,
                       "neuron " + number + " at position " + std::to_string(position) + " does not exist",
                       number, "below " + exist + ", the number of neurons");
    }
    add(start, stop, step);
  }
  index_parts(parameter);
}

void Selection::add(std::uint32_t start, std::uint32_t stop, std::uint32_t step) {
  const std::uint32_t count = (stop - 1 - start) / step + 1, last = start + (count - 1) * step;
  if (count > npos - size_) {
    throw Error("E_OVERFLOW", "a selection of more than 4294967294 neurons",
                {"targets", "more than 4294967294", "at most 4294967294", "every neuron at most once"});
  }
  parts_.push_back({start, last, step, size_});
  size_ += count;
}

void Selection::index_parts(std::string_view parameter) {
  sorted_ = parts_;
  std::sort(sorted_.begin(), sorted_.end(), [](const Part& a, const Part& b) { return a.first < b.first; });
  for (std::size_t i = 1; i < sorted_.size(); ++i) {
    if (sorted_[i].first <= sorted_[i - 1].last) return index_neurons(parameter);
  }
}

void Selection::index_neurons(std::string_view parameter) {
  sorted_.clear();
  places_.reserve(size_);
  for (const Part& part : parts_) {
    for (std::uint32_t i = 0, n = (part.last - part.first) / part.step + 1; i < n; ++i) {
      places_.push_back({part.first + i * part.step, part.position + i});
    }
  }
  std::sort(places_.begin(), places_.end(), [](const Place& a, const Place& b) {
    return a.neuron != b.neuron ? a.neuron < b.neuron : a.position < b.position;
  });
  std::uint32_t again = npos, neuron = 0;
  for (std::size_t i = 1; i < places_.size(); ++i) {
    if (places_[i].neuron == places_[i - 1].neuron && places_[i].position < again) {
      again = places_[i].position, neuron = places_[i].neuron;
    }
  }
  if (again != npos) refuse_twice(parameter, neuron, again);
}

std::uint32_t Selection::at(std::uint32_t position) const noexcept {
  const auto after = std::upper_bound(parts_.begin(), parts_.end(), position,
                                      [](std::uint32_t p, const Part& part) { return p < part.position; });
  const Part& part = *(after - 1);
  return part.first + (position - part.position) * part.step;
}

std::uint32_t Selection::position_of(std::uint32_t neuron) const noexcept {
  if (!places_.empty()) {
    const auto found = std::lower_bound(places_.begin(), places_.end(), neuron,
                                        [](const Place& place, std::uint32_t n) { return place.neuron < n; });
    return found != places_.end() && found->neuron == neuron ? found->position : npos;
  }
  const auto after = std::upper_bound(sorted_.begin(), sorted_.end(), neuron,
                                      [](std::uint32_t n, const Part& part) { return n < part.first; });
  if (after == sorted_.begin()) return npos;
  const Part& part = *(after - 1);
  const bool member = neuron <= part.last && (neuron - part.first) % part.step == 0;
  return member ? part.position + (neuron - part.first) / part.step : npos;
}

}  // namespace cajal
