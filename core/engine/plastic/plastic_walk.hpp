// The plastic synapses of one projection onto one slice, source after source.
#pragma once
#include <cstdint>
#include <functional>
#include <span>
#include <vector>

#include "engine/build/feed.hpp"
#include "engine/plastic/plastic_rows.hpp"

namespace cajal {

/** Calls visit(source position, part of the slice, entries) for every source and part with synapses, in this order. */
using PlasticVisit = std::function<void(std::uint32_t, std::uint32_t, std::span<const PlasticEntry>)>;

/** The order of entries is that of their delays, and else that in which the rule draws them. */
void walk_plastic(const Slice& slice, const BuildContext& context, std::size_t projection,
                  const PlasticVisit& visit);

}  // namespace cajal
