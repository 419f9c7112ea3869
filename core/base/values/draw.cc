#include "base/values/draw.hpp"

#include <algorithm>
#include <cmath>

#include "base/special.hpp"
#include "base/text.hpp"
#include "base/values/quantile.hpp"
#include "error.hpp"

namespace cajal {
namespace {

using Kind = Drawer::Kind;
using Limit = Drawer::Limit;

struct Form {
  std::string_view name;
  std::size_t numbers;  ///< how many parameters it takes
  const char *first, *second;
};

constexpr Form forms[] = {{"constant", 1, "value", ""},    {"array", 0, "", ""},
                          {"uniform", 2, "low", "high"},   {"normal", 2, "mean", "std"},
                          {"lognormal", 2, "mu", "sigma"}, {"exponential", 1, "mean", ""},
                          {"expression", 0, "", ""}};

[[noreturn]] void refuse(const char* code, std::string_view parameter, const std::string& message,
                         const std::string& value, const std::string& allowed, const std::string& hint = {}) {
  throw Error(code, std::string(parameter) + ": " + message, {std::string(parameter), value, allowed, hint});
}

std::string interval_text(double low, double high) {
  std::string text = "[";
  return text.append(number_text(low)).append(", ").append(number_text(high)).append("]");
}

Kind kind_of(const Draw& draw, std::string_view parameter) {
  for (std::size_t i = 0; i < std::size(forms); ++i) {
    if (forms[i].name == draw.kind) return static_cast<Kind>(i);
  }
  refuse("E_TYPE", parameter, "unknown kind of value '" + draw.kind + "'", draw.kind,
         "constant, array, uniform, normal, lognormal, exponential");
}

Limit limit_of(const Draw& draw, std::string_view parameter) {
  if (draw.limit == "none") return Limit::none;
  if (draw.limit == "redraw") return Limit::redraw;
  if (draw.limit == "clip") return Limit::clip;
  refuse("E_TYPE", parameter, "unknown limit '" + draw.limit + "'", draw.limit, "none, redraw, clip");
}

void check_numbers(const Draw& draw, Kind kind, std::string_view parameter, std::uint64_t elements) {
  const Form& form = forms[static_cast<std::size_t>(kind)];
  const std::uint64_t wanted = kind == Kind::array ? elements : form.numbers;
  if (draw.numbers.size() != wanted) {
    const std::string got = std::to_string(draw.numbers.size()), want = std::to_string(wanted);
    if (kind == Kind::array && elements == 0) {
      refuse("E_SHAPE", parameter,
             "an array of " + got + " values where there are no elements in a fixed order", got,
             "a number or a distribution", "use a rule with a fixed number of synapses, or a list of pairs");
    }
    refuse("E_SHAPE", parameter,
           kind == Kind::array ? "an array of " + got + " values for " + want + " elements"
                               : draw.kind + " takes " + want + " numbers, got " + got,
           got, want, "give exactly one number for each");
  }
  for (std::size_t i = 0; i < draw.numbers.size(); ++i) {
    if (std::isfinite(draw.numbers[i])) continue;
    const std::string where = kind == Kind::array ? "index " + std::to_string(i)
                              : i == 0            ? form.first
                                                  : form.second;
    refuse("E_NOT_FINITE", parameter, "not a finite number at " + where, number_text(draw.numbers[i]),
           "finite numbers");
  }
}

void check_parameters(const Draw& draw, Kind kind, std::string_view parameter) {
  const double first = draw.numbers.empty() ? 0.0 : draw.numbers[0];
  const double second = draw.numbers.size() > 1 ? draw.numbers[1] : 0.0;
  if (kind == Kind::uniform && !(first < second && std::isfinite(second - first))) {
    refuse("E_PARAM_RANGE", parameter,
           "uniform needs low < high, got " + number_text(first) + " and " + number_text(second),
           number_text(second), "above low = " + number_text(first));
  }
  if ((kind == Kind::normal || kind == Kind::lognormal) && second < 0) {
    const char* name = forms[static_cast<std::size_t>(kind)].second;
    refuse("E_PARAM_RANGE", parameter, std::string(name) + " is negative", number_text(second), ">= 0");
  }
  if (kind == Kind::exponential && !(first > 0)) {
    refuse("E_PARAM_RANGE", parameter, "the mean of an exponential distribution must be positive",
           number_text(first), "> 0");
  }
}

}  // namespace

double probability(const Draw& draw, Kind kind, double x, bool upper) {
  const double first = draw.numbers[0], second = draw.numbers.size() > 1 ? draw.numbers[1] : 0.0;
  const auto normal = [&](double deviation) {
    const double z = deviation / second;
    return 0.5 * erfc((upper ? z : -z) * 0.7071067811865476);  // over the root of 2
  };
  switch (kind) {
    case Kind::uniform: {
      const double below = std::clamp((x - first) / (second - first), 0.0, 1.0);
      return upper ? 1.0 - below : below;
    }
    case Kind::normal:
      return normal(x - first);
    case Kind::lognormal:
      return x > 0 ? normal(log(x) - first) : upper ? 1.0 : 0.0;
    case Kind::exponential: {
      const double scaled = x > 0 ? x / first : 0.0;
      return upper ? exp(-scaled) : -expm1(-scaled);
    }
    default:
      return (first <= x) != upper ? 1.0 : 0.0;
  }
}

namespace {

/** The probability that one attempt lies within the limits. */
double acceptance(const Draw& draw, Kind kind) {
  const double first = draw.numbers[0];
  const bool point = kind == Kind::constant ||
                     (kind != Kind::uniform && kind != Kind::exponential && draw.numbers[1] == 0.0);
  if (point) {
    const double value = kind == Kind::lognormal ? exp(first) : first;
    return value >= draw.low && value <= draw.high ? 1.0 : 0.0;
  }
  const bool upper = probability(draw, kind, draw.low, false) > 0.5;
  const double low = probability(draw, kind, draw.low, upper),
               high = probability(draw, kind, draw.high, upper);
  return std::max(upper ? low - high : high - low, 0.0);
}

[[noreturn]] void refuse_empty(const std::string& parameter, double rate, double low, double high) {
  refuse("E_DISTRIBUTION_EMPTY", parameter,
         "1000 redraws find no value in " + interval_text(low, high) +
             ": a draw is accepted with probability " + number_text(rate),
         number_text(rate), "limits that keep a larger part of the distribution", "widen the limits or clip");
}

void check_limits(const Draw& draw, Kind kind, Limit limit, std::string_view parameter,
                  std::uint64_t elements) {
  if (limit == Limit::none) return;
  if (std::isnan(draw.low) || std::isnan(draw.high)) {
    refuse("E_NOT_FINITE", parameter, "a limit is not a number", "nan", "numbers or infinite");
  }
  if (draw.low > draw.high) {
    refuse("E_PARAM_RANGE", parameter, "the lower limit exceeds the upper one", number_text(draw.low),
           "at most " + number_text(draw.high));
  }
  if (limit != Limit::redraw) return;
  if (kind == Kind::array) {
    for (std::size_t i = 0; i < draw.numbers.size(); ++i) {
      if (draw.numbers[i] >= draw.low && draw.numbers[i] <= draw.high) continue;
      refuse("E_DISTRIBUTION_EMPTY", parameter,
             "the value at index " + std::to_string(i) + " lies outside the limits and cannot be redrawn",
             number_text(draw.numbers[i]), interval_text(draw.low, draw.high), "clip instead");
    }
    return;
  }
  const double rate = acceptance(draw, kind);
  const double failures =
      static_cast<double>(std::max(elements, std::uint64_t{1})) * exp(Drawer::attempts * log1p(-rate));
  if (rate <= 0 || failures > 1e-3) refuse_empty(std::string(parameter), rate, draw.low, draw.high);
}

/** The range of one attempt; every kind is monotone in the random word. */
Range attempt_range(const Draw& draw, const Drawer& drawer) {
  if (drawer.kind() == Kind::array) {
    Range range{std::numeric_limits<double>::infinity(), -std::numeric_limits<double>::infinity()};
    for (const double value : draw.numbers) range = {std::min(range.min, value), std::max(range.max, value)};
    return range;
  }
  const double a = drawer.value(0), b = drawer.value(0xFFFFFFFF);
  const double slack =
      drawer.kind() == Kind::lognormal ? 0x1p-50 : 0.0;  // exp is monotone up to its last bit
  return {std::min(a, b) * (1 - slack), std::max(a, b) * (1 + slack)};
}

}  // namespace

void check(const Draw& draw, std::string_view parameter, std::uint64_t elements) {
  const Kind kind = kind_of(draw, parameter);
  if (kind == Kind::expression) {
    refuse("E_POSITIONS", parameter, "only weights and delays of connections may depend on a distance",
           draw.kind, "a number, an array or a distribution");
  }
  const Limit limit = limit_of(draw, parameter);
  check_numbers(draw, kind, parameter, elements);
  check_parameters(draw, kind, parameter);
  check_limits(draw, kind, limit, parameter, elements);
  const Range range = bounds(draw);
  if (!draw.numbers.empty() && !(std::isfinite(range.min) && std::isfinite(range.max))) {
    refuse("E_PARAM_RANGE", parameter, "drawn values would overflow", number_text(draw.numbers[0]),
           "values below 1.8e308");
  }
}

Range bounds(const Draw& draw) {
  if (draw.numbers.empty()) return {0, 0};  // an array for no element
  if (draw.kind == "expression") return {draw.low, draw.high};
  const Drawer drawer(draw);
  const Range range = attempt_range(draw, drawer);
  if (drawer.limit() == Limit::none) return range;
  if (drawer.limit() == Limit::clip) return {drawer.clip(range.min), drawer.clip(range.max)};
  Range inside{std::max(range.min, draw.low), std::min(range.max, draw.high)};
  if (!drawer.random()) return inside;
  // Values by table reach farther into a tail of which a limit has cut the other side.
  const Quantile quantile(draw);
  inside.min = std::min(inside.min, quantile.at(open_unit(0)));
  inside.max = std::max(inside.max, quantile.at(open_unit(0xFFFFFFFF)));
  return inside;
}

Drawer::Drawer(const Draw& draw, std::string_view parameter)
    : kind_(kind_of(draw, parameter)),
      limit_(limit_of(draw, parameter)),
      first_(draw.numbers.empty() ? 0.0 : draw.numbers[0]),
      second_(draw.numbers.size() > 1 ? draw.numbers[1] : 0.0),
      last_(0),
      low_(draw.low),
      high_(draw.high),
      parameter_(parameter) {
  if (limit_ == Limit::redraw && kind_ != Kind::array) acceptance_ = acceptance(draw, kind_);
  if (kind_ != Kind::uniform) return;
  last_ = std::nextafter(second_, first_);
  second_ -= first_;
}

void Drawer::give_up() const { refuse_empty(parameter_, acceptance_, low_, high_); }

double probability_between(const Draw& draw, double low, double high) {
  const Kind kind = kind_of(draw, "value");
  const auto at = [&](double x, bool upper) {
    if (std::isinf(x)) return (x > 0) != upper ? 1.0 : 0.0;
    return probability(draw, kind, x, upper);
  };
  const bool upper = at(low, false) > 0.5;
  const double a = at(low, upper), b = at(high, upper);
  return std::max(upper ? a - b : b - a, 0.0);
}

double probability_of_small(const Draw& draw, double half) {
  const Drawer drawer(draw);
  const auto small = [half](double value) { return value != 0 && std::abs(value) <= half; };
  if (!drawer.random() || (draw.numbers.size() > 1 && draw.numbers[1] == 0)) {
    std::size_t count = 0;
    for (const double value : draw.numbers) count += small(drawer.clip(value));
    return draw.numbers.empty() ? 0 : static_cast<double>(count) / static_cast<double>(draw.numbers.size());
  }
  if (drawer.limit() == Limit::none) return probability_between(draw, -half, half);
  const double low = std::max(-half, draw.low), high = std::min(half, draw.high);
  double inside = low < high ? probability_between(draw, low, high) : 0;
  if (drawer.limit() == Limit::redraw) return inside / acceptance(draw, drawer.kind());
  const double infinity = std::numeric_limits<double>::infinity();
  if (small(draw.low)) inside += probability_between(draw, -infinity, draw.low);
  if (small(draw.high)) inside += probability_between(draw, draw.high, infinity);
  return inside;
}

double draw(const Drawer& drawer, std::uint64_t seed, std::uint32_t stream, std::uint32_t element,
            std::uint32_t block, std::uint32_t index, int which) {
  for (std::uint32_t attempt = 0; attempt < Drawer::attempts; ++attempt) {
    const Words words = value_words(seed, stream, element, block, index, attempt >> 1);
    const double value = drawer.value(words.w[2 * (attempt & 1) + static_cast<unsigned>(which)]);
    if (drawer.accepts(value)) return drawer.clip(value);
  }
  drawer.give_up();
}

}  // namespace cajal
