#include "engine/build/target_map.hpp"

#include "connect/rule.hpp"

namespace cajal {

TargetMap::TargetMap(const Selection& targets, const Slice& slice, std::uint32_t receptor, bool all)
    : targets_(targets.size()) {
  std::uint32_t next = 0;
  for (std::uint32_t p = 0; p < slice.parts.size(); ++p) {
    const Part& part = slice.parts[p];
    const std::uint32_t row = accumulator_row(part.size());
    const std::uint32_t accumulator = next;
    next += static_cast<std::uint32_t>(part.variant().channels) * row;
    if (receptor >= part.population().model->receptors.size()) continue;  // no target of this projection
    const std::int8_t* const channel = &part.variant().channel[2 * receptor];
    if (channel[0] < 0 && !all) continue;  // a receptor that ignores spikes
    const std::uint64_t begin = part.first_global(), end = begin + part.size();
    const std::size_t before = segments_.size();
    for (const Selection::Part& range : targets.parts()) {
      const std::uint64_t from =
          range.first >= begin ? 0 : (begin - range.first + range.step - 1) / range.step;
      if (range.last < begin || range.first >= end) continue;
      const std::uint64_t to = (std::min<std::uint64_t>(range.last, end - 1) - range.first) / range.step;
      if (from > to) continue;
      segments_.push_back({static_cast<std::uint32_t>(range.position + from),
                           static_cast<std::uint32_t>(to - from + 1), range.step,
                           static_cast<std::uint32_t>(range.first + from * range.step - begin),
                           static_cast<std::uint32_t>(landings_.size())});
    }
    if (segments_.size() > before) {
      landings_.push_back({1 / part.unit(),
                           part.population().model->receptors[receptor].use,
                           {accumulator + static_cast<std::uint32_t>(channel[0]) * row,
                            accumulator + static_cast<std::uint32_t>(channel[1]) * row},
                           p});
    }
  }
  std::sort(segments_.begin(), segments_.end(),
            [](const auto& a, const auto& b) { return a.position < b.position; });
}

bool TargetMap::has_block(std::uint32_t block) const noexcept {
  if (segments_.size() != 1 || segments_[0].step != 1) return false;
  const Segment& only = segments_[0];
  const std::uint64_t first = std::uint64_t{block} * block_size;
  return only.position <= first &&
         std::uint64_t{only.position} + only.count >= std::min<std::uint64_t>(first + block_size, targets_);
}

std::uint32_t TargetMap::size() const noexcept {
  std::uint32_t sum = 0;
  for (const Segment& segment : segments_) sum += segment.count;
  return sum;
}

std::pair<std::uint32_t, std::uint32_t> TargetMap::hull() const noexcept {
  return {segments_.front().position, segments_.back().position + segments_.back().count - 1};
}

const TargetMap::Segment& TargetMap::segment_of(std::uint32_t position) const noexcept {
  const auto after = std::upper_bound(segments_.begin(), segments_.end(), position,
                                      [](std::uint32_t p, const Segment& s) { return p < s.position; });
  return after == segments_.begin() ? *after : *(after - 1);
}

void TargetMap::find(const std::vector<std::uint32_t>& partners, Owned& owned) const {
  if (owned.index.size() < partners.size())
    owned.index.resize(partners.size()), owned.neuron.resize(partners.size()),
        owned.landing.resize(partners.size());
  // Every entry is written and kept by advancing: whether a random target lives here is not predictable, and a branch
  // cost more than the rest of the loop.
  std::size_t size = 0;
  const bool single = segments_.size() == 1;
  const Segment first = segments_[0];
  for (std::uint32_t k = 0; k < partners.size(); ++k) {
    const Segment& segment = single ? first : segment_of(partners[k]);
    const std::uint32_t offset = partners[k] - segment.position;
    owned.index[size] = k;
    owned.neuron[size] = segment.neuron + offset * segment.step;
    owned.landing[size] = segment.landing;
    size += offset < segment.count;
  }
  owned.size = size;
}

void TargetMap::find_repeated(std::uint32_t position, std::size_t n, Owned& owned) const {
  const Segment& segment = segment_of(position);
  owned.neuron.assign(n, segment.neuron + (position - segment.position) * segment.step);
  owned.landing.assign(n, segment.landing);
  owned.size = n;
}

}  // namespace cajal
