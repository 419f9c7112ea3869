#include <array>

#include "model/device.hpp"

namespace cajal::device {

namespace {
namespace dc_generator {

enum Parameter { amplitude, start, stop };

constexpr std::array parameters{
    Field{"amplitude", "pA", 0, -__builtin_inf(), __builtin_inf(), true, "current while active"},
    start_field,
    stop_field,
};

Signal signal(std::span<const std::vector<double>> values, const Grid& grid, Sequence) {
  const auto [first, last] = window(values[start][0], values[stop][0], grid);
  Signal out;
  if (first == last) return out;
  out.current.emplace_back(first, values[amplitude][0]);
  if (last < Grid::never) out.current.emplace_back(last, 0.0);
  return out;
}

}  // namespace dc_generator
}  // namespace

extern const DeviceModel dc_generator;
const DeviceModel dc_generator{"dc_generator",
                               "Constant current.",
                               "The current acts in (start + delay, stop + delay], multiplied by the weight.",
                               "",
                               dc_generator::parameters,
                               Emission::current,
                               &dc_generator::signal};

}  // namespace cajal::device
