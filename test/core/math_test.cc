// Errors of our elementary functions, in units in the last place, against the C library's long double.
#include <doctest/doctest.h>

#include <cmath>
#include <initializer_list>
#include <limits>

#include "base/math.hpp"
#include "base/normal.hpp"
#include "base/random/random.hpp"
#include "base/special.hpp"

using Real = long double;

namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();
constexpr int samples = 200000;

double last_place(double x) {
  int exponent;
  std::frexp(x, &exponent);
  return std::fmax(std::ldexp(1.0, exponent - 53), 0x1p-1074);
}

/** The largest error over arguments low ... high, evenly spread or (`scaled`) evenly in the exponent. */
template <class Ours, class Reference>
double worst(Ours ours, Reference reference, double low, double high, bool scaled = false) {
  cajal::Sequence sequence(20, 0, 0, 0);
  double worst = 0;
  for (int i = 0; i < samples; ++i) {
    const double u = sequence.uniform();
    const double x =
        scaled ? std::exp2(std::log2(low) + u * (std::log2(high) - std::log2(low))) : low + (high - low) * u;
    const Real exact = reference(static_cast<Real>(x));
    const double error =
        std::fabs(static_cast<double>((ours(x) - exact) / last_place(static_cast<double>(exact))));
    worst = error <= worst ? worst : error;  // NaN counts as worst
  }
  return worst;
}

}  // namespace

TEST_CASE("exp is within 1 ulp, subnormal results included") {
  const auto ours = [](double x) { return cajal::exp(x); };
  const auto reference = [](Real x) { return std::exp(x); };
  CHECK(worst(ours, reference, -745, 709.7) < 1);
  CHECK(worst(ours, reference, -1, 1) < 1);
  CHECK(worst(ours, reference, -745.1, -708) < 1);
  CHECK(cajal::exp(0.0) == 1);
  CHECK(cajal::exp(-0.0) == 1);
  CHECK(cajal::exp(infinity) == infinity);
  CHECK(cajal::exp(-infinity) == 0);
  CHECK(cajal::exp(709.79) == infinity);
  CHECK(cajal::exp(709.78) == doctest::Approx(1.7928227943945155e308));
  CHECK(cajal::exp(-745.13) == 0x1p-1074);
  CHECK(cajal::exp(-745.14) == 0);
  CHECK(std::isnan(cajal::exp(NAN)));
}

TEST_CASE("expm1 is within 2 ulp") {
  const auto ours = [](double x) { return cajal::expm1(x); };
  const auto reference = [](Real x) { return std::expm1(x); };
  CHECK(worst(ours, reference, -50, 709.7) < 2);
  CHECK(worst(ours, reference, -2, 2) < 2);
  CHECK(worst(ours, reference, 1e-300, 1, true) < 2);
  CHECK(cajal::expm1(0.0) == 0);
  CHECK(cajal::expm1(-infinity) == -1);
  CHECK(cajal::expm1(infinity) == infinity);
  CHECK(cajal::expm1(0x1p-1074) == 0x1p-1074);
  CHECK(std::isnan(cajal::expm1(NAN)));
}

TEST_CASE("log is within 1 ulp, subnormal arguments included") {
  const auto ours = [](double x) { return cajal::log(x); };
  const auto reference = [](Real x) { return std::log(x); };
  CHECK(worst(ours, reference, 0x1p-1074, 1e308, true) < 1);
  CHECK(worst(ours, reference, 0.5, 2) < 1);
  CHECK(worst(ours, reference, 0.999, 1.001) < 1);
  CHECK(cajal::log(1.0) == 0);
  CHECK(cajal::log(0.0) == -infinity);
  CHECK(cajal::log(-0.0) == -infinity);
  CHECK(cajal::log(infinity) == infinity);
  CHECK(std::isnan(cajal::log(-1.0)));
  CHECK(std::isnan(cajal::log(-infinity)));
  CHECK(std::isnan(cajal::log(NAN)));
}

TEST_CASE("log1p is within 2 ulp") {
  const auto ours = [](double x) { return cajal::log1p(x); };
  const auto reference = [](Real x) { return std::log1p(x); };
  CHECK(worst(ours, reference, -1, 1) < 2);
  CHECK(worst(ours, reference, 1e-300, 1e300, true) < 2);
  CHECK(worst([](double x) { return cajal::log1p(-x); }, [](Real x) { return std::log1p(-x); }, 1e-18, 0.99,
              true) < 2);
  CHECK(cajal::log1p(0.0) == 0);
  CHECK(cajal::log1p(-1.0) == -infinity);
  CHECK(cajal::log1p(infinity) == infinity);
  CHECK(std::isnan(cajal::log1p(-1.5)));
}

