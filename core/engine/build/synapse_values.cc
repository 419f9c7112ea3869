#include "engine/build/synapse_values.hpp"

#include <algorithm>

#include "base/grid.hpp"
#include "base/text.hpp"
#include "engine/slices/units/fixed_point.hpp"
#include "error.hpp"

namespace cajal {

SynapseValues::SynapseValues(const Draw& weight, const Draw& delay, const Rule& rule, const Network& network,
                             std::uint32_t stream, const Kernels& kernels)
    : weight_{&weight, Drawer(weight, "weight"), 0, {}},
      delay_{&delay, Drawer(delay, "delay"), 0, {}},
      rule_(&rule),
      seed_(network.seed),
      stream_(stream),
      each_(0),
      grid_(network.grid),
      kernels_(&kernels) {
  const std::size_t dimensions = rule.space() ? rule.space()->dimensions : 0;
  for (Source* source : {&weight_, &delay_})
    if (source->of_distance()) source->expression = Expression(source->draw->numbers, "value", dimensions);
  // Delays must stay what they are whatever becomes of the weights, so their words do not depend on these.
  if (weight_.drawer.random()) {
    each_ = 1;
    weight_.table = network.tables->values(weight);
  }
  if (!delay_.drawer.random()) return;
  each_ = 2, delay_.word = 1;
  steps_ = network.tables->steps(delay, grid_.resolution(), longest_possible_delay);
  if (!steps_) delay_.table = network.tables->values(delay);
}

void SynapseValues::draw(std::uint32_t element, std::uint32_t block, Batch& batch) const {
  if (each_ > 0) draw_words(element, block, batch);
  values(weight_, element, block, batch, batch.weights);
  draw_delays(element, block, batch);
}

bool SynapseValues::tell(MadeFeed& made) const {
  const bool arrays = needs_partners(), exact_delays = delay_.table != nullptr;
  if (arrays || exact_delays) return false;
  made.seed = seed_, made.value_stream = stream_;
  if (weight_.table) {
    made.centre = weight_.table->centre(), made.width = weight_.table->width();
    made.weight_bits = ValueTable::bits;
  } else {
    made.weight = weight_.drawer.clip(weight_.draw->numbers[0]);
  }
  if (steps_) {
    made.cells = steps_->cells(), made.delay_bits = steps_->bits(), made.delay = steps_->first();
  } else {
    const double delay = delay_.drawer.clip(delay_.draw->numbers[0]);
    made.delay = static_cast<std::uint32_t>(nearest_step(delay, grid_.resolution()));
  }
  return true;
}

void SynapseValues::weigh(const MadeFeed& made, std::uint32_t word, PlacedSynapse& synapse) const noexcept {
  const double weight = weight_.table->exact(word);
  const auto units = static_cast<std::uint32_t>(quantum(weight, made.units_per_weight, WeightUse::with_sign));
  const std::uint32_t sign = weight < 0 ? made.accumulator[1] - made.accumulator[0] : 0;
  const std::uint32_t place = (synapse.accumulator() + sign) & 0xffff;
  synapse.bits = std::uint64_t{units} << 32 | std::uint64_t{place} << 16 | synapse.delay();
}

void SynapseValues::draw_words(std::uint32_t element, std::uint32_t block, Batch& batch) const {
  // One call of the generator has the words of several synapses: where most of them are wanted all are drawn.
  constexpr std::size_t slack = 64;
  const std::size_t n = batch.n;
  const SynapseWords whose{seed_, stream_, element, block, 0};
  for (std::uint32_t w = 0; w < each_; ++w) batch.words[w].ask(n + slack);
  std::uint32_t *const first = batch.words[0].data(), *const second = batch.words[1].data();
  if (batch.whole) return kernels_->synapse_words(whose, each_, n, first, second);
  if (4 * n < batch.count)
    return kernels_->single_words(whose, each_, batch.indices.data(), n, first, second);
  for (std::uint32_t w = 0; w < each_; ++w) batch.drawn[w].ask(batch.count + slack);
  kernels_->synapse_words(whose, each_, batch.count, batch.drawn[0].data(), batch.drawn[1].data());
  for (std::uint32_t w = 0; w < each_; ++w)
    for (std::size_t i = 0; i < n; ++i) batch.words[w][i] = batch.drawn[w][batch.indices[i]];
}

void SynapseValues::values(const Source& from, std::uint32_t element, std::uint32_t block, Batch& batch,
                           Scratch<double>& to) const {
  const std::size_t n = batch.n;
  double* const out = to.ask(n);
  const Draw& draw = *from.draw;
  if (from.table) {
    const std::uint32_t* const words = batch.words[from.word].data();
    batch.exact.ask(n);
    const ValueLookup lookup{words, n, from.table->centre(), from.table->width(), ValueTable::bits};
    const std::size_t exact = kernels_->table_values(lookup, out, batch.exact.data());
    for (std::size_t k = 0; k < exact; ++k) {
      const std::uint32_t i = batch.exact[k];
      out[i] = from.table->exact(words[i]);
    }
  } else if (from.of_distance()) {
    values_in_space(from, element, batch, out);
  } else if (from.drawer.kind() == Drawer::Kind::array) {
    for (std::size_t i = 0; i < n; ++i)
      out[i] = from.drawer.clip(
          draw.numbers[rule_->array_position(element, block, batch.index(i), batch.partners[i])]);
  } else {
    std::fill_n(out, n, from.drawer.clip(draw.numbers[0]));
  }
}

void SynapseValues::values_in_space(const Source& from, std::uint32_t element, const Batch& batch,
                                    double* out) const {
  double ways[most_dimensions][piece_of_displacements];
  double* const columns[most_dimensions] = {ways[0], ways[1], ways[2]};
  for (std::size_t begin = 0; begin < batch.n; begin += piece_of_displacements) {
    const std::size_t n = std::min(batch.n - begin, piece_of_displacements);
    if (rule_->space())
      rule_->space()->displacements(rule_->by_target(), element, batch.partners.data() + begin, n, columns);
    from.expression.evaluate(*kernels_, columns, n, out + begin);
  }
  const double low = from.draw->low, high = from.draw->high;
  for (std::size_t i = 0; i < batch.n; ++i) {
    const double raised = out[i] > low ? out[i] : low;  // also what is not a number
    out[i] = raised < high ? raised : high;
  }
}

void SynapseValues::draw_delays(std::uint32_t element, std::uint32_t block, Batch& batch) const {
  const std::size_t n = batch.n;
  const double resolution = grid_.resolution();
  std::uint32_t *const delays = batch.delays.ask(n), *const end = delays + n;
  if (steps_) {
    kernels_->table_steps(
        {batch.words[delay_.word].data(), n, steps_->cells(), steps_->bits(), steps_->first()}, delays);
    if (steps_->first() == 0 && std::find(delays, end, 0u) != end)
      refuse_short("one below " + number_text(resolution / 2) + " ms");
    return;
  }
  values(delay_, element, block, batch, batch.times);
  if (kernels_->delay_steps(batch.times.data(), n, resolution, longest_possible_delay, delays)) return;
  const auto refused = std::find(delays, end, 0u) - delays;
  const double delay = batch.times[static_cast<std::size_t>(refused)];
  if (!(delay >= resolution)) refuse_short(number_text(delay) + " ms");
  throw Error("E_DELAY_TOO_LARGE",
              "build: a delay may be at most 65535 steps, drawn was " + number_text(delay) + " ms",
              {"delay", number_text(delay), "<= 65535 steps", "truncate the distribution"});
}

void SynapseValues::refuse_short(const std::string& drawn) const {
  const double resolution = grid_.resolution();
  throw Error(
      "E_DELAY_BELOW_DT",
      "build: a delay must be at least one step (" + number_text(resolution) + " ms), drawn was " + drawn,
      {"delay", drawn, ">= " + number_text(resolution / 2) + " ms",
       "truncate the distribution: .redraw({ min: resolution / 2 })"});
}

}  // namespace cajal
