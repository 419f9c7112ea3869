#include "engine/plastic/decay_table.hpp"

#include <algorithm>
#include <cmath>

#include "base/math.hpp"

namespace cajal {

DecayTable::DecayTable(double tau, double resolution) {
  const double rate = resolution / tau;
  end_ = static_cast<std::int32_t>(std::clamp(std::ceil(lasting_time_constants / rate), 1.0, 1e9));
  while ((end_ >> shift_) > (1 << shift_)) ++shift_;
  const std::int32_t step = 1 << shift_;
  for (std::int32_t n = 0; n < step; ++n) fine_.push_back(exp(-rate * n));
  for (std::int32_t n = 0; n <= end_ >> shift_; ++n) coarse_.push_back(exp(-rate * n * step));
}

}  // namespace cajal
