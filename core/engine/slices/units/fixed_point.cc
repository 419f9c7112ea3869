#include "engine/slices/units/fixed_point.hpp"

#include <algorithm>
#include <cmath>

namespace cajal {

double weight_unit(double largest, static_row::Form form) noexcept {
  if (!(largest > 0)) return 1;
  int exponent;
  std::frexp(largest, &exponent);  // largest < 2^exponent
  const int bits = form == static_row::Form::compact ? 15 : 31;
  const double unit = std::ldexp(1.0, std::max(exponent - bits, -1000));  // its inverse must be finite
  const double rounded = std::floor(largest / unit + 0.5);
  return rounded > static_cast<double>(static_row::largest(form)) ? 2 * unit : unit;
}

}  // namespace cajal
