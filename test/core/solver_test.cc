// The solvers of neuron models: NEST's step control, equal bits in any company, and an end whatever happens.
#include <doctest/doctest.h>

#include <cmath>
#include <memory>
#include <random>
#include <vector>

#include "effort.hpp"
#include "model/solver.hpp"

using namespace cajal;
using cajal::test::cases;

namespace {

/** y' = -rate y. */
struct Decay : Solved<Decay> {
  enum Constant { duration, adaptive, rate, tolerated, constants };
  static constexpr std::size_t equations = 1, solved = 1, columns = 2, counters = 1, channels = 1;
  static double tolerance(const double* c) noexcept { return c[tolerated]; }
  static void slopes(const double* c, const double* y, double, bool, double* d) noexcept {
    d[0] = -c[rate] * y[0];
  }
  static void exact(const double*, const double*, double*, double*) noexcept {}
  static void finish(const double*, double* s, const double* input, const StepEnd&, double&,
                     double&) noexcept {
    s[0] += input[0];
  }
};

/** Neurons that the engine would keep, each with its own constants. */
struct Neurons {
  explicit Neurons(std::size_t n, double h) : n(n), h(h), constants(Decay::constants * n) {
    for (auto& column : state) column.assign(n, 1);
    counter.assign(n, 0), sums.assign(n, 0), current.assign(n, 0), fired.assign(n, 0);
    for (std::size_t i = 0; i < n; ++i) set(i, 1, 1, 1e-3);
  }

  void set(std::size_t i, double rate, double adaptive, double tolerated) {
    constants[Decay::duration * n + i] = h, constants[Decay::rate * n + i] = rate;
    constants[Decay::adaptive * n + i] = adaptive, constants[Decay::tolerated * n + i] = tolerated;
    state[1][i] = h;
  }

  void step(std::size_t begin, std::size_t end) {
    double* const columns[] = {state[0].data(), state[1].data()};
    std::int32_t* const counters[] = {counter.data()};
    void* const arriving[] = {sums.data()};
    const double* const currents[] = {current.data()};
    const StepView view{constants.data(), n, columns, counters, arriving, 0.5, nullptr, 0};
    Decay::run<std::int64_t, true>(view, {begin, end, currents, fired.data(), {}});
  }

  std::size_t n;
  double h;
  std::vector<double> constants, state[2], current;
  std::vector<std::int32_t> counter, fired;
  std::vector<std::int64_t> sums;
};

}  // namespace

TEST_CASE("the step control is that of NEST's solver") {
  // Numbers of the GNU Scientific Library's rkf45 with an absolute tolerance of 0.001 from a first step of 0.1.
  auto lanes = std::make_unique<Lanes<Decay>>();
  const double constants[] = {0.1, 1, 500, 1e-3};
  for (std::size_t k = 0; k < Decay::constants; ++k) fill(lanes->constant[k], constants + k, 1);
  const double one = 1, length = 0.1, zero = 0;
  fill(lanes->state[0], &one, 1), fill(lanes->state[1], &length, 1);
  for (auto* row : {lanes->current, lanes->waiting, lanes->spikes, lanes->time, lanes->inner_steps})
    fill(row, &zero, 1);
  int rejections = -1;
  for (; lanes->time[0] == 0; ++rejections) inner_step(*lanes, 1, 0.1);
  CHECK(rejections == 3);
  CHECK(lanes->time[0] == doctest::Approx(0.00153138298).epsilon(1e-9));
  CHECK(lanes->state[1][0] == doctest::Approx(0.0015837742).epsilon(1e-9));
  CHECK(lanes->state[0][0] == doctest::Approx(0.464857179233).epsilon(1e-11));
}

TEST_CASE("errors stay near the tolerance, and what arrives is added at the end") {
  for (const double rate : {0.1, 3.0, 40.0, 500.0}) {
    Neurons neurons(1, 0.1);
    neurons.set(0, rate, 1, 1e-8);
    neurons.sums[0] = 6;
    neurons.step(0, 1);
    CHECK(std::abs(neurons.state[0][0] - 3 - std::exp(-rate * 0.1)) < 1e-7);
    CHECK(neurons.sums[0] == 0);
  }
}

TEST_CASE("a calm step is one of fourth order, and what is not calm is adaptive") {
  Neurons neurons(2, 0.1);
  neurons.set(0, 0.5, 0, 1e-9), neurons.set(1, 30, 0, 1e-9);
  neurons.step(0, 2);
  const double z = -0.05;
  CHECK(neurons.state[0][0] ==
        doctest::Approx(1 + z + z * z / 2 + z * z * z / 6 + z * z * z * z / 24).epsilon(1e-15));
  CHECK(std::abs(neurons.state[0][1] - std::exp(-3.0)) < 1e-8);  // the calm step would give 1.375
}

TEST_CASE("no neuron's bits depend on those it is advanced with") {
  constexpr std::size_t n = 150;
  std::mt19937 random(3);
  Neurons together(n, 0.1);
  for (std::size_t i = 0; i < n; ++i) {
    const double exponent = random() % 1000 / 200.0, adaptive = random() % 2;
    together.set(i, 0.1 * std::pow(10, exponent), adaptive, 1e-6);
  }
  Neurons alone = together, pieces = together;
  for (unsigned step = 0; step < cases(20, 2, 20); ++step) {
    together.step(0, n);
    for (std::size_t i = 0; i < n; ++i) alone.step(i, i + 1);
    for (std::size_t begin = 0; begin < n;) {
      const std::size_t end = std::min(n, begin + 1 + random() % 70);
      pieces.step(begin, end);
      begin = end;
    }
    for (std::size_t k = 0; k < 2; ++k) {
      REQUIRE(together.state[k] == alone.state[k]);
      REQUIRE(together.state[k] == pieces.state[k]);
    }
  }
}

TEST_CASE("a step ends, whatever a neuron asks for, and the others are not touched") {
  Neurons neurons(3, 0.1);
  neurons.set(0, 1e9, 1, 1e-3);    // more inner steps than there may be
  neurons.set(1, 500, 1, 1e-300);  // no inner step is small enough
  neurons.set(2, 1, 1, 1e-9);
  neurons.step(0, 3);
  CHECK(std::isnan(neurons.state[0][0]));
  CHECK(std::isnan(neurons.state[0][1]));
  CHECK(neurons.state[0][2] == doctest::Approx(std::exp(-0.1)).epsilon(1e-9));
  for (const double start : {std::nan(""), static_cast<double>(INFINITY), 1e308}) {
    Neurons odd(1, 0.1);
    odd.set(0, 1e3, 1, 1e-3);
    odd.state[0][0] = start;
    odd.step(0, 1);
    CHECK(!(std::abs(odd.state[0][0]) < 1e307));
  }
}
