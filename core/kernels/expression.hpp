// Expressions of the displacement from a source to a target: lists of instructions for a stack of numbers.
#pragma once
#include <cstddef>
#include <cstdint>

namespace cajal {

/** Two operands are the number below the top and the top; logical results are 1 and 0. */
enum class Operation : std::uint8_t {
  number,     ///< pushes the instruction's own
  distance,   ///< pushes the length of the displacement
  component,  ///< pushes a component of it, whose index is the instruction's number
  add,
  subtract,
  multiply,
  divide,
  least,
  most,
  at_most,  ///< whether the first is at most the second
  exponential,
  logarithm,
  root,
  cosine
};

inline constexpr std::uint8_t operations = 14;
/** Numbers that the stack holds; one more while two expressions are multiplied. */
inline constexpr std::size_t deepest_stack = 16;
/** Displacements that are looked at together. */
inline constexpr std::size_t piece_of_displacements = 128;
inline constexpr std::size_t most_dimensions = 3;

struct Instruction {
  Operation operation;
  double number = 0;
};

/** An expression that passed its checks, and components of n displacements. */
struct ExpressionCall {
  const Instruction* program;
  std::size_t length, dimensions;
  const double* displacement[most_dimensions];
  std::size_t n;
};

/** Two random numbers for each of n candidates, from the calls of a sequence from `first_call` on. */
struct ChancesCall {
  std::uint64_t seed;
  std::uint32_t stream, element, purpose, first_call;
  bool
      exponential;  ///< the first has an exponential distribution with mean 1; else both are uniform in (0, 1)
  std::size_t n;
};

}  // namespace cajal
