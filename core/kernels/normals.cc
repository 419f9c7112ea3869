// Normal numbers of one step, one for each neuron: what noise is made of.
#include "base/normal.hpp"
#include "base/random/random_block.hpp"
#include "kernels/isa_kernels.hpp"

namespace cajal::CAJAL_ISA {

namespace {

// 16 Philox calls serve 64 neurons: neuron 16 w + c takes word w of call c, so that the words of consecutive calls,
// side by side in memory, are those of consecutive neurons.
constexpr std::uint32_t calls = 16;
constexpr std::uint32_t group = calls * 4;

}  // namespace

void normals(const NormalCall& call, double* __restrict out) noexcept {
  if (call.begin == call.end) return;
  const std::uint32_t end = (call.end + group - 1) / group;
  for (std::uint32_t number = call.begin / group; number < end; ++number) {
    alignas(64) std::uint32_t rows[4][calls], words[group];
    alignas(64) double drawn[group];
    philox_block(call.seed, CountedWords{number * calls}, static_cast<std::uint32_t>(call.step),
                 static_cast<std::uint32_t>(call.step >> 32), SameWord{call.stream}, rows);
    __builtin_memcpy(words, rows, sizeof words);  // one loop over one array becomes vector code
    for (std::uint32_t i = 0; i < group; ++i) drawn[i] = normal_deviate(words[i]);
    const std::uint32_t first = number * group;
    const std::uint32_t from = first < call.begin ? call.begin - first : 0;
    const std::uint32_t to = call.end - first < group ? call.end - first : group;
    __builtin_memcpy(out + (first + from - call.begin), drawn + from, (to - from) * sizeof(*out));
  }
}

}  // namespace cajal::CAJAL_ISA
