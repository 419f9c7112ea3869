#include "connect/rule.hpp"

#include <algorithm>
#include <cmath>

namespace cajal {

Rule::Rule(const RuleInput& input)
    : seed_(input.seed),
      stream_(input.stream),
      autapses_(input.spec.autapses),
      multapses_(input.spec.multapses),
      kernels_(&input.kernels),
      sources_(&input.sources),
      targets_(&input.targets),
      space_(input.space) {}

std::uint32_t Rule::blocks() const noexcept {
  if (by_target()) return 1;
  return static_cast<std::uint32_t>((std::uint64_t{targets().size()} + block_size - 1) / block_size);
}

std::uint64_t Rule::most_onto_target() const {
  // The tail of a Poisson distribution; those of the rules that draw are thinner.
  // Without autapses a source that is one of the targets deals its synapses to one target less.
  const std::uint32_t others = targets().size() - (autapses_ ? 0u : std::min(1u, targets().size()));
  const double mean = static_cast<double>(expected_synapses()) / std::max(1u, others);
  const auto most = static_cast<std::uint64_t>(std::ceil(mean + 12 * std::sqrt(mean) + 40));
  return multapses_ ? most : std::min<std::uint64_t>(most, sources().size());
}

std::uint32_t Rule::forbidden(std::uint32_t element) const noexcept {
  if (autapses_) return Selection::npos;
  return by_target() ? sources().position_of(targets().at(element))
                     : targets().position_of(sources().at(element));
}

std::uint64_t Rule::forbidden_pairs() const noexcept {
  if (autapses_) return 0;
  const bool fewer_sources = sources().size() <= targets().size();
  const Selection& few = fewer_sources ? sources() : targets();
  const Selection& many = fewer_sources ? targets() : sources();
  std::uint64_t count = 0;
  for (std::uint32_t i = 0; i < few.size(); ++i) count += many.position_of(few.at(i)) != Selection::npos;
  return count;
}

}  // namespace cajal
