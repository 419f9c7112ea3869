// Exact samplers of counts and times, as functions of a sequence of random words.
#pragma once
#include <cstdint>

#include "base/random/random.hpp"

namespace cajal {

/** The number of successes in n trials of probability p; n at most 2^53, 0 <= p <= 1. */
std::uint64_t binomial(Sequence& sequence, std::uint64_t n, double p);

/** The number of marked ones among `drawn` taken without replacement from `total`, at most 2^53. */
std::uint64_t hypergeometric(Sequence& sequence, std::uint64_t total, std::uint64_t marked,
                             std::uint64_t drawn);

/** The largest mean count of a Poisson process that can be drawn. */
constexpr double most_poisson = 1e7;

/** The number of events of a Poisson process with mean count 0 <= lambda <= most_poisson. */
std::uint64_t poisson(Sequence& sequence, double lambda) noexcept;

/** A number of the gamma distribution with this shape > 0 and scale 1; its mean is `shape`. */
double gamma(Sequence& sequence, double shape) noexcept;

}  // namespace cajal
