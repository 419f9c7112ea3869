#include "connect/space/weighted_choice.hpp"

#include <algorithm>
#include <cmath>
#include <string>
#include <utility>

#include "base/math.hpp"
#include "base/random/random.hpp"
#include "base/text.hpp"
#include "connect/purposes.hpp"
#include "error.hpp"

namespace cajal {
namespace {

/** Partners that were chosen: a set that is emptied with its element. */
class Chosen {
 public:
  explicit Chosen(std::uint64_t most) {
    std::size_t size = 16;
    while (size < 2 * most) size *= 2;
    slots_.assign(size, Selection::npos);
  }
  bool has(std::uint32_t partner) const noexcept { return slots_[slot_of(partner)] == partner; }
  /** False if it was in already. At most so many may be put in as were said. */
  bool insert(std::uint32_t partner) noexcept {
    return std::exchange(slots_[slot_of(partner)], partner) != partner;
  }

 private:
  /** Its own, or the free one that it would get. */
  std::size_t slot_of(std::uint32_t partner) const noexcept {
    const std::size_t last = slots_.size() - 1;
    std::size_t slot = (partner * std::uint64_t{0x9E3779B97F4A7C15} >> 20) & last;
    while (slots_[slot] != Selection::npos && slots_[slot] != partner) slot = (slot + 1) & last;
    return slot;
  }

  std::vector<std::uint32_t> slots_;
};

}  // namespace

/** The cells around an element. */
struct WeightedChoice::Pool {
  struct Cell {
    double end;  ///< of its share of the sum of bounds
    double bound;
    const std::uint32_t* neurons;
    std::uint32_t size;
  };
  std::uint32_t element, forbidden;
  std::vector<Cell> cells;
  std::vector<std::uint32_t> guide;  ///< [k]: the cell at k / size of the sum

