// Arrays, hashes and narrowing.
#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <string>

#include "base/checked.hpp"
#include "base/hash.hpp"
#include "base/memory/array.hpp"
#include "errors.hpp"

using namespace cajal;
using namespace cajal::test;

TEST_CASE("arrays are aligned, zero and movable") {
  for (const std::size_t size : {std::size_t{1}, std::size_t{7}, std::size_t{1000}}) {
    Array<double> array(size);
    CHECK(reinterpret_cast<std::uintptr_t>(array.data()) % 64 == 0);
    for (const double value : array) CHECK(value == 0);
    array[size - 1] = 5;
    const double* const data = array.data();
    Array<double> moved(std::move(array));
    CHECK(moved.data() == data);
    CHECK(moved.size() == size);
    CHECK(moved[size - 1] == 5);
    CHECK(array.empty());  // NOLINT: what is left must be usable
    array = std::move(moved);
    CHECK(array[size - 1] == 5);
  }
  CHECK(Array<int>(0).data() == nullptr);
  CHECK_THROWS_AS(Array<double>(std::size_t{1} << 62), std::bad_alloc);
}

TEST_CASE("XXH64 gives its known answers, in one piece or in many") {
  const auto of = [](const std::string& text, std::uint64_t seed = 0) {
    return hash(text.data(), text.size(), seed);
  };
  CHECK(of("") == 0xef46db3751d8e999);
  CHECK(of("a") == 0xd24ec4f1a98c6e5b);
  CHECK(of("abc") == 0x44bc2cf5ad770999);
  // The sanity buffer of xxHash: 101 bytes from repeated squaring.
  std::string buffer;
  std::uint32_t generator = 2654435761;
  for (int i = 0; i < 101; ++i) buffer += static_cast<char>(generator >> 24), generator *= generator;
  CHECK(of(buffer) == 0x0eab543384f878ad);
  CHECK(of(buffer, 2654435761) == 0xcaa65939306f1e21);
  CHECK(of(buffer.substr(0, 14)) == 0xcffa8db881bc3a3d);
  for (std::size_t piece = 1; piece < 70; ++piece) {
    Hash all;
    for (std::size_t at = 0; at < buffer.size(); at += piece) {
      all.add(buffer.data() + at, std::min(piece, buffer.size() - at));
    }
    CHECK(all.value() == 0x0eab543384f878ad);
  }
}

TEST_CASE("mixing is a bijection that spreads every bit") {
  CHECK(mix(0x9e3779b97f4a7c15) == 0xe220a8397b1dcdaf);  // the first output of SplitMix64 from seed 0
  for (int bit = 0; bit < 64; ++bit) {
    const int changed = __builtin_popcountll(mix(12345) ^ mix(12345 ^ (std::uint64_t{1} << bit)));
    CHECK(changed > 12);
    CHECK(changed < 52);
  }
}

TEST_CASE("narrowing refuses what does not fit and names the numbers") {
  CHECK(checked<std::uint16_t>(65535, "x") == 65535);
  CHECK(checked<std::int8_t>(-128, "x") == -128);
  CHECK(checked<std::uint32_t>(4294967295.0, "x") == 4294967295u);
  CHECK(checked<std::int64_t>(-0x1p63, "x") == std::numeric_limits<std::int64_t>::min());
  const Error error = error_of([] { checked<std::uint16_t>(65536, "targets"); });
  CHECK(error.code() == "E_OVERFLOW");
  CHECK(error.detail().value == "65536");
  CHECK(error.detail().allowed == "at most 65535");
  CHECK(code_of([] { checked<std::uint32_t>(-1, "x"); }) == "E_OVERFLOW");
  CHECK(code_of([] { checked<std::uint32_t>(0x1p32, "x"); }) == "E_OVERFLOW");
  CHECK(code_of([] { checked<std::int32_t>(0.5, "x"); }) == "E_OVERFLOW");
  CHECK(code_of([] { checked<std::int64_t>(0x1p63, "x"); }) == "E_OVERFLOW");
  CHECK(code_of([] { checked<std::int32_t>(static_cast<double>(NAN), "x"); }) == "E_OVERFLOW");
  CHECK(code_of([] { checked<std::int64_t>(~std::uint64_t{0}, "x"); }) == "E_OVERFLOW");
}
