#include "engine/plastic/decay_table.hpp"

#include <algorithm>
#include <cmath>

#include "base/math.hpp"

namespace cajal {

DecayTable::DecayTable(double tau, double resolution) {
  const double rate = resolution / tau;
  end_ = static_cast<std::uint32_t>(std::clamp(std::ceil(lasting_time_constants / rate), 1.0, 1e9));
  while ((end_ >> shift_) > (1u << shift_)) ++shift_;
  const std::uint32_t step = 1u << shift_;
  for (std::uint32_t n = 0; n < step; ++n) fine_.push_back(exp(-rate * n));
  for (std::uint32_t n = 0; n <= end_ >> shift_; ++n) coarse_.push_back(exp(-rate * n * step));
}

}  // namespace cajal
