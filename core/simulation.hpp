// The kernel's only face: describe, build, run, read back. Bindings include this header and nothing else of core.
#pragma once
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "description.hpp"
#include "error.hpp"

namespace cajal {

/** The tables of neuron models, devices and connection rules as JSON: the source of every list outside the kernel. */
std::string tables();

/** What this machine offers, as JSON: {isa, isas, hardwareThreads, threading}. `isa` honours CAJAL_ISA. */
std::string machine();

/**
 * One network and its state. Describing methods check their argument completely before they change anything.
 * `progress`, `stop` and `end` may be called from another thread while `build`, `run`, `set_weights` or `restore` is
 * under way; nothing else may. After `end`, or when what `watch` was given says so, whatever is under way or begins
 * throws E_ABORTED.
 */
class Simulation {
 public:
  Simulation(double resolution, double seed);  ///< ms, integer in [0, 2^53)
  ~Simulation();

  double population(const PopulationSpec& spec);  ///< its number, 0, 1, ...
  void values(const ValuesSpec& spec);  ///< parameters and initial values; after build as `set_neurons`
  double connect(const ConnectionSpec& spec);  ///< the projection's number
  double stimulate(const StimulusSpec& spec);  ///< the stimulus' number
  double record(const RecorderSpec& spec);     ///< the recorder's number

  void build(const BuildSpec& spec);
  /** The most memory that the network and all that grows while it runs may take [bytes]; at first there is no limit. */
  void limit(double bytes);
  /** Returns early, at a step boundary, after stop(); E_NUMERIC, E_MEMORY at one, which leave the state valid. */
  void run(double steps);
  void stop() noexcept;  ///< ends what is under way or about to start: build, run, set_weights or restore
  /** The same for good: the simulation will not be used again, and nothing that was begun need be undone. */
  void end() noexcept;
  /** Asks `ended` about every 10 ms of a call, on the present thread, whether to `end`; empty: never. */
  void watch(const std::function<bool()>& ended);
  /**
   * phase (0 idle, 1 build, 2 run, 3 set_weights or restore), fraction of the call, step, spikes in this call, synapses
   * made
   */
  std::vector<double> progress() const;

  double step() const;  ///< steps simulated so far
  std::vector<double> get(const Ranges& targets, const std::string& name) const;
  /** Parameters and variables of neurons from now on, all of them or none; what is not named stays. */
  void set_neurons(const std::vector<ValuesSpec>& specs);
  void set_stimulus(double stimulus, const Named& parameters, const std::vector<EachSpec>& each = {});
  /** Afterwards the network is as if built with this weight; E_ABORTED after stop(), and then as before. */
  void set_weights(const std::vector<std::uint32_t>& projections, const Draw& weight);
  /** New parameters for the synapses of projections; learning begins anew from the present weights. */
  void set_synapses(const std::vector<std::uint32_t>& projections, const Named& parameters);
  SpikeColumns read_spikes(double recorder, bool clear);
  SampleColumns read_samples(double recorder, bool clear);
  SynapseColumns weights(double projection) const;
  /** State, spikes on their way, changes since the build, unread recordings: equal for any number of threads. */
  std::vector<std::uint8_t> checkpoint() const;
  /** Goes on from a checkpoint of the same description, right after build; E_CHECKPOINT, E_FROZEN, or E_ABORTED. */
  void restore(const std::vector<std::uint8_t>& checkpoint);
  std::string report() const;  ///< JSON: threads, isa, weights, build, run, memory, warnings
  std::string digest() const;  ///< 16 hexadecimal digits over spikes and state
  std::uint64_t bytes()
      const noexcept;  ///< what the built network, its recordings and spikes on their way take
  void close();        ///< gives the memory of the built network back; nothing may follow

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace cajal
