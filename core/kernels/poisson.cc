// Poisson counts by comparing one 16-bit uniform number per neuron with the upper halves of the cumulative
// probabilities. Where it equals one of them (about one draw in 65,536 per threshold) the lower halves decide with 16
// further bits, so the counts are exact to 2^-32 at half the cost of 32 bits a draw.
#include "base/random/random.hpp"
#include "kernels/isa_kernels.hpp"
#include "kernels/poisson_words.hpp"

namespace cajal::CAJAL_ISA {

namespace {

constexpr std::uint32_t refinement = 1u << 31;

}  // namespace

std::uint16_t poisson_refined(const PoissonCall& call, std::uint32_t neuron, std::uint16_t upper) noexcept {
  const Words out = philox(call.seed, neuron, static_cast<std::uint32_t>(call.step),
                           static_cast<std::uint32_t>(call.step >> 32) | refinement, call.stream);
  const std::uint32_t word = static_cast<std::uint32_t>(upper) << 16 | (out.w[0] & 0xffff);
  std::uint16_t count = 0;
  while (count < call.size && word >= call.thresholds[count]) ++count;
  return count;
}

void poisson(const PoissonCall& call, std::uint16_t* counts) noexcept {
  alignas(64) std::uint32_t words[group];  // two groups of 128 neurons, two neurons in a word
  alignas(64) std::uint16_t uniform[2 * group], count[2 * group], doubtful[2 * group];
  const std::uint32_t first_group = call.begin / group;
  const std::uint32_t groups = (call.end + group - 1) / group - first_group;
  for (std::uint32_t g = 0; g < groups; ++g)
    group_words(call.seed, call.step, call.stream, first_group + g, words + g * (group / 2));
  const std::uint32_t n = groups * group;
  __builtin_memcpy(uniform, words, n * sizeof(*uniform));
  // Where the upper halves reach 65535 one comparison stands for all: equality is doubt, and doubt sees every bit.
  std::size_t size = 0;
  while (size < call.size && (size == 0 || call.thresholds[size - 1] < 0xffff0000)) ++size;
  Lanes any{};
  for (std::uint32_t i = 0; i < n; i += lanes) {
    Lanes number, sum{}, doubt{};
    __builtin_memcpy(&number, uniform + i, sizeof number);
    for (std::size_t k = 0; k < size; ++k) {
      const auto threshold = static_cast<std::uint16_t>(call.thresholds[k] >> 16);
      sum -= (Lanes)(number >= threshold);
      doubt |= (Lanes)(number == threshold);
    }
    __builtin_memcpy(count + i, &sum, sizeof sum);
    __builtin_memcpy(doubtful + i, &doubt, sizeof doubt);
    any |= doubt;
  }
  std::uint16_t some = 0;
  for (std::size_t lane = 0; lane < lanes; ++lane) some = static_cast<std::uint16_t>(some | any[lane]);
  if (some)
    for (std::uint32_t i = 0; i < n; ++i)
      if (doubtful[i]) count[i] = poisson_refined(call, first_group * group + i, uniform[i]);
  __builtin_memcpy(counts, count + (call.begin - first_group * group),
                   (call.end - call.begin) * sizeof(*counts));
}

namespace {

// Products of 32-bit factors, because that is what every instruction set multiplies in vectors.
template <class Sum>
void add_counts(const PoissonCall& call, std::int32_t quantum, Sum* sums) noexcept {
  std::uint16_t counts[2 * group];
  poisson(call, counts);
  const std::uint32_t n = call.end - call.begin;
  for (std::uint32_t i = 0; i < n; ++i)
    sums[i] += static_cast<Sum>(static_cast<std::int32_t>(counts[i])) * quantum;
}

}  // namespace

void add_poisson_narrow(const PoissonCall& call, std::int32_t quantum, std::int32_t* sums) noexcept {
  add_counts(call, quantum, sums);
}

void add_poisson_wide(const PoissonCall& call, std::int32_t quantum, std::int64_t* sums) noexcept {
  add_counts(call, quantum, sums);
}

}  // namespace cajal::CAJAL_ISA
