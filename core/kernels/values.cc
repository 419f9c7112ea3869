// Random values in batches: what the construction of synapses draws and rounds, and the check for finite state.
#include "base/grid.hpp"
#include "base/normal.hpp"
#include "base/random.hpp"
#include "kernels/isa_kernels.hpp"

namespace cajal::CAJAL_ISA {

namespace {

// Whole blocks of a fixed length in local arrays: with lengths and rows known only at run time the loop over Philox
// calls was two to three times slower.
constexpr std::size_t block = 16;

}  // namespace

void synapse_words(const SynapseWords& whose, const std::uint32_t* indices, std::size_t n,
                   std::uint32_t* words) noexcept {
  const SynapseWords key = whose;
  for (std::size_t begin = 0; begin < n; begin += block) {
    const std::size_t size = n - begin < block ? n - begin : block;
    alignas(64) std::uint32_t some[block] = {}, drawn[4][block];
    for (std::size_t i = 0; i < size; ++i) some[i] = indices[begin + i];
    value_block(key.seed, key.stream, key.element, key.block, some, drawn);
    for (std::size_t w = 0; w < 4; ++w)
      __builtin_memcpy(words + w * n + begin, drawn[w], size * sizeof(*words));
  }
}

void normal(const std::uint32_t* words, std::size_t n, double mean, double deviation, double* out) noexcept {
  // normal_deviate, with its two regions in separate loops: six of seven numbers need only the cheap one.
  constexpr std::size_t chunk = 256;
  for (std::size_t begin = 0; begin < n; begin += chunk) {
    const std::size_t size = n - begin < chunk ? n - begin : chunk;
    double q[chunk], tail[chunk];
    std::uint32_t which[chunk];
    for (std::size_t i = 0; i < size; ++i) q[i] = open_unit(words[begin + i]) - 0.5;
    for (std::size_t i = 0; i < size; ++i) out[begin + i] = mean + deviation * central_quantile(q[i]);
    std::size_t tails = 0;
    for (std::size_t i = 0; i < size; ++i) {
      which[tails] = static_cast<std::uint32_t>(i);
      tails += !(q[i] >= -0.425 && q[i] <= 0.425);
    }
    for (std::size_t k = 0; k < tails; ++k) tail[k] = normal_deviate(words[begin + which[k]]);
    for (std::size_t k = 0; k < tails; ++k) out[begin + which[k]] = mean + deviation * tail[k];
  }
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
