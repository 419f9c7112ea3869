// Weights and delays of synapses, drawn in batches.
#pragma once
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "base/memory/scratch.hpp"
#include "base/values/draw_tables.hpp"
#include "connect/rule.hpp"
#include "connect/space/expression.hpp"
#include "engine/describe/network.hpp"
#include "kernels/kernels.hpp"
#include "model/device.hpp"

namespace cajal {

/** The synapses of one (element, block) whose values are wanted, and the values. */
struct Batch {
  std::size_t count = 0;                         ///< how many synapses (element, block) has
  std::size_t n = 0;                             ///< how many of them are wanted
  bool whole = false;                            ///< all, in their order: then there are no indices
  std::vector<std::uint32_t> indices, partners;  ///< partners: only where `needs_partners`
  Scratch<double> weights;
  Scratch<std::uint32_t> delays;                     ///< steps
  Scratch<std::uint32_t> words[2], drawn[2], exact;  ///< scratch
  Scratch<double> times;                             ///< scratch: delays in ms

  std::uint32_t index(std::size_t i) const noexcept {
    return whole ? static_cast<std::uint32_t>(i) : indices[i];
  }
};

/** Draws the values of one projection or stimulus. */
class SynapseValues {
 public:
  /** `rule` says where an array holds a synapse's value; the draws must have passed their checks. */
  SynapseValues(const Draw& weight, const Draw& delay, const Rule& rule, const Network& network,
                std::uint32_t stream, const Kernels& kernels);

  /** Whether the batch must name the partners of its synapses. */
  bool needs_partners() const noexcept { return weight_.of_partner() || delay_.of_partner(); }

  /**
   * Says in `made` how they are drawn (seed, stream, tables and constants); false where a table of weights and one of
   * delays do not tell everything.
   */
  bool tell(MadeFeed& made) const;
  /** Computes the weight of a word that its table does not tell, for a synapse with an accumulator and a delay. */
  void weigh(const MadeFeed& made, std::uint32_t word, PlacedSynapse& synapse) const noexcept;

  /** Fills weights and delays for the indices and partners in the batch. E_DELAY_BELOW_DT, E_DELAY_TOO_LARGE. */
  void draw(std::uint32_t element, std::uint32_t block, Batch& batch) const;

 private:
  /** Weights or delays. */
  struct Source {
    const Draw* draw;
    Drawer drawer;
    std::uint32_t word;                       ///< which of the words of a synapse is its own
    std::shared_ptr<const ValueTable> table;  ///< null where it draws nothing, or steps
    Expression expression = {};               ///< of the displacement, if it depends on that

    bool of_distance() const noexcept { return drawer.kind() == Drawer::Kind::expression; }
    bool of_partner() const noexcept { return of_distance() || drawer.kind() == Drawer::Kind::array; }
  };

  void draw_words(std::uint32_t element, std::uint32_t block, Batch& batch) const;
  void values(const Source& from, std::uint32_t element, std::uint32_t block, Batch& batch,
              Scratch<double>& to) const;
  void values_in_space(const Source& from, std::uint32_t element, const Batch& batch, double* out) const;
  void draw_delays(std::uint32_t element, std::uint32_t block, Batch& batch) const;
  [[noreturn]] void refuse_short(const std::string& drawn) const;

  Source weight_, delay_;
  std::shared_ptr<const StepTable> steps_;
  const Rule* rule_;
  std::uint64_t seed_;
  std::uint32_t stream_, each_;  ///< random words of a synapse
  Grid grid_;
  const Kernels* kernels_;
};

}  // namespace cajal
