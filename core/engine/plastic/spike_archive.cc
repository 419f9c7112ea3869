#include "engine/plastic/spike_archive.hpp"

#include <algorithm>
#include <limits>

#include "base/math.hpp"

namespace cajal {

std::uint32_t SpikeArchive::trace(double time_constant) const noexcept {
  const auto at = std::find(time_constants_.begin(), time_constants_.end(), time_constant);
  return 1 + static_cast<std::uint32_t>(at - time_constants_.begin());
}

void SpikeArchive::follow(std::vector<double> time_constants) {
  std::vector<std::vector<double>> stamps(rings_.size());
  for (std::uint32_t neuron = 0; neuron < rings_.size(); ++neuron)
    for_each(neuron, [&](double stamp, const double*) { stamps[neuron].push_back(stamp); });
  time_constants_ = std::move(time_constants);
  recent_.resize(recent_spikes * stride() * rings_.size());
  for (std::uint32_t neuron = 0; neuron < rings_.size(); ++neuron) {
    forget(neuron);
    for (const double stamp : stamps[neuron]) add(neuron, 1, static_cast<std::int64_t>(stamp));
  }
}

void SpikeArchive::add(std::uint32_t neuron, std::uint32_t spikes, std::int64_t stamp) {
  SpikeRing& ring = rings_[neuron];
  const double now = static_cast<double>(stamp), forgotten = static_cast<double>(stamp - kept_);
  while (ring.size > 1 && entry(ring, 1, stride())[0] <= forgotten)
    ring.first = (ring.first + 1) & ring.mask, --ring.size;
  for (std::uint32_t n = 0; n < spikes; ++n) {
    double* const added = push(neuron);
    added[0] = now;
    const double* const before = ring.size > 1 ? entry(ring, ring.size - 2, stride()) : nullptr;
    for (std::size_t k = 0; k < time_constants_.size(); ++k)
      added[1 + k] = 1 + (before ? before[1 + k] * exp((before[0] - now) / time_constants_[k]) : 0);
    note(neuron);
  }
}

void SpikeArchive::note(std::uint32_t neuron) noexcept {
  const std::size_t spike = stride() * rings_.size();
  const SpikeRing& ring = rings_[neuron];
  const double* const last = entry(ring, ring.size - 1, stride());
  for (std::size_t k = 0; k < stride(); ++k) {
    double* const numbers = &recent_[k * rings_.size() + neuron];
    for (std::size_t s = recent_spikes; --s > 0;) numbers[s * spike] = numbers[(s - 1) * spike];
    numbers[0] = last[k];
  }
}

void SpikeArchive::forget(std::uint32_t neuron) noexcept {
  rings_[neuron] = {}, memory_[neuron] = {};
  const std::size_t neurons = rings_.size(), columns = stride();
  for (std::size_t k = 0; k < recent_spikes * columns; ++k)
    recent_[k * neurons + neuron] = k % columns == 0 ? -std::numeric_limits<double>::infinity() : 0;
}

double* SpikeArchive::push(std::uint32_t neuron) {
  SpikeRing& ring = rings_[neuron];
  if (memory_[neuron].empty() || ring.size == ring.mask + 1) grow(neuron);
  const std::uint32_t place = (ring.first + ring.size++) & ring.mask;
  return memory_[neuron].data() + place * stride();
}

void SpikeArchive::grow(std::uint32_t neuron) {
  SpikeRing& ring = rings_[neuron];
  const std::uint32_t room = memory_[neuron].empty() ? 4 : 2 * (ring.mask + 1);
  std::vector<double> larger(room * stride());
  for (std::uint32_t k = 0; k < ring.size; ++k)
    std::copy_n(entry(ring, k, stride()), stride(), larger.data() + k * stride());
  memory_[neuron].swap(larger);
  ring = {memory_[neuron].data(), 0, ring.size, room - 1};
}

void SpikeArchive::restore(std::uint32_t neuron, const double* entries, std::uint32_t size,
                           std::size_t wide) {
  forget(neuron);
  for (std::uint32_t k = 0; k < size; ++k)
    if (wide == stride())
      std::copy_n(entries + k * wide, wide, push(neuron)), note(neuron);
    else
      add(neuron, 1, static_cast<std::int64_t>(entries[k * wide]));
}

std::size_t SpikeArchive::bytes() const noexcept {
  std::size_t numbers = 0;
  for (const auto& one : memory_) numbers += one.size();
  return (numbers + recent_.size()) * sizeof(double) +
         rings_.size() * (sizeof(SpikeRing) + sizeof memory_[0]);
}

}  // namespace cajal
