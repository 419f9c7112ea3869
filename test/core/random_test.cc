// Random words, against the answers published with Random123 (Salmon et al. 2011).
#include <doctest/doctest.h>

#include <array>
#include <set>

#include "base/random/random.hpp"
#include "statistics.hpp"

using namespace cajal;
using namespace cajal::test;

using Four = std::array<std::uint32_t, 4>;

static Four call(std::uint64_t key, std::uint32_t c0, std::uint32_t c1, std::uint32_t c2, std::uint32_t c3) {
  const Words words = philox(key, c0, c1, c2, c3);
  return {words.w[0], words.w[1], words.w[2], words.w[3]};
}

TEST_CASE("Philox4x32-10 gives its known answers") {
  CHECK(call(0, 0, 0, 0, 0) == Four{0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8});
  const std::uint32_t ones = 0xffffffff;
  CHECK(call(0xffffffffffffffff, ones, ones, ones, ones) ==
        Four{0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd});
  CHECK(call(0x299f31d0a4093822, 0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344) ==
        Four{0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1});
}

TEST_CASE("unit numbers are the middles of equal intervals") {
  CHECK(open_unit(0u) == 0x1p-33);
  CHECK(open_unit(0xffffffffu) == 1 - 0x1p-33);
  CHECK(open_unit(0x80000000u) == 0.5 + 0x1p-33);
  CHECK(open_unit(0u, 0u) == 0x1p-53);
  CHECK(open_unit(0xffffffffu, 0xffffffffu) == 1 - 0x1p-53);
  CHECK(open_unit(1u, 0x00001fffu) == (0x1p20 + 1.5) * 0x1p-52);
}

TEST_CASE("a sequence is the words of consecutive calls, and apart from the words of values") {
  std::uint32_t words[40];
  sequence_words(7, 3, 11, 5, 0, 10, words);
  Sequence sequence(7, 3, 11, 5);
  for (const std::uint32_t word : words) CHECK(sequence.word() == word);
  std::uint32_t later[8];
  sequence_words(7, 3, 11, 5, 4, 2, later);
  CHECK(later[0] == words[16]);
  CHECK(call(7, 2, 11, 0x80000005, 3)[1] == words[9]);
  const Words values = value_words(7, 3, 11, 6, 9, 1);
  CHECK(Four{values.w[0], values.w[1], values.w[2], values.w[3]} == call(7, 9, 11, 6 << 10 | 1, 3));
}

TEST_CASE("the four coordinates of a sequence matter") {
  std::set<std::uint32_t> first;
  for (std::uint32_t bit = 0; bit < 16; ++bit) {
    const auto key = std::uint32_t{1} << bit;
    for (Sequence s :
         {Sequence(key, 0, 0, 0), Sequence(0, key, 0, 0), Sequence(0, 0, key, 0), Sequence(0, 0, 0, key)})
      first.insert(s.word());
  }
  CHECK(first.size() == 64);
}

TEST_CASE("numbers below n are uniform, also where n does not divide the range") {
  Sequence sequence(1, 2, 3, 4);
  for (const std::uint64_t n : {std::uint64_t{1}, std::uint64_t{3}, std::uint64_t{10}, std::uint64_t{97}}) {
    std::vector<double> counts(n);
    for (int i = 0; i < 100000; ++i) counts.at(sequence.below(n)) += 1;
    if (n > 1) CHECK(uniform_p(counts) > 1e-6);
  }
  // Without rejection, multiply-high would give one residue half of all draws.
  for (const std::uint64_t n : {std::uint64_t{3} << 30, std::uint64_t{3} << 62}) {
    std::vector<double> residues(3);
    for (int i = 0; i < 100000; ++i) {
      const std::uint64_t number = sequence.below(n);
      CHECK_UNARY(number < n);
      residues[number % 3] += 1;
    }
    CHECK(uniform_p(residues) > 1e-6);
  }
  std::vector<double> tops(16);
  for (int i = 0; i < 100000; ++i) tops[sequence.below(std::uint64_t{1} << 32) >> 28] += 1;
  CHECK(uniform_p(tops) > 1e-6);
}

TEST_CASE("uniform numbers fill the unit interval evenly") {
  Sequence sequence(9, 0, 0, 0);
  std::vector<double> bins(50);
  for (int i = 0; i < 200000; ++i) bins[static_cast<std::size_t>(sequence.uniform() * 50)] += 1;
  CHECK(uniform_p(bins) > 1e-6);
}
