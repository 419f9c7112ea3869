#include "model/define.hpp"

namespace cajal {
namespace {
namespace ignore_and_fire {

enum Parameter { rate, phase };
enum Constant { period, first };

/** Counters: steps since the last spike or, before the first one, since the beginning; and whether there was one. */
struct IgnoreAndFireVariant {
  static constexpr std::size_t columns = 0, dynamic = 0, counters = 2, channels = 1, constants = 2;
  static constexpr std::uint32_t readable = 0;
  static constexpr std::array<std::int8_t, 2> channel{0, 0};

  static void prepare(const double* p, double h, double* c) noexcept {
    const double interval = 1000 / p[rate];
    const double steps = duration_steps(interval, h);
    c[period] = steps < 1 ? 1.0 : steps;
    c[first] = duration_steps(p[phase] * interval, h);
  }
  static void load(const double*, const double*, double*, std::int32_t* n) noexcept { n[0] = n[1] = 0; }
  static double read(const double*, std::size_t, const double*, const std::int32_t*) noexcept { return 0; }
  static void write(const double*, std::size_t, double, double*) noexcept {}

  template <class Sum>
  static std::int32_t step(const double* c, double*, std::int32_t* n, const Sum*, double, const double*,
                           const Noise&, std::uint32_t) noexcept {
    const std::int32_t due = static_cast<std::int32_t>(n[1] != 0 ? c[period] : c[first]);
    const bool fires = n[0] >= due;
    n[0] = fires ? 1 : n[0] + 1;
    n[1] |= fires;
    return fires ? 1 : 0;
  }
};

/** Fires at fixed intervals whatever arrives: for measuring everything but neurons. */
struct IgnoreAndFire {
  static constexpr std::string_view name = "ignore_and_fire";
  static constexpr std::string_view summary =
      "Fires at fixed intervals whatever arrives: a network whose activity is known before.";
  static constexpr std::string_view description =
      "Spikes that arrive are taken and change nothing. The interval is 1 / rate, the first spike comes "
      "after\n"
      "the share phase of it, with the time stamp of the step that begins then; both are rounded up to "
      "whole\n"
      "steps. For measurements of speed that must not depend on what a network does.";
  static constexpr std::string_view reference = "";
  static constexpr std::array parameters{
      positive("rate", "1/s", 10, "spikes per second"),
      Field{"phase", "", 1, 0, 1, false, "share of the interval that passes before the first spike"},
  };
  static constexpr std::array<Field, 0> variables{};
  static constexpr std::array<Recordable, 0> recordables{};
  static constexpr std::array receptors{
      Receptor{"spikes", "", "spikes are taken and have no effect", WeightUse::with_sign},
  };
  static constexpr std::array<Order, 0> orders{};
  static constexpr std::array ports{Port{"current", "pA", "currents are taken and have no effect"}};

  using Variants = void(IgnoreAndFireVariant);

  static std::size_t variant(const ParameterView&, std::size_t, bool) noexcept { return 0; }
};

}  // namespace ignore_and_fire
}  // namespace
}  // namespace cajal

CAJAL_NEURON(ignore_and_fire, IgnoreAndFire)
