// The events of Poisson stimuli in one step.
#pragma once
#include "engine/slices/slice.hpp"

namespace cajal {

/** Adds the events of single trains to the sums of a part. */
template <class Sum>
void add_trains(Part& part, const Drawn& from);

/** Adds all other events to the sums of neurons begin to end, a stretch of a part. */
template <class Sum>
void add_poisson(Part& part, const Drawn& from, std::uint32_t begin, std::uint32_t end);

}  // namespace cajal
