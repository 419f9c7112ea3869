// Random numbers of models that fire by chance.
#pragma once
#include "base/random/random.hpp"
#include "base/random/sampling.hpp"
#include "model/neuron.hpp"

namespace cajal {
namespace {

/** A uniform number in (0, 1) for one neuron and step: a function of identity, never of order. */
inline __attribute__((always_inline)) double uniform(const Noise& noise, std::uint32_t neuron) noexcept {
  const Words words = philox(noise.seed, neuron, static_cast<std::uint32_t>(noise.step),
                             static_cast<std::uint32_t>(noise.step >> 32), noise.stream);
  return open_unit(words.w[0], words.w[1]);
}

/** The number of events of a Poisson process in one step of one neuron, `mean` of them expected, up to most_poisson. */
inline __attribute__((always_inline)) std::int32_t poisson_count(const Noise& noise, std::uint32_t neuron,
                                                                 double mean) noexcept {
  Sequence words(noise.seed ^ (noise.step >> 31), noise.stream, neuron,
                 static_cast<std::uint32_t>(noise.step & 0x7fffffff));
  return static_cast<std::int32_t>(poisson(words, mean));
}

}  // namespace
}  // namespace cajal
