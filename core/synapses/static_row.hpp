// The stored form of static synapses: for every source of a slice one row of 32-bit words.
//
//   header | synapses | header | synapses | ... | 0        header = (steps since the previous run) << 16 | synapses
//
// A run holds the synapses of one delay, so a delay costs nothing per synapse, and a spike walks through its row
// with a single pointer, one run per occupied delay. A run longer than 65,535 continues in one zero steps later.
//   compact: one word per synapse, signed 16-bit weight << 16 | target
//   exact:   two targets per word, then one signed 32-bit weight per word
// A target is the number of an accumulator in the slice: a neuron has as many as its variant has channels.
#pragma once
#include <cstddef>
#include <cstdint>

namespace cajal::static_row {

enum class Form : std::uint8_t { compact, exact };

constexpr std::uint32_t longest_run = 65535;

constexpr std::uint32_t header(std::uint32_t steps, std::uint32_t synapses) noexcept {
  return steps << 16 | synapses;
}
constexpr std::uint32_t steps(std::uint32_t header) noexcept { return header >> 16; }
constexpr std::uint32_t synapses(std::uint32_t header) noexcept { return header & 0xffff; }

/** Words that follow a header. */
constexpr std::size_t words(Form form, std::size_t synapses) noexcept {
  return form == Form::compact ? synapses : (synapses + 1) / 2 + synapses;
}

/** Largest magnitude of a stored weight. */
constexpr std::int64_t largest(Form form) noexcept { return form == Form::compact ? 32767 : 2147483647; }

}  // namespace cajal::static_row
