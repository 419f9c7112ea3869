// Synapses that change: weights and memories, by connection, delay and population of the targets, in the order of
// (source, target, as drawn); and what neurons showed and that is still on its way.
#include <algorithm>
#include <map>
#include <tuple>

#include "engine/blocks/dynamic_block.hpp"
#include "engine/blocks/value_block.hpp"
#include "engine/checkpoint/parts.hpp"

namespace cajal::checkpoint {

namespace {
namespace synapses {

using Key = std::tuple<std::size_t, std::uint32_t, std::uint32_t>;  ///< projection, delay, population

template <class Block>
Key key_of(const Block& block) {
  return {block.projection(), block.delay(), block.part().number()};
}

/** All blocks of one kind that have a key, with their synapses in the order of the file. */
template <class Block>
struct Family {
  struct Place {
    std::uint32_t source, target;
    Block* block;
    std::size_t synapse;
    std::uint32_t neuron;
  };
  std::vector<Place> synapses;
  std::vector<Place> targets;  ///< one synapse of each neuron that has any
  Block* first = nullptr;

  void finish(EndCheck& check) {
    const auto by_source = [&](const Place& a, const Place& b) {
      check();
      return std::pair(a.source, a.target) < std::pair(b.source, b.target);
    };
    std::stable_sort(synapses.begin(), synapses.end(), by_source);
    targets = synapses;
    std::stable_sort(targets.begin(), targets.end(),
                     [&](const Place& a, const Place& b) { return check(), a.target < b.target; });
    targets.erase(std::unique(targets.begin(), targets.end(),
                              [](const Place& a, const Place& b) { return a.target == b.target; }),
                  targets.end());
    if (!synapses.empty()) first = synapses[0].block;
  }
};

template <class Block>
std::map<Key, Family<Block>> families(World& world, std::vector<Block> Slice::*blocks) {
  std::map<Key, Family<Block>> all;
  EndCheck check(world.stop(), "checkpoint");
  for (Slice& slice : world.slices())
    for (Block& block : slice.*blocks) {
      auto& family = all[key_of(block)];
      std::size_t k = 0;
      block.for_each([&](std::uint32_t source, std::uint32_t neuron, double) {
        check();
        family.synapses.push_back({source, block.part().first_global() + neuron, &block, k++, neuron});
      });
    }
  for (auto& [key, family] : all) family.finish(check);
  return all;
}

/** The numbers of a family as one list: synapses, then what they share, then targets. Calls visit(number&). */
template <class Visit>
void each_number(Family<DynamicBlock>& family, EndCheck& check, Visit visit) {
  const std::size_t columns = family.first->memory().columns.size();
  for (std::size_t c = 0; c < columns; ++c)
    for (const auto& place : family.synapses) {
      check();
      visit(place.block->memory().columns[c][place.synapse]);
    }
  for (const auto& place : family.targets) {
    check();
    const DynamicBlock::Memory memory = place.block->memory();
    const std::size_t n = place.block->part().size();
    for (auto& column : memory.targets) visit(column[place.neuron]);
    for (std::size_t at = place.neuron; at < memory.signals.size(); at += n) visit(memory.signals[at]);
  }
}

/** What all blocks of a family have in common: per source, the clock, the age and the unit. */
std::vector<double> common_of(DynamicBlock& block) {
  const DynamicBlock::Memory memory = block.memory();
  std::vector<double> common(memory.sources.begin(), memory.sources.end());
  common.insert(common.end(), memory.clock.begin(), memory.clock.end());
  common.push_back(static_cast<double>(memory.age));
  common.push_back(memory.unit);
  return common;
}

void set_common(DynamicBlock& block, const std::vector<double>& common) {
  const DynamicBlock::Memory memory = block.memory();
  auto from = common.begin();
  for (double& number : memory.sources) number = *from++;
  for (double& number : memory.clock) number = *from++;
  memory.age = static_cast<std::int64_t>(*from++);
  memory.unit = *from;
}

/** Calls visit(sum&, slot) for what is on its way to the neurons. */
template <class Visit>
void each_pending(Family<DynamicBlock>& family, Visit visit) {
  for (const auto& place : family.targets) {
    const DynamicBlock::Memory memory = place.block->memory();
    const std::size_t n = place.block->part().size();
    for (std::size_t row = 0; row * n < memory.pending.size(); ++row)
      visit(*place.block, memory.pending[row * n + place.neuron], row / 2);
  }
}

std::vector<double> numbers_of(Family<DynamicBlock>& family, EndCheck& check) {
  std::vector<double> numbers;
  each_number(family, check, [&](double number) { numbers.push_back(number); });
  return numbers;
}

void write(const CheckpointScope& scope, CheckpointWriter& out) {
  EndCheck end(scope.world.stop(), "checkpoint");
  for (auto& [key, family] : families(scope.world, &Slice::dynamic_blocks)) {
    std::vector<std::int64_t> pending;
    each_pending(family, [&](DynamicBlock&, std::int64_t sum, std::size_t) { pending.push_back(sum); });
    out.write(common_of(*family.first), numbers_of(family, end), pending);
  }
  for (auto& [key, family] : families(scope.world, &Slice::value_blocks)) {
    std::vector<double> weights, means;
    for (const auto& place : family.synapses) {
      weights.push_back(place.block->weight(place.synapse));
      if (const double* mean = place.block->smoothed(place.synapse)) means.push_back(*mean);
    }
    out.write(weights, means);
  }
  std::vector<double> shown;
  scope.world.outputs().for_each(scope.network, [&](const double* values, std::size_t n) {
    shown.insert(shown.end(), values, values + n);
  });
  out.write(shown);
}

/** What the chunk holds. */
struct State {
  struct Dynamic {
    std::vector<double> common, numbers;
    std::vector<std::int64_t> pending;
  };
  struct Values {
    std::vector<double> weights, means;  ///< means: of smoothed changes, else empty
  };
  std::map<Key, Dynamic> dynamic;
  std::map<Key, Values> values;
  std::vector<double> shown;
};

State read_state(const CheckpointScope& scope, ChunkReader& in) {
  State state;
  EndCheck end(scope.world.stop(), "restore");
  for (auto& [key, family] : families(scope.world, &Slice::dynamic_blocks)) {
    State::Dynamic& here = state.dynamic[key];
    here.common = in.read<std::vector<double>>();
    here.numbers = in.read<std::vector<double>>();
    here.pending = in.read<std::vector<std::int64_t>>();
    std::size_t sums = 0;
    each_pending(family, [&](DynamicBlock&, std::int64_t, std::size_t) { ++sums; });
    const bool fits = here.common.size() == common_of(*family.first).size() &&
                      here.numbers.size() == numbers_of(family, end).size() && here.pending.size() == sums;
    in.require(fits, "its synapses are others");
    const double age = here.common[here.common.size() - 2], unit = here.common.back();
    in.require(age >= 0 && age <= 9007199254740992.0 && unit > 0, "its clocks make no sense");
  }
  for (auto& [key, family] : families(scope.world, &Slice::value_blocks)) {
    State::Values& here = state.values[key];
    here.weights = in.read<std::vector<double>>();
    here.means = in.read<std::vector<double>>();
    const std::size_t count = family.synapses.size();
    in.require(here.weights.size() == count && (here.means.empty() || here.means.size() == count),
               "its synapses are others");
  }
  state.shown = in.read<std::vector<double>>();
  std::size_t shown = 0;
  scope.world.outputs().for_each(scope.network, [&](const double*, std::size_t n) { shown += n; });
  in.require(state.shown.size() == shown, "what its neurons show is something else");
  return state;
}

void apply(const CheckpointScope& scope, const State& state) {
  EndCheck end(scope.world.stop(), "restore");
  for (Slice& slice : scope.world.slices()) {
    for (DynamicBlock& block : slice.dynamic_blocks) {
      block.refresh(scope.network);
      set_common(block, state.dynamic.at(key_of(block)).common);
    }
    for (ValueBlock& block : slice.value_blocks) block.refresh(scope.network);
  }
  for (auto& [key, family] : families(scope.world, &Slice::dynamic_blocks)) {
    const State::Dynamic& here = state.dynamic.at(key);
    auto number = here.numbers.begin();
    each_number(family, end, [&](double& value) { value = *number++; });
    auto sum = here.pending.begin();
    each_pending(family, [&](DynamicBlock& block, std::int64_t& pending, std::size_t slot) {
      pending = *sum++;
      block.memory().events[slot] += pending != 0;
    });
  }
  for (auto& [key, family] : families(scope.world, &Slice::value_blocks)) {
    const State::Values& here = state.values.at(key);
    for (std::size_t k = 0; k < family.synapses.size(); ++k) {
      const auto& [source, target, block, synapse, neuron] = family.synapses[k];
      block->weight(synapse) = here.weights[k];
      if (double* const mean = block->smoothed(synapse); mean && !here.means.empty()) *mean = here.means[k];
    }
  }
  auto from = state.shown.begin();
  scope.world.outputs().for_each(scope.network, [&](double* values, std::size_t n) {
    std::copy_n(from, n, values);
    from += static_cast<std::ptrdiff_t>(n);
  });
}

std::function<void()> check(const CheckpointScope& scope, ChunkReader& in) {
  return [scope, state = read_state(scope, in)] { apply(scope, state); };
}

}  // namespace synapses
}  // namespace

const CheckpointPart synapses{"SYNS", &synapses::write, &synapses::check};

}  // namespace cajal::checkpoint
