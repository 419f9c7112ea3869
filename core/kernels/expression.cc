// Expressions of displacements, and the random numbers by which candidates for synapses are found and accepted.
#include "kernels/expression.hpp"

#include "base/cosine.hpp"
#include "base/random/random.hpp"
#include "kernels/isa_kernels.hpp"

namespace cajal::CAJAL_ISA {

namespace {

constexpr std::size_t piece = piece_of_displacements;
using Row = double[piece];

template <class Function>
CAJAL_INLINE void each(Row& a, Function f) noexcept {
  for (std::size_t i = 0; i < piece; ++i) a[i] = f(a[i]);
}

template <class Function>
CAJAL_INLINE void both(Row& a, const Row& b, Function f) noexcept {
  for (std::size_t i = 0; i < piece; ++i) a[i] = f(a[i], b[i]);
}

CAJAL_INLINE double root_of(double x) noexcept { return __builtin_sqrt(x); }

/** An operation on the top of the stack, or on the two numbers there. */
void operate(Operation operation, Row& a, const Row& b) noexcept {
  switch (operation) {
    case Operation::add:
      return both(a, b, [](double x, double y) { return x + y; });
    case Operation::subtract:
      return both(a, b, [](double x, double y) { return x - y; });
    case Operation::multiply:
      return both(a, b, [](double x, double y) { return x * y; });
    case Operation::divide:
      return both(a, b, [](double x, double y) { return x / y; });
    case Operation::least:
      return both(a, b, [](double x, double y) { return y < x ? y : x; });
    case Operation::most:
      return both(a, b, [](double x, double y) { return y > x ? y : x; });
    case Operation::at_most:
      return both(a, b, [](double x, double y) { return x <= y ? 1.0 : 0.0; });
    case Operation::exponential:
      return each(a, [](double x) { return exp(x); });
    case Operation::logarithm:
      return each(a, [](double x) { return log(x); });
    case Operation::root:
      return each(a, [](double x) { return root_of(x); });
    case Operation::cosine:
      return each(a, [](double x) { return cos(x); });
    default:
      return;
  }
}

void distances(const Row* components, std::size_t dimensions, Row& out) noexcept {
  for (std::size_t i = 0; i < piece; ++i) {
    const double x = components[0][i], y = dimensions > 1 ? components[1][i] : 0.0,
                 z = dimensions > 2 ? components[2][i] : 0.0;
    out[i] = root_of(x * x + y * y + z * z);
  }
}

}  // namespace

void evaluate(const ExpressionCall& call, double* out) noexcept {
  alignas(64) Row stack[deepest_stack + 1], components[most_dimensions] = {};
  for (std::size_t begin = 0; begin < call.n; begin += piece) {
    const std::size_t n = call.n - begin < piece ? call.n - begin : piece;
    for (std::size_t d = 0; d < call.dimensions; ++d)
      for (std::size_t i = 0; i < n; ++i) components[d][i] = call.displacement[d][begin + i];
    std::size_t size = 0;
    for (std::size_t k = 0; k < call.length; ++k) {
      const Instruction& step = call.program[k];
      if (step.operation == Operation::number) {
        for (double& value : stack[size]) value = step.number;
        ++size;
      } else if (step.operation == Operation::distance) {
        distances(components, call.dimensions, stack[size++]);
      } else if (step.operation == Operation::component) {
        const Row& from = components[static_cast<std::size_t>(step.number)];
        for (std::size_t i = 0; i < piece; ++i) stack[size][i] = from[i];
        ++size;
      } else if (step.operation >= Operation::exponential) {
        operate(step.operation, stack[size - 1], stack[size - 1]);
      } else {
        operate(step.operation, stack[size - 2], stack[size - 1]);
        --size;
      }
    }
    for (std::size_t i = 0; i < n; ++i) out[begin + i] = stack[0][i];
  }
}

void chances(const ChancesCall& call, double* __restrict first, double* __restrict second) noexcept {
  for (std::size_t i = 0; i < call.n; ++i) {
    const Words random = philox(call.seed, call.first_call + static_cast<std::uint32_t>(i), call.element,
                                0x80000000 | call.purpose, call.stream);
    first[i] = open_unit(random.w[0], random.w[1]);
    second[i] = open_unit(random.w[2], random.w[3]);
  }
  if (!call.exponential) return;
  for (std::size_t i = 0; i < call.n; ++i) first[i] = -log(first[i]);
}

}  // namespace cajal::CAJAL_ISA
