#include "engine/plastic/plastic_walk.hpp"

#include <algorithm>

namespace cajal {

namespace {

/** Draws by target are put in the order of sources, so many bytes at a time; each further time they are drawn again. */
constexpr std::uint64_t most_waiting_bytes = std::uint64_t{256} << 20;

struct Landed {
  std::uint32_t part;
  PlasticEntry entry;
};

bool before(const Landed& a, const Landed& b) noexcept {
  return a.part != b.part ? a.part < b.part : a.entry.delay < b.entry.delay;
}

class Walk {
 public:
  Walk(const Feed& feed, const BuildContext& context, std::uint32_t axonal, const PlasticVisit& visit)
      : feed_(feed), context_(context), axonal_(axonal), visit_(visit) {}

  void by_source() {
    for (std::uint32_t element = 0; element < feed_.rule->elements(); ++element) {
      row_.clear();
      for (std::uint32_t block = 0; block < feed_.rule->blocks(); ++block) {
        context_.check_stop();
        find(element, block);
        draw(element, block, [&](std::uint32_t, const Landed& one) { row_.push_back(one); });
      }
      hand_over(element, row_.data(), row_.data() + row_.size());
    }
  }

  void by_target() {
    const std::uint64_t sources = feed_.sources->size();
    const std::uint64_t bytes = feed_.rule->expected_synapses() / std::max(1u, feed_.rule->elements()) *
                                feed_.targets.size() * sizeof(Landed);
    const std::uint64_t chunks = std::min(sources, bytes / most_waiting_bytes + 1);
    for (std::uint64_t chunk = 0; chunk < chunks; ++chunk)
      transpose(static_cast<std::uint32_t>(sources * chunk / chunks),
                static_cast<std::uint32_t>(sources * (chunk + 1) / chunks));
  }

 private:
  /** The synapses of an element and block whose targets live here. */
  void find(std::uint32_t element, std::uint32_t block) {
    batch_.partners.clear(), batch_.indices.clear();
    partners_.clear();
    feed_.rule->generate(element, block, partners_);
    feed_.targets.find(partners_, owned_);
    batch_.count = partners_.size(), batch_.n = owned_.size, batch_.whole = false;
    for (std::size_t k = 0; k < owned_.size; ++k) {
      batch_.indices.push_back(owned_.index[k]);
      batch_.partners.push_back(partners_[owned_.index[k]]);
    }
  }

  /** The same onto one target, for sources in [first, last). */
  void find_sources(std::uint32_t target, std::uint32_t first, std::uint32_t last) {
    batch_.partners.clear(), batch_.indices.clear();
    partners_.clear();
    feed_.rule->generate(target, 0, partners_);
    for (std::uint32_t k = 0; k < partners_.size(); ++k)
      if (partners_[k] >= first && partners_[k] < last) {
        batch_.indices.push_back(k);
        batch_.partners.push_back(partners_[k]);
      }
    batch_.count = partners_.size(), batch_.n = batch_.indices.size(), batch_.whole = false;
    feed_.targets.find_repeated(target, batch_.n, owned_);
  }

  /** Calls put(partner, synapse) for what was found. */
  template <class Put>
  void draw(std::uint32_t element, std::uint32_t block, Put put) {
    if (batch_.n == 0) return;
    feed_.values.draw(element, block, batch_);
    for (std::size_t k = 0; k < batch_.n; ++k)
      put(batch_.partners[k], Landed{feed_.targets.landings()[owned_.landing[k]].part,
                                     {batch_.delays[k] + axonal_,
                                      static_cast<std::uint16_t>(owned_.neuron[k]), batch_.weights[k]}});
  }

  void transpose(std::uint32_t first, std::uint32_t last) {
    std::vector<std::uint64_t> begin(last - first + 2);
    feed_.targets.for_each([&](std::uint32_t target) {
      context_.check_stop();
      find_sources(target, first, last);
      for (const std::uint32_t source : batch_.partners) ++begin[source - first + 2];
    });
    for (std::size_t s = 1; s < begin.size(); ++s) begin[s] += begin[s - 1];
    std::vector<Landed> waiting(begin.back());
    feed_.targets.for_each([&](std::uint32_t target) {
      context_.check_stop();
      find_sources(target, first, last);
      draw(target, 0,
           [&](std::uint32_t source, const Landed& one) { waiting[begin[source - first + 1]++] = one; });
    });
    for (std::uint32_t s = first; s < last; ++s)
      hand_over(s, waiting.data() + begin[s - first], waiting.data() + begin[s - first + 1]);
  }

  void hand_over(std::uint32_t source, Landed* begin, Landed* end) {
    std::stable_sort(begin, end, before);
    for (Landed* from = begin; from < end;) {
      entries_.clear();
      Landed* to = from;
      for (; to < end && to->part == from->part; ++to) entries_.push_back(to->entry);
      visit_(source, from->part, entries_);
      from = to;
    }
  }

  const Feed& feed_;
  const BuildContext& context_;
  std::uint32_t axonal_;
  const PlasticVisit& visit_;
  Batch batch_;
  Owned owned_;
  std::vector<std::uint32_t> partners_;
  std::vector<Landed> row_;
  std::vector<PlasticEntry> entries_;
};

}  // namespace

void walk_plastic(const Slice& slice, const BuildContext& context, std::size_t number,
                  const PlasticVisit& visit) {
  const Network& network = context.network;
  const Projection& projection = network.projections[number];
  const Feed feed = feed_of(slice, context, number);
  if (feed.targets.empty()) return;
  Walk walk(feed, context, static_cast<std::uint32_t>(network.grid.delay(projection.spec.axonal)), visit);
  projection.rule->by_target() ? walk.by_target() : walk.by_source();
}

}  // namespace cajal
