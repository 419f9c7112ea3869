// Bytes that are no whole checkpoint of this network are refused with the reason, and nothing changes.
#include <doctest/doctest.h>

#include <cstring>

#include "base/crc32c.hpp"
#include "engine/checkpoint/format.hpp"
#include "errors.hpp"
#include "networks.hpp"

using namespace cajal;
using namespace cajal::test;

namespace {

using Bytes = std::vector<std::uint8_t>;

struct Small {
  double resolution = 0.1, seed = 3, weight = 30;
  std::string weights = "exact";
  bool record = true;
};

/** Every part of a checkpoint has something to say: few neurons, changed weights and stimuli, both recorders. */
void describe_small(Simulation& simulation, const Small& options) {
  simulation.population({"iaf_psc_exp", "E", 6});
  simulation.population({"parrot_neuron", "P", 2});
  simulation.connect(
      connection({0, 6, 1}, {0, 8, 1}, "fixed_indegree", 2, constant(options.weight), uniform(0.5, 3)));
  simulation.stimulate(stimulus("poisson_generator", {{"rate", {9000}}}, {0, 6, 1}, 90, 1));
  simulation.stimulate(stimulus("spike_generator", {{"spike_times", {1, 1, 2.5}}}, {6, 8, 1}, 1, 2));
  simulation.record({"spikes", {0, 8, 1}, {}, 1});
  if (options.record) simulation.record({"state", {1, 3, 1}, {"V_m"}, 10});
  simulation.build({1, options.weights});
}

Bytes small_checkpoint() {
  Simulation simulation(0.1, 3);
  describe_small(simulation, {});
  simulation.run(20);
  simulation.set_weights({0}, constant(20));
  simulation.set_stimulus(0, {{"rate", {8000}}});
  simulation.run(15);
  return simulation.checkpoint();
}

Error refusal(Simulation& simulation, const Bytes& bytes) {
  return error_of([&] { simulation.restore(bytes); });
}

bool says(const Error& error, const char* text) {
  const bool found = error.code() == "E_CHECKPOINT" && std::strstr(error.what(), text) != nullptr;
  if (!found) MESSAGE(error.code(), ": ", error.what());
  return found;
}

/** Puts right checksums under changed bytes: what comes then is checked by itself. */
Bytes sealed(Bytes bytes) {
  const auto seal = [&](std::size_t begin, std::size_t end) {
    Crc32c sum;
    sum.add(bytes.data() + begin, end - begin);
    const std::uint32_t value = sum.value();
    std::memcpy(bytes.data() + end, &value, 4);
  };
  seal(0, 72);
  for (std::size_t at = 76; at + 20 < bytes.size();) {
    std::uint64_t length;
    std::memcpy(&length, bytes.data() + at + 4, 8);
    if (length > bytes.size() - at - 16) break;
    seal(at, at + 12 + length);
    at += 16 + length;
  }
  seal(0, bytes.size() - 4);
  return bytes;
}

template <class T>
Bytes with(Bytes bytes, std::size_t place, T value) {
  std::memcpy(bytes.data() + place, &value, sizeof value);
  return sealed(std::move(bytes));
}

}  // namespace

TEST_CASE("the checksum is that of its published test vectors") {
  // RFC 3720, appendix B.4.
  Crc32c zeros, digits;
  const unsigned char nothing[32] = {};
  zeros.add(nothing, 32);
  CHECK(zeros.value() == 0x8A9136AAu);
  digits.add("1234", 4), digits.add("56789", 5);
  CHECK(digits.value() == 0xE3069283u);
}

TEST_CASE("every flipped bit, every truncation and every further byte are refused, and nothing changes") {
  const Bytes whole = small_checkpoint();
  REQUIRE(whole.size() < 4000);
  Simulation simulation(0.1, 3);
  describe_small(simulation, {});
  const std::string before = simulation.digest();
  for (std::size_t bit = 0; bit < 8 * whole.size(); ++bit) {
    Bytes damaged = whole;
    damaged[bit / 8] ^= static_cast<std::uint8_t>(1u << bit % 8);
    CHECK_MESSAGE(refusal(simulation, damaged).code() == "E_CHECKPOINT", bit);
  }
  for (std::size_t length = 0; length < whole.size(); ++length)
    CHECK_MESSAGE(
        refusal(simulation, Bytes(whole.begin(), whole.begin() + static_cast<long>(length))).code() ==
            "E_CHECKPOINT",
        length);
  Bytes longer = whole;
  longer.push_back(0);
  CHECK(says(refusal(simulation, longer), "bytes follow"));
  CHECK(simulation.digest() == before);
  simulation.restore(whole);
  CHECK(simulation.step() == 35);
}

