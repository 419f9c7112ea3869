// What synapses with numbers of their own send, rounded to units and added to the sums of their targets.
#include "kernels/isa_kernels.hpp"

namespace cajal::CAJAL_ISA {

namespace {

/** So many are rounded together, in the first-level cache. */
constexpr std::size_t most_together = 256;

/** Rounds to integers, halves to even; returns how many are negative. Adding 1.5 2^52 leaves them in the last bits. */
std::int32_t round(const double* sent, std::size_t n, double units, std::int64_t* whole) noexcept {
  constexpr double shift = 0x1.8p52, most = 0x1p51 - 1;
  std::int32_t negative = 0;
  for (std::size_t k = 0; k < n; ++k) {
    const double exact = sent[k] * units;
    const double below = exact < most ? exact : most, bounded = below > -most ? below : -most;
    whole[k] = __builtin_bit_cast(std::int64_t, bounded + shift) - __builtin_bit_cast(std::int64_t, shift);
  }
  for (std::size_t k = 0; k < n; ++k) negative += sent[k] < 0 ? 1 : 0;
  return negative;
}

}  // namespace

bool add_sent(const SentCall& call) noexcept {
  std::int64_t whole[most_together];
  bool all_finite = true;
  for (std::size_t first = 0; first < call.n; first += most_together) {
    const std::size_t rest = call.n - first, n = rest < most_together ? rest : most_together;
    const double* const sent = call.sent + first;
    const std::uint16_t* const targets = call.targets + first;
    all_finite = finite(sent, n) && all_finite;
    const std::int32_t negative = round(sent, n, call.units_per_weight, whole);
    if (call.magnitude)
      for (std::size_t k = 0; k < n; ++k) whole[k] = whole[k] < 0 ? -whole[k] : whole[k];
    if (call.count > 0)
      for (std::size_t k = 0; k < n; ++k) whole[k] = call.count;
    if (negative == 0)
      for (std::size_t k = 0; k < n; ++k) call.sums[0][targets[k]] += whole[k];
    else
      for (std::size_t k = 0; k < n; ++k) call.sums[sent[k] < 0][targets[k]] += whole[k];
  }
  return all_finite;
}

}  // namespace cajal::CAJAL_ISA
