// How a synapse model is described to the kernel: tables for people and plain functions for the engine.
#pragma once
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

#include "model/neuron.hpp"
#include "model/plastic.hpp"

namespace cajal {

/** How the kernel keeps and serves the synapses of a model. */
enum class SynapseKind : std::uint8_t {
  fixed,    ///< spikes with constant weights: rows of fixed-point numbers (synapses/static_row.hpp)
  plastic,  ///< spikes whose effect depends on spikes before: rows with state, served when a spike arrives
  dynamic,  ///< spikes through weights that follow a learning signal: rows with state, served when a spike is sent
  values,  ///< what the source shows, in every step, times a weight
};

/** The synapses of one source onto the neurons of one part that share parameters and delay. */
struct SynapseRow {
  const double* constants;
  const double* clock;           ///< left by `advance` in this step
  double* source;                ///< [source column]
  double* const* columns;        ///< [synapse column][synapse]; column 0 is the weight
  const double* const* targets;  ///< [target column][neuron]
  const std::uint32_t* neurons;  ///< [synapse]: its target's place in the part
  bool dense;                    ///< targets follow one another, from neurons[0] on
  std::size_t size;
};

/** What the rows of a block have in common, when a step begins for them. */
struct SynapseBlock {
  const double* constants;
  double* clock;           ///< scratch that rows read
  double* const* targets;  ///< [target column][neuron]
  const double* signal;    ///< [neuron]: the learning signal that arrives now
  std::size_t neurons;
  std::int64_t age;  ///< steps since the last `rebase`, from 1 on
};

/** The parameters of synapses that carry values: dw = gain (error presynaptic), smoothed, between two bounds. */
struct ValueRule {
  double gain = 0;   ///< learning rate times step
  double blend = 1;  ///< share of the new product in its running mean; 1: no smoothing
  double low, high;  ///< bounds of the weight
};

/** A synapse model as the registry holds it. What a kind does not use is zero or null. */
struct SynapseModel {
  std::string_view name, summary, description, reference;
  std::span<const Field> parameters;
  SynapseKind kind = SynapseKind::fixed;
  bool follows_signal = false;     ///< needs targets with a learning signal
  bool follows_potential = false;  ///< needs targets that know their postsynaptic potential

  std::size_t columns = 0, source_columns = 0, target_columns = 0, clocks = 0, constants = 0;
  void (*prepare)(const double* parameters, const PostsynapticPotential& potential, double step,
                  double* constants) noexcept = nullptr;
  /** Steps after which rows are to be rebased; 0: never. */
  std::int64_t (*horizon)(const double* constants) noexcept = nullptr;
  void (*load)(const double* constants, double* source) noexcept = nullptr;
  void (*advance)(const SynapseBlock& block) noexcept = nullptr;
  /** Spikes of the source with this stamp: changes the row and writes what each target receives. */
  void (*transmit)(const SynapseRow& row, double spikes, std::int64_t stamp, double* sent) noexcept = nullptr;
  /** Makes the present the origin of time for a row; the block's target columns are cleared afterwards. */
  void (*rebase)(const SynapseRow& row) noexcept = nullptr;
  /** Begins anew from the present weights, without memory of errors. */
  void (*commit)(const SynapseRow& row) noexcept = nullptr;
  /** The weights that can occur besides the initial ones. */
  void (*bounds)(const double* parameters, double& low, double& high) noexcept = nullptr;
  ValueRule (*values)(const double* parameters, double step) noexcept = nullptr;

  // Of plastic synapses. A source keeps `source_columns` numbers, a synapse `columns`, the first of them its weight.
  std::span<const std::uint32_t> decays;  ///< parameters that are time constants, for PlasticRun::decays
  std::span<const std::uint32_t>
      traces;                    ///< parameters that are time constants of traces of the targets' spikes
  bool follows_targets = false;  ///< needs the spikes of its targets
  /** Values of the columns behind the weight when a synapse begins. */
  void (*begin)(const double* parameters, double* columns) noexcept = nullptr;
  /** The source's spikes with this stamp, the one before with that: what they carry, and what the source then keeps. */
  void (*send)(const double* constants, double* source, double spikes, double before, double stamp,
               double* carried) noexcept = nullptr;
  /** Changes the synapses of a run and writes what each target receives. */
  void (*arrive)(const PlasticRun& run, double* sent) noexcept = nullptr;
};

}  // namespace cajal

/** Publishes a model of this file under the instruction set it is compiled for. */
#define CAJAL_SYNAPSE(symbol, description_of)           \
  namespace cajal::CAJAL_ISA {                          \
  extern const SynapseModel symbol;                     \
  const SynapseModel symbol = symbol::description_of(); \
  }
