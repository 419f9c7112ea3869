#include "connect/space/expression.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <string>

#include "base/cosine.hpp"
#include "base/text.hpp"
#include "error.hpp"

namespace cajal {
namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();
constexpr Range everything{-infinity, infinity};

[[noreturn]] void refuse_expression(const char* code, std::string_view parameter, const std::string& problem,
                                    const std::string& value, const std::string& allowed) {
  throw Error(code, std::string(parameter) + ": " + problem,
              {std::string(parameter), value, allowed, "make it by the functions of cajal/space"});
}

/** How many numbers an operation takes from the stack. */
std::size_t operands(Operation operation) noexcept {
  if (operation <= Operation::component) return 0;
  return operation < Operation::exponential ? 2 : 1;
}

/** The interval that holds all given values; everything if one is not a number. */
Range hull(std::initializer_list<double> values) noexcept {
  Range range{infinity, -infinity};
  for (const double value : values) {
    if (std::isnan(value)) return everything;
    range.min = std::min(range.min, value), range.max = std::max(range.max, value);
  }
  return range;
}

/** A little wider: functions of our own round, and need not be monotonic in the last bit. */
Range widened(Range range) noexcept {
  return {range.min - std::abs(range.min) * 1e-14, range.max + std::abs(range.max) * 1e-14};
}

Range divided(Range a, Range b) noexcept {
  if (b.min <= 0 && b.max >= 0) return everything;
  return hull({a.min / b.min, a.min / b.max, a.max / b.min, a.max / b.max});
}

/** Whether an integer lies in [low, high]. */
bool has_integer(double low, double high) noexcept { return std::floor(high) >= std::ceil(low); }

Range cosine_of(Range a) noexcept {
  constexpr double turn = 6.283185307179586, slack = 1e-9;
  if (!(a.max - a.min < turn) || std::abs(a.min) > 1e5 || std::abs(a.max) > 1e5)
    return {-1.0000001, 1.0000001};
  Range range = hull({cos(a.min), cos(a.max)});
  if (has_integer(a.min / turn - slack, a.max / turn + slack)) range.max = 1;
  if (has_integer(a.min / turn - 0.5 - slack, a.max / turn - 0.5 + slack)) range.min = -1;
  return {range.min - 1e-14, range.max + 1e-14};
}

Range applied(Operation operation, Range a, Range b) noexcept {
  switch (operation) {
    case Operation::add:
      return hull({a.min + b.min, a.max + b.max});
    case Operation::subtract:
      return hull({a.min - b.max, a.max - b.min});
    case Operation::multiply:
      if ((a.min == 0 && a.max == 0) || (b.min == 0 && b.max == 0)) return {0, 0};
      return hull({a.min * b.min, a.min * b.max, a.max * b.min, a.max * b.max});
    case Operation::divide:
      return divided(a, b);
    case Operation::least:
      return {std::min(a.min, b.min), std::min(a.max, b.max)};
    case Operation::most:
      return {std::max(a.min, b.min), std::max(a.max, b.max)};
    case Operation::at_most:
      return {a.max <= b.min ? 1.0 : 0.0, a.min <= b.max ? 1.0 : 0.0};
    case Operation::exponential:
      return widened({exp(a.min), exp(a.max)});
    case Operation::logarithm:
      return a.min >= 0 ? widened({log(a.min), log(a.max)}) : everything;
    case Operation::root:
      return a.min >= 0 ? Range{std::sqrt(a.min), std::sqrt(a.max)} : everything;
    case Operation::cosine:
      return cosine_of(a);
    default:
      return everything;
  }
}

Range distance_in(const Box& box, std::size_t dimensions) noexcept {
  double near = 0, far = 0;
  for (std::size_t d = 0; d < dimensions; ++d) {
    const Range side = box.sides[d];
    const double least = side.min > 0 ? side.min : side.max < 0 ? -side.max : 0.0;
    const double most = std::max(std::abs(side.min), std::abs(side.max));
    near += least * least, far += most * most;
  }
  return {std::sqrt(near), std::sqrt(far)};
}

}  // namespace

Expression::Expression(const std::vector<double>& numbers, std::string_view parameter, std::size_t dimensions)
    : program_(), dimensions_(dimensions) {
  const auto malformed = [&](const std::string& problem, double value) {
    refuse_expression("E_TYPE", parameter, problem, number_text(value), "an expression of the displacement");
  };
  if (numbers.empty() || numbers.size() % 2 != 0)
    malformed("no list of instructions", static_cast<double>(numbers.size()));
  std::size_t size = 0;
  for (std::size_t k = 0; k < numbers.size(); k += 2) {
    const double code = numbers[k], number = numbers[k + 1];
    if (!(code >= 0 && code < operations) || code != std::floor(code))
      malformed("an unknown operation", code);
    if (!std::isfinite(number))
      refuse_expression("E_NOT_FINITE", parameter, "not a finite number in an expression",
                        number_text(number), "finite numbers");
    const auto operation = static_cast<Operation>(static_cast<std::uint8_t>(code));
    if (operation == Operation::component && !(number >= 0 && number == std::floor(number)))
      malformed("no component of a displacement", number);
    const double needed = operation == Operation::component  ? number + 1
                          : operation == Operation::distance ? 1
                                                             : 0;
    if (needed > static_cast<double>(dimensions))
      refuse_expression("E_POSITIONS", parameter,
                        "depends on " + number_text(needed) + " coordinates or more, the neurons have " +
                            std::to_string(dimensions),
                        std::to_string(dimensions),
                        "positions of sources and targets with enough dimensions");
    if (size < operands(operation)) malformed("an operation without operands", code);
    size = size + 1 - operands(operation);
    if (size > deepest_stack) malformed("too deeply nested", static_cast<double>(size));
    program_.push_back({operation, number});
  }
  if (size != 1) malformed("not one result", static_cast<double>(size));
}

Expression Expression::constant(double value, std::size_t dimensions) {
  Expression made;
  made.program_ = {{Operation::number, value}};
  made.dimensions_ = dimensions;
  return made;
}

Expression Expression::times(const Expression& other) const {
  Expression product = *this;
  product.program_.insert(product.program_.end(), other.program_.begin(), other.program_.end());
  product.program_.push_back({Operation::multiply, 0});
  return product;
}

Range Expression::bounds(const Box& box) const {
  Range stack[deepest_stack + 1];
  std::size_t size = 0;
  for (const Instruction& step : program_) {
    if (step.operation == Operation::number) {
      stack[size++] = {step.number, step.number};
    } else if (step.operation == Operation::distance) {
      stack[size++] = distance_in(box, dimensions_);
    } else if (step.operation == Operation::component) {
      stack[size++] = box.sides[static_cast<std::size_t>(step.number)];
    } else if (operands(step.operation) == 1) {
      stack[size - 1] = applied(step.operation, stack[size - 1], {});
    } else {
      stack[size - 2] = applied(step.operation, stack[size - 2], stack[size - 1]);
      --size;
    }
  }
  return stack[0];
}

}  // namespace cajal
