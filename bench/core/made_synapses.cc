// Question: what does a synapse cost that is not stored? Its random words, values and accumulator, in whole pieces and
// in the short rows of other areas; its way to the list of the step in which it is due; and its delivery from there.
#include <limits>
#include <memory>

#include "base/memory/stream_line.hpp"
#include "base/values/step_table.hpp"
#include "base/values/value_table.hpp"
#include "bench.hpp"
#include "connect/pick.hpp"
#include "engine/made/on_the_way.hpp"
#include "model/registry.hpp"

namespace {

using namespace cajal;

constexpr double infinite = std::numeric_limits<double>::infinity();
constexpr std::uint32_t targets = 40'000, longest_delay = 800;
constexpr std::size_t synapses =
    1 << 18;  // of the spikes of a step, as a slice of the multi-area model has them
constexpr std::size_t steps = 32;

const Draw local{"normal", {1.5, 0.75}, "redraw", 0.05, infinite};
const Draw remote{"normal", {15, 7.5}, "redraw", 0.05, infinite};

/** Weights of the excitatory synapses of the microcircuit. */
struct Example {
  explicit Example(const Draw& delay) : delays(*StepTable::of(delay, 0.1, longest_delay)) {}

  ValueTable weights{{"normal", {87.8, 8.78}, "redraw", 0, infinite}};
  StepTable delays;
  MadeFeed feed{1,
                3,
                4,
                0,
                targets,
                surplus(targets),
                {0, 0},
                64,
                weights.centre(),
                weights.width(),
                ValueTable::bits,
                0,
                delays.cells(),
                delays.bits(),
                delays.first()};
};

template <class Work>
void measure(std::string_view question, std::string_view item, double items, Work work) {
  bench::print(question, item, 1, bench::time<bench::ProcessClock>(items, 15, work));
}

void make_rows(const Kernels& kernels, const MadeFeed& feed, std::uint32_t length) {
  MadePiece piece;
  const std::string question = "making synapses, " + std::to_string(length) + " of a source";
  measure(question, "synapse", synapses, [&] {
    for (std::uint32_t element = 0; element < synapses / length; ++element)
      for (std::uint32_t begin = 0; begin < length; begin += piece_of_row)
        bench::keep(kernels.make(
            {&feed, element, begin, std::min<std::uint32_t>(piece_of_row, length - begin)}, piece));
  });
}

std::vector<MadePiece> make_pieces(const Kernels& kernels, const MadeFeed& feed) {
  std::vector<MadePiece> pieces(256);
  for (std::uint32_t k = 0; k < pieces.size(); ++k) kernels.make({&feed, k, 0, piece_of_row}, pieces[k]);
  return pieces;
}

/** So many synapses in every step, once as many are on their way as there will be. */
void put(const std::vector<MadePiece>& pieces, std::size_t each, const char* question) {
  ChunkPool pool;
  const auto on_the_way = OnTheWay::create(static_row::Form::compact, pool, longest_delay);
  std::int64_t step = 0;
  const auto advance = [&](std::int64_t end) {
    for (; step < end; ++step) {
      on_the_way->open(step);
      on_the_way->drop(step);
      for (std::size_t k = 0; k < each / piece_of_row; ++k)
        on_the_way->put({pieces[k % pieces.size()].synapses, piece_of_row}, 1, step, step + 1);
    }
    end_streaming();
  };
  advance(longest_delay);
  measure(question, "synapse", static_cast<double>(steps * each), [&] { advance(step + steps); });
}

void deliver(const std::vector<MadePiece>& pieces) {
  ChunkPool pool;
  const auto on_the_way = OnTheWay::create(static_row::Form::compact, pool, longest_delay);
  Slice slice;
  slice.sums = Array<std::uint8_t>(targets * sizeof(std::int32_t));
  on_the_way->open(0);
  for (std::size_t k = 0; k < synapses / 8; ++k)
    on_the_way->put({pieces[k % pieces.size()].synapses, piece_of_row}, 1, 0, 1);
  const std::int64_t due = 15;  // [steps], as most are
  measure("delivering what is due", "synaptic event", static_cast<double>(on_the_way->due_size(due)),
          [&] { on_the_way->add_due(slice, due, nullptr); });
}

}  // namespace

int main() {
  const Kernels& kernels = *best_level().kernels;
  const Example example(local), far(remote);
  for (const std::uint32_t length : {2304, 300, 45, 6}) make_rows(kernels, example.feed, length);
  const std::vector<MadePiece> pieces = make_pieces(kernels, example.feed);
  put(pieces, synapses, "putting synapses on their way");
  put(make_pieces(kernels, far.feed), synapses / 8, "putting synapses of other areas on their way");
  deliver(pieces);
  return 0;
}
