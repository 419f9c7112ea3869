// Lazy delivery of static synapses: the runs that are due in this step, added to this step's sums.
#include "kernels/isa_kernels.hpp"
#include "synapses/static_row.hpp"

namespace cajal::CAJAL_ISA {

namespace {

// A run lies anywhere in the synapse store, so its cache lines are asked for before it is walked.
#ifdef __wasm__

// WebAssembly has no prefetch. Reads of some runs at once overlap, as they do not when each run is walked before the
// next is touched: first the headers, which say how far the runs reach, then one word of every line.
template <static_row::Form form>
inline __attribute__((always_inline)) void fetch(const std::uint32_t* const* cursors, std::size_t i,
                                                 std::size_t n) noexcept {
  constexpr std::size_t batch = 8, line = 16;
  if (i % batch != 0) return;
  const std::size_t size = n - i < batch ? n - i : batch;
  std::size_t words[batch];
  for (std::size_t k = 0; k < size; ++k)
    words[k] = static_row::words(form, static_row::synapses(*cursors[i + k]));
  std::uint32_t read = 0;
  for (std::size_t k = 0; k < size; ++k)
    for (std::size_t word = line; word <= words[k]; word += line) read += cursors[i + k][word];
  [[maybe_unused]] volatile std::uint32_t kept = read;
}

#else

// A run of the microcircuit has about 48 synapses: 4 lines when compact, 5 to 6 when exact. With exact weights 8 lines
// 12 cursors ahead, which reach into the run that follows, took 15 % off what 6 lines 10 ahead cost, and 25 % off 4
// lines 6 ahead (full density, 2 threads, AMD EPYC); with compact weights more than 4 lines 6 ahead gained nothing.
template <static_row::Form form>
inline __attribute__((always_inline)) void fetch(const std::uint32_t* const* cursors, std::size_t i,
                                                 std::size_t n) noexcept {
  constexpr std::size_t ahead = form == static_row::Form::compact ? 6 : 12;
  constexpr std::size_t lines = form == static_row::Form::compact ? 4 : 8;
  if (i + ahead >= n) return;
  const auto* bytes = reinterpret_cast<const char*>(cursors[i + ahead]);
  for (std::size_t line = 0; line < lines; ++line) __builtin_prefetch(bytes + 64 * line, 0, 3);
}

#endif

}  // namespace

std::uint64_t deliver_compact(const std::uint32_t** cursors, std::size_t n, std::int32_t* sums) noexcept {
  std::uint64_t events = 0;
  for (std::size_t i = 0; i < n; ++i) {
    fetch<static_row::Form::compact>(cursors, i, n);
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
  std::uint64_t events = 0;
  for (std::size_t i = 0; i < n; ++i) {
    fetch<static_row::Form::exact>(cursors, i, n);
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
