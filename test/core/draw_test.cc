// Distributions: what is refused, what is promised, and what comes out.
#include <doctest/doctest.h>

#include <cmath>
#include <functional>
#include <initializer_list>
#include <limits>

#include "base/values/draw.hpp"
#include "errors.hpp"
#include "statistics.hpp"

using namespace cajal;
using namespace cajal::test;

namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();
constexpr int samples = 100000;

double sample(const Drawer& drawer, std::uint32_t index) { return draw(drawer, 5, 1, 2, 0, index, 0); }

/** The p-value of drawn values against a distribution function, in 40 bins of equal probability. */
double fit(const Draw& record, const std::function<double(double)>& distribution) {
  const Drawer drawer(record);
  std::vector<double> bins(40);
  for (int i = 0; i < samples; ++i) {
    const double p = distribution(sample(drawer, static_cast<std::uint32_t>(i)));
    bins.at(static_cast<std::size_t>(std::fmin(p * 40, 39.0))) += 1;
  }
  return uniform_p(bins);
}

double normal_cdf(double z) { return 0.5 * std::erfc(-z / std::sqrt(2.0)); }

Error refusal(const Draw& record, std::uint64_t elements = 1000) {
  return error_of([&] { check(record, "weight", elements); });
}

}  // namespace

TEST_CASE("values follow their distribution") {
  CHECK(fit({"uniform", {-2, 3}}, [](double x) { return (x + 2) / 5; }) > 1e-6);
  CHECK(fit({"normal", {-1, 2}}, [](double x) { return normal_cdf((x + 1) / 2); }) > 1e-6);
  CHECK(fit({"lognormal", {0.5, 0.75}}, [](double x) { return normal_cdf((std::log(x) - 0.5) / 0.75); }) >
        1e-6);
  CHECK(fit({"exponential", {4}}, [](double x) { return 1 - std::exp(-x / 4); }) > 1e-6);
}

TEST_CASE("redraw keeps the density inside the limits, clip puts the rest on them") {
  const auto inside = [](double x) { return (normal_cdf(x) - normal_cdf(0.5)) / (1 - normal_cdf(0.5)); };
  CHECK(fit({"normal", {0, 1}, "redraw", 0.5, infinity}, inside) > 1e-6);
  const Drawer clipped({"normal", {0, 1}, "clip", -1, 1});
  double low = 0, high = 0;
  for (std::uint32_t i = 0; i < samples; ++i) {
    const double value = sample(clipped, i);
    CHECK_UNARY(value >= -1 && value <= 1);
    low += value == -1, high += value == 1;
  }
  const double expected = samples * normal_cdf(-1), deviation = std::sqrt(expected);
  CHECK(std::fabs(low - expected) < 5 * deviation);
  CHECK(std::fabs(high - expected) < 5 * deviation);
  CHECK(draw(Drawer({"constant", {7}, "clip", 0, 5}), 0, 0, 0, 0, 0, 0) == 5);
}

TEST_CASE("attempts take the words that the contract names") {
  const Drawer drawer({"normal", {0, 1}, "redraw", 1.5, infinity});
  int later = 0;
  for (std::uint32_t index = 0; index < 200; ++index) {
    for (int which = 0; which < 2; ++which) {
      double expected = 0;
      for (std::uint32_t attempt = 0; expected < 1.5; ++attempt) {
        const Words words = philox(9, index, 3, 4 << 10 | attempt / 2, 8);
        expected = normal_deviate(words.w[2 * (attempt % 2) + static_cast<std::uint32_t>(which)]);
        later += attempt > 1;
      }
      CHECK(draw(drawer, 9, 8, 3, 4, index, which) == expected);
    }
  }
  CHECK(later > 100);
}

TEST_CASE("bounds hold for the extreme words and for many others, and are reached") {
  const Draw records[] = {{"constant", {3}},
                          {"uniform", {1, 1.0000000000000004}},
                          {"uniform", {-5, 1e9}},
                          {"normal", {-2, 0.5}},
                          {"normal", {3, 0}},
                          {"lognormal", {1, 0.3}},
                          {"lognormal", {1, 1e-16}},
                          {"exponential", {2}},
                          {"normal", {0, 1}, "redraw", -0.5, 2},
                          {"normal", {0, 1}, "clip", 1, infinity},
                          {"exponential", {1}, "redraw", 0.1, infinity}};
  for (const Draw& record : records) {
    const Range range = bounds(record);
    const Drawer drawer(record);
    const auto inside = [&](double x) {
      return !drawer.accepts(x) || (drawer.clip(x) >= range.min && drawer.clip(x) <= range.max);
    };
    for (const std::uint32_t word : {0u, 1u, 0x7fffffffu, 0x80000000u, 0xfffffffeu, 0xffffffffu})
      CHECK(inside(drawer.value(word)));
    for (std::uint32_t i = 0; i < 2000; ++i) CHECK_UNARY(inside(drawer.value(philox(1, i, 0, 0, 0).w[0])));
  }
  CHECK(bounds({"normal", {0, 1}}).max < 6.4);
  CHECK(bounds({"normal", {0, 1}}).min == -bounds({"normal", {0, 1}}).max);
  CHECK(bounds({"uniform", {2, 3}}).max < 3);
  CHECK(bounds({"normal", {0, 1}, "redraw", -infinity, 2}).max == 2);
  CHECK(bounds({"array", {4, -1, 2}}).min == -1);
  CHECK(bounds({"array", {4, -1, 2}, "clip", 0, 3}).max == 3);
}

