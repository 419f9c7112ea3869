// CRC-32C (Castagnoli, polynomial 0x1EDC6F41) of bytes that may come in pieces, eight bytes at a time by tables
// (Kounavis and Berry 2008, "Novel table lookup-based algorithms for high-performance CRC generation").
#pragma once
#include <array>
#include <cstddef>
#include <cstdint>

namespace cajal {

/** Finds every burst of up to 32 damaged bits. */
class Crc32c {
 public:
  void add(const void* bytes, std::size_t count) noexcept {
    const auto* from = static_cast<const unsigned char*>(bytes);
    std::uint32_t sum = sum_;
    for (; count >= 8; count -= 8, from += 8) {
      const std::uint32_t low = sum ^ word(from), high = word(from + 4);
      sum = tables[7][low & 0xff] ^ tables[6][low >> 8 & 0xff] ^ tables[5][low >> 16 & 0xff] ^
            tables[4][low >> 24] ^ tables[3][high & 0xff] ^ tables[2][high >> 8 & 0xff] ^
            tables[1][high >> 16 & 0xff] ^ tables[0][high >> 24];
    }
    for (; count > 0; --count) sum = sum >> 8 ^ tables[0][(sum ^ *from++) & 0xff];
    sum_ = sum;
  }

  /** The checksum of everything added so far. */
  std::uint32_t value() const noexcept { return ~sum_; }

 private:
  static std::uint32_t word(const unsigned char* from) noexcept {
    return std::uint32_t{from[0]} | std::uint32_t{from[1]} << 8 | std::uint32_t{from[2]} << 16 |
           std::uint32_t{from[3]} << 24;
  }

  static constexpr auto tables = [] {
    std::array<std::array<std::uint32_t, 256>, 8> made{};
    for (std::uint32_t byte = 0; byte < 256; ++byte) {
      std::uint32_t rest = byte;
      for (int bit = 0; bit < 8; ++bit) rest = rest >> 1 ^ (rest & 1 ? 0x82F63B78u : 0u);
      made[0][byte] = rest;
    }
    for (std::size_t k = 1; k < 8; ++k)
      for (std::size_t byte = 0; byte < 256; ++byte)
        made[k][byte] = made[k - 1][byte] >> 8 ^ made[0][made[k - 1][byte] & 0xff];
    return made;
  }();

  std::uint32_t sum_ = 0xFFFFFFFFu;
};

}  // namespace cajal
