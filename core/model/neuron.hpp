// How a neuron model is described to the kernel: tables for people and plain functions for the engine.
#pragma once
#include <array>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <span>
#include <string_view>

namespace cajal {

/** How a time becomes whole steps where it lies between two of them; most times need not. */
enum class Rounding : std::uint8_t { none, nearest, up };

/** One parameter or variable with its default and the values it may take. */
struct Field {
  std::string_view name, unit;
  double value;
  double low, high;
  bool open;  ///< bounds themselves excluded
  std::string_view text;
  bool list = false;  ///< takes any number of values (devices)
  Rounding rounding = Rounding::none;
  std::string_view alias = {};  ///< a shorter name that is understood too (devices)
  bool common = false;          ///< the same for all targets (devices)
  bool off_grid = false;        ///< a time that lies anywhere (devices)
  bool whole = false;           ///< a whole number (devices)
};

/** The unit of a parameter that is one of several things begins with this, and goes on with their names. */
inline constexpr std::string_view choice_unit = "one of ";

/** The value of an entry that a list does not have. */
inline constexpr double no_entry = std::numeric_limits<double>::infinity();

/** The list that a parameter of a neuron model is an entry of, "tau_sfa" of "tau_sfa[0]"; empty if it is none. */
constexpr std::string_view list_of(const Field& field) noexcept {
  return field.name.empty() || field.name.back() != ']' ? std::string_view{}
                                                        : field.name.substr(0, field.name.find('['));
}

/** Lists of which each entry belongs to one of every other: they have the same length. */
using ListNames = std::array<std::string_view, 4>;

/** A quantity that can be recorded or read. */
struct Recordable {
  std::string_view name, unit, text;
};

/** How a receptor uses the weight of an arriving spike. */
enum class WeightUse : std::uint8_t { with_sign, magnitude, count, not_negative };

/** Where spikes can be sent; its number is the `receptor` of a connection. */
struct Receptor {
  std::string_view name, unit, text;
  WeightUse use;
  std::int8_t signal = -1;      ///< the learning signal of synapses onto it; -1: none, they cannot learn
  std::string_view entry = {};  ///< the entry of a list without which it does not exist
};

/** Where currents enter, and the values that other neurons show; its number is the `receptor` of such a connection. */
struct Port {
  std::string_view name, unit, text;
  std::int8_t signal = -1;  ///< as of a receptor
};

/**
 * The potential that one spike through a synapse of weight one makes, as learning rules take it: scale / (leak
 * (tau_decay - tau_rise)) times the difference of two exponentials, and its limit where they are equal.
 */
struct PostsynapticPotential {
  double tau_decay = 0, tau_rise = 0;  ///< [ms]
  double scale = 0, leak = 1;
};

/** A rule between two parameters: `below` must be smaller than `above`, or as large where they may be `equal`. */
struct Order {
  std::string_view below, above, code;
  bool equal = false;
};

/** Parameter values of a population: one shared value or one per neuron, for each entry of the model's table. */
struct ParameterView {
  std::span<const std::span<const double>> columns;
  double at(std::size_t parameter, std::size_t neuron) const noexcept {
    const auto& column = columns[parameter];
    return column.size() == 1 ? column[0] : column[neuron];
  }
};

/** Where stochastic models take their random numbers from. */
struct Noise {
  std::uint64_t seed = 0, step = 0;
  std::uint32_t stream = 0;
};

/** What a step function sees of the neurons of one population in one slice. */
struct StepView {
  const double* constants;        ///< [constant], or [constant][neuron] when they vary
  std::size_t constant_stride;    ///< neurons in the part
  double* const* state;           ///< [column][neuron]
  std::int32_t* const* counters;  ///< [counter][neuron]
  void* const* arriving;          ///< [channel][neuron]: fixed-point sums of this step, consumed
  double unit;                    ///< value of one in the fixed-point sums
  double* const* signals;         ///< [learning signal][neuron]: written in every step
  std::uint32_t first;            ///< the first neuron's number in its population
};

/** One call of a step function: neurons begin to end (exclusive) of the part. */
struct StepCall {
  std::size_t begin, end;
  const double* const* currents;  ///< [current port][neuron - begin] [pA]
  std::int32_t* fired;            ///< [neuron - begin]: spikes emitted
  Noise noise;
};

/** Advances the neurons by one step; not zero if any of them fired. */
using StepFunction = std::int32_t (*)(const StepView&, const StepCall&) noexcept;

/** Writes what the neurons begin to end of a part show others during a step: outputs[output][neuron]. */
using PublishFunction = void (*)(const StepView&, std::size_t begin, std::size_t end,
                                 double* const* outputs) noexcept;

/** One way to hold a model's state, chosen by its parameters. */
struct NeuronVariant {
  std::size_t columns;   ///< f64 state per neuron
  std::size_t dynamic;   ///< the first so many columns determine the future; the rest only reports
  std::size_t counters;  ///< i32 state per neuron
  std::size_t channels;  ///< accumulators per neuron
  std::size_t constants;
  std::uint32_t readable;                ///< bit k: recordable k can be read
  std::span<const std::int8_t> channel;  ///< [receptor * 2 + (weight < 0)]; both -1: ignored
  void (*prepare)(const double* parameters, double step, double* constants) noexcept;
  void (*load)(const double* parameters, const double* variables, double step, double* state,
               std::int32_t* counters) noexcept;
  double (*read)(const double* parameters, std::size_t recordable, const double* state,
                 const std::int32_t* counters) noexcept;
  void (*write)(const double* parameters, std::size_t variable, double value, double* state) noexcept;
  StepFunction step[2][2];     ///< [32-bit or 64-bit sums][constants shared or varied]
  PublishFunction publish[2];  ///< [constants shared or varied]; null where the model has no outputs
};

/** What the engine has room for: it keeps one neuron in arrays of these lengths. `define` checks every model. */
inline constexpr std::size_t most_parameters = 64, most_columns = 64, most_counters = 16, most_channels = 127,
                             most_ports = 8, most_outputs = 16, most_recordables = 32;

/** A neuron model as the registry holds it. */
struct NeuronModel {
  std::string_view name, summary, description, reference;
  std::span<const Field> parameters, variables;
  std::span<const Recordable> recordables;  ///< the variables first, in the same order
  std::span<const Receptor> receptors;
  std::span<const Order> orders;
  std::span<const ListNames> lists;
  std::span<const Port> ports;
  std::span<const Recordable> outputs;  ///< what other neurons can see of it from step to step
  std::span<const Recordable> signals;  ///< what its learning synapses follow
  std::span<const NeuronVariant> variants;
  /**
   * The leanest variant for these parameters; `traced` asks for the one that keeps most apart, so that every recordable
   * can be read and later parameters find what they need.
   */
  std::size_t (*variant)(const ParameterView& parameters, std::size_t neurons, bool traced) noexcept;
  /**
   * Moves the state of a neuron from one variant to another; false where the first does not tell what the second
   * keeps. Null where all variants have the same columns.
   */
  bool (*carry)(std::size_t from, std::size_t to, const double* state, double* carried) noexcept;
  /** The potential that a spike at a receptor makes; null where no learning rule asks for it. */
  PostsynapticPotential (*potential)(const double* parameters, std::size_t receptor) noexcept;
};

/** The most spikes of one neuron in one step; more are not emitted. */
inline constexpr std::int32_t most_spikes = 1 << 20;

/** The longest stretch of neurons in one step call; currents and fired are arrays of this length. */
inline constexpr std::size_t stretch = 256;

}  // namespace cajal
