// Uniform choices of partners, with and without repetition.
#pragma once
#include <cstdint>

#include "kernels/kernels.hpp"

namespace cajal {

/** Whose random words: those of one (element, block). Elements and blocks are as in connect/rule.hpp. */
struct Place {
  std::uint64_t seed;
  std::uint32_t stream, element, block;
  const Kernels* kernels;
};

/** Words below this, in the lower half of word * n, belong to an incomplete round of the n > 0 numbers. */
std::uint32_t surplus(std::uint32_t n) noexcept;

/**
 * Writes `count` independent numbers, uniform in 0 ... n - 1 without bias, n > 0. Word i decides number i,
 * the upper half of word * n; the few words that would give some numbers more than their share are replaced
 * from a second sequence (Lemire, ACM TOMACS 29:3, 2019).
 */
void pick(const Place& place, std::uint32_t n, std::uint32_t count, std::uint32_t* numbers);

/** Writes `count` different numbers below n <= 65,536; every such set is equally likely. */
void pick_distinct(const Place& place, std::uint32_t n, std::uint32_t count, std::uint32_t* numbers);

}  // namespace cajal
