// What a connection rule is: a pure function from (seed, stream, element, block) to synapses.
//
// A synapse is named by (element, block, index). The element is the position of its source, or of its target
// for rules that draw per target; its partner is the position of the other neuron. A block holds 65,536
// consecutive partner positions: partner >> 16 == block. Rules by target have one block with all partners.
// `index` counts the synapses of (element, block) in the order in which `generate` lists them; the values of
// a synapse are drawn for exactly this name (base/values/draw.hpp).
#pragma once
#include <cstdint>
#include <memory>
#include <optional>
#include <string_view>
#include <vector>

#include "base/selection.hpp"
#include "connect/space/space.hpp"
#include "description.hpp"
#include "kernels/kernels.hpp"

namespace cajal {

inline constexpr std::uint32_t block_size = 65536;

/**
 * What a rule is made from. The selections and the space must outlive the rule; `spec` is not needed after it is made.
 * Without a space all neurons are in one place.
 */
struct RuleInput {
  const ConnectionSpec& spec;
  const Selection& sources;
  const Selection& targets;
  std::uint64_t seed;
  std::uint32_t stream;
  const Kernels& kernels;
  const Space* space = nullptr;
};

class Rule {
 public:
  virtual ~Rule() = default;

  /** True when the target generates and the source is the partner. */
  virtual bool by_target() const noexcept { return false; }

  std::uint32_t elements() const noexcept { return by_target() ? targets().size() : sources().size(); }
  std::uint32_t blocks() const noexcept;

  /** Work that all elements share; called once before the first `generate`. */
  virtual void prepare() {}

  /** Appends the partners of (element, block). Thread safe; the order of calls does not matter. */
  virtual void generate(std::uint32_t element, std::uint32_t block,
                        std::vector<std::uint32_t>& partners) const = 0;

  /** Whether the synapses of a source may be drawn whenever it fires. */
  virtual bool makes() const noexcept { return !by_target(); }

  /**
   * Whether the partners of every (element, block) are independent choices among all of the block: the numbers that
   * `pick` (connect/pick.hpp) gives for `count(element, block)`.
   */
  virtual bool picks() const noexcept { return false; }
  virtual std::uint64_t count([[maybe_unused]] std::uint32_t element,
                              [[maybe_unused]] std::uint32_t block) const {
    return 0;
  }
  /** Where the neurons are; null where nothing of the projection depends on it. */
  const Space* space() const noexcept { return space_; }
  /** The random stream of partners. */
  std::uint32_t stream() const noexcept { return stream_; }

  /** The number of synapses: exact, or its mean for rules that draw it. */
  virtual std::uint64_t expected_synapses() const = 0;

  /**
   * A number that the synapses onto one target do not exceed, or, where they are drawn, with a probability below 1e-30.
   */
  virtual std::uint64_t most_onto_target() const;

  /** The length of a weight or delay array, 0 where the rule does not take arrays. */
  virtual std::uint64_t array_size() const { return 0; }

  /** Where the value of a synapse stands in such an array. */
  virtual std::uint64_t array_position([[maybe_unused]] std::uint32_t element,
                                       [[maybe_unused]] std::uint32_t block,
                                       [[maybe_unused]] std::uint32_t index,
                                       [[maybe_unused]] std::uint32_t partner) const {
    return 0;
  }

 protected:
  explicit Rule(const RuleInput& input);

  const Selection& sources() const noexcept { return *sources_; }
  const Selection& targets() const noexcept { return *targets_; }
  const Selection& partners() const noexcept { return by_target() ? *sources_ : *targets_; }

  /** The partner that an element must not have: itself, if autapses are forbidden; else Selection::npos. */
  std::uint32_t forbidden(std::uint32_t element) const noexcept;

  /** How many neurons are both source and target, if autapses are forbidden; else 0. */
  std::uint64_t forbidden_pairs() const noexcept;

  std::uint64_t seed_;
  std::uint32_t stream_;
  bool autapses_, multapses_;
  const Kernels* kernels_;

 private:
  const Selection* sources_;
  const Selection* targets_;
  const Space* space_;
};

/** A rule as users see it. */
struct RuleModel {
  struct Number {
    std::string_view name;  ///< what users call `ConnectionSpec::number`
    std::string_view text;
    bool integer;  ///< else a probability
  };

  std::string_view name, summary;
  std::optional<Number> number;
  /** Refuses what cannot be drawn: E_PARAM_RANGE, E_INDEGREE, E_TOTAL, E_SHAPE, E_INDEX, E_OVERFLOW. */
  std::unique_ptr<Rule> (*make)(const RuleInput& input);
  /** Whether it draws the synapses onto each target, so that those of one source are not known alone. */
  bool by_target = false;
};

}  // namespace cajal
