// All plastic synapses of a slice: their rows, the spikes on their way to them, and the spikes of their targets.
#pragma once
#include <memory>
#include <vector>

#include "engine/build/feed.hpp"
#include "engine/plastic/plastic_rows.hpp"
#include "engine/slices/not_finite.hpp"
#include "engine/slices/slice.hpp"

namespace cajal {

/** New weights of the plastic synapses of one projection in one slice, in the order of `PlasticSynapses::weigh`. */
using PlasticWeights = std::vector<std::vector<double>>;

class PlasticSynapses {
 public:
  /** Draws and lays out the synapses of all plastic projections; adds their number to the slice's. */
  PlasticSynapses(Slice& slice, const BuildContext& context);

  /** Lets spikes arrive that are due in `step`; returns the synaptic events. */
  std::uint64_t arrive(std::int64_t step);
  /** Spikes that a source emitted in `step`. */
  void send(const Network& network, std::uint32_t source, std::uint32_t spikes, std::int64_t step);
  /** Notes what the neurons of the slice emitted in `step`, and settles sources now and then. */
  void note(const Slice& slice, const Network& network, std::int64_t step);

  std::size_t bytes() const noexcept;
  std::size_t on_the_way() const noexcept { return on_the_way_; }
  std::size_t bytes_on_the_way() const noexcept { return on_the_way_ * sizeof(PlasticSpike); }
  std::uint64_t hash(const Network& network, std::int64_t step, EndCheck& check) const;
  /** The first weight that is not finite. */
  NotFinite scan(const Kernels& kernels, std::int64_t step);

  /** Draws weights anew; `weigh` puts them into place. */
  PlasticWeights draw(const Slice& slice, const BuildContext& context, std::size_t projection) const;
  void weigh(std::size_t projection, const PlasticWeights& weights) noexcept;
  /** Takes the parameters of all projections as they are now. */
  void refresh(const Network& network);

  /** The longest delays that rows of any slice have, [projection], the same for all slices. */
  void agree(const Network& network, std::vector<std::uint32_t> longest);
  std::vector<PlasticRows>& rows() noexcept { return rows_; }
  const std::vector<PlasticRows>& rows() const noexcept { return rows_; }
  /** [part of the slice]; null where no rule follows the spikes of its neurons. */
  std::vector<std::unique_ptr<SpikeArchive>>& archives() noexcept { return archives_; }
  /** Spikes due in each step from `step` on, with the step. */
  template <class Visit>
  void each_on_the_way(std::int64_t step, Visit visit) const {
    for (std::size_t ahead = 0; ahead < due_.size(); ++ahead) {
      const std::int64_t at = step + static_cast<std::int64_t>(ahead);
      for (const PlasticSpike& spike : due_[static_cast<std::size_t>(at) % due_.size()]) visit(spike, at);
    }
  }
  void forget_on_the_way() noexcept;
  /** Puts a spike where its run is due. */
  void put_down(const PlasticSpike& spike, std::int64_t step);

 private:
  void follow(const Network& network, const Part& part, SpikeArchive& archive) const;

  std::vector<PlasticRows> rows_;                      ///< in the order of projections, then parts
  std::vector<std::vector<std::uint32_t>> rows_from_;  ///< [population]: those with a source there
  std::vector<const Part*> parts_;
  std::vector<std::unique_ptr<SpikeArchive>> archives_;  ///< [part]
  std::vector<std::uint32_t> longest_;                   ///< delay [steps], [projection]
  std::vector<std::vector<PlasticSpike>> due_;           ///< [step modulo their number]
  std::size_t on_the_way_ = 0;
  Arena arena_;
};

}  // namespace cajal
