// Weights and delays of synapses, drawn in batches.
#pragma once
#include <cstdint>
#include <vector>

#include "base/draw.hpp"
#include "connect/rule.hpp"
#include "engine/describe/network.hpp"
#include "kernels/kernels.hpp"
#include "model/device.hpp"

namespace cajal {

/** The synapses of one (element, block) whose values are wanted, and the values. */
struct Batch {
  std::vector<std::uint32_t> indices, partners;
  std::vector<double> weights;
  std::vector<std::uint32_t> delays;  ///< steps
  std::vector<std::uint32_t> words;   ///< scratch
  std::vector<double> times;          ///< scratch: delays in ms

  void clear() noexcept { indices.clear(), partners.clear(); }
};

/** Draws the values of one projection or stimulus. */
class SynapseValues {
 public:
  /** `rule` says where an array holds a synapse's value; the draws must have passed their checks. */
  SynapseValues(const Draw& weight, const Draw& delay, const Rule& rule, std::uint64_t seed,
                std::uint32_t stream, const Grid& grid, const Kernels& kernels);

  /** Whether the batch must name the partners of its synapses. */
  bool needs_partners() const noexcept {
    return weight_drawer_.kind() == Drawer::Kind::array || delay_drawer_.kind() == Drawer::Kind::array;
  }

  /** Fills weights and delays for the indices and partners in the batch. E_DELAY_BELOW_DT, E_DELAY_TOO_LARGE. */
  void draw(std::uint32_t element, std::uint32_t block, Batch& batch) const;

 private:
  void values(const Draw& from, const Drawer& drawer, int which, std::uint32_t element, std::uint32_t block,
              const Batch& batch, std::vector<double>& out) const;
  void redraw(const Drawer& drawer, int which, std::uint32_t element, std::uint32_t block, const Batch& batch,
              std::vector<double>& out) const;
  void round_delays(Batch& batch) const;

  const Draw* weight_;
  const Draw* delay_;
  Drawer weight_drawer_, delay_drawer_;
  const Rule* rule_;
  std::uint64_t seed_;
  std::uint32_t stream_;
  Grid grid_;
  const Kernels* kernels_;
};

}  // namespace cajal
