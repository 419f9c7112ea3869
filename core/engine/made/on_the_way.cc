#include "engine/made/on_the_way.hpp"

#include <map>
#include <utility>
#include <vector>

#include "base/memory/stream_line.hpp"
#include "engine/slices/memory/buckets.hpp"

namespace cajal {

namespace {

template <static_row::Form form>
struct Packing;
template <>
struct Packing<static_row::Form::compact> {
  using Word = std::uint32_t;
  using Sum = std::int32_t;
  static std::int32_t weight(Word word) noexcept { return static_cast<std::int32_t>(word) >> 16; }
};
template <>
struct Packing<static_row::Form::exact> {
  using Word = std::uint64_t;
  using Sum = std::int64_t;
  static std::int32_t weight(Word word) noexcept { return static_cast<std::int32_t>(word >> 16); }
};

template <static_row::Form form>
class Waiting final : public OnTheWay {
  using Pack = Packing<form>;
  using Word = typename Pack::Word;

 public:
  Waiting(ChunkPool& pool, std::uint32_t longest_delay) : buckets_(pool, longest_delay) {}

  void use(ChunkPool& pool) noexcept override { buckets_.use(pool); }
  void open(std::int64_t step) override { buckets_.open(step); }

  void put(std::span<const PlacedSynapse> row, std::uint32_t count, std::int64_t step,
           std::int64_t now) override {
    if (count == 1 && now == step + 1) return buckets_.push_all(row, step);
    for (const PlacedSynapse& synapse : row) {
      const std::int64_t due = step + synapse.delay();
      if (due < now) continue;
      if (count == 1)
        buckets_.push(due, Buckets<Word>::word_of(synapse));
      else
        bursts_[due].emplace_back(Buckets<Word>::word_of(synapse), count);
    }
  }

  bool add_due(Slice& slice, std::int64_t step, const std::function<bool()>& stopping) override {
    auto* const sums = reinterpret_cast<typename Pack::Sum*>(slice.sums.data());
    std::size_t added = 0;
    return buckets_.each_due(step, [&](const Word* words, std::size_t n) {
      add(words, n, sums);
      slice.events += n;
      if ((added += n) < piece_of_made) return true;
      added = 0;
      return !stopping || !stopping();
    });
  }

  bool has_bursts(std::int64_t step) const noexcept override { return bursts_.count(step) > 0; }
  void each_burst(
      std::int64_t step,
      const std::function<void(std::uint32_t, std::int32_t, std::uint32_t)>& visit) const override {
    const auto at = bursts_.find(step);
    if (at == bursts_.end()) return;
    for (const auto& [word, count] : at->second)
      visit(static_cast<std::uint32_t>(word & 0xffff), Pack::weight(word), count);
  }

  void drop(std::int64_t step) noexcept override { buckets_.drop(step), bursts_.erase(step); }
  void clear() noexcept override { buckets_.clear(), bursts_.clear(); }

  std::size_t due_size(std::int64_t step) const noexcept override {
    const auto at = bursts_.find(step);
    return buckets_.due_size(step) + (at == bursts_.end() ? 0 : at->second.size());
  }

  std::uint64_t bytes() const noexcept override {
    std::uint64_t bytes = buckets_.bytes();
    for (const auto& [due, list] : bursts_) bytes += list.size() * sizeof(list[0]);
    return bytes;
  }

 private:
  static void add(const Word* words, std::size_t n, typename Pack::Sum* sums) noexcept {
    constexpr std::size_t at_once = 8;  // what is read does not wait for what is added
    constexpr std::size_t ahead = 16 * line_bytes / sizeof(Word);  // asking so early took 5 % off a step
    std::size_t i = 0;
    for (; i + at_once <= n; i += at_once) {
      __builtin_prefetch(words + i + ahead);
      Word some[at_once];
      for (std::size_t k = 0; k < at_once; ++k) some[k] = words[i + k];
      for (std::size_t k = 0; k < at_once; ++k) sums[some[k] & 0xffff] += Pack::weight(some[k]);
    }
    for (; i < n; ++i) sums[words[i] & 0xffff] += Pack::weight(words[i]);
  }

  Buckets<Word> buckets_;
  std::map<std::int64_t, std::vector<std::pair<Word, std::uint32_t>>>
      bursts_;  ///< [step in which they are due]
};

}  // namespace

std::unique_ptr<OnTheWay> OnTheWay::create(static_row::Form form, ChunkPool& pool,
                                           std::uint32_t longest_delay) {
  if (form == static_row::Form::compact)
    return std::make_unique<Waiting<static_row::Form::compact>>(pool, longest_delay);
  return std::make_unique<Waiting<static_row::Form::exact>>(pool, longest_delay);
}

}  // namespace cajal
