#include "connect/space/cells.hpp"

#include <algorithm>
#include <cmath>

#include "base/math.hpp"

namespace cajal {
namespace {

// Smaller cells bound an expression better and are more to visit: between 4 and 64 the build hardly changes.
constexpr double neurons_per_cell = 16;
constexpr double most_cells = 65536;
/** Of a cell's width: what rounding may put a neuron beside its cell. */
constexpr double slack = 1e-9;

}  // namespace

Cells::Cells(const Space* space, bool by_target, std::uint32_t partners, std::uint32_t block,
             const Expression& expression, double least)
    : space_(space), by_target_(by_target) {
  if (space_) measure(partners);
  sort(partners, block);
  find_neighbours(expression, least);
}

void Cells::measure(std::uint32_t partners) {
  double length[most_dimensions] = {};
  for (std::size_t d = 0; d < space_->dimensions; ++d) {
    double low = 0, high = 0;
    bool first = true;
    for (const Coordinates* side : {&space_->sources, &space_->targets})
      for (const double x : (*side)[d]) {
        low = first ? x : std::min(low, x), high = first ? x : std::max(high, x);
        first = false;
      }
    origin_[d] = low;
    periodic_[d] = space_->period[d] > 0;
    length[d] = periodic_[d] ? space_->period[d] : high - low;
    width_[d] = std::max(length[d], 1e-300);
  }
  divide(length, std::clamp(partners / neurons_per_cell, 1.0, most_cells));
}

void Cells::divide(const double* length, double wanted) {
  // Cubes, along the dimensions that are longer than a cube.
  bool cut[most_dimensions];
  for (std::size_t d = 0; d < most_dimensions; ++d) cut[d] = length[d] > 0;
  for (bool done = false; !done;) {
    double logarithm = -log(wanted);
    std::size_t number = 0;
    for (std::size_t d = 0; d < most_dimensions; ++d)
      if (cut[d]) logarithm += log(length[d]), ++number;
    if (number == 0) return;
    const double side = exp(logarithm / static_cast<double>(number));
    done = true;
    for (std::size_t d = 0; d < most_dimensions; ++d)
      if (cut[d] && length[d] < side && number > 1) cut[d] = done = false;
    if (!done) continue;
    for (std::size_t d = 0; d < most_dimensions; ++d) {
      if (!cut[d]) continue;
      count_[d] = static_cast<std::int32_t>(std::clamp(std::floor(length[d] / side), 1.0, most_cells));
      width_[d] = length[d] / count_[d];
      cells_ *= static_cast<std::uint32_t>(count_[d]);
    }
  }
}

std::int32_t Cells::cell_at(std::size_t d, double coordinate) const noexcept {
  const double at = std::floor((coordinate - origin_[d]) / width_[d]);
  return static_cast<std::int32_t>(std::clamp(at, 0.0, static_cast<double>(count_[d] - 1)));
}

std::vector<std::uint32_t> Cells::steps_from(std::uint32_t element) const {
  constexpr std::uint32_t nowhere = 1u << 30;  // three of them are no cell either, and fit
  std::vector<std::uint32_t> steps;
  std::uint32_t stride = cells_;
  for (std::size_t d = 0; d < most_dimensions; ++d) {
    stride /= static_cast<std::uint32_t>(count_[d]);
    std::int32_t home = 0;
    if (space_ && d < space_->dimensions)
      home = cell_at(d, (by_target_ ? space_->targets : space_->sources)[d][element]);
    for (std::int32_t offset = least_[d]; offset <= most_[d]; ++offset) {
      std::int32_t at = home + offset;
      if (periodic_[d]) at = at < 0 ? at + count_[d] : at >= count_[d] ? at - count_[d] : at;
      steps.push_back(at < 0 || at >= count_[d] ? nowhere : static_cast<std::uint32_t>(at) * stride);
    }
  }
  return steps;
}

void Cells::sort(std::uint32_t partners, std::uint32_t block) {
  const std::uint32_t blocks = partners / block + (partners % block != 0 ? 1 : 0);
  std::vector<std::uint32_t> cell(partners);
  if (space_) {
    const Coordinates& there = by_target_ ? space_->sources : space_->targets;
    for (std::size_t d = 0; d < most_dimensions; ++d)
      for (std::uint32_t i = 0; i < partners; ++i)
        cell[i] = cell[i] * static_cast<std::uint32_t>(count_[d]) +
                  (d < space_->dimensions ? static_cast<std::uint32_t>(cell_at(d, there[d][i])) : 0);
  }
  members_.resize(partners);
  starts_.assign(std::size_t{std::max(1u, blocks)} * (cells_ + 1), 0);
  for (std::uint32_t b = 0; b < blocks; ++b) {
    const std::uint32_t first = b * block, last = std::min(partners - first, block) + first;
    std::uint32_t* const starts = starts_.data() + std::size_t{b} * (cells_ + 1);
    for (std::uint32_t i = first; i < last; ++i) ++starts[cell[i] + 1];
    starts[0] = first;
    for (std::uint32_t c = 0; c < cells_; ++c) starts[c + 1] += starts[c];
    std::vector<std::uint32_t> next(starts, starts + cells_);
    for (std::uint32_t i = first; i < last; ++i) members_[next[cell[i]]++] = i;
  }
}

void Cells::find_neighbours(const Expression& expression, double least) {
  std::int32_t first[most_dimensions], last[most_dimensions];
  for (std::size_t d = 0; d < most_dimensions; ++d) {
    first[d] = periodic_[d] ? -((count_[d] - 1) / 2) : 1 - count_[d];
    last[d] = periodic_[d] ? count_[d] / 2 : count_[d] - 1;
  }
  for (std::int32_t x = first[0]; x <= last[0]; ++x)
    for (std::int32_t y = first[1]; y <= last[1]; ++y)
      for (std::int32_t z = first[2]; z <= last[2]; ++z)
        if (const double bound = bound_at(expression, {x, y, z}); bound > least)
          neighbours_.push_back({{x, y, z}, bound, bound < 1 ? -log1p(-bound) : 0});
  std::ptrdiff_t before = 0;
  for (std::size_t d = 0; d < most_dimensions; ++d) {
    for (const Neighbour& one : neighbours_) {
      least_[d] = std::min(least_[d], one.offset[d]);
      most_[d] = std::max(most_[d], one.offset[d]);
    }
    first_[d] = before - least_[d];
    before += most_[d] - least_[d] + 1;
  }
}

double Cells::bound_at(const Expression& expression,
                       const std::array<std::int32_t, most_dimensions>& offset) const {
  // Over a periodic edge the ways between two cells may lie at both ends of the interval of all ways.
  Range pieces[most_dimensions][2] = {};
  std::size_t number[most_dimensions] = {1, 1, 1};
  for (std::size_t d = 0; d < (space_ ? space_->dimensions : 0); ++d) {
    const double width = width_[d] * (1 + slack), centre = (by_target_ ? -offset[d] : offset[d]) * width_[d];
    const Range straight{centre - width, centre + width};
    pieces[d][0] = straight;
    if (!periodic_[d]) continue;
    const double half = 0.5 * space_->period[d], length = space_->period[d];
    pieces[d][0] = {std::max(straight.min, -half), std::min(straight.max, half)};
    if (straight.min < -half) pieces[d][number[d]++] = {straight.min + length, half};
    if (straight.max > half && number[d] < 2) pieces[d][number[d]++] = {-half, straight.max - length};
    if (straight.max - straight.min >= length) pieces[d][0] = {-half, half}, number[d] = 1;
  }
  double bound = 0;
  for (std::size_t x = 0; x < number[0]; ++x)
    for (std::size_t y = 0; y < number[1]; ++y)
      for (std::size_t z = 0; z < number[2]; ++z)
        bound = std::max(bound, expression.bounds({{pieces[0][x], pieces[1][y], pieces[2][z]}}).max);
  return bound;
}

}  // namespace cajal
