#include "engine/build/synapse_values.hpp"

#include <algorithm>
#include <iterator>
#include <string>

#include "base/text.hpp"
#include "error.hpp"

namespace cajal {

SynapseValues::SynapseValues(const Draw& weight, const Draw& delay, const Rule& rule, std::uint64_t seed,
                             std::uint32_t stream, const Grid& grid, const Kernels& kernels)
    : weight_(&weight),
      delay_(&delay),
      weight_drawer_(weight, "weight"),
      delay_drawer_(delay, "delay"),
      rule_(&rule),
      seed_(seed),
      stream_(stream),
      grid_(grid),
      kernels_(&kernels) {}

void SynapseValues::draw(std::uint32_t element, std::uint32_t block, Batch& batch) const {
  const std::size_t n = batch.indices.size();
  if (weight_drawer_.random() || delay_drawer_.random()) {
    batch.words.resize(4 * n);
    kernels_->synapse_words({seed_, stream_, element, block}, batch.indices.data(), n, batch.words.data());
  }
  values(*weight_, weight_drawer_, 0, element, block, batch, batch.weights);
  values(*delay_, delay_drawer_, 1, element, block, batch, batch.times);
  round_delays(batch);
}

void SynapseValues::values(const Draw& from, const Drawer& drawer, int which, std::uint32_t element,
                           std::uint32_t block, const Batch& batch, std::vector<double>& out) const {
  const std::size_t n = batch.indices.size();
  out.resize(n);
  if (drawer.kind() == Drawer::Kind::array) {
    for (std::size_t i = 0; i < n; ++i)
      out[i] = from.numbers[rule_->array_position(element, block, batch.indices[i], batch.partners[i])];
  } else if (!drawer.random()) {
    std::fill(out.begin(), out.end(), from.numbers[0]);
  } else {
    const std::uint32_t* words = batch.words.data() + static_cast<std::size_t>(which) * n;
    if (drawer.kind() == Drawer::Kind::normal) {
      kernels_->normal(words, n, from.numbers[0], from.numbers[1], out.data());
    } else {
      for (std::size_t i = 0; i < n; ++i) out[i] = drawer.value(words[i]);
    }
  }
  if (drawer.limit() == Drawer::Limit::clip)
    for (double& value : out) value = drawer.clip(value);
  if (drawer.limit() == Drawer::Limit::redraw && drawer.random())
    redraw(drawer, which, element, block, batch, out);
}

void SynapseValues::redraw(const Drawer& drawer, int which, std::uint32_t element, std::uint32_t block,
                           const Batch& batch, std::vector<double>& out) const {
  const std::size_t n = out.size();
  std::uint32_t refused[64];
  for (std::size_t begin = 0; begin < n; begin += std::size(refused)) {
    const std::size_t end = std::min(n, begin + std::size(refused));
    std::size_t count = 0;
    for (std::size_t i = begin; i < end; ++i) {  // a few in a hundred are refused: collected without a branch
      refused[count] = static_cast<std::uint32_t>(i);
      count += !drawer.accepts(out[i]);
    }
    for (std::size_t k = 0; k < count; ++k) {
      const std::size_t i = refused[k];
      out[i] =
          drawer.value(batch.words[(2 + static_cast<std::size_t>(which)) * n + i]);  // the second attempt
      if (!drawer.accepts(out[i]))
        out[i] = cajal::draw(drawer, seed_, stream_, element, block, batch.indices[i], which);
    }
  }
}

void SynapseValues::round_delays(Batch& batch) const {
  const double resolution = grid_.resolution();
  const std::size_t n = batch.times.size();
  batch.delays.resize(n);
  if (kernels_->delay_steps(batch.times.data(), n, resolution, longest_possible_delay, batch.delays.data()))
    return;
  const auto refused = std::find(batch.delays.begin(), batch.delays.end(), 0) - batch.delays.begin();
  const double delay = batch.times[static_cast<std::size_t>(refused)];
  if (!(delay >= resolution))
    throw Error("E_DELAY_BELOW_DT",
                "build: a delay must be at least one step (" + number_text(resolution) + " ms), drawn was " +
                    number_text(delay) + " ms",
                {"delay", number_text(delay), ">= " + number_text(resolution / 2) + " ms",
                 "truncate the distribution: .redraw({ min: resolution / 2 })"});
  throw Error("E_DELAY_TOO_LARGE",
              "build: a delay may be at most 65535 steps, drawn was " + number_text(delay) + " ms",
              {"delay", number_text(delay), "<= 65535 steps", "truncate the distribution"});
}

}  // namespace cajal
