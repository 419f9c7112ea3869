// A timer for one question: how long does this take, per what. Prints one line of JSON per question.
#pragma once
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <ctime>
#include <string_view>
#include <vector>

namespace cajal::bench {

/** What was measured: the median and the extremes of the repetitions, in nanoseconds per item. */
struct Result {
  double median, lowest, highest;
};

/** CPU time of all threads of this process: what counts on a machine that others use too. */
struct ProcessClock {
  using duration = std::chrono::nanoseconds;
  using time_point = std::chrono::time_point<ProcessClock, duration>;
  static time_point now() noexcept {
    timespec time{};
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
    return time_point(std::chrono::seconds(time.tv_sec) + duration(time.tv_nsec));
  }
};

/** Keeps the compiler from leaving out the computation of a value. */
template <class T>
inline void keep(const T& value) noexcept {
  asm volatile("" : : "r,m"(value) : "memory");
}

/** Times `work`, which handles `items` items per call: one call to warm up, then `repetitions` that count. */
template <class Clock = std::chrono::steady_clock, class Work>
Result time(double items, int repetitions, Work work) {
  work();
  std::vector<double> nanoseconds;
  for (int i = 0; i < repetitions; ++i) {
    const auto start = Clock::now();
    work();
    nanoseconds.push_back(std::chrono::duration<double, std::nano>(Clock::now() - start).count() / items);
  }
  std::sort(nanoseconds.begin(), nanoseconds.end());
  return {nanoseconds[nanoseconds.size() / 2], nanoseconds.front(), nanoseconds.back()};
}

/** Prints a result as a line of JSON; `item` is what the time is per, e.g. "synaptic event". */
inline void print(std::string_view question, std::string_view item, int threads, const Result& result) {
  std::printf("{\"question\":\"%.*s\",\"unit\":\"ns per %.*s\",\"threads\":%d,",
              static_cast<int>(question.size()), question.data(), static_cast<int>(item.size()), item.data(),
              threads);
  std::printf("\"median\":%.4g,\"lowest\":%.4g,\"highest\":%.4g}\n", result.median, result.lowest,
              result.highest);
  std::fflush(stdout);
}

/** Times and prints. */
template <class Work>
void measure(std::string_view question, std::string_view item, double items, Work work, int repetitions = 7) {
  print(question, item, 1, time(items, repetitions, work));
}

}  // namespace cajal::bench
