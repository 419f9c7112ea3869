// Fingerprints of a description: equal for the same populations, connections, stimuli and recorders, whatever they are
// called.
#include "base/hash.hpp"
#include "engine/checkpoint/checkpoint.hpp"
#include "engine/slices/dealing/variants.hpp"

namespace cajal {

namespace {

template <class... T>
std::uint64_t hash_of(const T&... values) {
  Hash all;
  (put(all, values), ...);
  return all.value();
}

void put_selection(Hash& all, const Selection& selection) {
  put(all, selection.size());
  for (const Selection::Part& part : selection.parts())
    for (const std::uint32_t number : {part.first, part.last, part.step}) put(all, number);
}

}  // namespace

std::uint64_t fingerprint(const Draw& weight) { return hash_of(weight); }

std::uint64_t fingerprint(const Stimulus& stimulus) { return hash_of(stimulus.parameters); }

std::uint64_t fingerprint(const Population& population) { return hash_of(population.parameters); }

Baseline baseline_of(const Network& network) { return baseline_of(network, network.streams.peek()); }

Baseline baseline_of(const Network& network, std::uint32_t streams) {
  Baseline baseline;
  baseline.streams = streams;
  baseline.variants = choose_variants(network);
  Hash all;
  put(all, streams);
  put(all, static_cast<std::uint64_t>(network.populations.size()));
  for (const Population& p : network.populations) {
    put(all, p.model->name);
    put(all, hash_of(p.size, p.stream, p.parameters, p.variables));
    baseline.parameters.push_back(fingerprint(p));
  }
  put(all, static_cast<std::uint64_t>(network.projections.size()));
  for (const Projection& p : network.projections) {
    put(all, p.spec);
    put(all, hash_of(p.topology, p.values, p.synapse_parameters));
    baseline.weights.push_back(fingerprint(p.spec.weight));
  }
  put(all, static_cast<std::uint64_t>(network.stimuli.size()));
  for (const Stimulus& s : network.stimuli) {
    put(all, s.device->name);
    put_selection(all, s.targets);
    baseline.stimuli.push_back(fingerprint(s));
    put(all,
        hash_of(baseline.stimuli.back(), s.weight, s.delay, s.receptor, s.events, s.values, s.self.size()));
  }
  put(all, static_cast<std::uint64_t>(network.recorders.size()));
  for (const Recorder& r : network.recorders) {
    put_selection(all, r.targets);
    put(all, hash_of(r.spikes, r.variables, r.every));
  }
  baseline.description = all.value();
  return baseline;
}

}  // namespace cajal
