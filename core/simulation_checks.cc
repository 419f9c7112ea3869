#include "simulation_checks.hpp"

#include <algorithm>
#include <cmath>

#include "base/text.hpp"
#include "error.hpp"

namespace cajal {

double checked_resolution(double resolution) {
  const double nanoseconds = resolution * 1e6;
  const double whole = std::floor(nanoseconds + 0.5);
  if (!(resolution > 0) || !std::isfinite(resolution) || whole < 1 ||
      std::abs(nanoseconds - whole) > 1e-12 * whole)
    throw Error(
        "E_DT",
        "network: the resolution must be a positive whole number of nanoseconds, got " +
            number_text(resolution) + " ms",
        {"resolution", number_text(resolution), "> 0 ms, a multiple of 1e-6 ms", "use for example 0.1"});
  return resolution;
}

std::uint64_t checked_seed(double seed) {
  if (!(seed >= 0) || seed != std::floor(seed) || seed >= largest_integer)
    throw Error("E_PARAM_RANGE",
                "network: the seed must be a whole number from 0 to 2^53 - 1, got " + std::to_string(seed),
                {"seed", std::to_string(seed), "0 to 2^53 - 1", "give a whole number"});
  return static_cast<std::uint64_t>(seed);
}

std::size_t checked_number(double number, std::size_t count, const char* what) {
  if (number >= 0 && number < static_cast<double>(count) && number == std::floor(number))
    return static_cast<std::size_t>(number);
  throw Error("E_INDEX", std::string(what) + ": there is no number " + std::to_string(number),
              {what, std::to_string(number), "0 to " + std::to_string(count) + " (exclusive)",
               "use a handle of this network"});
}

std::size_t checked_recorder(const Network& network, double recorder, bool spikes) {
  const std::size_t number = checked_number(recorder, network.recorders.size(), "recorder");
  if (network.recorders[number].spikes == spikes) return number;
  const char *wanted = spikes ? "spikes" : "state", *other = spikes ? "state" : "spikes";
  throw Error(
      "E_RECORD",
      std::string("read: recorder ") + std::to_string(number) + " records " + other + ", not " + wanted,
      {"recorder", other, wanted, "read it as what it records"});
}

std::vector<std::size_t> checked_projections(const Network& network,
                                             const std::vector<std::uint32_t>& projections) {
  std::vector<std::size_t> numbers;
  for (const std::uint32_t projection : projections)
    numbers.push_back(checked_number(projection, network.projections.size(), "projection"));
  std::sort(numbers.begin(), numbers.end());
  numbers.erase(std::unique(numbers.begin(), numbers.end()), numbers.end());
  return numbers;
}

void out_of_memory(const char* when) {
  throw Error("E_MEMORY", std::string(when) + ": the system refused further memory",
              {"memory", "", "", "use compact weights, a smaller scale, or close other programs"});
}

void check_build(const BuildSpec& spec) {
  if (!(spec.threads >= 1 && spec.threads <= 1024) || spec.threads != std::floor(spec.threads))
    throw Error("E_THREADS",
                "build: threads must be a whole number from 1 to 1024, got " + std::to_string(spec.threads),
                {"threads", std::to_string(spec.threads), "1 to 1024", "use \"auto\""});
  if (spec.weights != "exact" && spec.weights != "compact")
    throw Error("E_TYPE", "build: weights must be \"exact\" or \"compact\", got '" + spec.weights + "'",
                {"weights", spec.weights, "exact, compact", "choose one of them"});
  if (spec.connectivity != "stored" && spec.connectivity != "made" && spec.connectivity != "auto")
    throw Error(
        "E_TYPE",
        "build: connectivity must be \"stored\", \"made\" or \"auto\", got '" + spec.connectivity + "'",
        {"connectivity", spec.connectivity, "stored, made, auto", "choose one of them"});
}

double checked_memory(double bytes) {
  if (bytes > 0) return bytes;
  throw Error("E_PARAM_RANGE", "limit: the memory must be above 0 bytes, got " + std::to_string(bytes),
              {"memoryLimit", std::to_string(bytes), "above 0 bytes", "leave it out for no limit"});
}

}  // namespace cajal