TEST_CASE("phi1 and phi2 keep their digits at and around 0, where propagators need them") {
  const auto series = [](Real x, int first) {  // sum of x^k / (k + first)!
    Real factorial = 1, sum = 0, term = 1;
    for (int k = 2; k <= first; ++k) factorial *= k;
    for (int k = 1; k < 60; ++k) sum += term, term *= x / (k + first);
    return sum / factorial;
  };
  const auto exact1 = [&](Real x) { return std::fabs(x) < 3 ? series(x, 1) : std::expm1(x) / x; };
  const auto exact2 = [&](Real x) { return std::fabs(x) < 3 ? series(x, 2) : (std::expm1(x) - x) / (x * x); };
  const auto ours1 = [](double x) { return cajal::phi1(x); };
  const auto ours2 = [](double x) { return cajal::phi2(x); };
  for (const double reach : {1e-12, 1e-3, 0.5, 3.0, 30.0, 500.0}) {
    CHECK(worst(ours1, exact1, -reach, reach) < 3);
    CHECK(worst(ours2, exact2, -reach, reach) < 6);
  }
  CHECK(cajal::phi1(0.0) == 1);
  CHECK(cajal::phi2(0.0) == 0.5);
}

TEST_CASE("normal quantiles have 15 digits in the centre and in both tails") {
  const auto ours = [](double u) { return cajal::inverse_normal(u); };
  // One Newton step from our value, with the long double erfc.
  const auto exact = [](Real u) {
    const Real z = cajal::inverse_normal(static_cast<double>(u)), root = std::sqrt(Real{2});
    const Real excess = u < 0.5L ? std::erfc(-z / root) / 2 - u : (1 - u) - std::erfc(z / root) / 2;
    return z - excess * std::sqrt(2 * std::acos(Real{-1})) * std::exp(z * z / 2);
  };
  CHECK(worst(ours, exact, 1e-10, 1 - 1e-10) < 8);
  CHECK(worst(ours, exact, 1e-300, 0.1, true) < 8);
  CHECK(cajal::inverse_normal(0.5) == 0);
  CHECK(cajal::inverse_normal(0.25) ==
        doctest::Approx(-0.6744897501960817).epsilon(1e-15));  // Wichura's checks
  CHECK(cajal::inverse_normal(0.001) == doctest::Approx(-3.090232306167814).epsilon(1e-15));
  CHECK(cajal::inverse_normal(1e-20) == doctest::Approx(-9.262340089798408).epsilon(1e-15));
  for (const std::uint32_t word :
       {0u, 1u, 77u, 0x10000000u, 0x7fffffffu, 0x80000000u, 0xdeadbeefu, 0xffffffffu})
    CHECK(cajal::normal_deviate(word) == cajal::inverse_normal(cajal::open_unit(word)));
  CHECK(cajal::normal_deviate(0) == -cajal::normal_deviate(0xffffffff));
  CHECK(cajal::normal_deviate(0) > -6.4);
}

TEST_CASE("error functions") {
  const auto erf = [](double x) { return cajal::erf(x); };
  const auto erfc = [](double x) { return cajal::erfc(x); };
  const auto erfcx = [](double x) { return cajal::erfcx(x); };
  CHECK(worst(
            erf, [](Real x) { return std::erf(x); }, -6, 6) < 4);
  CHECK(worst(
            erf, [](Real x) { return std::erf(x); }, 1e-300, 1, true) < 4);
  CHECK(worst(
            erfc, [](Real x) { return std::erfc(x); }, -6, 26.5) < 8);
  CHECK(worst(
            erfcx, [](Real x) { return std::exp(x * x) * std::erfc(x); }, -26, 30) < 8);
  CHECK(cajal::erfcx(1e8) == doctest::Approx(5.641895835477563e-9).epsilon(1e-15));
  CHECK(cajal::erfcx(1e300) == doctest::Approx(5.641895835477563e-301).epsilon(1e-15));
  CHECK(cajal::erfcx(-30.0) == infinity);
  CHECK(cajal::erfc(infinity) == 0);
  CHECK(cajal::erfc(-infinity) == 2);
  CHECK(cajal::erf(0.0) == 0);
  CHECK(cajal::erf(infinity) == 1);
  CHECK(cajal::erf(-infinity) == -1);
}

TEST_CASE("the logarithm of the gamma function") {
  cajal::Sequence sequence(21, 0, 0, 0);
  double worst_error = 0;
  for (int i = 0; i < samples; ++i) {
    const double x = std::exp2(-20 + 120 * sequence.uniform());
    const Real exact = std::lgamma(static_cast<Real>(x));
    const Real error = std::fabs(cajal::log_gamma(x) - exact) / std::fmax(Real{1}, std::fabs(exact));
    worst_error = std::fmax(worst_error, static_cast<double>(error));
  }
  CHECK(worst_error < 1e-14);
  CHECK(cajal::log_gamma(1.0) == doctest::Approx(0.0).epsilon(4e-15));
  CHECK(cajal::log_gamma(171.0) == doctest::Approx(706.5730622457874).epsilon(1e-15));
}
