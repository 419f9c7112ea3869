#include "engine/run/inputs.hpp"

#include <algorithm>

#include "engine/build/synapse_values.hpp"
#include "engine/slices/dealing/plan.hpp"
#include "engine/slices/units/fixed_point.hpp"

namespace cajal {

namespace {

// Fewer neighbours than this are drawn one by one: their random numbers cost less than those of a whole group.
constexpr std::uint32_t fewest_neighbours = 16;

/** Neighbouring neurons of a part, begin to end, that stand in order among the targets from `position` on. */
struct Neighbours {
  std::uint32_t begin, end, position;
};

/** The targets in a part, in their order. */
std::vector<Neighbours> neighbours(const Selection& targets, const Part& part) {
  const std::uint64_t begin = part.first_global(), end = begin + part.size();
  std::vector<Neighbours> found;
  for (const Selection::Part& range : targets.parts()) {
    if (range.last < begin || range.first >= end) continue;
    const std::uint64_t from = range.first >= begin ? 0 : (begin - range.first + range.step - 1) / range.step;
    const std::uint64_t to = (std::min<std::uint64_t>(range.last, end - 1) - range.first) / range.step;
    for (std::uint64_t k = from; k <= to; ++k) {
      const auto neuron = static_cast<std::uint32_t>(range.first + k * range.step - begin);
      const std::uint32_t position = range.position + static_cast<std::uint32_t>(k);
      if (!found.empty() && found.back().end == neuron &&
          found.back().position + (neuron - found.back().begin) == position)
        ++found.back().end;
      else
        found.push_back({neuron, neuron + 1, position});
    }
  }
  return found;
}

/** One value if all are equal. */
template <class T>
std::vector<T> compressed(std::vector<T> values) {
  if (std::all_of(values.begin(), values.end(), [&](const T& v) { return v == values[0]; }))
    return {values[0]};
  return values;
}

class Attacher {
 public:
  Attacher(Part& part, const Network& network, const Kernels& kernels)
      : part_(part), network_(network), kernels_(kernels) {}

  void attach_current(const Stimulus& stimulus) {
    for (const Neighbours& some : draw(stimulus))
      part_.currents.add({&stimulus, some.begin, some.end, stimulus.receptor, compressed(weights(some)),
                          batch_.delays[0], some.position, stream_of(stimulus)});
  }

  /** Returns how many weights vanish. */
  std::uint64_t attach_poisson(const Stimulus& stimulus) {
    std::uint64_t vanished = 0;
    for (const Neighbours& some : draw(stimulus)) vanished += add_poisson(stimulus, some);
    return vanished;
  }

 private:
  /** Draws weights and delays of the targets in the part, in the order in which they are returned. */
  std::vector<Neighbours> draw(const Stimulus& stimulus) {
    auto found = neighbours(stimulus.targets, part_);
    batch_.indices.clear(), batch_.partners.clear();
    drawn_ = 0;
    for (const Neighbours& some : found)
      for (std::uint32_t i = some.begin; i < some.end; ++i) {
        batch_.indices.push_back(some.position + (i - some.begin));
        batch_.partners.push_back(batch_.indices.back());
      }
    if (found.empty()) return found;
    const SynapseValues values(stimulus.weight, stimulus.delay, *stimulus.plain, network_, stimulus.values,
                               kernels_);
    batch_.count = stimulus.plain->expected_synapses(), batch_.n = batch_.indices.size(),
    batch_.whole = false;
    values.draw(0, 0, batch_);
    return found;
  }

  /** The weights of the next neighbours. */
  std::vector<double> weights(const Neighbours& some) {
    const double* const begin = batch_.weights.data() + drawn_;
    drawn_ += some.end - some.begin;
    return {begin, begin + (some.end - some.begin)};
  }

  std::uint64_t add_poisson(const Stimulus& stimulus, const Neighbours& some) {
    const Receptor& receptor = part_.population().model->receptors[stimulus.receptor];
    const std::int8_t* channel = &part_.variant().channel[2 * stimulus.receptor];
    const std::vector<double> own = weights(some);
    if (channel[0] < 0) return 0;
    for (const bool negative : {false, true}) {  // one input per channel that these weights reach
      std::vector<std::int64_t> quanta;
      quanta.reserve(own.size());
      for (const double weight : own)
        quanta.push_back((weight < 0) == negative ? quantum(weight, 1 / part_.unit(), receptor.use) : 0);
      if (std::all_of(quanta.begin(), quanta.end(), [](std::int64_t q) { return q == 0; })) continue;
      add({&stimulus, some.begin, some.end, static_cast<std::size_t>(channel[negative]),
           compressed(std::move(quanta)), batch_.delays[0], stream_of(stimulus), some.position});
    }
    return static_cast<std::uint64_t>(std::count_if(own.begin(), own.end(), [&](double weight) {
      return weight != 0 && quantum(weight, 1 / part_.unit(), receptor.use) == 0;
    }));
  }

  std::uint32_t stream_of(const Stimulus& stimulus) const {
    return std::find_if(stimulus.events.begin(), stimulus.events.end(),
                        [&](const auto& e) { return e.first == part_.number(); })
        ->second;
  }

