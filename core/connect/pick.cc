#include "connect/pick.hpp"

#include <algorithm>
#include <cstddef>

#include "base/random/random.hpp"
#include "connect/purposes.hpp"

namespace cajal {
namespace {

constexpr std::uint32_t chunk_calls = 64, chunk_words = 4 * chunk_calls;

}  // namespace

std::uint32_t surplus(std::uint32_t n) noexcept {
  return static_cast<std::uint32_t>(((std::uint64_t{1} << 32) - n) % n);
}

void pick(const Place& place, std::uint32_t n, std::uint32_t count, std::uint32_t* numbers) {
  const std::uint32_t limit = surplus(n);
  Sequence spare(place.seed, place.stream, place.element, purpose::replacements | place.block);
  std::uint32_t words[chunk_words], picked[chunk_words];
  for (std::uint32_t done = 0; done < count;) {
    const std::uint32_t here = std::min(count - done, chunk_words);
    const PickCall call{
        place.seed, place.stream, place.element, purpose::partners | place.block, done / 4, here, n, limit};
    if (place.kernels->pick(call, picked, words)) {
      for (std::uint32_t i = 0; i < here; ++i) {
        if (words[i] * n < limit) picked[i] = static_cast<std::uint32_t>(spare.below(n));
      }
    }
    std::copy_n(picked, here, numbers + done);
    done += here;
  }
}

void pick_distinct(const Place& place, std::uint32_t n, std::uint32_t count, std::uint32_t* numbers) {
  std::uint64_t taken[1024];
  std::fill_n(taken, (n + 63) / 64, 0);
  const bool leave_out = count > n / 2;  // then fewer draws are needed for the numbers that are not chosen
  const std::uint32_t marks = leave_out ? n - count : count, limit = n == 0 ? 0 : surplus(n);
  std::uint32_t words[chunk_words], marked = 0, call = 0;
  while (marked < marks) {
    const std::uint32_t calls = std::min((marks - marked + 3) / 4, chunk_calls);
    sequence_words(place.seed, place.stream, place.element, purpose::partners | place.block, call, calls,
                   words);
    call += calls;
    for (std::uint32_t i = 0; i < 4 * calls && marked < marks; ++i) {
      const std::uint64_t scaled = std::uint64_t{words[i]} * n;
      const auto number = static_cast<std::uint32_t>(scaled >> 32);
      const std::uint64_t bit = std::uint64_t{1} << (number & 63);
      if (static_cast<std::uint32_t>(scaled) < limit || (taken[number >> 6] & bit) != 0) continue;
      taken[number >> 6] |= bit;
      if (!leave_out) numbers[marked] = number;
      ++marked;
    }
  }
  if (!leave_out) return;
  for (std::uint32_t number = 0; number < n; ++number) {
    if ((taken[number >> 6] >> (number & 63) & 1) == 0) *numbers++ = number;
  }
}

}  // namespace cajal
