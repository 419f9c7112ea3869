// What plastic synapses look up: what is left of traces, and the last spikes of their targets.
#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <vector>

#include "engine/plastic/decay_table.hpp"
#include "engine/plastic/spike_archive.hpp"

using namespace cajal;

TEST_CASE("what is left of a trace is an exponential, and nothing after fifty time constants") {
  for (const double tau : {0.05, 0.1, 1.0, 16.8, 20.0, 1000.0, 1e5}) {
    const DecayTable table(tau, 0.1);
    const Decay decay = table.view();
    CHECK(table.end() == std::ceil(50 * tau / 0.1));
    for (double n = 0; n < table.end(); n += 1 + std::floor(n / 7))
      CHECK(decayed(decay, n) ==
            doctest::Approx(std::exp(-n * 0.1 / tau)).epsilon(1e-15 * (10 + n * 0.1 / tau)));
    CHECK(decayed(decay, table.end()) == 0);
    CHECK(decayed(decay, 1e12) == 0);
  }
}

TEST_CASE(
    "an archive keeps what may be asked for and the last spike before it, with traces of all spikes there "
    "were") {
  SpikeArchive archive(0, 2);
  archive.follow({40, 200});
  archive.keep(500);
  std::vector<double> all;
  for (std::int64_t stamp = 7; stamp < 6000; stamp += stamp % 3 ? 41 : 190) {
    all.push_back(static_cast<double>(stamp));
    archive.add(1, 1, stamp);
    std::vector<double> kept;
    archive.for_each(1, [&](double at, const double* traces) {
      kept.push_back(at);
      double fast = 0, slow = 0;
      for (const double before : all)
        if (before <= at) fast += std::exp((before - at) / 40), slow += std::exp((before - at) / 200);
      CHECK(traces[0] == doctest::Approx(fast).epsilon(1e-13));
      CHECK(traces[1] == doctest::Approx(slow).epsilon(1e-13));
    });
    CHECK(kept.back() == all.back());
    const auto first = std::find(all.begin(), all.end(), kept.front());
    CHECK(std::vector<double>(first, all.end()) == kept);
    CHECK((first == all.begin() || kept.front() <= static_cast<double>(stamp - 500)));
    CHECK((kept.size() == 1 || kept[1] > static_cast<double>(stamp - 500)));
  }
  CHECK(archive.rings()[0].size == 0);
}

TEST_CASE("an archive does not grow with time, and grows with what comes at once") {
  SpikeArchive archive(0, 1);
  archive.follow({200});
  archive.keep(10000);
  const auto fire = [&](std::int64_t begin, std::int64_t end) {
    for (std::int64_t stamp = begin; stamp < end; stamp += 100) archive.add(0, 1, stamp);
    return archive.bytes();
  };
  const std::size_t early = fire(1, 30000);
  CHECK(fire(30001, 2000000) == early);
  archive.add(0, 1000, 2000001);
  CHECK(archive.bytes() > early);
  CHECK(archive.rings()[0].size > 1000);
}
