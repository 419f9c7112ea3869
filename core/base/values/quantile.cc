#include "base/values/quantile.hpp"

#include <algorithm>
#include <cmath>

#include "base/math.hpp"
#include "base/normal.hpp"

namespace cajal {

Quantile::Quantile(const Draw& draw)
    : kind_(Drawer(draw).kind()),
      limit_(Drawer(draw).limit()),
      first_(draw.numbers[0]),
      second_(draw.numbers.size() > 1 ? draw.numbers[1] : 0.0),
      low_(draw.low),
      high_(draw.high),
      upper_(limit_ == Drawer::Limit::redraw && probability(draw, kind_, draw.low, false) > 0.5),
      from_(0),
      to_(1) {
  if (limit_ != Drawer::Limit::redraw) return;
  from_ = probability(draw, kind_, draw.low, upper_);
  to_ = probability(draw, kind_, draw.high, upper_);
}

double Quantile::unlimited(double p, bool upper) const noexcept {
  if (kind_ == Drawer::Kind::uniform)
    return std::min(first_ + (second_ - first_) * (upper ? 1 - p : p), std::nextafter(second_, first_));
  if (kind_ == Drawer::Kind::exponential) return -first_ * (upper ? log(p) : log1p(-p));
  const double z = second_ == 0 ? 0 : upper ? -inverse_normal(p) : inverse_normal(p);
  const double value = first_ + second_ * z;
  return kind_ == Drawer::Kind::lognormal ? exp(value) : value;
}

double Quantile::at(double u) const noexcept {
  const double value = unlimited(from_ + u * (to_ - from_), upper_);
  return limit_ == Drawer::Limit::none ? value : std::clamp(value, low_, high_);
}

}  // namespace cajal
