// What the functions that add to a network check in common.
#pragma once
#include <cstdint>
#include <string>
#include <vector>

#include "engine/describe/network.hpp"
#include "error.hpp"

namespace cajal {

[[noreturn]] void fail(const char* code, const std::string& message, ErrorDetail detail);

/** A number as messages show it. */
std::string shown(double value);

/** Throws E_NOT_FINITE, E_PARAM_POSITIVE or E_PARAM_RANGE unless values from `low` to `high` suit the field. */
void check_range(const Field& field, double low, double high, const std::string& call);

/** The same for all `values`; of a flag or a choice, E_TYPE unless each is one of the whole numbers. */
void check_values(const Field& field, const std::vector<double>& values, const std::string& call);

/** Whether a neuron of the population is selected. */
bool touches(const Selection& selection, const Population& population) noexcept;

/** The populations a selection touches, ascending. */
std::vector<std::uint32_t> populations_of(const Network& network, const Selection& selection);

}  // namespace cajal