TEST_CASE("a uniform value never reaches its excluded end") {
  const Drawer drawer({"uniform", {1, 1.0000000000000004}});
  for (std::uint32_t i = 0; i < 1000; ++i) CHECK(sample(drawer, i) < 1.0000000000000004);
}

TEST_CASE("records that mean nothing are refused, with the value and what is allowed") {
  CHECK(refusal({"gamma", {1, 2}}).code() == "E_TYPE");
  CHECK(refusal({"gamma", {1, 2}}).detail().value == "gamma");
  CHECK(refusal({"normal", {0, 1}, "wrap", 0, 1}).code() == "E_TYPE");
  CHECK(refusal({"normal", {1}}).code() == "E_SHAPE");
  CHECK(refusal({"constant", {NAN}}).code() == "E_NOT_FINITE");
  CHECK(refusal({"normal", {0, infinity}}).code() == "E_NOT_FINITE");
  const Error array = refusal({"array", {1, 2, infinity, NAN}}, 4);
  CHECK(array.code() == "E_NOT_FINITE");
  CHECK(std::string(array.what()).find("index 2") != std::string::npos);
  const Error shape = refusal({"array", {1, 2, 3}}, 4);
  CHECK(shape.code() == "E_SHAPE");
  CHECK(shape.detail().value == "3");
  CHECK(shape.detail().allowed == "4");
  CHECK(refusal({"array", {1}}, 0).code() == "E_SHAPE");
  CHECK(refusal({"array", {}}, 0).code() == "none");
  CHECK(refusal({"normal", {0, -1}}).code() == "E_PARAM_RANGE");
  CHECK(refusal({"normal", {0, -1}}).detail().value == "-1");
  CHECK(refusal({"lognormal", {0, -1}}).code() == "E_PARAM_RANGE");
  CHECK(refusal({"lognormal", {700, 10}}).code() == "E_PARAM_RANGE");
  CHECK(refusal({"uniform", {2, 2}}).code() == "E_PARAM_RANGE");
  CHECK(refusal({"uniform", {-1e308, 1e308}}).code() == "E_PARAM_RANGE");
  CHECK(refusal({"exponential", {0}}).code() == "E_PARAM_RANGE");
  CHECK(refusal({"normal", {0, 1}, "clip", 2, 1}).code() == "E_PARAM_RANGE");
  CHECK(refusal({"normal", {0, 1}, "clip", NAN, 1}).code() == "E_NOT_FINITE");
}

TEST_CASE("redrawing that cannot succeed is refused with its acceptance rate") {
  CHECK(refusal({"uniform", {0, 1}, "redraw", 2, 3}).code() == "E_DISTRIBUTION_EMPTY");
  CHECK(refusal({"uniform", {0, 1}, "redraw", 2, 3}).detail().value == "0");
  CHECK(refusal({"exponential", {1}, "redraw", -3, -1}).code() == "E_DISTRIBUTION_EMPTY");
  CHECK(refusal({"constant", {1}, "redraw", 2, 3}).code() == "E_DISTRIBUTION_EMPTY");
  CHECK(refusal({"normal", {1, 0}, "redraw", 2, 3}).code() == "E_DISTRIBUTION_EMPTY");
  CHECK(refusal({"array", {1, 5}, "redraw", 2, 3}, 2).code() == "E_DISTRIBUTION_EMPTY");
  const Error tail = refusal({"normal", {0, 1}, "redraw", 4, infinity}, 10);
  CHECK(tail.code() == "E_DISTRIBUTION_EMPTY");
  CHECK(std::stod(tail.detail().value) == doctest::Approx(3.167124183311998e-05).epsilon(1e-10));
  CHECK(std::stod(refusal({"lognormal", {0, 1}, "redraw", 100, 200}, 10).detail().value) ==
        doctest::Approx(normal_cdf(std::log(200.0)) - normal_cdf(std::log(100.0))).epsilon(1e-7));
  CHECK(std::stod(refusal({"exponential", {1}, "redraw", 9, 10}, 10).detail().value) ==
        doctest::Approx(std::exp(-9.0) - std::exp(-10.0)).epsilon(1e-10));
  CHECK(refusal({"normal", {0, 1}, "redraw", 0, infinity}, 1000000000).code() == "none");
  CHECK(refusal({"normal", {1, 0}, "redraw", 0, 3}).code() == "none");
  CHECK(refusal({"array", {1, 5}, "redraw", 0, 6}, 2).code() == "none");
  const Drawer hopeless({"normal", {0, 1}, "redraw", 6.39, 7}, "delay");
  const Error error = error_of([&] { sample(hopeless, 0); });
  CHECK(error.code() == "E_DISTRIBUTION_EMPTY");
  CHECK(error.detail().parameter == "delay");
}
