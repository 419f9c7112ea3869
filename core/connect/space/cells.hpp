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
    double rate;  ///< -log(1 - bound), for bounds below 1
  };

  Cells() = default;

  /**
   * For elements that choose among `partners` neurons, in blocks of `block` positions; those elements are targets if
   * `by_target`. A null space has one cell. Cells between which the expression stays at `least` or below are left out.
   */
  Cells(const Space* space, bool by_target, std::uint32_t partners, std::uint32_t block,
        const Expression& expression, double least);

  /**
   * Calls visit(neighbour, neurons, n) for the neurons of each cell that may hold partners of an element, of one block.
   * The order depends on the network alone.
   */
  template <class Visit>
  void around(std::uint32_t element, std::uint32_t block, Visit visit) const {
    const std::vector<std::uint32_t> steps = steps_from(element);
    const std::uint32_t* const along[] = {steps.data() + first_[0], steps.data() + first_[1],
                                          steps.data() + first_[2]};
    const std::uint32_t* const starts = starts_.data() + std::size_t{block} * (cells_ + 1);
    for (const Neighbour& neighbour : neighbours_) {
      const auto& [x, y, z] = neighbour.offset;
      const std::uint32_t cell = along[0][x] + along[1][y] + along[2][z];
      if (cell >= cells_ || starts[cell] == starts[cell + 1]) continue;
      visit(neighbour, members_.data() + starts[cell], starts[cell + 1] - starts[cell]);
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
  /** What each offset along each dimension adds to the number of a cell; too much for a cell where there is none. */
  std::vector<std::uint32_t> steps_from(std::uint32_t element) const;

  const Space* space_ = nullptr;
  bool by_target_ = false;
  double origin_[most_dimensions] = {}, width_[most_dimensions] = {1, 1, 1};
  std::int32_t count_[most_dimensions] = {1, 1, 1};
  bool periodic_[most_dimensions] = {};
  std::uint32_t cells_ = 1;
  std::vector<Neighbour> neighbours_;
  std::int32_t least_[most_dimensions] = {}, most_[most_dimensions] = {};  // offsets of neighbours
  std::ptrdiff_t first_[most_dimensions] =
      {};                               // where those of a dimension would begin in their list, from offset 0
  std::vector<std::uint32_t> members_;  // positions of partners by block and cell
  std::vector<std::uint32_t> starts_;   // [block][cell] in it, and an end for each block
};

}  // namespace cajal
