// Random values in batches: what the construction of synapses draws, and the check for finite state.
#include "base/normal.hpp"
#include "base/random.hpp"
#include "kernels/isa_kernels.hpp"

namespace cajal::CAJAL_ISA {

namespace {

// Whole blocks of a fixed length in local arrays: with lengths and rows known only at run time the loop over Philox
// calls was two to three times slower.
constexpr std::size_t block = 16;

void block_of_words(const SynapseWords& whose, const std::uint32_t* indices, std::uint32_t (&words)[4][block]) noexcept {
  for (std::size_t i = 0; i < block; ++i) {
    const Words out = value_words(whose.seed, whose.stream, whose.element, whose.block, indices[i], 0);
    for (std::size_t w = 0; w < 4; ++w) words[w][i] = out.w[w];
  }
}

}  // namespace

void synapse_words(const SynapseWords& whose, const std::uint32_t* indices, std::size_t n,
                   std::uint32_t* words) noexcept {
  const SynapseWords key = whose;
  for (std::size_t begin = 0; begin < n; begin += block) {
    const std::size_t size = n - begin < block ? n - begin : block;
    alignas(64) std::uint32_t some[block] = {}, drawn[4][block];
    for (std::size_t i = 0; i < size; ++i) some[i] = indices[begin + i];
    block_of_words(key, some, drawn);
    for (std::size_t w = 0; w < 4; ++w) __builtin_memcpy(words + w * n + begin, drawn[w], size * sizeof(*words));
  }
}

void normal(const std::uint32_t* words, std::size_t n, double mean, double deviation, double* out) noexcept {
  for (std::size_t i = 0; i < n; ++i) out[i] = mean + deviation * normal_deviate(words[i]);
}

bool finite(const double* values, std::size_t n) noexcept {
  double sum = 0;
  for (std::size_t i = 0; i < n; ++i) sum += values[i] - values[i];
  return sum == 0;
}

}  // namespace cajal::CAJAL_ISA
