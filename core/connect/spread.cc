#include "connect/spread.hpp"

#include <algorithm>

#include "connect/pick.hpp"
#include "connect/purposes.hpp"
#include "connect/rule.hpp"

namespace cajal {

std::uint32_t Chooser::blocks() const noexcept {
  return static_cast<std::uint32_t>((std::uint64_t{size} + block_size - 1) / block_size);
}

std::uint64_t Chooser::candidates(std::uint32_t begin, std::uint32_t end) const noexcept {
  const std::uint64_t first = std::uint64_t{begin} * block_size;
  const std::uint64_t last = std::min(std::uint64_t{end} * block_size, std::uint64_t{size});
  const bool lacks_one = forbidden != Selection::npos && forbidden >= first && forbidden < last;
  return last - first - (lacks_one ? 1 : 0);
}

std::uint64_t Chooser::left_part(std::uint64_t total, std::uint32_t begin, std::uint32_t end,
                                 std::uint32_t depth) const {
  Sequence sequence(seed, stream, element, purpose::blocks | depth << 17 | begin);
  const std::uint32_t middle = begin + (end - begin) / 2;
  return share(sequence, total, candidates(begin, end), candidates(begin, middle), multapses);
}

Chooser::Part Chooser::part(std::uint64_t total, std::uint32_t block) const {
  Part part{0, total};
  std::uint32_t begin = 0, end = blocks();
  for (std::uint32_t depth = 0; end - begin > 1 && part.count > 0; ++depth) {
    const std::uint32_t middle = begin + (end - begin) / 2;
    const std::uint64_t left = left_part(part.count, begin, end, depth);
    if (block < middle) {
      end = middle, part.count = left;
    } else {
      begin = middle, part.before += left, part.count -= left;
    }
  }
  return part;
}

void Chooser::choose_in(std::uint64_t count, std::uint32_t block,
                        std::vector<std::uint32_t>& partners) const {
  if (count == 0) return;
  const std::size_t old = partners.size();
  partners.resize(old + count);
  std::uint32_t* const chosen = partners.data() + old;
  const auto n = static_cast<std::uint32_t>(candidates(block, block + 1)),
             amount = static_cast<std::uint32_t>(count);
  const Place place{seed, stream, element, block, kernels};
  if (multapses)
    pick(place, n, amount, chosen);
  else
    pick_distinct(place, n, amount, chosen);
  const std::uint32_t first = block * block_size;
  const std::uint32_t gap =
      forbidden == Selection::npos || forbidden < first ? Selection::npos : forbidden - first;
  for (std::uint32_t i = 0; i < amount; ++i) chosen[i] += first + (chosen[i] >= gap ? 1 : 0);
}

void Chooser::choose(std::uint64_t total, std::uint32_t block, std::vector<std::uint32_t>& partners) const {
  choose_in(part(total, block).count, block, partners);
}

void Chooser::choose_between(std::uint64_t total, std::uint32_t begin, std::uint32_t end, std::uint32_t depth,
                             std::vector<std::uint32_t>& partners) const {
  if (total == 0) return;
  if (end - begin == 1) return choose_in(total, begin, partners);
  const std::uint32_t middle = begin + (end - begin) / 2;
  const std::uint64_t left = left_part(total, begin, end, depth);
  choose_between(left, begin, middle, depth + 1, partners);
  choose_between(total - left, middle, end, depth + 1, partners);
}

void Chooser::choose_all(std::uint64_t total, std::vector<std::uint32_t>& partners) const {
  choose_between(total, 0, blocks(), 0, partners);
}

}  // namespace cajal
