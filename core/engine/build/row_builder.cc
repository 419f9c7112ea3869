#include "engine/build/row_builder.hpp"

#include <algorithm>

namespace cajal {

void RowBuilder::sort_by_delay() {
  const auto entries = entries_.all();
  PlacedSynapse* const sorted = sorted_.ask(entries.size());
  // Counting visits every possible delay; a short row among long delays is cheaper to compare.
  if (counts_.size() > 1024 && counts_.size() / 4 > entries.size()) {
    std::copy(entries.begin(), entries.end(), sorted);
    std::stable_sort(sorted, sorted + entries.size(),
                     [](const PlacedSynapse& a, const PlacedSynapse& b) { return a.delay() < b.delay(); });
    return;
  }
  std::fill(counts_.begin(), counts_.end(), 0);
  for (const PlacedSynapse entry : entries) ++counts_[entry.delay() + 1];
  for (std::size_t d = 1; d < counts_.size(); ++d) counts_[d] += counts_[d - 1];
  for (const PlacedSynapse entry : entries) sorted[counts_[entry.delay()]++] = entry;
}

std::size_t RowBuilder::row_words() noexcept {
  std::size_t words = 1;
  for (std::size_t begin = 0, end; begin < entries_.size(); begin = end) {
    for (end = begin; end < entries_.size() && sorted_[end].delay() == sorted_[begin].delay();) ++end;
    longest_run_ = std::max(longest_run_, end - begin);
    for (std::size_t left = end - begin; left > 0;) {
      const std::size_t size = std::min<std::size_t>(left, static_row::longest_run);
      words += 1 + static_row::words(form_, size);
      left -= size;
    }
  }
  return words;
}

std::uint32_t* RowBuilder::write_run(const PlacedSynapse* run, std::size_t size, std::uint32_t steps,
                                     std::uint32_t* out) const noexcept {
  *out++ = static_row::header(steps, static_cast<std::uint32_t>(size));
  if (form_ == static_row::Form::compact) {
    for (std::size_t k = 0; k < size; ++k)
      out[k] = static_cast<std::uint32_t>(run[k].weight()) << 16 | run[k].accumulator();
  } else {
    std::uint32_t* weights = out + (size + 1) / 2;
    for (std::size_t k = 0; k < size; k += 2)
      out[k / 2] = run[k].accumulator() | (k + 1 < size ? run[k + 1].accumulator() << 16 : 0);
    for (std::size_t k = 0; k < size; ++k) weights[k] = static_cast<std::uint32_t>(run[k].weight());
  }
  return out + static_row::words(form_, size);
}

void RowBuilder::write_row(std::uint32_t* out) {
  std::uint32_t before = 0;
  for (std::size_t begin = 0, end; begin < entries_.size(); begin = end) {
    const std::uint32_t delay = sorted_[begin].delay();
    for (end = begin; end < entries_.size() && sorted_[end].delay() == delay;) ++end;
    for (std::size_t at = begin; at < end;) {
      const std::size_t size = std::min<std::size_t>(end - at, static_row::longest_run);
      out = write_run(&sorted_[at], size, delay - before, out);
      before = delay;
      at += size;
    }
  }
  *out = 0;
  entries_.clear();
}

std::uint32_t* RowBuilder::finish(Arena& arena) {
  if (entries_.size() == 0) return nullptr;
  sort_by_delay();
  std::uint32_t* const row = arena.allocate(row_words());
  write_row(row);
  return row;
}

void RowBuilder::rewrite(std::uint32_t* row) {
  if (entries_.size() == 0) return;
  sort_by_delay();
  write_row(row);
}

}  // namespace cajal