  void add(PoissonInput input) {
    if (input.stimulus->signals[0].common()) {
      part_.poisson.add(CommonPoisson{std::move(input)});
    } else if (input.end - input.begin < fewest_neighbours) {
      for (std::uint32_t i = input.begin; i < input.end; ++i) {
        const std::int64_t own = input.quanta[input.quanta.size() == 1 ? 0 : i - input.begin];
        if (own != 0)
          part_.poisson.add(PoissonTrain{input.stimulus, i, static_cast<std::uint32_t>(input.channel), own,
                                         input.delay, input.stream, input.position + (i - input.begin)});
      }
    } else if (input.stimulus->signals.size() == 1) {
      part_.poisson.add(SharedPoisson{std::move(input), 0, {}});
    } else {
      part_.poisson.add(PoissonRates{std::move(input), {}, {}, {}});
    }
  }

  Part& part_;
  const Network& network_;
  const Kernels& kernels_;
  Batch batch_;
  std::size_t drawn_ = 0;
};

}  // namespace

void attach_stimuli(Slice& slice, const Network& network, const Kernels& kernels) {
  for (Part& part : slice.parts) {
    Attacher attacher(part, network, kernels);
    part.currents.begin(part.population().model->ports.size());
    for (const Stimulus& stimulus : network.stimuli)
      if (stimulus.device->emission == Emission::current) attacher.attach_current(stimulus);
    part.currents.arrange();
  }
  attach_poisson(slice, network, kernels);
}

void attach_poisson(Slice& slice, const Network& network, const Kernels& kernels) {
  const std::size_t links = network.projections.size();
  slice.vanished.resize(links + network.stimuli.size());
  const auto drawn_per_step = [](const Stimulus& s) { return s.device->emission == Emission::poisson; };
  for (std::size_t s = 0; s < network.stimuli.size(); ++s)
    if (drawn_per_step(network.stimuli[s])) slice.vanished[links + s] = 0;
  for (Part& part : slice.parts) {
    part.poisson.begin(part.size(), part.first());
    Attacher attacher(part, network, kernels);
    for (std::size_t s = 0; s < network.stimuli.size(); ++s)
      if (drawn_per_step(network.stimuli[s]))
        slice.vanished[links + s] += attacher.attach_poisson(network.stimuli[s]);
    part.poisson.settle();
  }
  slice.inputs_stale = true;
}

void refresh_stimuli(Slice& slice, const Network& network, const Kernels& kernels) {
  slice.inputs_stale = true;
  const bool fit = std::all_of(slice.parts.begin(), slice.parts.end(),
                               [](const Part& part) { return part.currents.fit() && part.poisson.fit(); });
  if (!fit) attach_stimuli(slice, network, kernels);
}

void update_inputs(Slice& slice, const Drawn& from) {
  if (!slice.inputs_stale && from.step < slice.changes.next()) return;
  const auto act = [&](const InputName& name) {
    slice.changes.add(slice.parts[name.part].act(name, from), name);
  };
  if (slice.inputs_stale) {
    slice.changes.clear();
    for (std::uint32_t p = 0; p < slice.parts.size(); ++p)
      slice.parts[p].each_input([&](InputKind kind, std::uint32_t input, std::uint32_t place) {
        act({p, input, place, kind});
      });
    slice.changes.settle();
    slice.inputs_stale = false;
  }
  while (slice.changes.next() <= from.step) act(slice.changes.take());
  for (Part& part : slice.parts) part.currents.settle();
}

void attach_recorders(Slice& slice, const Network& network) {
  slice.spike_logs.resize(network.recorders.size());
  for (std::size_t r = 0; r < network.recorders.size(); ++r) {
    const Recorder& recorder = network.recorders[r];
    StateLog log{r, recorder.every, {}, std::vector<std::vector<std::size_t>>(slice.parts.size()), {}};
    for (std::uint32_t p = 0; p < slice.parts.size(); ++p) {
      Part& part = slice.parts[p];
      SpikeWatch watch{r, std::vector<std::uint8_t>(part.size())};
      for (std::uint32_t i = 0; i < part.size(); ++i) {
        const std::uint32_t position = recorder.targets.position_of(part.first_global() + i);
        if (position == Selection::npos) continue;
        watch.wanted[i] = 1;
        if (!recorder.spikes) log.wanted.push_back({p, i, position});
      }
      const auto wanted = static_cast<std::size_t>(std::count(watch.wanted.begin(), watch.wanted.end(), 1));
      if (wanted == 0) continue;
      for (const std::string& name : recorder.variables)
        for (std::size_t k = 0; k < part.population().model->recordables.size(); ++k)
          if (part.population().model->recordables[k].name == name) log.variables[p].push_back(k);
      if (wanted == part.size()) watch.wanted.clear();
      if (recorder.spikes) part.watches.push_back(std::move(watch));
    }
    if (!log.wanted.empty()) slice.state_logs.push_back(std::move(log));
  }
}

}  // namespace cajal
