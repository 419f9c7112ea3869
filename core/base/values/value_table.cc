#include "base/values/value_table.hpp"

#include <cmath>
#include <limits>

namespace cajal {

namespace {

// Gauss-Legendre quadrature on (0, 1), six points: quantile functions are smooth within a cell that is not the last.
constexpr double nodes[] = {0.033765242898423975, 0.16939530676686776, 0.38069040695840156,
                            0.61930959304159844,  0.83060469323313224, 0.96623475710157602};
constexpr double shares[] = {0.085662246189585178, 0.18038078652406930, 0.23395696728634552,
                             0.23395696728634552,  0.18038078652406930, 0.085662246189585178};

constexpr double root_of_12 = 3.4641016151377546;

}  // namespace

ValueTable::ValueTable(const Draw& draw)
    : quantile_(draw),
      lowest_(quantile_.at(open_unit(0))),
      highest_(quantile_.at(open_unit(0xFFFFFFFF))),
      centre_(cells),
      width_(cells) {
  for (std::uint32_t cell = 0; cell < cells; ++cell) fill(cell);
}

void ValueTable::fill(std::uint32_t cell) {
  centre_[cell] = std::numeric_limits<double>::quiet_NaN();
  if (cell == 0 || cell + 1 == cells) return;
  const double begin = cell, size = 1.0 / cells;
  const double lowest = quantile_.at(begin * size), highest = quantile_.at((begin + 1) * size);
  if (lowest == highest) {
    centre_[cell] = lowest;
    return;
  }
  if (quantile_.clips() && (lowest == quantile_.low() || highest == quantile_.high())) return;
  double values[6], mean = 0, variance = 0;
  for (int k = 0; k < 6; ++k)
    values[k] = quantile_.at((begin + nodes[k]) * size), mean += shares[k] * values[k];
  for (int k = 0; k < 6; ++k) variance += shares[k] * (values[k] - mean) * (values[k] - mean);
  const double width = root_of_12 * std::sqrt(variance);
  // Where the density changes much within a cell, the uniform one reaches beyond the cell, but not beyond a limit.
  if (!(mean - width / 2 >= lowest_ && mean + width / 2 <= highest_)) return;
  centre_[cell] = mean;
  width_[cell] = width;
}

}  // namespace cajal
