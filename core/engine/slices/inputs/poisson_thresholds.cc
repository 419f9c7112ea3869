#include "engine/slices/inputs/poisson_thresholds.hpp"

#include <algorithm>

#include "base/math.hpp"

namespace cajal {

namespace {

constexpr std::uint16_t none = 0xffff;  ///< where a train has no threshold

}  // namespace

void poisson_thresholds(double mean, std::vector<std::uint32_t>& list) {
  list.clear();
  double term = exp(-mean), sum = term;
  for (int k = 1; sum * 4294967296.0 < 4294967295.5 && k < 1000; ++k) {
    list.push_back(static_cast<std::uint32_t>(sum * 4294967296.0));
    term *= mean / k;
    sum += term;
  }
}

void ThresholdColumns::set(std::size_t train, const std::vector<std::uint32_t>& list) {
  // Where the upper halves reach 65535 one row stands for all: equality is doubt, and doubt sees every bit.
  std::size_t size = 0;
  while (size < list.size() && (size == 0 || list[size - 1] < 0xffff0000)) ++size;
  clear(train);
  need(train, size);
  for (std::size_t row = 0; row < size; ++row)
    upper_[row * most_trains + train] = static_cast<std::uint16_t>(list[row] >> 16);
}

void ThresholdColumns::take(std::size_t train, const ThresholdColumns& from, std::size_t other) {
  if (this == &from && train == other) return;
  clear(train);
  need(train, from.needs_[other]);
  for (std::size_t row = 0; row < needs_[train]; ++row)
    upper_[row * most_trains + train] = from.upper_[row * most_trains + other];
}

void ThresholdColumns::clear(std::size_t train) noexcept {
  for (std::size_t row = 0; row < needs_[train]; ++row) upper_[row * most_trains + train] = none;
  if (needs_[train] == size_) {
    needs_[train] = 0;
    size_ = *std::max_element(needs_.begin(), needs_.end());
  }
  needs_[train] = 0;
}

void ThresholdColumns::need(std::size_t train, std::size_t rows) {
  if (rows * most_trains > upper_.size()) upper_.resize(rows * most_trains, none);
  needs_[train] = static_cast<std::uint16_t>(rows);
  size_ = std::max(size_, rows);
}

}  // namespace cajal
