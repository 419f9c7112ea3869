// The stored form of plastic synapses: for every source of a projection onto one part one row of 64-bit words.
//
//   header | targets | weights | column 1 | ... | header | ... | 0   header = (steps since the run before) << 32 | n
//
// A run holds the n synapses of one delay. Four targets, places in the part, share a word; a column has n words. With
// one column a synapse takes ten bytes.
#pragma once
#include <cstddef>
#include <cstdint>

namespace cajal::plastic_run {

constexpr std::uint64_t header(std::uint32_t steps, std::uint32_t synapses) noexcept {
  return std::uint64_t{steps} << 32 | synapses;
}
constexpr std::uint32_t steps(std::uint64_t header) noexcept {
  return static_cast<std::uint32_t>(header >> 32);
}
constexpr std::uint32_t synapses(std::uint64_t header) noexcept { return static_cast<std::uint32_t>(header); }

constexpr std::size_t target_words(std::size_t synapses) noexcept { return (synapses + 3) / 4; }

/** Words of a run with its header. */
constexpr std::size_t words(std::size_t synapses, std::size_t columns) noexcept {
  return 1 + target_words(synapses) + synapses * columns;
}

inline std::uint16_t* targets(std::uint64_t* run) noexcept {
  return reinterpret_cast<std::uint16_t*>(run + 1);
}
inline double* column(std::uint64_t* run, std::size_t which) noexcept {
  const std::size_t n = synapses(*run);
  return reinterpret_cast<double*>(run + 1 + target_words(n) + which * n);
}
inline std::uint64_t* next(std::uint64_t* run, std::size_t columns) noexcept {
  return run + words(synapses(*run), columns);
}

}  // namespace cajal::plastic_run
