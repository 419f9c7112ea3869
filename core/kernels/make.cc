// Synapses that are drawn when their source fires, a few lines of the cache at a time: random words, partners, weights
// and delays of one piece never leave the first cache.
#include "kernels/isa_kernels.hpp"
#include "kernels/look_up.hpp"
#include "kernels/pick_some.hpp"
#include "kernels/place_weighted.hpp"

namespace cajal::CAJAL_ISA {

namespace {

constexpr std::size_t calls = 16;  // of the generator at a time, see value_block

struct PieceWords {
  alignas(64) std::uint32_t number[piece_of_row], delay[piece_of_row];
};

/** Draws the partners; not zero if some have to be replaced. */
inline std::uint32_t draw_partners(const MakeCall& call, PieceWords& words) noexcept {
  const MadeFeed& feed = *call.feed;
  const PickCall pick{feed.seed, feed.partner_stream, call.element, feed.block, call.begin / 4,
                      call.n,    feed.below,          feed.limit};
  return call.n > 2 * calls ? pick_some<calls>(pick, 0, words.number, nullptr)
                            : pick_some<calls / 2>(pick, 0, words.number, nullptr);
}

/** Draws the words of weights, and of delays where these are drawn. */
inline void draw_words(const MakeCall& call, std::uint32_t* weights, std::uint32_t* delays) noexcept {
  const MadeFeed& feed = *call.feed;
  const std::uint32_t each = feed.cells ? 2 : feed.centre ? 1 : 0;
  const SynapseWords whose{feed.seed, feed.value_stream, call.element, feed.block, call.begin * each / 4};
  if (each > 0) synapse_words(whose, each, call.n, weights, delays);
}

/** Lists those of eight weights that are not numbers, which have no integer; returns how many are listed now. */
__attribute__((noinline)) std::size_t list_unknown(const MakeCall& call, std::size_t begin,
                                                   std::size_t listed, double* weights,
                                                   MadePiece& piece) noexcept {
  for (std::size_t i = begin; i < begin + 8; ++i) {
    if (weights[i] == weights[i]) continue;
    if (i < call.n) piece.unknown[listed++] = static_cast<std::uint32_t>(i);
    weights[i] = 0;
  }
  return listed;
}

/** Weights of the piece, eight at a time; returns how many are to be computed. */
inline std::size_t weigh(const MakeCall& call, MadePiece& piece, double* weights) noexcept {
  const MadeFeed& feed = *call.feed;
  std::size_t unknown = 0;
  if (feed.centre) {
    const ValueCells table(feed.centre, feed.width, feed.weight_bits);
    for (std::size_t i = 0; i < call.n; i += 8)
      if (look_up<8>(table, piece.words + i, weights + i) != 0)
        unknown = list_unknown(call, i, unknown, weights, piece);
  } else {
    for (std::size_t i = 0; i < piece_of_row; ++i) weights[i] = feed.weight;
  }
  return unknown;
}

inline void delay(const MakeCall& call, const std::uint32_t* words, std::uint32_t* delays) noexcept {
  const MadeFeed& feed = *call.feed;
  if (feed.cells) {
    const StepCells table(feed.cells, feed.delay_bits, feed.delay);
    for (std::size_t i = 0; i < call.n; i += 16) look_up<16>(table, words + i, delays + i);
  } else {
    for (std::size_t i = 0; i < piece_of_row; ++i) delays[i] = feed.delay;
  }
}

/** Packs what was looked up; returns how many weights are to be computed. */
inline std::size_t assemble(const MakeCall& call, const PieceWords& words, MadePiece& piece) noexcept {
  alignas(64) double weights[piece_of_row];
  alignas(64) std::uint32_t delays[piece_of_row];
  // Whole vectors: what follows the last synapse is never looked at.
  const std::size_t size = (call.n + 7) / 8 * 8;
  const std::size_t unknown = weigh(call, piece, weights);
  delay(call, words.delay, delays);
  const MadeFeed& feed = *call.feed;
  place_weighted<false>({words.number,
                         weights,
                         delays,
                         size,
                         feed.units_per_weight,
                         false,
                         false,
                         {feed.accumulator[0], feed.accumulator[1]}},
                        piece.synapses);
  return unknown;
}

}  // namespace

std::size_t make(const MakeCall& call, MadePiece& piece) noexcept {
  PieceWords words;
  if (draw_partners(call, words)) return some_replaced;
  draw_words(call, piece.words, words.delay);
  return assemble(call, words, piece);
}

}  // namespace cajal::CAJAL_ISA
