// The hot loops that are compiled once per instruction set, as a table of plain functions.
#pragma once
#include <cstddef>
#include <cstdint>

#include "kernels/expression.hpp"
#include "kernels/placed_synapse.hpp"

namespace cajal {

/** Poisson counts of one step for neurons of one population. */
struct PoissonCall {
  std::uint64_t seed, step;
  std::uint32_t stream;
  std::uint32_t begin, end;         ///< numbers in the population, within one multiple of 256 and the next
  const std::uint32_t* thresholds;  ///< cumulative probabilities P(count <= k) * 2^32, ascending
  std::size_t size;                 ///< number of thresholds
};

/** Trains in one block of thresholds. */
inline constexpr std::size_t most_trains = 256;

/** Thresholds of trains that differ: upper[row * most_trains + train] is the upper half of its threshold `row`. */
struct PoissonRows {
  const std::uint16_t* upper;
  std::size_t size;  ///< rows; a train with fewer thresholds has 0xffff below them
};

/** Poisson counts of one step for neighbouring neurons whose rates differ: neuron i is train i mod most_trains. */
struct PoissonRatesCall {
  std::uint64_t seed, step;
  std::uint32_t stream;
  std::uint32_t begin, end;  ///< numbers in the population, within one multiple of most_trains and the next
  PoissonRows rows;
};

/** The same for single neurons of any stimuli: train i is neuron numbers[i] under streams[i]. */
struct PoissonTrainsCall {
  std::uint64_t seed, step;
  const std::uint32_t *numbers, *streams;
  std::size_t size;  ///< at most most_trains; the arrays hold numbers up to there
  PoissonRows rows;
};

/** Standard normal numbers of one step for neurons begin to end of one population, by their numbers in it. */
struct NormalCall {
  std::uint64_t seed, step;
  std::uint32_t stream;
  std::uint32_t begin, end;
};

/** Whose random words are wanted: those of the synapses of one element and block of a projection. */
struct SynapseWords {
  std::uint64_t seed;
  std::uint32_t stream, element, block;
  std::uint32_t first_call;  ///< the call that has the words of the first of them: a multiple of 16
};

/** Numbers 0 ... below - 1 from the words of a sequence (base/random/random.hpp). */
struct PickCall {
  std::uint64_t seed;
  std::uint32_t stream, element, purpose, first_call;
  std::size_t n;
  std::uint32_t below, limit;  ///< words with a lower half of word * below under the limit are one too many
};

/** Synapses of one source onto neighbouring accumulators. */
struct PlaceCall {
  const std::uint32_t* partners;
  const double* weights;
  const std::uint32_t* delays;  ///< steps
  std::size_t n;
  double units_per_weight;
  bool magnitude, counts;        ///< without their sign; each as one
  std::uint32_t accumulator[2];  ///< of partner 0, modulo 2^32, for weights >= 0 and < 0
};

/** Words whose values are looked up in a table (base/values/value_table.hpp). */
struct ValueLookup {
  const std::uint32_t* words;
  std::size_t n;
  const double *centre, *width;
  std::uint32_t bits;
};

/** Words whose steps are looked up in a table (base/values/step_table.hpp). */
struct StepLookup {
  const std::uint32_t* words;
  std::size_t n;
  const std::uint32_t* cells;
  std::uint32_t bits, first;
};

/** Synapses of a row that are made at a time. */
inline constexpr std::size_t piece_of_row = 64;

/** What the synapses onto one block of targets have in common where each is drawn for itself. */
struct MadeFeed {
  std::uint64_t seed;
  std::uint32_t partner_stream, value_stream, block;
  std::uint32_t below, limit;    ///< of partners, as in PickCall
  std::uint32_t accumulator[2];  ///< of number 0, modulo 2^32, for weights >= 0 and < 0
  double units_per_weight;
  const double *centre, *width;  ///< tables of weights; null where all are `weight`
  std::uint32_t weight_bits;
  double weight;
  const std::uint32_t* cells;       ///< a table of delays; null where all are `delay`
  std::uint32_t delay_bits, delay;  ///< steps; with a table the least
};

/** Synapses begin ... begin + n - 1 of a source: a multiple of piece_of_row, and at most so many. */
struct MakeCall {
  const MadeFeed* feed;
  std::uint32_t element, begin, n;
};

/** What was made. Arrays hold anything beyond the synapses that were asked for. */
struct MadePiece {
  alignas(64) PlacedSynapse synapses[piece_of_row];
  alignas(64) std::uint32_t words[piece_of_row];  ///< of weights
  std::uint32_t unknown[piece_of_row];  ///< synapses whose weights are to be computed from their words
};

/** Some partners have to be drawn again, and nothing was made. */
inline constexpr std::size_t some_replaced = ~std::size_t{0};

/** A dense matrix of synapses that carry values, in tiles (couple.cc). */
struct CoupleCall {
  std::size_t sources, targets;  ///< targets: a multiple of 8
  double* weights;               ///< sources * targets
  double* smoothed;              ///< running mean of the weight change, likewise; null: none
  const double* mask;            ///< 1 where there is a synapse, else 0; null: everywhere
  const double* now;             ///< [source]
  double* sums;                  ///< [target], overwritten
  bool learning;                 ///< first change the weights by the previous step's error and values
  const double *before, *error;  ///< [source], [target] of that step
  double gain, blend, low, high;
};

/** What synapses of a run send. */
struct SentCall {
  const double* sent;
  const std::uint16_t* targets;
  std::size_t n;
  double units_per_weight;
  bool magnitude;         ///< without their sign
  std::uint32_t count;    ///< unless 0, what each adds whatever it sends
  std::int64_t* sums[2];  ///< [target], for what is >= 0 and < 0
};

struct Kernels {
  /**
   * Adds the run under each cursor to the sums and leaves the cursor at the next run header.
   * Returns the number of synaptic events.
   */
  std::uint64_t (*deliver_compact)(const std::uint32_t** cursors, std::size_t n, std::int32_t* sums) noexcept;
  std::uint64_t (*deliver_exact)(const std::uint32_t** cursors, std::size_t n, std::int64_t* sums) noexcept;
  /** counts[i] for neuron `begin + i`. */
  void (*poisson)(const PoissonCall& call, std::uint16_t* counts) noexcept;
  /** Adds counts times one fixed-point weight to the sums, sums[i] for neuron `begin + i`. */
  void (*add_poisson_narrow)(const PoissonCall& call, std::int32_t quantum, std::int32_t* sums) noexcept;
  void (*add_poisson_wide)(const PoissonCall& call, std::int32_t quantum, std::int64_t* sums) noexcept;
  /**
   * counts[i] for neuron `begin + i`, or for train i. Where the upper halves do not decide, i is appended to `doubtful`
   * and counts[i] is the upper half of its random number. Returns how many are doubtful.
   */
  std::size_t (*poisson_rates)(const PoissonRatesCall& call, std::uint16_t* counts,
                               std::uint16_t* doubtful) noexcept;
  std::size_t (*poisson_trains)(const PoissonTrainsCall& call, std::uint16_t* counts,
                                std::uint16_t* doubtful) noexcept;
  /** The count of a neuron whose upper half does not decide. */
  std::uint16_t (*poisson_refined)(const PoissonCall& call, std::uint32_t neuron,
                                   std::uint16_t upper) noexcept;
  /** out[i] for neuron `begin + i`. */
  void (*normals)(const NormalCall& call, double* out) noexcept;
  /** numbers[i] from words[i]; true if some have to be replaced. There must be room for n + 63 of both. */
  bool (*pick)(const PickCall& call, std::uint32_t* numbers, std::uint32_t* words) noexcept;
  /** Returns how many weights that are not zero are zero in units. */
  std::uint64_t (*place)(const PlaceCall& call, PlacedSynapse* out) noexcept;
  /**
   * Words of n synapses of an element and block, from those of a call on, `each` (1 or 2) of every one: first[i] and
   * second[i]. There must be room for n + 63. Sixteen calls of the generator serve 64 / each synapses: words 0 (and 1)
   * of all of them, then words 1 (or 2 and 3), and so on.
   */
  void (*synapse_words)(const SynapseWords& whose, std::uint32_t each, std::size_t n, std::uint32_t* first,
                        std::uint32_t* second) noexcept;
  /** The same for the synapses indices[i]. */
  void (*single_words)(const SynapseWords& whose, std::uint32_t each, const std::uint32_t* indices,
                       std::size_t n, std::uint32_t* first, std::uint32_t* second) noexcept;
  /** Values by table; `exact` lists those that are not numbers and have to be computed. Returns how many they are. */
  std::size_t (*table_values)(const ValueLookup& call, double* out, std::uint32_t* exact) noexcept;
  void (*table_steps)(const StepLookup& call, std::uint32_t* out) noexcept;
  /** Delays in steps, halves rounded up; false, and 0 in its place, where one does not lie from 1 to `longest`. */
  bool (*delay_steps)(const double* times, std::size_t n, double resolution, double longest,
                      std::uint32_t* steps) noexcept;
  /** Returns how many weights are to be computed, or `some_replaced`. */
  std::size_t (*make)(const MakeCall& call, MadePiece& piece) noexcept;
  /** Changes the weights if asked to, then sums[target] = sum of weight now[source]. */
  void (*couple)(const CoupleCall& call) noexcept;
  /** Rounds, halves to even, and adds; true if all were finite. A number beyond 2^51 units counts as so many. */
  bool (*add_sent)(const SentCall& call) noexcept;
  /** True if all values are finite. */
  bool (*finite)(const double* values, std::size_t n) noexcept;
  /** out[i]: the expression of displacement i. */
  void (*evaluate)(const ExpressionCall& call, double* out) noexcept;
  /** Independent random numbers first[i] and second[i]. */
  void (*chances)(const ChancesCall& call, double* first, double* second) noexcept;
};

}  // namespace cajal
