// When which input of a slice changes next, so that a step costs what changes in it and not what waits.
#pragma once
#include <algorithm>
#include <cstdint>
#include <vector>

#include "base/memory/held.hpp"
#include "model/device.hpp"

namespace cajal {

enum class InputKind : std::uint8_t { poisson, poisson_rates, poisson_train, poisson_common, current };

/** An input of a part, and which of its neurons where they differ. */
struct InputName {
  std::uint32_t part, input, place;
  InputKind kind;
};

class InputChanges {
 public:
  void clear() noexcept { heap_.clear(); }
  /** Gives back what more changes than there are have left. */
  void settle() { heap_.shrink_to_fit(); }
  std::size_t bytes() const noexcept { return held_by(heap_); }
  void add(std::int64_t step, const InputName& name) {
    if (step == Grid::never) return;
    heap_.push_back({step, name});
    std::push_heap(heap_.begin(), heap_.end(), later);
  }
  /** The step of the next change, or Grid::never. */
  std::int64_t next() const noexcept { return heap_.empty() ? Grid::never : heap_[0].step; }
  InputName take() noexcept {
    std::pop_heap(heap_.begin(), heap_.end(), later);
    const InputName name = heap_.back().name;
    heap_.pop_back();
    return name;
  }

 private:
  struct Change {
    std::int64_t step;
    InputName name;
  };
  static bool later(const Change& a, const Change& b) noexcept { return a.step > b.step; }

  std::vector<Change> heap_;  ///< the earliest first
};

}  // namespace cajal
