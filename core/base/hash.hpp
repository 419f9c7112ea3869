// Hashes for digests and tables: not for secrets.
#pragma once
#include <cstddef>
#include <cstdint>
#include <cstring>

namespace cajal {

/** A bijection of 64 bits; every input bit moves half of the output (SplitMix64, Steele et al. 2014). */
constexpr std::uint64_t mix(std::uint64_t x) noexcept {
  x = (x ^ x >> 30) * 0xBF58476D1CE4E5B9;
  x = (x ^ x >> 27) * 0x94D049BB133111EB;
  return x ^ x >> 31;
}

/** A hash of several numbers, of their bits and in their order; sums of such hashes are free of order. */
class MixedHash {
 public:
  explicit MixedHash(std::uint64_t seed) noexcept : value_(mix(seed)) {}
  void add(std::uint64_t number) noexcept { value_ = mix(value_ ^ number); }
  void add(double number) noexcept { add(__builtin_bit_cast(std::uint64_t, number)); }
  std::uint64_t value() const noexcept { return value_; }

 private:
  std::uint64_t value_;
};

/** XXH64 (Collet, xxHash specification 0.1.1) over bytes that may come in pieces; little-endian hosts. */
class Hash {
 public:
  explicit Hash(std::uint64_t seed = 0) noexcept
      : lanes_{seed + p1 + p2, seed + p2, seed, seed - p1}, seed_(seed) {}

  void add(const void* bytes, std::size_t count) noexcept {
    const auto* from = static_cast<const unsigned char*>(bytes);
    total_ += count;
    while (count > 0) {
      const std::size_t taken = count < 32 - held_ ? count : 32 - held_;
      std::memcpy(buffer_ + held_, from, taken);
      held_ += taken, from += taken, count -= taken;
      if (held_ < 32) return;
      for (int lane = 0; lane < 4; ++lane) lanes_[lane] = round(lanes_[lane], word(buffer_ + 8 * lane));
      held_ = 0;
    }
  }

  /** The hash of everything added so far. */
  std::uint64_t value() const noexcept {
    std::uint64_t h = seed_ + p5;
    if (total_ >= 32) {
      h = rotate(lanes_[0], 1) + rotate(lanes_[1], 7) + rotate(lanes_[2], 12) + rotate(lanes_[3], 18);
      for (const std::uint64_t lane : lanes_) h = (h ^ round(0, lane)) * p1 + p4;
    }
    h += total_;
    std::size_t i = 0;
    for (; i + 8 <= held_; i += 8) h = rotate(h ^ round(0, word(buffer_ + i)), 27) * p1 + p4;
    if (i + 4 <= held_) {
      std::uint32_t half;
      std::memcpy(&half, buffer_ + i, 4);
      h = rotate(h ^ half * p1, 23) * p2 + p3, i += 4;
    }
    for (; i < held_; ++i) h = rotate(h ^ buffer_[i] * p5, 11) * p1;
    h = (h ^ h >> 33) * p2;
    h = (h ^ h >> 29) * p3;
    return h ^ h >> 32;
  }

 private:
  static constexpr std::uint64_t p1 = 0x9E3779B185EBCA87, p2 = 0xC2B2AE3D27D4EB4F, p3 = 0x165667B19E3779F9,
                                 p4 = 0x85EBCA77C2B2AE63, p5 = 0x27D4EB2F165667C5;

  static std::uint64_t rotate(std::uint64_t x, int bits) noexcept { return x << bits | x >> (64 - bits); }
  static std::uint64_t round(std::uint64_t lane, std::uint64_t input) noexcept {
    return rotate(lane + input * p2, 31) * p1;
  }
  static std::uint64_t word(const unsigned char* from) noexcept {
    std::uint64_t value;
    std::memcpy(&value, from, 8);
    return value;
  }

  std::uint64_t lanes_[4], seed_, total_ = 0;
  unsigned char buffer_[32] = {};
  std::size_t held_ = 0;
};

/** XXH64 of one piece. */
inline std::uint64_t hash(const void* bytes, std::size_t count, std::uint64_t seed = 0) noexcept {
  Hash all(seed);
  all.add(bytes, count);
  return all.value();
}

}  // namespace cajal
