// A synapse on its way into a row or a bucket.
#pragma once
#include <cstdint>

namespace cajal {

/** Delay [steps], accumulator and weight in one word: loops that write three fields apart are not vectorised. */
struct PlacedSynapse {
  std::uint64_t bits;

  std::uint32_t delay() const noexcept { return static_cast<std::uint16_t>(bits); }
  std::uint32_t accumulator() const noexcept { return static_cast<std::uint16_t>(bits >> 16); }
  std::int32_t weight() const noexcept { return static_cast<std::int32_t>(bits >> 32); }
};

}  // namespace cajal
