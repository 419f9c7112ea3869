#include "engine/checkpoint/neuron_change.hpp"

#include <algorithm>
#include <string>

#include "engine/blocks/dynamic_block.hpp"
#include "engine/change/present_values.hpp"
#include "engine/describe/describe.hpp"
#include "engine/describe/description_checks.hpp"
#include "engine/slices/dealing/variants.hpp"

namespace cajal {

namespace {

/** Whether spikes find their way to the same sums. */
bool same_channels(const NeuronVariant& a, const NeuronVariant& b) {
  return a.channels == b.channels && std::equal(a.channel.begin(), a.channel.end(), b.channel.begin());
}

/**
 * Whether both heed the same receptors: the synapses onto the others were never stored. Receptors that need an entry of
 * a list have no synapses where it is missing.
 */
bool same_receptors(const NeuronModel& model, const NeuronVariant& a, const NeuronVariant& b) {
  for (std::size_t k = 0; k < a.channel.size(); ++k)
    if (model.receptors[k / 2].entry.empty() && (a.channel[k] < 0) != (b.channel[k] < 0)) return false;
  return true;
}

[[noreturn]] void refuse_state(const Population& population, const NeuronVariant& present) {
  const NeuronModel& model = *population.model;
  std::string joined;
  for (std::size_t k = 0; k < model.variables.size(); ++k)
    if (!(present.readable >> k & 1))
      joined += (joined.empty() ? "" : ", ") + std::string(model.variables[k].name);
  const std::string kept = joined.empty() ? "" : ": it keeps the sum of " + joined + " only";
  fail("E_FROZEN",
       "set: with these parameters '" + population.label +
           "' would go on from more than this network knows of " + std::string(model.name) + kept,
       {"", "", "parameters for which the present state is enough",
        joined.empty() ? "set them before build, or before the first run"
                       : "record " + joined.substr(0, joined.find(',')) +
                             " in any of its neurons, so that they are kept apart, or set this before the "
                             "first run"});
}

[[noreturn]] void refuse_receptors(const Population& population) {
  fail("E_FROZEN",
       "set: with these parameters '" + population.label +
           "' would heed spikes that it ignored when the network was built, or the reverse",
       {"", "", "", "build the network with these parameters"});
}

bool is_parameter(const Network& network, const ValuesSpec& spec) {
  const Selection targets(spec.targets, "targets", network.neurons());
  const auto populations = populations_of(network, targets);
  return std::any_of(populations.begin(), populations.end(), [&](std::uint32_t p) {
    const auto& fields = network.populations[p].model->parameters;
    return std::any_of(fields.begin(), fields.end(), [&](const Field& f) { return f.name == spec.name; });
  });
}

/** Refuses targets that no longer share the potential that a synapse model relies on. */
void check_potentials(const Network& network) {
  for (const Projection& projection : network.projections)
    if (projection.synapse->follows_potential) potential_of(network, projection, "set");
}

}  // namespace

NeuronChange::NeuronChange(const BuiltNetwork& network, const std::vector<std::uint32_t>& populations)
    : of_(network), streams_(network.network.streams), variants_(network.world->variants()) {
  for (const std::uint32_t p : populations) before_.push_back({p, of_.network.populations[p].parameters});
}

NeuronChange::~NeuronChange() {
  if (kept_) return;
  for (Before& before : before_)
    of_.network.populations[before.population].parameters.swap(before.parameters);
  of_.network.streams = streams_;
  if (old_) of_.world = std::move(old_);
  if (applied_) exchange();
}

void NeuronChange::exchange() noexcept {
  for (auto& [part, form] : forms_) part->exchange(form);
  of_.world->variants().swap(variants_);
  applied_ = true;
}

bool NeuronChange::reshape(const Before& before, const NeuronVariant& variant, bool carried) {
  const std::size_t first = forms_.size();
  for (Slice& slice : of_.world->slices())
    for (Part& part : slice.parts) {
      if (part.number() != before.population) continue;
      PartForm form = part.form(variant, of_.network.grid.resolution());
      for (std::uint32_t i = 0; carried && i < part.size(); ++i)
        if (!part.carry(i, before.parameters, variant, form.state, i)) {
          forms_.resize(first);
          return false;
        }
      forms_.emplace_back(&part, std::move(form));
    }
  return true;
}

void NeuronChange::apply() {
  std::vector<const NeuronVariant*> wanted = variants_;
  bool anew = false;
  for (const Before& before : before_) {
    const Population& population = of_.network.populations[before.population];
    const NeuronVariant*& present = wanted[before.population];
    const NeuronVariant* const leanest = choose_variant(of_.network, population, false);
    const NeuronVariant* const richest = choose_variant(of_.network, population, true);
    const auto in_place = [&](const NeuronVariant* variant) {
      if (!same_channels(*present, *variant) || !reshape(before, *variant, true)) return false;
      present = variant;
      return true;
    };
    if (in_place(leanest) || in_place(richest)) continue;
    if (!same_receptors(*population.model, *present, *leanest)) refuse_receptors(population);
    if (!reshape(before, *leanest, true)) refuse_state(population, *present);
    present = leanest, anew = true;
  }
  if (anew) return rebuild(std::move(wanted));
  variants_ = std::move(wanted);
  exchange();
}

void NeuronChange::apply(const std::vector<const NeuronVariant*>& variants) {
  const bool in_place = std::equal(variants.begin(), variants.end(), variants_.begin(),
                                   [](const auto* a, const auto* b) { return same_channels(*a, *b); });
  if (!in_place) {
    old_ = std::make_unique<World>(of_.network, of_.world->level(), of_.world->storage(), of_.world->team(),
                                   variants, of_.progress);
    old_.swap(of_.world);
    return;
  }
  for (const Before& before : before_) reshape(before, *variants[before.population], false);
  variants_ = variants;
  exchange();
}

void NeuronChange::carry_all(const World& old) {
  std::vector<const ParameterColumns*> parameters;
  for (const Population& population : of_.network.populations) parameters.push_back(&population.parameters);
  for (const Before& before : before_) parameters[before.population] = &before.parameters;
  for (Slice& slice : of_.world->slices())
    for (Part& part : slice.parts) {
      PartForm form = part.form(part.variant(), of_.network.grid.resolution());
      for (std::uint32_t i = 0; i < part.size(); ++i) {
        const auto [home, place] = old.find(part.first_global() + i);
        if (!home->carry(place, *parameters[part.number()], part.variant(), form.state, i))
          refuse_state(part.population(), home->variant());
        for (std::size_t k = 0; k < part.variant().counters; ++k)
          part.counter(k)[i] = home->counter(k)[place];
      }
      part.exchange(form);
    }
}

void NeuronChange::rebuild(std::vector<const NeuronVariant*> variants) {
  forms_.clear();
  const CheckpointScope from = of_.scope();
  old_ = std::make_unique<World>(of_.network, from.world.level(), from.world.storage(), from.world.team(),
                                 std::move(variants), of_.progress);
  old_.swap(of_.world);
  carry_all(*old_);
  transfer_checkpoint(from, of_.scope());
  of_.world->count_on(*old_);
}

void NeuronChange::keep() {
  for (Slice& slice : of_.world->slices())
    for (DynamicBlock& block : slice.dynamic_blocks) block.follow(of_.network);
  kept_ = true;
}

void change_neurons(const BuiltNetwork& of, const std::vector<ValuesSpec>& specs) {
  std::vector<const ValuesSpec*> parameters, variables;
  std::vector<std::uint32_t> populations;
  for (const ValuesSpec& spec : specs) {
    const bool parameter = is_parameter(of.network, spec);
    (parameter ? parameters : variables).push_back(&spec);
    if (!parameter) continue;
    const Selection targets(spec.targets, "targets", of.network.neurons());
    for (const std::uint32_t p : populations_of(of.network, targets)) populations.push_back(p);
  }
  std::sort(populations.begin(), populations.end());
  populations.erase(std::unique(populations.begin(), populations.end()), populations.end());
  NeuronChange change(of, populations);
  for (const ValuesSpec* spec : parameters) set_values(of.network, *spec, "set");
  if (!parameters.empty()) {
    check_orders(of.network, "set");
    check_lists(of.network, "set");
    check_potentials(of.network);
    change.apply();
  }
  set_variables(of.network, *of.world, variables);
  change.keep();
}

void restore_network(const BuiltNetwork& fresh, std::span<const std::uint8_t> bytes) {
  ChangedNeurons changed;
  const CheckpointFile file = accept_checkpoint(fresh.scope(), bytes, changed);
  std::vector<std::uint32_t> populations;
  for (const ChangedNeurons::One& one : changed.populations) populations.push_back(one.population);
  NeuronChange change(fresh, populations);
  if (!populations.empty()) {
    auto variants = fresh.world->variants();
    for (ChangedNeurons::One& one : changed.populations) {
      Population& population = fresh.network.populations[one.population];
      population.parameters = std::move(one.parameters);
      variants[one.population] = &population.model->variants[one.variant];
    }
    change.apply(variants);
  }
  restore_checkpoint(fresh.scope(), file);
  change.keep();
}

}  // namespace cajal