TEST_CASE("changed bytes under right checksums are refused or make a state that runs") {
  const Bytes whole = small_checkpoint();
  CHECK(sealed(whole) == whole);
  std::size_t refused = 0;
  for (std::size_t byte = 8; byte < whole.size(); ++byte)
    for (const std::uint8_t value : {std::uint8_t{0xFF}, std::uint8_t{0x7F}, std::uint8_t{0x01}}) {
      Bytes forged = whole;
      forged[byte] ^= value;
      Simulation simulation(0.1, 3);
      describe_small(simulation, {});
      const std::string before = simulation.digest();
      const std::string code = refusal(simulation, sealed(forged)).code();
      CHECK((code == "none" || code == "E_CHECKPOINT"));
      if (code == "none") {
        const std::string run = code_of([&] { simulation.run(5), simulation.read_spikes(0, false); });
        CHECK((run == "none" || run == "E_NUMERIC" || run == "E_TIME"));
        continue;
      }
      ++refused;
      CHECK(simulation.digest() == before);
    }
  CHECK(refused > 1000);
}

TEST_CASE("a checkpoint says why it is not for this simulation") {
  const Bytes whole = small_checkpoint();
  const auto refused = [&](const Small& options, const Bytes& bytes) {
    Simulation simulation(options.resolution, options.seed);
    describe_small(simulation, options);
    return refusal(simulation, bytes);
  };
  CHECK(says(refused({.seed = 4}, whole), "its seed is 3"));
  CHECK(says(refused({.resolution = 0.5}, whole), "its resolution is 0.1 ms"));
  CHECK(says(refused({.weight = 31}, whole), "another network"));
  CHECK(says(refused({.record = false}, whole), "another network"));
  CHECK(says(refused({.weights = "compact"}, whole), "exact weights"));
  CHECK(says(refused({}, with(whole, 8, std::uint32_t{0x04030201})), "order of bytes"));
  CHECK(says(refused({}, with(whole, 12, std::uint32_t{5})), "version 5"));
  CHECK(says(refused({}, with(whole, 16, '9')), "cajal 9"));
  CHECK(says(refused({}, with(whole, 0, 'X')), "does not begin"));
  CHECK(says(refused({}, Bytes(whole.begin(), whole.begin() + 40)), "within its header"));
  CHECK(says(refused({}, Bytes(whole.begin(), whole.begin() + 300)), "ends early"));
  CHECK(says(refused({}, {}), "within its header"));
}

TEST_CASE("a length beyond the end is refused before anything is allocated") {
  const Bytes whole = small_checkpoint();
  Simulation simulation(0.1, 3);
  describe_small(simulation, {});
  for (const std::uint64_t length : {std::uint64_t{1} << 40, ~std::uint64_t{0}, std::uint64_t{1} << 63}) {
    CHECK(refusal(simulation, with(whole, 80, length)).code() == "E_CHECKPOINT");  // of the first chunk
    CHECK(refusal(simulation, with(whole, 88, length)).code() == "E_CHECKPOINT");  // of its first list
  }
}

TEST_CASE("restore comes right after build, and once") {
  const Bytes whole = small_checkpoint();
  Simulation simulation(0.1, 3);
  CHECK(refusal(simulation, whole).code() == "E_FROZEN");
  CHECK(code_of([&] { simulation.checkpoint(); }) == "E_FROZEN");
  describe_small(simulation, {});
  simulation.set_weights({0}, constant(25));
  CHECK(refusal(simulation, whole).code() == "E_FROZEN");
  simulation.set_weights({0}, constant(30));
  simulation.restore(whole);
  CHECK(refusal(simulation, whole).code() == "E_FROZEN");
}
