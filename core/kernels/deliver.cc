// Lazy delivery of static synapses: the runs that are due in this step, added to this step's sums.
#include "kernels/isa_kernels.hpp"
#include "synapses/static_row.hpp"

namespace cajal::CAJAL_ISA {

namespace {

// A run lies anywhere in the synapse store, so its cache lines are asked for some cursors ahead. A run of the
// microcircuit has about 48 synapses: 4 lines when compact, 5 to 6 when exact. With exact weights 8 lines 12 cursors
// ahead, which reach into the run that follows, took 15 % off what 6 lines 10 ahead cost, and 25 % off 4 lines 6 ahead
// (full density, 2 threads, AMD EPYC); with compact weights more than 4 lines 6 ahead gained nothing.
template <std::size_t lines>
inline __attribute__((always_inline)) void prefetch(const std::uint32_t* run) noexcept {
  const auto* bytes = reinterpret_cast<const char*>(run);
  for (std::size_t line = 0; line < lines; ++line) __builtin_prefetch(bytes + 64 * line, 0, 3);
}

}  // namespace

std::uint64_t deliver_compact(const std::uint32_t** cursors, std::size_t n, std::int32_t* sums) noexcept {
  constexpr std::size_t ahead = 6;
  std::uint64_t events = 0;
  for (std::size_t i = 0; i < n; ++i) {
    if (i + ahead < n) prefetch<4>(cursors[i + ahead]);
    const std::uint32_t* run = cursors[i];
    std::uint32_t head;
    do {
      head = *run++;
      const std::uint32_t size = static_row::synapses(head);
      for (std::uint32_t k = 0; k < size; ++k) {
        const std::uint32_t synapse = run[k];
        sums[synapse & 0xffff] += static_cast<std::int32_t>(synapse) >> 16;
      }
      run += size;
      events += size;
      head = *run;
    } while (static_row::steps(head) == 0 && head != 0);
    cursors[i] = run;
  }
  return events;
}

std::uint64_t deliver_exact(const std::uint32_t** cursors, std::size_t n, std::int64_t* sums) noexcept {
  constexpr std::size_t ahead = 12;
  std::uint64_t events = 0;
  for (std::size_t i = 0; i < n; ++i) {
    if (i + ahead < n) prefetch<8>(cursors[i + ahead]);
    const std::uint32_t* run = cursors[i];
    std::uint32_t head;
    do {
      head = *run++;
      const std::uint32_t size = static_row::synapses(head);
      const std::uint32_t* targets = run;
      const auto* weights = reinterpret_cast<const std::int32_t*>(run + (size + 1) / 2);
      for (std::uint32_t k = 0; k + 1 < size; k += 2) {
        const std::uint32_t pair = targets[k / 2];
        sums[pair & 0xffff] += weights[k];
        sums[pair >> 16] += weights[k + 1];
      }
      if (size % 2) sums[targets[size / 2] & 0xffff] += weights[size - 1];
      run += static_row::words(static_row::Form::exact, size);
      events += size;
      head = *run;
    } while (static_row::steps(head) == 0 && head != 0);
    cursors[i] = run;
  }
  return events;
}

}  // namespace cajal::CAJAL_ISA
