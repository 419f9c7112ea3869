#include "base/values/step_table.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "base/grid.hpp"

namespace cajal {

namespace {

/** Of each step from `first` to `last`. */
std::vector<double> probabilities_of(const Draw& draw, const Drawer& drawer, double resolution,
                                     std::uint32_t first, std::uint32_t last) {
  std::vector<double> probabilities;
  const double infinity = std::numeric_limits<double>::infinity();
  const bool cut = drawer.limit() == Drawer::Limit::redraw, clipped = drawer.limit() == Drawer::Limit::clip;
  for (std::uint32_t step = first; step <= last; ++step) {
    double low = step == first ? -infinity : (step - 0.5) * resolution;
    double high = step == last ? infinity : (step + 0.5) * resolution;
    if (cut) low = std::clamp(low, draw.low, draw.high), high = std::clamp(high, draw.low, draw.high);
    // What is clipped lies at a limit, and so in the first or the last step, which take all beyond them.
    if (clipped && low > draw.high) low = infinity;
    if (clipped && high < draw.low) high = -infinity;
    probabilities.push_back(probability_between(draw, low, high));
  }
  return probabilities;
}

}  // namespace

std::optional<StepTable> StepTable::of(const Draw& draw, double resolution, std::uint32_t longest) {
  const Drawer drawer(draw);
  const Range range = bounds(draw);
  const double last = nearest_step(range.max, resolution);
  const double first = std::max(0.0, nearest_step(range.min, resolution));
  const bool point = drawer.kind() != Drawer::Kind::uniform && drawer.kind() != Drawer::Kind::exponential &&
                     draw.numbers[1] == 0;
  if (point || last > longest || last < first || last - first + 1 > (1u << most_bits)) return {};
  const auto begin = static_cast<std::uint32_t>(first), end = static_cast<std::uint32_t>(last);
  return StepTable(probabilities_of(draw, drawer, resolution, begin, end), begin);
}

StepTable::StepTable(std::vector<double> probabilities, std::uint32_t first) : first_(first) {
  while ((std::size_t{1} << bits_) < probabilities.size()) ++bits_;
  const std::uint32_t size = 1u << bits_;
  probabilities.resize(size);
  double sum = 0;
  for (const double p : probabilities) sum += p;
  std::vector<double> filled(size);
  std::vector<std::uint32_t> other(size), scarce, ample;
  for (std::uint32_t k = 0; k < size; ++k) {
    filled[k] = probabilities[k] / sum * size, other[k] = k;
    (filled[k] < 1 ? scarce : ample).push_back(k);
  }
  while (!scarce.empty() && !ample.empty()) {
    const std::uint32_t poor = scarce.back(), rich = ample.back();
    scarce.pop_back();
    other[poor] = rich;
    filled[rich] -= 1 - filled[poor];
    if (filled[rich] >= 1) continue;
    ample.pop_back();
    scarce.push_back(rich);
  }
  // A cell's bound has the bits that are left of a word once it has named the cell.
  const double most = std::ldexp(1.0, static_cast<int>(32 - bits_));
  for (std::uint32_t k = 0; k < size; ++k) {
    const double bound = std::min(std::floor(filled[k] * most + 0.5), most - 1);
    cells_.push_back(static_cast<std::uint32_t>(bound) << bits_ | other[k]);
  }
}

}  // namespace cajal
