// The state of all neurons, population by population and column by column, in the order of neurons.
#include <algorithm>

#include "engine/checkpoint/parts.hpp"

namespace cajal::checkpoint {

namespace {
namespace neurons {

/** The state of one population. */
struct State {
  std::vector<std::vector<double>> columns;
  std::vector<std::vector<std::int32_t>> counters;
};

/** Calls use(part, its population's entry of `states`) for all parts. */
template <class Slices, class Use>
void each_part(Slices& slices, std::vector<State>& states, Use use) {
  for (auto& slice : slices)
    for (auto& part : slice.parts) use(part, states[part.number()]);
}

std::vector<State> gather(const CheckpointScope& scope) {
  std::vector<State> states(scope.network.populations.size());
  each_part(scope.world.slices(), states, [](const Part& part, State& state) {
    state.columns.resize(part.variant().columns, std::vector<double>(part.population().size));
    state.counters.resize(part.variant().counters, std::vector<std::int32_t>(part.population().size));
    for (std::size_t k = 0; k < state.columns.size(); ++k)
      std::copy_n(part.column(k), part.size(), &state.columns[k][part.first()]);
    for (std::size_t k = 0; k < state.counters.size(); ++k)
      std::copy_n(part.counter(k), part.size(), &state.counters[k][part.first()]);
  });
  return states;
}

void write(const CheckpointScope& scope, CheckpointWriter& out) {
  for (const State& state : gather(scope)) out.write(state.columns, state.counters);
}

template <class T>
std::vector<std::vector<T>> columns(ChunkReader& in, std::size_t count, std::size_t size) {
  in.require(in.read<std::uint64_t>() == count, "a population has other state variables");
  std::vector<std::vector<T>> list(count);
  for (auto& column : list) {
    column = in.read<std::vector<T>>();
    in.require(column.size() == size, "a population has another size");
  }
  return list;
}

std::function<void()> check(const CheckpointScope& scope, ChunkReader& in) {
  const auto& variants = scope.world.variants();
  std::vector<State> states(variants.size());
  for (std::size_t p = 0; p < states.size(); ++p) {
    const std::size_t size = scope.network.populations[p].size;
    states[p].columns = columns<double>(in, size ? variants[p]->columns : 0, size);
    states[p].counters = columns<std::int32_t>(in, size ? variants[p]->counters : 0, size);
  }
  return [&world = scope.world, states = std::move(states)]() mutable {
    each_part(world.slices(), states, [](Part& part, const State& state) {
      for (std::size_t k = 0; k < state.columns.size(); ++k)
        std::copy_n(&state.columns[k][part.first()], part.size(), part.column(k));
      for (std::size_t k = 0; k < state.counters.size(); ++k)
        std::copy_n(&state.counters[k][part.first()], part.size(), part.counter(k));
    });
  };
}

}  // namespace neurons
}  // namespace

const CheckpointPart neurons{"NEUR", &neurons::write, &neurons::check};

}  // namespace cajal::checkpoint
