#include "engine/slices/outputs.hpp"

#include <algorithm>
#include <cmath>

#include "base/hash.hpp"
#include "base/values/draw.hpp"
#include "engine/describe/description_checks.hpp"

namespace cajal {

std::uint32_t longest_value_delay(const Network& network) {
  std::int64_t longest = 1;
  for (const Projection& p : network.projections)
    if (p.synapse->kind == SynapseKind::values)
      longest = std::max(longest, network.grid.delay(bounds(p.spec.delay).max));
  return static_cast<std::uint32_t>(std::min<std::int64_t>(longest, 65535));
}

Outputs::Outputs(const Network& network) : depth_(longest_value_delay(network)) {
  for (const Population& population : network.populations) {
    sizes_.push_back((population.size + 7) / 8 * 8);  // models write whole registers
    auto& outputs = rows_.emplace_back();
    const bool shown =
        std::any_of(network.projections.begin(), network.projections.end(), [&](const Projection& p) {
          return p.synapse->kind == SynapseKind::values && touches(p.sources, population);
        });
    if (!shown) continue;
    empty_ = false;
    for (std::size_t k = 0; k < population.model->outputs.size(); ++k)
      outputs.emplace_back(depth_ * sizes_.back());
  }
}

std::uint64_t Outputs::hash(const Network& network) const noexcept {
  if (depth_ == 1) return 0;  // the next step takes the place of the last
  MixedHash all(depth_);
  each(*this, network, [&](const double* values, std::size_t n) {
    for (std::size_t i = 0; i < n; ++i) all.add(values[i]);
  });
  return all.value();
}

void Outputs::publish(Slice& slice, std::int64_t step) {
  double* outputs[most_outputs];
  for (const Part& part : slice.parts) {
    const std::size_t count = rows_[part.number()].size();
    if (count == 0) continue;
    for (std::size_t k = 0; k < count; ++k) outputs[k] = slot(part.number(), k, step) + part.first();
    part.publish(outputs);
  }
}

}  // namespace cajal
