// The records in which a network reaches the kernel. Every record lists its fields once; both hosts convert
// plain JavaScript objects from that list, so that no field is named in a second place.
#pragma once
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

namespace cajal {

/** Neurons as a list of ranges over global neuron numbers: start, stop (exclusive), step, start, stop, step, ... */
using Ranges = std::vector<std::uint32_t>;

/** Parameters by name; a scalar is an array of one. */
using Named = std::vector<std::pair<std::string, std::vector<double>>>;

/** How values are drawn, one per element. */
struct Draw {
  std::string kind = "constant";  ///< constant, array, uniform, normal, lognormal, exponential, expression
  std::vector<double> numbers{
      0};  ///< value | one per element | low, high | mean, std | mu, sigma | mean | instructions
  std::string limit = "none";  ///< none, redraw, clip
  double low = 0, high = 0;    ///< bounds of redraw or clip; infinite where there is none

  template <class Visit>
  static void fields(Visit visit) {
    visit("kind", &Draw::kind), visit("numbers", &Draw::numbers), visit("limit", &Draw::limit);
    visit("low", &Draw::low), visit("high", &Draw::high);
  }
};

struct PopulationSpec {
  std::string model, label;
  double size = 0;
  std::vector<double> positions = {};  ///< the coordinates of one neuron after the other; none: nowhere
  std::vector<double> periods =
      {};  ///< per dimension: the length after which space repeats itself, 0 where it ends

  template <class Visit>
  static void fields(Visit visit) {
    visit("model", &PopulationSpec::model), visit("label", &PopulationSpec::label);
    visit("size", &PopulationSpec::size);
    visit("positions", &PopulationSpec::positions), visit("periods", &PopulationSpec::periods);
  }
};

/** A parameter or variable and the value it takes in each of the targets. */
struct ValuesSpec {
  Ranges targets;
  std::string name;
  Draw draw;

  template <class Visit>
  static void fields(Visit visit) {
    visit("targets", &ValuesSpec::targets), visit("name", &ValuesSpec::name),
        visit("draw", &ValuesSpec::draw);
  }
};

struct ConnectionSpec {
  Ranges sources, targets;
  std::string rule;   ///< a name of core/connect
  double number = 0;  ///< in-degree, out-degree, total number or probability
  bool autapses = true, multapses = true;
  std::vector<std::uint32_t> pair_sources, pair_targets;  ///< rule "pairs": positions in sources and targets
  Draw weight, delay;                                     ///< model's unit (pA, mV, nS); ms
  double receptor = 0;                                    ///< or port, for synapses that carry values
  std::string synapse = "static_synapse";                 ///< a name of core/synapses
  Named synapse_parameters;
  double output = 0;  ///< of the sources, for synapses that carry values
  double axonal = 0;  ///< ms; a part of the delay before the synapse, beside `delay`, for plastic synapses
  std::vector<double> kernel = {}, mask = {};  ///< spatial rules: instructions (connect/space/expression.hpp)

  template <class Visit>
  static void fields(Visit visit) {
    visit("sources", &ConnectionSpec::sources), visit("targets", &ConnectionSpec::targets);
    visit("rule", &ConnectionSpec::rule), visit("number", &ConnectionSpec::number);
    visit("autapses", &ConnectionSpec::autapses), visit("multapses", &ConnectionSpec::multapses);
    visit("pairSources", &ConnectionSpec::pair_sources), visit("pairTargets", &ConnectionSpec::pair_targets);
    visit("weight", &ConnectionSpec::weight), visit("delay", &ConnectionSpec::delay);
    visit("receptor", &ConnectionSpec::receptor), visit("synapse", &ConnectionSpec::synapse);
    visit("synapseParameters", &ConnectionSpec::synapse_parameters);
    visit("output", &ConnectionSpec::output), visit("axonal", &ConnectionSpec::axonal);
    visit("kernel", &ConnectionSpec::kernel), visit("mask", &ConnectionSpec::mask);
  }
};

/** A parameter of a stimulus in which its targets differ. */
struct EachSpec {
  std::string name;
  std::vector<Draw> draws;  ///< over the targets: one; for a list one for each of its entries

  template <class Visit>
  static void fields(Visit visit) {
    visit("name", &EachSpec::name), visit("draws", &EachSpec::draws);
  }
};

struct StimulusSpec {
  std::string kind;  ///< a name of core/devices
  Named parameters;  ///< the same for all targets
  Ranges targets;
  Draw weight, delay;
  double receptor = 0;
  std::vector<EachSpec> each = {};

  template <class Visit>
  static void fields(Visit visit) {
    visit("kind", &StimulusSpec::kind), visit("parameters", &StimulusSpec::parameters);
    visit("targets", &StimulusSpec::targets), visit("weight", &StimulusSpec::weight);
    visit("delay", &StimulusSpec::delay), visit("receptor", &StimulusSpec::receptor);
    visit("each", &StimulusSpec::each);
  }
};

struct RecorderSpec {
  std::string kind;  ///< spikes, state
  Ranges targets;
  std::vector<std::string> variables;
  double every = 1;  ///< steps between samples (state)

  template <class Visit>
  static void fields(Visit visit) {
    visit("kind", &RecorderSpec::kind), visit("targets", &RecorderSpec::targets);
    visit("variables", &RecorderSpec::variables), visit("every", &RecorderSpec::every);
  }
};

struct BuildSpec {
  double threads = 1;
  std::string weights = "exact";  ///< exact (32-bit) or compact (16-bit)
  std::string connectivity =
      "stored";  ///< stored, made (whenever a source fires), or auto: made where it can be

  template <class Visit>
  static void fields(Visit visit) {
    visit("threads", &BuildSpec::threads), visit("weights", &BuildSpec::weights);
    visit("connectivity", &BuildSpec::connectivity);
  }
};

struct SpikeColumns {
  std::vector<std::uint32_t> ids;  ///< global neuron numbers
  std::vector<double> steps;       ///< stamps in steps; time = steps * resolution

  template <class Visit>
  static void fields(Visit visit) {
    visit("ids", &SpikeColumns::ids), visit("steps", &SpikeColumns::steps);
  }
};

struct SampleColumns {
  std::vector<double> steps;   ///< stamps of the samples in steps
  std::vector<double> values;  ///< [sample][variable][neuron]

  template <class Visit>
  static void fields(Visit visit) {
    visit("steps", &SampleColumns::steps), visit("values", &SampleColumns::values);
  }
};

/** The synapses of one projection in (source, target, ordinal) order. */
struct SynapseColumns {
  std::vector<std::uint32_t> source, target;  ///< global neuron numbers
  std::vector<double> weight, delay;          ///< as stored (model's unit), ms

  template <class Visit>
  static void fields(Visit visit) {
    visit("source", &SynapseColumns::source), visit("target", &SynapseColumns::target);
    visit("weight", &SynapseColumns::weight), visit("delay", &SynapseColumns::delay);
  }
};

}  // namespace cajal
