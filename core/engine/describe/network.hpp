// The checked description of a network inside the kernel: what the builder reads.
#pragma once
#include <cstdint>
#include <deque>
#include <memory>
#include <string>
#include <vector>

#include "base/selection.hpp"
#include "base/values/draw_tables.hpp"
#include "connect/rule.hpp"
#include "description.hpp"
#include "model/device.hpp"
#include "model/registry.hpp"

namespace cajal {

/** The longest delay that a row can hold, in steps. */
constexpr std::uint32_t longest_possible_delay = 65535;

struct Population {
  const NeuronModel* model;
  std::string label;
  std::uint32_t first, size;                    ///< global numbers
  std::uint32_t stream;                         ///< random stream of stochastic spiking
  std::vector<std::vector<double>> parameters;  ///< one value, or one per neuron
  std::vector<std::vector<double>> variables;   ///< initial values, likewise
  std::vector<double> positions, periods;       ///< as in PopulationSpec
};

struct Projection {
  ConnectionSpec spec;
  Selection sources, targets;
  std::unique_ptr<Rule> rule;
  std::uint32_t topology, values;  ///< random streams
  const SynapseModel* synapse = nullptr;
  std::vector<double> synapse_parameters;  ///< one for each of the model's
  bool made = false;  ///< its synapses are not stored: those of a source are drawn when it fires
  std::unique_ptr<const Space> space =
      nullptr;  ///< null unless all its neurons have positions in the same space
};

struct Stimulus {
  const DeviceModel* device;
  std::vector<std::vector<double>>
      parameters;  ///< one value, or one per target; lists likewise for each entry
  Selection targets;
  Draw weight, delay;
  std::uint32_t receptor;
  std::vector<std::pair<std::uint32_t, std::uint32_t>> events;  ///< population, random stream of its events
  std::uint32_t values;                                         ///< random stream of weights and delays
  Selection self;                                               ///< the sources that it is
  std::unique_ptr<Rule> plain;                                  ///< one synapse onto each target
  bool feeds;                                                   ///< spikes travel like those of neurons
  bool trains;                                                  ///< and every target has its own
  std::vector<Signal> signals;                                  ///< of all targets, or one each
  std::uint64_t room;  ///< events of one step that sums of compact weights are checked for; more are refused

  const Signal& signal(std::uint32_t position) const noexcept {
    return signals.size() == 1 ? signals[0] : signals[position];
  }
  /** How many of the sources of spikes it is: they are numbered behind the neurons. */
  std::uint32_t sources() const noexcept { return feeds ? self.size() : 0; }
};

struct Recorder {
  bool spikes;
  Selection targets;
  std::vector<std::string> variables;
  std::int64_t every;
};

/** Purposes for which random streams are handed out, in order of creation. */
class Streams {
 public:
  explicit Streams(std::uint32_t last = 0) noexcept : last_(last) {}
  std::uint32_t next() noexcept { return ++last_; }
  std::uint32_t peek() const noexcept { return last_ + 1; }

 private:
  std::uint32_t last_;
};

struct Network {
  explicit Network(double resolution, std::uint64_t seed) : grid(resolution), seed(seed) {}

  Grid grid;
  std::uint64_t seed;
  Streams streams;
  std::vector<Population> populations;
  std::deque<Projection> projections;  // rules point into their projection, so it must not move
  std::deque<Stimulus> stimuli;
  std::vector<Recorder> recorders;
  std::unique_ptr<DrawTables> tables = std::make_unique<DrawTables>();  ///< of the values of synapses

  std::uint32_t neurons() const noexcept {
    return populations.empty() ? 0 : populations.back().first + populations.back().size;
  }
  /** The population a neuron belongs to. */
  std::uint32_t population_of(std::uint32_t neuron) const noexcept;
};

}  // namespace cajal