  double sum() const noexcept { return cells.empty() ? 0 : cells.back().end; }
  /** The cell at a fraction of the sum: a table leads to one that is hardly ever more than a step before. */
  const Cell& at(double fraction, double place) const noexcept {
    const Cell* cell = &cells[guide[static_cast<std::size_t>(fraction * static_cast<double>(guide.size()))]];
    while (cell->end <= place && cell != &cells.back()) ++cell;
    return *cell;
  }
};

WeightedChoice::WeightedChoice(const RuleInput& input, bool by_target)
    : SpatialRule(input), by_target_(by_target) {
  const double most = kernel_.bounds(all_ways()).max;
  if (most <= 1e100) return;
  throw Error("E_PARAM_RANGE", "kernel: partners are drawn in proportion to it, so it needs an upper limit",
              {"kernel", number_text(most), "at most 1e100 at all displacements", "limit it: .atMost(...)"});
}

void WeightedChoice::prepare() {
  const std::uint32_t n = partners().size();
  cells_ = Cells(space(), by_target_, n, std::max(n, 1u), kernel_, 0);
}

WeightedChoice::Pool WeightedChoice::pool_around(std::uint32_t element) const {
  Pool pool{element, forbidden(element), {}, {}};
  double sum = 0;
  cells_.around(element, 0, [&](const Cells::Neighbour& near, const std::uint32_t* neurons, std::uint32_t n) {
    pool.cells.push_back({sum += near.bound * n, near.bound, neurons, n});
  });
  const std::size_t size = pool.cells.size();
  pool.guide.resize(size);
  for (std::size_t k = 0, cell = 0; k < size; ++k) {
    while (pool.cells[cell].end <= sum * (static_cast<double>(k) / static_cast<double>(size))) ++cell;
    pool.guide[k] = static_cast<std::uint32_t>(cell);
  }
  return pool;
}

void WeightedChoice::choose(std::uint32_t element, std::uint64_t degree,
                            std::vector<std::uint32_t>& partners) const {
  if (degree == 0) return;
  const std::size_t begin = partners.size();
  const Pool pool = pool_around(element);
  if (pool.sum() > 0) draw_by_cells(pool, degree, partners);
  const std::uint64_t missing = degree - (partners.size() - begin);
  if (missing > 0) draw_among_all(pool, missing, begin, partners);
}

// A place in the sum of bounds is a neuron, and accepted with the ratio of its kernel and the bound of its cell. What
// is accepted has the right distribution however many attempts it took, so those that find too few are given up.
void WeightedChoice::draw_by_cells(const Pool& pool, std::uint64_t degree,
                                   std::vector<std::uint32_t>& partners) const {
  constexpr std::size_t piece = piece_of_displacements;
  const std::uint64_t most_attempts = 8 * degree + piece;
  const std::size_t end = partners.size() + degree;
  Chosen chosen(multapses_ ? 0 : degree);
  std::uint32_t some[piece];
  double fractions[piece], bounds[piece], kernel[piece];
  ChancesCall call{seed_, stream(), pool.element, purpose::partners, 0, false, 0};
  for (std::uint64_t attempts = 0; partners.size() < end && attempts < most_attempts;) {
    const std::size_t n = std::min<std::size_t>(piece, (end - partners.size()) * 3 / 2 + 8);
    call.n = n;
    kernels_->chances(call, fractions, bounds);
    call.first_call += static_cast<std::uint32_t>(n), attempts += n;
    for (std::size_t i = 0; i < n; ++i) {
      const double place = fractions[i] * pool.sum();
      const Pool::Cell& cell = pool.at(fractions[i], place);
      const auto neuron = static_cast<std::uint32_t>(std::max(cell.end - place, 0.0) / cell.bound);
      some[i] = cell.neurons[std::min(neuron, cell.size - 1)];
      bounds[i] *= cell.bound;
    }
    at(by_target_, pool.element, some, n, kernel);
    for (std::size_t i = 0; i < n && partners.size() < end; ++i)
      if (kernel[i] > bounds[i] && some[i] != pool.forbidden && (multapses_ || chosen.insert(some[i])))
        partners.push_back(some[i]);
  }
}

// Of exponential times whose rates are the kernels the least come first: what successive draws without repetition give
// (Efraimidis & Spirakis, Inf Process Lett 97:181, 2006).
void WeightedChoice::draw_among_all(const Pool& pool, std::uint64_t missing, std::size_t begin,
                                    std::vector<std::uint32_t>& partners) const {
  std::vector<std::pair<double, std::uint32_t>> all;  // sum of kernels so far, or time
  Chosen chosen(multapses_ ? 0 : partners.size() - begin);
  if (!multapses_)
    for (std::size_t i = begin; i < partners.size(); ++i) chosen.insert(partners[i]);
  Sequence sequence(seed_, stream(), pool.element, purpose::candidates);
  double sum = 0, kernel[piece_of_displacements];
  for (const Pool::Cell& cell : pool.cells)
    for (std::uint32_t first = 0; first < cell.size; first += piece_of_displacements) {
      const auto n = std::min<std::uint32_t>(cell.size - first, piece_of_displacements);
      at(by_target_, pool.element, cell.neurons + first, n, kernel);
      for (std::uint32_t i = 0; i < n; ++i) {
        const std::uint32_t partner = cell.neurons[first + i];
        if (!(kernel[i] > 0) || partner == pool.forbidden) continue;
        if (multapses_)
          all.push_back({sum += kernel[i], partner});
        else if (!chosen.has(partner))
          all.push_back({-log(sequence.uniform()) / kernel[i], partner});
      }
    }
  const std::size_t found = all.size() + (multapses_ ? 0 : partners.size() - begin);
  if (multapses_ ? found == 0 : all.size() < missing) {
    const std::string degree = std::to_string(partners.size() - begin + missing),
                      most = std::to_string(found);
    throw Error("E_INDEGREE",
                "build: neuron " + std::to_string(pool.element) + " of the " +
                    (by_target_ ? "targets" : "sources") + " needs " + degree +
                    " partners within the mask, and has " + most,
                {"degree", degree, "at most " + most,
                 multapses_ ? "a larger mask, or autapses" : "a larger mask, or multapses"});
  }
  if (multapses_) {
    for (; missing > 0; --missing)
      partners.push_back(std::upper_bound(all.begin(), all.end() - 1, sequence.uniform() * sum,
                                          [](double at, const auto& one) { return at < one.first; })
                             ->second);
    return;
  }
  std::sort(all.begin(), all.end());
  for (std::size_t i = 0; i < missing; ++i) partners.push_back(all[i].second);
}

}  // namespace cajal
