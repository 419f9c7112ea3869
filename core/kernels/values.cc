// Random values in batches: what the construction of synapses draws and rounds, and the check for finite state.
#include "base/grid.hpp"
#include "base/normal.hpp"
#include "base/random/random_block.hpp"
#include "kernels/isa_kernels.hpp"
#include "kernels/look_up.hpp"

namespace cajal::CAJAL_ISA {

namespace {

// Whole blocks of a fixed length in local arrays: with lengths and rows known only at run time the loop over Philox
// calls was two to three times slower.
constexpr std::size_t block = 16;

/** The words of so many calls, from number `first` on. */
template <std::size_t calls>
CAJAL_INLINE void draw_calls(const SynapseWords& whose, std::size_t first, const WordRows& words) noexcept {
  value_block<calls>(whose.seed, whose.stream, whose.element, whose.block,
                     CountedWords{whose.first_call + static_cast<std::uint32_t>(first)}, words);
}

}  // namespace

void synapse_words(const SynapseWords& whose, std::uint32_t each, std::size_t n,
                   std::uint32_t* __restrict first, std::uint32_t* __restrict second) noexcept {
  const SynapseWords key = whose;
  const std::size_t synapses = 4 * block / each;  // of one round
  for (std::size_t begin = 0; begin < n; begin += synapses) {
    std::uint32_t* const a = first + begin;
    const std::size_t call = begin / synapses * block;
    if (n - begin <= block / 2) {  // the first words of half as many calls
      alignas(64) std::uint32_t rest[3][block / 2];
      draw_calls<block / 2>(key, call, {{a, each == 2 ? second + begin : rest[0], rest[1], rest[2]}});
    } else if (each == 2) {
      draw_calls<block>(key, call, {{a, second + begin, a + block, second + begin + block}});
    } else {
      draw_calls<block>(key, call, {{a, a + block, a + 2 * block, a + 3 * block}});
    }
  }
}

void single_words(const SynapseWords& whose, std::uint32_t each, const std::uint32_t* indices, std::size_t n,
                  std::uint32_t* first, std::uint32_t* second) noexcept {
  const SynapseWords key = whose;
  const std::uint32_t synapses = 4 * block / each, lane = block - 1;
  for (std::size_t begin = 0; begin < n; begin += block) {
    const std::size_t size = n - begin < block ? n - begin : block;
    alignas(64) std::uint32_t calls[block] = {}, drawn[4][block];
    for (std::size_t i = 0; i < size; ++i)
      calls[i] = indices[begin + i] / synapses * block + (indices[begin + i] & lane);
    value_block<block>(key.seed, key.stream, key.element, key.block, OwnWords{calls}, WordRows::of(drawn));
    for (std::size_t i = 0; i < size; ++i) {
      const std::uint32_t row = indices[begin + i] % synapses / block * each;
      first[begin + i] = drawn[row][i];
      if (each == 2) second[begin + i] = drawn[row + 1][i];
    }
  }
}

std::size_t table_values(const ValueLookup& lookup, double* __restrict out, std::uint32_t* exact) noexcept {
  const ValueCells table(lookup.centre, lookup.width, lookup.bits);
  std::size_t found = 0, begin = 0;
  const auto list = [&](std::size_t end) {
    for (std::size_t i = begin; i < end; ++i)
      if (out[i] != out[i]) exact[found++] = static_cast<std::uint32_t>(i);
  };
  for (; begin + block <= lookup.n; begin += block)
    if (look_up<block>(table, lookup.words + begin, out + begin) != 0) list(begin + block);
  for (std::size_t i = begin; i < lookup.n; ++i) out[i] = table.at(lookup.words[i]);
  list(lookup.n);
  return found;
}

void table_steps(const StepLookup& lookup, std::uint32_t* __restrict out) noexcept {
  const StepCells table(lookup.cells, lookup.bits, lookup.first);
  std::size_t i = 0;
  for (; i + block <= lookup.n; i += block) look_up<block>(table, lookup.words + i, out + i);
  for (; i < lookup.n; ++i) out[i] = table.at(lookup.words[i]);
}

bool delay_steps(const double* times, std::size_t n, double resolution, double longest,
                 std::uint32_t* steps) noexcept {
  std::uint32_t refused = 0;
  for (std::size_t i = 0; i < n; ++i) {
    const double step = nearest_step(times[i], resolution);
    const bool possible = (step >= 1) & (step <= longest);
    steps[i] = static_cast<std::uint32_t>(static_cast<std::int32_t>(possible ? step : 0.0));
    refused |= static_cast<std::uint32_t>(steps[i] == 0);
  }
  return refused == 0;
}

bool finite(const double* values, std::size_t n) noexcept {
  double sum = 0;
  for (std::size_t i = 0; i < n; ++i) sum += values[i] - values[i];
  return sum == 0;
}

}  // namespace cajal::CAJAL_ISA
