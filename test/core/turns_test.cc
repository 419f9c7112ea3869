// Slices that go from thread to thread.
#include <doctest/doctest.h>

#include <algorithm>
#include <vector>

#include "base/threads/team.hpp"
#include "engine/run/turns.hpp"

using namespace cajal;
using doctest::test_suite;

TEST_CASE("every slice passes every round once, in order, by one thread at a time" * test_suite("threads")) {
  constexpr std::uint64_t rounds = 40;
  for (const int threads : {1, 2, 4})
    for (const std::size_t slices : {std::size_t{1}, std::size_t{5}, std::size_t{40}}) {
      Turns turns(slices, threads);
      Team team(threads);
      std::vector<std::uint64_t> passed(slices);  // not atomic: a thread sanitizer sees two at once
      std::vector<std::uint64_t> wrong(static_cast<std::size_t>(threads));
      team.run([&](const Member& member) {
        for (std::uint64_t round = 0; round < rounds; ++round)
          turns.each(member, round, [&](std::size_t slice) {
            wrong[static_cast<std::size_t>(member.rank)] += passed[slice] != round;
            ++passed[slice];
          });
      });
      CAPTURE(threads);
      CAPTURE(slices);
      CHECK(std::count(passed.begin(), passed.end(), rounds) == static_cast<std::ptrdiff_t>(slices));
      CHECK(std::count(wrong.begin(), wrong.end(), 0u) == threads);
    }
}
