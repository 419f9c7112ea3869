// A set of neurons in an order: ranges over global neuron numbers, looked up in both directions.
#pragma once
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "description.hpp"

namespace cajal {

class Selection {
 public:
  /** Neurons first, first + step, ..., last at consecutive positions from `position` on. */
  struct Part {
    std::uint32_t first, last, step, position;
  };

  static constexpr std::uint32_t npos = 0xFFFFFFFF;

  Selection() = default;

  /**
   * `parameter` names the ranges in errors; `neurons` is the number of neurons that exist.
   * Throws E_TYPE (not triples, step 0) and E_INDEX (a neuron that does not exist, or twice the same).
   */
  Selection(const Ranges& ranges, std::string_view parameter, std::uint64_t neurons);

  std::uint32_t size() const noexcept { return size_; }

  /** The ranges, by position. */
  std::span<const Part> parts() const noexcept { return parts_; }

  /** The global number of the neuron at `position`, which must be below size(). */
  std::uint32_t at(std::uint32_t position) const noexcept;

  /** The position of a neuron, or npos. O(log ranges), or O(log size) if ranges interleave. */
  std::uint32_t position_of(std::uint32_t neuron) const noexcept;

 private:
  struct Place {
    std::uint32_t neuron, position;
  };

  void add(std::uint32_t start, std::uint32_t stop, std::uint32_t step);
  void index_parts(std::string_view parameter);
  void index_neurons(std::string_view parameter);

  std::vector<Part> parts_;    // by position
  std::vector<Part> sorted_;   // by neuron, when their hulls are disjoint
  std::vector<Place> places_;  // by neuron, when they are not
  std::uint32_t size_ = 0;
};

}  // namespace cajal
