#include "engine/run/inputs.hpp"

#include <algorithm>

#include "base/math.hpp"
#include "engine/build/synapse_values.hpp"
#include "engine/slices/fixed_point.hpp"
#include "engine/slices/plan.hpp"

namespace cajal {

namespace {

/** A stretch of a part's neurons that a selection names in order. */
struct Stretch {
  std::uint32_t begin, end, position;
};

std::vector<Stretch> stretches(const Selection& selection, const Part& part) {
  std::vector<Stretch> found;
  for (std::uint32_t i = 0; i < part.size(); ++i) {
    const std::uint32_t position = selection.position_of(part.first_global() + i);
    if (position == Selection::npos) continue;
    if (!found.empty() && found.back().end == i &&
        found.back().position + (i - found.back().begin) == position)
      ++found.back().end;
    else
      found.push_back({i, i + 1, position});
  }
  return found;
}

/** One value if all are equal. */
template <class T>
std::vector<T> compressed(std::vector<T> values) {
  if (std::all_of(values.begin(), values.end(), [&](const T& v) { return v == values[0]; })) values.resize(1);
  return values;
}

/** Cumulative Poisson probabilities times 2^32, up to where they are indistinguishable from one. */
void thresholds(double mean, std::vector<std::uint32_t>& list) {
  list.clear();
  double term = exp(-mean), sum = term;
  for (int k = 1; sum * 4294967296.0 < 4294967295.5 && k < 1000; ++k) {
    list.push_back(static_cast<std::uint32_t>(sum * 4294967296.0));
    term *= mean / k;
    sum += term;
  }
}

class Attacher {
 public:
  Attacher(Part& part, const Network& network, const Kernels& kernels)
      : part_(part), network_(network), kernels_(kernels) {}

  void attach_current(const Stimulus& stimulus) {
    for (const Stretch& stretch : stretches(stimulus.targets, part_)) {
      draw(stimulus, stretch);
      part_.current_inputs.push_back({&stimulus, stretch.begin, stretch.end, stimulus.receptor,
                                      compressed(batch_.weights), batch_.delays[0]});
    }
  }

  /** Returns how many weights vanish. */
  std::uint64_t attach_poisson(const Stimulus& stimulus) {
    std::uint64_t vanished = 0;
    for (const Stretch& stretch : stretches(stimulus.targets, part_)) {
      draw(stimulus, stretch);
      vanished += add_poisson(stimulus, stretch, batch_.delays[0]);
    }
    return vanished;
  }

 private:
  void draw(const Stimulus& stimulus, const Stretch& stretch) {
    const SynapseValues values(stimulus.weight, stimulus.delay, *stimulus.plain, network_.seed,
                               stimulus.values, network_.grid, kernels_);
    batch_.clear();
    for (std::uint32_t i = stretch.begin; i < stretch.end; ++i) {
      batch_.indices.push_back(stretch.position + (i - stretch.begin));
      batch_.partners.push_back(batch_.indices.back());
    }
    values.draw(0, 0, batch_);
  }

  std::uint64_t add_poisson(const Stimulus& stimulus, const Stretch& stretch, std::int64_t delay) {
    const Receptor& receptor = part_.population().model->receptors[stimulus.receptor];
    const std::int8_t* channel = &part_.variant().channel[2 * stimulus.receptor];
    if (channel[0] < 0) return 0;
    for (const bool negative : {false, true}) {  // one input per channel that these weights reach
      std::vector<std::int64_t> quanta;
      for (const double weight : batch_.weights)
        quanta.push_back((weight < 0) == negative ? quantum(weight, 1 / part_.unit(), receptor.use) : 0);
      if (std::all_of(quanta.begin(), quanta.end(), [](std::int64_t q) { return q == 0; })) continue;
      const auto events = std::find_if(stimulus.events.begin(), stimulus.events.end(),
                                       [&](const auto& e) { return e.first == part_.number(); });
      part_.poisson.push_back({&stimulus,
                               stretch.begin,
                               stretch.end,
                               static_cast<std::size_t>(channel[negative]),
                               compressed(std::move(quanta)),
                               delay,
                               events->second,
                               0,
                               {}});
    }
    return static_cast<std::uint64_t>(std::count_if(
        batch_.weights.begin(), batch_.weights.end(),
        [&](double weight) { return weight != 0 && quantum(weight, 1 / part_.unit(), receptor.use) == 0; }));
  }

  Part& part_;
  const Network& network_;
  const Kernels& kernels_;
  Batch batch_;
};

}  // namespace

void attach_stimuli(Slice& slice, const Network& network, const Kernels& kernels) {
  for (Part& part : slice.parts) {
    Attacher attacher(part, network, kernels);
    for (const Stimulus& stimulus : network.stimuli)
      if (stimulus.device->emission == Emission::current) attacher.attach_current(stimulus);
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
    part.poisson.clear();
    Attacher attacher(part, network, kernels);
    for (std::size_t s = 0; s < network.stimuli.size(); ++s)
      if (drawn_per_step(network.stimuli[s]))
        slice.vanished[links + s] += attacher.attach_poisson(network.stimuli[s]);
  }
  refresh_stimuli(slice);
}

void refresh_stimuli(Slice& slice) { slice.next_input_change = 0; }

void update_inputs(Slice& slice, std::int64_t step) {
  std::int64_t next = Grid::never;
  for (Part& part : slice.parts) {
    for (PoissonInput& input : part.poisson) {
      const double rate = input.stimulus->signal.rate_in(step, input.delay, next);
      if (rate == input.rate) continue;
      thresholds(rate, input.thresholds);
      input.rate = rate;
    }
    part.update_currents(step, next);
  }
  slice.next_input_change = next;
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
