// Checks of the arguments of simulation.hpp that need no knowledge of the engine.
#pragma once
#include <cstdint>
#include <new>
#include <string>
#include <vector>

#include "engine/describe/network.hpp"

namespace cajal {

/** The largest whole number up to which a double holds all of them: 2^53. */
constexpr double largest_integer = 9007199254740992.0;

/** The same, in ms; E_DT unless it is a positive whole number of nanoseconds. */
double checked_resolution(double resolution);

/** E_PARAM_RANGE unless it is a whole number from 0 to 2^53 - 1. */
std::uint64_t checked_seed(double seed);

/** E_THREADS, E_TYPE for a number of threads, a form of weights or a connectivity that there is not. */
void check_build(const BuildSpec& spec);

/** The same, in bytes; E_PARAM_RANGE unless it is above 0. */
double checked_memory(double bytes);

/** The number of one of `count` things; E_INDEX names `what`. */
std::size_t checked_number(double number, std::size_t count, const char* what);

/** The number of a recorder of spikes, or of state; E_INDEX, E_RECORD. */
std::size_t checked_recorder(const Network& network, double recorder, bool spikes);

/** Numbers of projections, ascending, each once; E_INDEX. */
std::vector<std::size_t> checked_projections(const Network& network,
                                             const std::vector<std::uint32_t>& projections);

/** E_MEMORY; `when` names the call. */
[[noreturn]] void out_of_memory(const char* when);

/** Does some work; E_MEMORY if there is no memory for it. */
template <class Work>
void within_memory(const char* when, Work work) {
  try {
    work();
  } catch (const std::bad_alloc&) {
    out_of_memory(when);
  }
}

}  // namespace cajal
