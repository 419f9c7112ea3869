// Question: what would synaptic delivery cost if it were nothing but its memory traffic? Each thread reads the runs
// that the microcircuit reads: in every step one run of 48 consecutive words of each of 1,000 rows that are under way,
// the next run in the next step, each row somewhere in an array as large as half the microcircuit's synapses. Each word
// is added to one of as many sums as half the microcircuit has neurons. The order is known beforehand: no headers, no
// cursors, no wheel.
#include <sys/mman.h>

#include <cstdint>
#include <cstdlib>
#include <memory>

#include "base/threads/team.hpp"
#include "bench.hpp"

namespace {

constexpr std::size_t words = 600'000'000 / 4;  // the array of one thread
constexpr std::size_t sums = 38'500;            // 154 kB
constexpr std::size_t run = 48;                 // synapses of one source on one slice with the same delay
constexpr std::size_t row = 40 * run;           // synapses of one source: as many runs as delays occur
constexpr std::size_t under_way = 1000;         // rows that are being read in a step
constexpr std::size_t runs = 200'000;           // per repetition
constexpr std::size_t ahead = 6;                // runs between asking for memory and using it
constexpr std::size_t lines = 4;                // that a run touches, mostly
constexpr std::size_t huge_page = std::size_t{1} << 21;

/** xorshift64* (Vigna 2016): good enough to make addresses that no cache foresees. */
class Numbers {
 public:
  explicit Numbers(std::uint64_t seed) : state_(seed) {}
  std::uint64_t next() noexcept {
    state_ ^= state_ >> 12, state_ ^= state_ << 25, state_ ^= state_ >> 27;
    return state_ * 0x2545F4914F6CDD1D;
  }

 private:
  std::uint64_t state_;
};

struct Release {
  void operator()(std::uint32_t* memory) const noexcept { std::free(memory); }
};

/** The memory of one thread, touched by that thread. */
struct Memory {
  std::unique_ptr<std::uint32_t, Release> synapses;
  std::vector<std::int32_t> targets = std::vector<std::int32_t>(sums);
  std::vector<std::uint32_t> starts = std::vector<std::uint32_t>(runs);

  void fill(std::uint64_t seed) {
    const std::size_t bytes = (words * sizeof(std::uint32_t) + huge_page - 1) / huge_page * huge_page;
    synapses.reset(static_cast<std::uint32_t*>(std::aligned_alloc(huge_page, bytes)));
#ifdef MADV_HUGEPAGE
    madvise(synapses.get(), bytes, MADV_HUGEPAGE);
#endif
    Numbers numbers(seed);
    for (std::size_t i = 0; i < words; ++i) {
      const std::uint64_t random = numbers.next();
      synapses.get()[i] = static_cast<std::uint32_t>((random >> 32) % sums | (random & 0xff) << 16);
    }
    plan(numbers);
  }

  /** The starts of the runs in the order of delivery: round after round through the rows that are under way. */
  void plan(Numbers& numbers) {
    std::vector<std::uint32_t> at(under_way), left(under_way);
    for (std::size_t i = 0; i < runs; ++i) {
      const std::size_t k = i % under_way;
      if (left[k] == 0) {
        at[k] = static_cast<std::uint32_t>(numbers.next() % (words / row) * row);
        left[k] = static_cast<std::uint32_t>(i < under_way ? 1 + numbers.next() % (row / run) : row / run);
      }
      starts[i] = at[k];
      at[k] += run, --left[k];
    }
  }

  void deliver() noexcept {
    for (std::size_t i = 0; i < runs; ++i) {
      if (i + ahead < runs) {
        const std::uint32_t* soon = synapses.get() + starts[i + ahead];
        for (std::size_t line = 0; line < lines; ++line) __builtin_prefetch(soon + 16 * line);
      }
      const std::uint32_t* synapse = synapses.get() + starts[i];
      for (std::size_t k = 0; k < run; ++k)
        targets[synapse[k] & 0xffff] += static_cast<std::int32_t>(synapse[k]) >> 16;
    }
    cajal::bench::keep(targets[0]);
  }
};

void measure(int threads) {
  std::vector<Memory> memory(static_cast<std::size_t>(threads));
  cajal::Team team(threads);
  const auto each = [&](auto work) {
    team.run([&](const cajal::Member& member) { work(memory[static_cast<std::size_t>(member.rank)]); });
  };
  each([&](Memory& own) { own.fill(static_cast<std::uint64_t>(&own - memory.data()) + 1); });
  const auto result = cajal::bench::time(static_cast<double>(runs * run), 7,
                                         [&] { each([](Memory& own) { own.deliver(); }); });
  cajal::bench::print("floor of delivery: memory traffic only", "synaptic event and thread", threads, result);
}

}  // namespace

int main() {
  measure(1);
  if (cajal::hardware_threads() > 1) measure(2);
  return 0;
}
