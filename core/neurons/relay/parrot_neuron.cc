#include "model/define.hpp"

namespace cajal {
namespace {
namespace parrot_neuron {

/** No state: what arrives in a step leaves in it. */
struct ParrotVariant {
  static constexpr std::size_t columns = 0, dynamic = 0, counters = 0, channels = 1, constants = 0;
  static constexpr std::uint32_t readable = 0;
  static constexpr std::array<std::int8_t, 4> channel{0, 0, -1, -1};

  static void prepare(const double*, double, double*) noexcept {}
  static void load(const double*, const double*, double*, std::int32_t*) noexcept {}
  static double read(const double*, std::size_t, const double*, const std::int32_t*) noexcept { return 0; }
  static void write(const double*, std::size_t, double, double*) noexcept {}

  template <class Sum>
  static std::int32_t step(const double*, double*, std::int32_t*, const Sum* arriving, double, const double*,
                           const Noise&, std::uint32_t) noexcept {
    return static_cast<std::int32_t>(arriving[0] < most_spikes ? arriving[0] : most_spikes);
  }
};

/** Repeats spikes: gives a generator's train an identity in the network. */
struct Parrot {
  static constexpr std::string_view name = "parrot_neuron";
  static constexpr std::string_view summary = "Repeats the spikes it receives.";
  static constexpr std::string_view description =
      "Every spike that arrives at receptor 0 is emitted in the same step, whatever its weight; several at "
      "once\n"
      "are emitted as several. A spike of time t that reaches the parrot with delay d is thus repeated at t "
      "+ d.\n"
      "Receptor 1 ignores its spikes.";
  static constexpr std::string_view reference = "";
  static constexpr std::array<Field, 0> parameters{};
  static constexpr std::array<Field, 0> variables{};
  static constexpr std::array<Recordable, 0> recordables{};
  static constexpr std::array receptors{
      Receptor{"repeated", "", "spikes are repeated; the weight is ignored", WeightUse::count},
      Receptor{"ignored", "", "spikes have no effect", WeightUse::count},
  };
  static constexpr std::array<Order, 0> orders{};
  static constexpr std::array<Port, 0> ports{};

  using Variants = void(ParrotVariant);

  static std::size_t variant(const ParameterView&, std::size_t, bool) noexcept { return 0; }
};

}  // namespace parrot_neuron
}  // namespace
}  // namespace cajal

CAJAL_NEURON(parrot_neuron, Parrot)
