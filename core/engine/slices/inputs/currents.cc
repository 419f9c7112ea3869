#include "engine/slices/inputs/currents.hpp"

#include <algorithm>

#include "base/memory/held.hpp"

namespace cajal {

void Currents::begin(std::size_t ports) {
  inputs_.clear(), ports_.clear();
  for (std::size_t port = 0; port < ports; ++port) {
    ports_.push_back({Array<double>(stretch), true, {}, {}, false});
    std::fill_n(ports_.back().values.data(), stretch, 0.0);
  }
}

void Currents::arrange() {
  inputs_.shrink_to_fit();
  for (CurrentInput& input : inputs_) {
    input.now.assign(input.wanted(), 0);
    const bool everywhere = input.begin == 0 && input.end == size_;
    if (!everywhere || input.weights.size() != 1 || input.now.size() != 1) ports_[input.port].uniform = false;
  }
  for (std::uint32_t i = 0; i < inputs_.size(); ++i) {
    Port& port = ports_[inputs_[i].port];
    const std::size_t stretches = port.uniform ? 1 : (size_ + stretch - 1) / stretch;
    port.at.resize(stretches), port.stale.resize(stretches);
    for (std::size_t s = inputs_[i].begin / stretch; s <= (inputs_[i].end - 1) / stretch && s < stretches;
         ++s)
      port.at[s].push_back(i);
  }
  for (Port& port : ports_)
    if (!port.uniform) {
      port.values = Array<double>(size_);
      std::fill_n(port.values.data(), size_, 0.0);
    }
}

bool Currents::fit() const noexcept {
  return std::all_of(inputs_.begin(), inputs_.end(),
                     [](const CurrentInput& input) { return input.now.size() == input.wanted(); });
}

std::int64_t Currents::act(std::uint32_t number, std::uint32_t place, const Drawn& from) {
  CurrentInput& input = inputs_[number];
  if (input.moves()) return move(input, from);
  std::int64_t next = Grid::never;
  const double now =
      input.stimulus->signal(input.position + place).amplitude_in(from.step, input.delay, next);
  if (now == input.now[place]) return next;
  input.now[place] = now;
  const bool all = input.now.size() == 1;
  mark(input, all ? input.begin : input.begin + place, all ? input.end : input.begin + place + 1);
  return next;
}

std::int64_t Currents::move(CurrentInput& input, const Drawn& from) {
  std::int64_t next = Grid::never;
  const auto places = static_cast<std::uint32_t>(input.now.size());
  const bool shared = input.stimulus->signals.size() == 1;
  moments_.resize(shared ? 1 : places);
  for (std::uint32_t k = 0; k < moments_.size(); ++k) {
    moments_[k] = input.stimulus->signal(input.position + k).moments_in(from.step, input.delay, next);
    input.now[k] = moments_[k].mean;
  }
  if (shared) std::fill(input.now.begin(), input.now.end(), moments_[0].mean);
  for (std::uint32_t begin = 0, end; input.random() && begin < places; begin = end) {
    end = shared ? places : begin + 1;
    while (end < places && moments_[end].since == moments_[begin].since) ++end;
    scatter(input, from, begin, end);
  }
  mark(input, input.begin, input.end);
  return next;
}

void Currents::scatter(CurrentInput& input, const Drawn& from, std::uint32_t begin, std::uint32_t end) const {
  const std::int64_t since = moments_[moments_.size() == 1 ? 0 : begin].since;
  const std::uint32_t first = first_ + input.begin;
  double normal[stretch];
  for (std::uint32_t at = begin; at < end; at += stretch) {
    const std::uint32_t last = std::min<std::uint32_t>(at + stretch, end);
    from.kernels.normals(
        {from.seed, static_cast<std::uint64_t>(since), input.stream, first + at, first + last}, normal);
    for (std::uint32_t k = at; k < last; ++k)
      input.now[k] += moments_[moments_.size() == 1 ? 0 : k].deviation * normal[k - at];
  }
}

void Currents::mark(const CurrentInput& input, std::uint32_t begin, std::uint32_t end) {
  Port& port = ports_[input.port];
  port.any = true;
  for (std::size_t s = begin / stretch; s <= (end - 1) / stretch && s < port.stale.size(); ++s)
    port.stale[s] = 1;
}

void Currents::settle() {
  for (Port& port : ports_) {
    if (!port.any) continue;
    for (std::size_t s = 0; s < port.stale.size(); ++s)
      if (port.stale[s]) sum(port, s);
    port.any = false;
  }
}

void Currents::sum(Port& port, std::size_t at) {
  port.stale[at] = 0;
  const std::size_t first = at * stretch,
                    end = port.uniform ? stretch : std::min<std::size_t>(first + stretch, size_);
  double* const values = port.values.data();
  std::fill(values + first, values + end, 0.0);
  for (const std::uint32_t number : port.at[at]) {
    const CurrentInput& input = inputs_[number];
    const std::size_t from = port.uniform ? first : std::max<std::size_t>(first, input.begin);
    const std::size_t to = port.uniform ? end : std::min<std::size_t>(end, input.end);
    for (std::size_t i = from; i < to; ++i) {
      const std::size_t own = i - input.begin;
      values[i] += (input.now.size() == 1 ? input.now[0] : input.now[own]) *
                   (input.weights.size() == 1 ? input.weights[0] : input.weights[own]);
    }
  }
}

std::size_t Currents::bytes() const noexcept {
  std::size_t bytes = held_by(inputs_) + held_by(moments_);
  for (const CurrentInput& input : inputs_) bytes += held_by(input.weights) + held_by(input.now);
  for (const Port& port : ports_) {
    if (port.at.empty()) continue;  // nothing arrives there
    bytes += port.values.size() * sizeof(double) + held_by(port.at) + held_by(port.stale);
    for (const auto& inputs : port.at) bytes += held_by(inputs);
  }
  return bytes;
}

}  // namespace cajal
