#include "engine/plastic/plastic_rows.hpp"

#include <algorithm>

#include "base/hash.hpp"

namespace cajal {

PlasticRows::PlasticRows(std::size_t projection, const BuildContext& context, Part& part,
                         SpikeArchive* archive)
    : projection_(projection),
      kernels_(&context.kernels),
      model_(context.network.projections[projection].synapse),
      part_(&part),
      archive_(archive) {
  const Network& network = context.network;
  const Projection& described = network.projections[projection_];
  const auto receptor = static_cast<std::size_t>(described.spec.receptor);
  use_ = part.population().model->receptors[receptor].use;
  std::copy_n(&part.variant().channel[2 * receptor], 2, channel_);
  axonal_ = network.grid.delay(described.spec.axonal);
  const std::uint32_t sources = described.sources.size();
  rows_.resize(sources), last_.resize(sources);
  sources_ = Array<double>(sources * model_->source_columns);
  constants_.resize(model_->constants), begin_.resize(model_->columns), moved_.resize(model_->columns);
  take_constants(network);
  for (std::uint32_t s = 0; s < sources; ++s)
    if (model_->load) model_->load(constants_.data(), &sources_[s * model_->source_columns]);
  // A source without a trace has nothing to pair before its first spike.
  const bool nothing = model_->source_columns > 0 && sources > 0 && sources_[0] == 0;
  settled_.assign(sources, nothing ? 1 : 0);
}

void PlasticRows::take_constants(const Network& network) {
  const auto& parameters = network.projections[projection_].synapse_parameters;
  const double resolution = network.grid.resolution();
  model_->prepare(parameters.data(), {}, resolution, constants_.data());
  if (model_->begin) model_->begin(parameters.data(), begin_.data() + 1);
  tables_.clear(), decays_.clear(), traces_.clear();
  for (const std::uint32_t p : model_->decays) tables_.emplace_back(parameters[p], resolution);
  for (const DecayTable& table : tables_) decays_.push_back(table.view());
}

void PlasticRows::refresh(const Network& network) {
  take_constants(network);
  if (!archive_) return;
  const Projection& projection = network.projections[projection_];
  for (const std::uint32_t p : model_->traces)
    traces_.push_back(archive_->trace(projection.synapse_parameters[p] / network.grid.resolution()));
}

std::size_t PlasticRows::bytes() const noexcept {
  return words_ * sizeof(std::uint64_t) + sources_.size() * sizeof(double) +
         rows_.size() * (sizeof rows_[0] + sizeof last_[0] + sizeof settled_[0]);
}

void PlasticRows::add(std::uint32_t source, std::span<const PlasticEntry> entries, Arena& arena) {
  if (entries.empty()) return;
  const auto run_end = [&](std::size_t begin) {
    std::size_t end = begin;
    while (end < entries.size() && entries[end].delay == entries[begin].delay) ++end;
    return end;
  };
  std::size_t words = 1, longest_run = 0;
  for (std::size_t begin = 0, end; begin < entries.size(); begin = end) {
    end = run_end(begin);
    words += plastic_run::words(end - begin, columns());
    longest_run = std::max(longest_run, end - begin);
  }
  if (sent_.size() < longest_run) sent_.resize(longest_run);
  auto* run = reinterpret_cast<std::uint64_t*>(arena.allocate(2 * words));
  rows_[source] = run;
  std::uint32_t before = 0;
  for (std::size_t begin = 0, end; begin < entries.size(); begin = end) {
    end = run_end(begin);
    *run = plastic_run::header(entries[begin].delay - before, static_cast<std::uint32_t>(end - begin));
    before = entries[begin].delay;
    for (std::size_t k = begin; k < end; ++k) {
      plastic_run::targets(run)[k - begin] = entries[k].neuron;
      plastic_run::column(run, 0)[k - begin] = entries[k].weight;
      for (std::size_t c = 1; c < columns(); ++c) plastic_run::column(run, c)[k - begin] = begin_[c];
    }
    run = plastic_run::next(run, columns());
  }
  *run = 0;
  longest_ = std::max(longest_, before);
  synapses_ += entries.size(), words_ += words;
}

void PlasticRows::set_weights(const double* weights) noexcept {
  doubtful_ = true;
  each_run([&](std::uint32_t, std::uint64_t* run, std::uint32_t) {
    const std::size_t n = plastic_run::synapses(*run);
    std::copy_n(weights, n, plastic_run::column(run, 0));
    weights += n;
  });
}

PlasticSpike PlasticRows::send(std::uint32_t source, std::uint32_t spikes, std::int64_t stamp) noexcept {
  PlasticSpike spike{rows_[source], 0, source, spikes, 0, last_[source], stamp, {}, settled_[source] != 0};
  model_->send(constants_.data(), &sources_[source * source_columns()], spikes,
               static_cast<double>(last_[source]), static_cast<double>(stamp), spike.carried);
  last_[source] = stamp, settled_[source] = 0;
  if (spike.run) spike.delay = plastic_run::steps(*spike.run);
  return spike;
}

void PlasticRows::work(std::uint64_t* run, std::uint32_t delay, const PlasticSpike& spike,
                       double latest) noexcept {
  // When a spike of the source is at the synapse, one of the target needs the dendritic delay to get there.
  const double shift = static_cast<double>(2 * axonal_ - std::int64_t{delay});
  for (std::size_t c = 0; c < columns(); ++c) moved_[c] = plastic_run::column(run, c);
  model_->arrive(
      {constants_.data(), decays_.data(), spike.carried, static_cast<double>(spike.spikes),
       static_cast<double>(spike.before) + shift, latest + shift, spike.settled, moved_.data(),
       plastic_run::targets(run), plastic_run::synapses(*run), archive_ ? archive_->rings() : nullptr,
       archive_ ? archive_->stride() : 0, archive_ ? archive_->recent() : RecentSpikes{}, traces_.data()},
      sent_.data());
}

std::uint64_t PlasticRows::arrive(PlasticSpike& spike) noexcept {
  std::uint64_t* const run = spike.run;
  work(run, spike.delay, spike, static_cast<double>(spike.stamp));
  const std::size_t n = plastic_run::synapses(*run);
  const bool all_finite = channel_[0] >= 0 ? add_sent(run, spike.spikes) : kernels_->finite(sent_.data(), n);
  doubtful_ = doubtful_ || !all_finite;
  spike.run = plastic_run::next(run, columns());
  spike.delay += plastic_run::steps(*spike.run);
  return std::uint64_t{spike.spikes} * n;
}

bool PlasticRows::add_sent(std::uint64_t* run, std::uint32_t spikes) noexcept {
  const auto sums = [&](std::size_t sign) {
    return static_cast<std::int64_t*>(part_->view().arriving[static_cast<std::size_t>(channel_[sign])]);
  };
  return kernels_->add_sent({sent_.data(),
                             plastic_run::targets(run),
                             plastic_run::synapses(*run),
                             1 / part_->unit(),
                             use_ == WeightUse::magnitude,
                             use_ == WeightUse::count ? spikes : 0,
                             {sums(0), sums(1)}});
}

void PlasticRows::settle(std::int64_t step) noexcept {
  if (!archive_) return;
  const std::int64_t forgotten = tables_[0].end();
  for (std::uint32_t s = 0; s < rows_.size(); ++s) {
    if (settled_[s] || last_[s] + forgotten + longest_ + 1 > step) continue;
    settled_[s] = 1;
    PlasticSpike none{nullptr, 0, s, 0, 0, last_[s], 0, {}, false};
    double kept[most_source_columns];
    std::copy_n(sources_.data() + s * source_columns(), source_columns(), kept);
    const auto last = static_cast<double>(last_[s]);
    model_->send(constants_.data(), kept, 0, last, last, none.carried);
    std::uint32_t delay = 0;
    for (std::uint64_t* run = rows_[s]; run && *run; run = plastic_run::next(run, columns())) {
      work(run, delay += plastic_run::steps(*run), none, static_cast<double>(last_[s] + forgotten));
      if (!kernels_->finite(plastic_run::column(run, 0), plastic_run::synapses(*run))) doubtful_ = true;
    }
  }
}

std::uint64_t PlasticRows::hash(const Selection& sources, EndCheck& check) const {
  const std::uint64_t first = part_->first_global();
  std::uint64_t sum = 0;
  each_run([&](std::uint32_t source, std::uint64_t* run, std::uint32_t delay) {
    const std::uint64_t seed = mix(std::uint64_t{projection_} << 20 ^ delay);
    for (std::size_t k = 0; k < plastic_run::synapses(*run); ++k) {
      check();
      MixedHash one(seed ^
                    (std::uint64_t{sources.at(source)} << 32 | (first + plastic_run::targets(run)[k])));
      for (std::size_t c = 0; c < columns(); ++c) one.add(plastic_run::column(run, c)[k]);
      for (std::size_t c = 0; c < source_columns(); ++c) one.add(sources_[source * source_columns() + c]);
      one.add(static_cast<std::uint64_t>(last_[source]) << 1 | settled_[source]);
      sum += one.value();
    }
  });
  return sum;
}

}  // namespace cajal
