// Expressions of the displacement from a source to a target: probabilities, weights and delays that depend on it.
#pragma once
#include <cstdint>
#include <string_view>
#include <vector>

#include "base/values/draw.hpp"
#include "kernels/kernels.hpp"

namespace cajal {

/** Displacements whose components lie in intervals. */
struct Box {
  Range sides[most_dimensions];
};

class Expression {
 public:
  /** Zero everywhere. */
  Expression() = default;

  /**
   * From the form in which it reaches the kernel: the number of an operation (kernels/expression.hpp) and its own
   * number, alternating. Errors name `parameter`: E_TYPE where it is no expression, E_POSITIONS where there are fewer
   * dimensions than it asks for, E_NOT_FINITE.
   */
  Expression(const std::vector<double>& numbers, std::string_view parameter, std::size_t dimensions);

  /** The product with another. */
  Expression times(const Expression& other) const;
  /** The same everywhere. */
  static Expression constant(double value, std::size_t dimensions);

  /** Values that it does not leave in a box; infinite ones where nothing is known. */
  Range bounds(const Box& box) const;

  /** out[i] at n displacements with a component in each of the columns. */
  void evaluate(const Kernels& kernels, const double* const* columns, std::size_t n, double* out) const {
    ExpressionCall call{program_.data(), program_.size(), dimensions_, {}, n};
    for (std::size_t d = 0; d < dimensions_; ++d) call.displacement[d] = columns[d];
    kernels.evaluate(call, out);
  }

 private:
  std::vector<Instruction> program_{{Operation::number, 0}};
  std::size_t dimensions_ = 0;
};

}  // namespace cajal
