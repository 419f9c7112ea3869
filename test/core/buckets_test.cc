// What is on its way where synapses are made: words by the step in which they are due, and the memory they are in.
#include <doctest/doctest.h>

#include <algorithm>
#include <cstring>
#include <map>
#include <random>
#include <vector>

#include "engine/slices/memory/buckets.hpp"

using namespace cajal;

TEST_CASE("buckets give every word back in the step it is due, whatever the delay") {
  std::mt19937 random(5);
  for (const std::uint32_t longest : {1u, 15u, 16u, 47u, 48u, 64u, 65u, 1000u, 65535u}) {
    ChunkStore store;
    ChunkPool pool(store);
    Buckets<std::uint64_t> buckets(pool, longest);
    std::map<std::int64_t, std::vector<std::uint64_t>> expected;
    for (std::int64_t step = 1000003; step < 1000003 + 300; ++step) {
      buckets.open(step);
      std::vector<std::uint64_t> words;
      CHECK(buckets.each_due(step, [&](const std::uint64_t* some, std::size_t n) {
        words.insert(words.end(), some, some + n);
        return true;
      }));
      CHECK(buckets.due_size(step) == words.size());
      CHECK(std::is_permutation(words.begin(), words.end(), expected[step].begin(), expected[step].end()));
      buckets.drop(step);
      const std::uint32_t some = random() % 4 ? 0 : random() % 2000;
      for (std::uint32_t k = 0; k < some; ++k) {
        const std::int64_t due = step + 1 + random() % longest;
        expected[due].push_back(random());
        buckets.push(due, expected[due].back());
      }
      expected.erase(step);
    }
    buckets.clear();
    CHECK(buckets.bytes() == 0);
    pool.empty();
    store.trim();
    CHECK(store.bytes() == 0);
  }
}

TEST_CASE("a store gives back what nobody has, and nothing that somebody has, whoever gave it") {
  ChunkStore store;
  ChunkPool pool(store), other(store);
  std::vector<unsigned char*> chunks;
  for (int k = 0; k < 3000; ++k) {
    chunks.push_back(static_cast<unsigned char*>(pool.take()));
    std::memset(chunks.back(), k % 251, ChunkStore::chunk_bytes);
  }
  pool.empty();
  const std::uint64_t full = store.bytes();
  CHECK(full >= 3000 * ChunkStore::chunk_bytes);
  CHECK(store.idle_bytes() == full - 3000 * ChunkStore::chunk_bytes);
  const auto whole = [&](std::size_t k) {
    return std::all_of(chunks[k], chunks[k] + ChunkStore::chunk_bytes,
                       [k](unsigned char byte) { return byte == k % 251; });
  };
  for (std::size_t k = 0; k < 3000; ++k)
    if (k != 40 && k != 2900) (k % 3 ? pool : other).give(chunks[k]);
  pool.empty(), other.empty();
  store.trim();
  CHECK(store.bytes() == full / 6 * 2);  // 3,000 chunks lie in six blocks
  CHECK((whole(40) && whole(2900)));
  for (int k = 0; k < 1500; ++k) std::memset(pool.take(), 255, ChunkStore::chunk_bytes);
  CHECK((whole(40) && whole(2900)));
  CHECK(store.bytes() >= full / 6 * 3);
}
