// Neurons sorted into the cells of a grid, and which cells may hold partners for a neuron in a given cell.
//
// How far two cells are apart follows from the difference of their coordinates, so what an expression is at most
// between two cells is found once for each difference and not for each pair of neurons.
#pragma once
#include <array>
#include <cstdint>
#include <vector>

#include "connect/space/expression.hpp"
#include "connect/space/space.hpp"

namespace cajal {

class Cells {
 public:
  /** A difference of cells, and what the expression does not exceed between neurons so far apart. */
  struct Neighbour {
    std::array<std::int32_t, most_dimensions> offset;
    double bound;
  };

  Cells() = default;

  /**
   * For elements that choose among `partners` neurons, in blocks of `block` positions; those elements are targets if
   * `by_target`. A null space has one cell. Cells between which the expression stays at `least` or below are left out.
   */
  Cells(const Space* space, bool by_target, std::uint32_t partners, std::uint32_t block,
        const Expression& expression, double least);

  /**
   * Calls visit(bound, neurons, n) for the neurons of each cell that may hold partners of an element, of one block.
   * The order depends on the network alone.
   */
  template <class Visit>
  void around(std::uint32_t element, std::uint32_t block, Visit visit) const {
    const std::array<std::int32_t, most_dimensions> home = cell_of(element);
    const std::uint32_t* const starts = starts_.data() + std::size_t{block} * (cells_ + 1);
    for (const Neighbour& neighbour : neighbours_) {
      std::uint32_t cell = 0;
      bool outside = false;
      for (std::size_t d = 0; d < most_dimensions; ++d) {
        std::int32_t at = home[d] + neighbour.offset[d];
        if (periodic_[d]) at = at < 0 ? at + count_[d] : at >= count_[d] ? at - count_[d] : at;
        outside |= at < 0 || at >= count_[d];
        cell = cell * static_cast<std::uint32_t>(count_[d]) + static_cast<std::uint32_t>(at);
      }
      if (outside || starts[cell] == starts[cell + 1]) continue;
      visit(neighbour.bound, members_.data() + starts[cell], starts[cell + 1] - starts[cell]);
    }
  }

 private:
  void measure(std::uint32_t partners);
  void divide(const double* length, double wanted);
  void sort(std::uint32_t partners, std::uint32_t block);
  void find_neighbours(const Expression& expression, double least);
  double bound_at(const Expression& expression,
                  const std::array<std::int32_t, most_dimensions>& offset) const;
  std::int32_t cell_at(std::size_t d, double coordinate) const noexcept;
  std::array<std::int32_t, most_dimensions> cell_of(std::uint32_t element) const noexcept;

  const Space* space_ = nullptr;
  bool by_target_ = false;
  double origin_[most_dimensions] = {}, width_[most_dimensions] = {1, 1, 1};
  std::int32_t count_[most_dimensions] = {1, 1, 1};
  bool periodic_[most_dimensions] = {};
  std::uint32_t cells_ = 1;
  std::vector<Neighbour> neighbours_;
  std::vector<std::uint32_t> members_;  // positions of partners by block and cell
  std::vector<std::uint32_t> starts_;   // [block][cell] in it, and an end for each block
};

}  // namespace cajal
