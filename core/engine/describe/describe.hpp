// Adds checked records to a network. Every function throws before it changes anything.
#pragma once
#include <functional>
#include <memory>

#include "engine/describe/network.hpp"

namespace cajal {

std::uint32_t add_population(Network& network, const Level& level, const PopulationSpec& spec);
std::uint32_t add_projection(Network& network, const Level& level, const ConnectionSpec& spec);
std::uint32_t add_stimulus(Network& network, const Level& level, const StimulusSpec& spec);
std::uint32_t add_recorder(Network& network, const RecorderSpec& spec);

/** Refuses positions that do not fit a population: E_POSITIONS, E_SHAPE, E_NOT_FINITE. */
void check_positions(const PopulationSpec& spec);

/** Where sources and targets are; null unless all of them have positions in the same space. */
std::unique_ptr<const Space> space_of(const Network& network, const Selection& sources,
                                      const Selection& targets);

/** Refuses weights or delays (`name`) that the synapses of a rule cannot have: E_SHAPE and what `check` throws. */
void check_synapse_value(const Draw& draw, const char* name, const Projection& projection, const Rule& rule,
                         const char* call);

/** A value for each parameter of a synapse model: the named ones, else the present ones, else the defaults. */
std::vector<double> synapse_parameters(const SynapseModel& model, const Named& given,
                                       const std::vector<double>& present);

/** Refuses a synapse model, its parameters or weights where sources, targets or bounds do not suit them. */
void check_synapse(const Network& network, const Projection& projection,
                   const std::vector<double>& parameters, const Draw& weight, const char* call);

/** E_WEIGHT_SIGN for negative weights onto a receptor that has a sign of its own. */
void check_sign(const Network& network, const Selection& targets, double receptor, const Draw& weight,
                const char* call);
void check_sign(const Network& network, const Projection& projection, const Draw& weight, const char* call);

/** The potential of a spike in the targets of a projection; E_RULE_TARGET unless it is the same in all of them. */
PostsynapticPotential potential_of(const Network& network, const Projection& projection,
                                   const char* call = "build");

/** Sets parameters or initial values of neurons; `call` for messages. */
void set_values(Network& network, const ValuesSpec& spec, const char* call);

/** Rules between parameters, checked when all of them are set. */
void check_orders(const Network& network, const char* call);

/** Lengths of lists, and receptors that exist only with an entry of a list: E_SHAPE, E_UNKNOWN_NAME. */
void check_lists(const Network& network, const char* call);

/** Checked new parameters of a stimulus and what follows from them. */
struct StimulusChange {
  std::vector<std::vector<double>> parameters;
  std::vector<Signal> signals;
  std::uint64_t room;
  std::uint32_t streams;  ///< random streams that its values were drawn from
};

/**
 * New parameters for a stimulus; spike times must lie after `now` (steps). `limited`: the network is built with compact
 * weights, so that no more events may come together than it was built for.
 */
StimulusChange check_stimulus_change(const Network& network, std::uint32_t stimulus, const Named& parameters,
                                     const std::vector<EachSpec>& each, std::int64_t now, bool limited);
/** The same for all its parameters at once, in the form in which a stimulus keeps them. */
StimulusChange check_stimulus_values(const Network& network, std::uint32_t stimulus,
                                     std::vector<std::vector<double>> values, bool limited);
void apply_stimulus_change(Network& network, std::uint32_t stimulus, StimulusChange change) noexcept;

/** A variable or recordable of a model by name, E_UNKNOWN_NAME or E_RECORD (`code`) if there is none. */
std::size_t find_recordable(const NeuronModel& model, const std::string& name, const char* code);

/**
 * The values of a draw for `n` elements, numbered from 0: one if they are all the same by definition.
 * `stream` belongs to this parameter alone.
 */
std::vector<double> draw_values(const Draw& draw, std::string_view name, std::uint32_t n, std::uint64_t seed,
                                std::uint32_t stream);

}  // namespace cajal
