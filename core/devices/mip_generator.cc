#include <array>
#include <tuple>

#include "model/device.hpp"

namespace cajal::device {

namespace {
namespace mip_generator {

enum Parameter { rate, p_copy, start, stop };

constexpr std::array parameters{
    common(Field{"rate", "1/s", 0, 0, __builtin_inf(), false, "mean rate of the mother train"}),
    Field{"p_copy", "", 1, 0, 1, false, "chance of each of its spikes to reach a target"},
    common(start_field),
    common(stop_field),
};

Signal signal(std::span<const std::vector<double>> values, const Grid& grid, Sequence) {
  Signal out;
  out.rate = events_per_step(parameters[rate].name, values[rate][0], grid);
  out.copied = values[p_copy][0];
  std::tie(out.start, out.stop) = window(values[start][0], values[stop][0], grid);
  return out;
}

}  // namespace mip_generator
}  // namespace

extern const DeviceModel mip_generator;
const DeviceModel mip_generator{
    "mip_generator",
    "Correlated Poisson spike trains: copies of one train that lost spikes (multiple interaction process).",
    "One Poisson train of the given rate has spikes with stamps in (start, stop]; every target receives each "
    "of them\n"
    "with probability p_copy, independently of the others. Its train is Poisson with rate p_copy * rate, and "
    "counts\n"
    "of two targets have the correlation sqrt(p_copy_1 * p_copy_2), within a step and at no other lag.",
    "Kuhn, Aertsen & Rotter (2003) Neural Computation 15:67-101",
    mip_generator::parameters,
    Emission::poisson,
    &mip_generator::signal};

}  // namespace cajal::device
