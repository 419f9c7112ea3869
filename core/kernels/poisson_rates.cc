// Poisson counts of trains whose rates differ: the thresholds of neighbouring trains lie side by side, so that one
// comparison serves a register of them, as in poisson.cc. The random numbers are those of poisson.cc: a neuron has the
// same count whichever of these functions draws it.
#include "base/random/random.hpp"
#include "kernels/isa_kernels.hpp"
#include "kernels/poisson_words.hpp"

namespace cajal::CAJAL_ISA {

namespace {

/** Compares `n` numbers, a multiple of the lanes; `shift`: the train of the first. */
std::size_t compare(const std::uint16_t* uniform, std::uint32_t n, const PoissonRows& rows, std::size_t shift,
                    std::uint16_t* count, std::uint16_t* doubtful) noexcept {
  Lanes any{};
  for (std::uint32_t i = 0; i < n; i += lanes) {
    Lanes number, sum{}, doubt{};
    __builtin_memcpy(&number, uniform + i, sizeof number);
    for (std::size_t row = 0; row < rows.size; ++row) {
      Lanes threshold;
      __builtin_memcpy(&threshold, rows.upper + row * most_trains + shift + i, sizeof threshold);
      sum -= (Lanes)(number >= threshold);
      doubt |= (Lanes)(number == threshold);
    }
    __builtin_memcpy(count + i, &sum, sizeof sum);
    __builtin_memcpy(doubtful + i, &doubt, sizeof doubt);
    any |= doubt;
  }
  std::uint16_t some = 0;
  for (std::size_t lane = 0; lane < lanes; ++lane) some = static_cast<std::uint16_t>(some | any[lane]);
  if (!some) return 0;
  std::size_t found = 0;  // never beyond the number that is looked at
  for (std::uint32_t i = 0; i < n; ++i) {
    if (!doubtful[i]) continue;
    count[i] = uniform[i];
    doubtful[found++] = static_cast<std::uint16_t>(i);
  }
  return found;
}

}  // namespace

std::size_t poisson_rates(const PoissonRatesCall& call, std::uint16_t* counts,
                          std::uint16_t* doubtful) noexcept {
  alignas(64) std::uint32_t words[group];
  alignas(64) std::uint16_t uniform[2 * group], count[2 * group], doubt[2 * group];
  const std::uint32_t first_group = call.begin / group, first = first_group * group;
  const std::uint32_t groups = (call.end + group - 1) / group - first_group;
  for (std::uint32_t g = 0; g < groups; ++g)
    group_words(call.seed, call.step, call.stream, first_group + g, words + g * (group / 2));
  const std::uint32_t n = groups * group;
  __builtin_memcpy(uniform, words, n * sizeof(*uniform));
  const std::size_t found = compare(uniform, n, call.rows, first % most_trains, count, doubt);
  std::size_t kept = 0;
  for (std::size_t k = 0; k < found; ++k)
    if (first + doubt[k] >= call.begin && first + doubt[k] < call.end)
      doubtful[kept++] = static_cast<std::uint16_t>(first + doubt[k] - call.begin);
  __builtin_memcpy(counts, count + (call.begin - first), (call.end - call.begin) * sizeof(*counts));
  return kept;
}

std::size_t poisson_trains(const PoissonTrainsCall& call, std::uint16_t* counts,
                           std::uint16_t* doubtful) noexcept {
  alignas(64) std::uint16_t uniform[most_trains], count[most_trains], doubt[most_trains];
  const std::size_t n = (call.size + lanes - 1) / lanes * lanes;
  single_numbers(call.seed, call.step, call.numbers, call.streams, n, uniform);
  std::size_t found = compare(uniform, static_cast<std::uint32_t>(n), call.rows, 0, count, doubt);
  while (found > 0 && doubt[found - 1] >= call.size) --found;
  __builtin_memcpy(counts, count, call.size * sizeof(*counts));
  __builtin_memcpy(doubtful, doubt, found * sizeof(*doubtful));
  return found;
}

}  // namespace cajal::CAJAL_ISA
