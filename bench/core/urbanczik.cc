// Question: what does an Urbanczik synapse cost at a presynaptic spike, and its neuron in a step, beside the published
// event-driven algorithm (Stapmanns et al. 2021)? That one keeps a history of the neuron's error, and at a spike each
// synapse reads every entry since its last one, once; CPU time. The kernel's cost is what the phases of spikes take in
// the best of a few runs, less the same in a network without these synapses. Memory is that of synapses and history,
// without vectors' spare room.
#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <deque>
#include <string>

#include "bench.hpp"
#include "simulation.hpp"

namespace {

using cajal::bench::ProcessClock;

constexpr double h = 0.1, delay = 0.1, tau_L = 10, tau_s = 3, tau_Delta = 100, gain = 1e-3;

/** xorshift64* (Vigna 2016). */
class Numbers {
 public:
  double uniform() noexcept {
    state_ ^= state_ >> 12, state_ ^= state_ << 25, state_ ^= state_ >> 27;
    return static_cast<double>((state_ * 0x2545F4914F6CDD1D) >> 11) * 0x1p-53;
  }

 private:
  std::uint64_t state_ = 88172645463325252;
};

/** The error of one neuron since the oldest time that a synapse may still ask for. */
class History {
 public:
  struct Entry {
    double time, error;
    std::size_t readers;
  };

  explicit History(std::size_t synapses) : synapses_(synapses) {}
  void write(double time, double error) {
    while (entries_.size() > 1 && entries_.front().readers >= synapses_) entries_.pop_front();
    entries_.push_back({time, error, 0});
    longest_ = std::max(longest_, entries_.size());
  }
  /** Calls visit(time, error) for the entries after `from` up to `to`. */
  template <class Visit>
  void read(double from, double to, Visit visit) {
    if (entries_.empty()) return;
    const double before = (from - entries_.front().time) / h;
    for (auto k = before < 0 ? 0 : static_cast<std::size_t>(before + 1.5); k < entries_.size(); ++k) {
      Entry& entry = entries_[k];
      if (entry.time > to + 0.5 * h) break;
      ++entry.readers;
      visit(entry.time, entry.error);
    }
  }
  std::size_t longest() const { return longest_; }

 private:
  std::size_t synapses_, longest_ = 0;
  std::deque<Entry> entries_;
};

struct Synapse {
  double weight = 50, start = 50, integral = 0, filtered = 0, trace_L = 0, trace_s = 0, last = -1;

  void spike(double now, History& history) {
    double added = 0;
    history.read(last - delay, now - delay, [&](double time, double error) {
      const double arrives = time + delay;
      const double product =
          (trace_L * std::exp((last - arrives) / tau_L) - trace_s * std::exp((last - arrives) / tau_s)) *
          error;
      integral += product, added += std::exp((arrives - now) / tau_Delta) * product;
    });
    filtered = std::exp((last - now) / tau_Delta) * filtered + added;
    weight = std::min(100., std::max(0., start + gain * (integral - filtered)));
    trace_L = trace_L * std::exp((last - now) / tau_L) + 1;
    trace_s = trace_s * std::exp((last - now) / tau_s) + 1;
    last = now;
  }
};

struct Cost {
  double per_spike;  ///< [ns]
  double bytes;      ///< per synapse
};

/** Steps in which a history reaches its length, twice at least. */
double steps_of_history(double indegree, double rate) {
  return std::ceil(std::max({2 / rate, std::min(10 / rate, 1e4 / (indegree * rate)), 0.05}) * 1e3 / h);
}

/** One neuron with so many synapses, each with Poisson spikes of its own; the error is drawn. */
Cost published(std::size_t indegree, double rate) {
  const auto steps = static_cast<std::size_t>(steps_of_history(static_cast<double>(indegree), rate));
  Numbers numbers;
  std::vector<std::vector<std::uint32_t>> spikes(steps);
  double total = 0;
  for (std::uint32_t s = 0; s < indegree; ++s)
    for (double at = -std::log1p(-numbers.uniform()) / (rate * h * 1e-3); at < static_cast<double>(steps);
         at -= std::log1p(-numbers.uniform()) / (rate * h * 1e-3))
      spikes[static_cast<std::size_t>(at)].push_back(s), ++total;
  std::vector<Synapse> synapses(indegree);
  History history(indegree);
  std::vector<double> errors(steps);
  for (double& error : errors) error = 0.1 * (numbers.uniform() - 0.5);
  const auto start = ProcessClock::now();
  for (std::size_t step = 0; step < steps; ++step) {
    const double now = static_cast<double>(step + 1) * h;
    for (const std::uint32_t s : spikes[step]) synapses[s].spike(now, history);
    history.write(now, errors[step]);
  }
  const std::chrono::duration<double, std::nano> spent = ProcessClock::now() - start;
  cajal::bench::keep(synapses[0].weight);
  const double memory = static_cast<double>(history.longest() * sizeof(History::Entry));
  return {spent.count() / total, sizeof(Synapse) + memory / static_cast<double>(indegree)};
}

cajal::Draw constant(double value) { return {"constant", {value}, "none", -INFINITY, INFINITY}; }

/** What a run took [ns]. */
struct Run {
  double cpu;       ///< in all
  double synapses;  ///< wall time of delivering and sending spikes
};

double phase(const std::string& report, const char* name) {
  const std::string key = std::string("\"") + name + "\":";
  return 1e9 * std::strtod(report.c_str() + report.find(key, report.find("phases")) + key.size(), nullptr);
}

/** Sources with Poisson spikes onto every one of some neurons, or onto none. */
Run run(std::size_t indegree, std::size_t neurons, double rate, double steps, bool connected) {
  const auto sources = static_cast<std::uint32_t>(indegree),
             all = sources + static_cast<std::uint32_t>(neurons);
  cajal::Simulation simulation(h, 1);
  simulation.population({"parrot_neuron", "sources", static_cast<double>(indegree)});
  simulation.population({"pp_cond_exp_mc_urbanczik", "neurons", static_cast<double>(neurons)});
  if (rate > 0) {
    cajal::StimulusSpec drive;
    drive.kind = "poisson_generator", drive.parameters = {{"rate", {rate}}}, drive.targets = {0, sources, 1};
    drive.weight = constant(1), drive.delay = constant(h);
    simulation.stimulate(drive);
  }
  if (connected) {
    cajal::ConnectionSpec spec;
    spec.sources = {0, sources, 1}, spec.targets = {sources, all, 1}, spec.rule = "all_to_all";
    spec.weight = constant(50.0 / static_cast<double>(indegree)), spec.delay = constant(delay),
    spec.receptor = 2;
    spec.synapse = "urbanczik_synapse", spec.synapse_parameters = {{"eta", {0.01}}};
    simulation.connect(spec);
  }
  simulation.build({1, "exact"});
  const auto start = ProcessClock::now();
  simulation.run(steps);
  const std::chrono::duration<double, std::nano> spent = ProcessClock::now() - start;
  const std::string report = simulation.report();
  return {spent.count(), phase(report, "deliver") + phase(report, "exchange")};
}

/** The least time of the synapses in a few runs [ns], less that of a run that has none. */
double cost(std::size_t indegree, std::size_t neurons, double rate, double steps) {
  double with = INFINITY, without = INFINITY;
  for (int k = 0; k < 4; ++k) {
    with = std::min(with, run(indegree, neurons, rate, steps, true).synapses);
    without = std::min(without, run(indegree, neurons, rate, steps, false).synapses);
  }
  return with - without;
}

void print(const std::string& question, const char* item, double value) {
  cajal::bench::print(question, item, 1, {value, value, value});
}

}  // namespace

int main() {
  for (const std::size_t indegree : {200u, 10000u})
    for (const double rate : {1.0, 10.0, 100.0, 1000.0}) {
      const std::string name =
          "in-degree " + std::to_string(indegree) + ", " + std::to_string(static_cast<int>(rate)) + "/s";
      const Cost plain = published(indegree, rate);
      print("history, " + name, "presynaptic spike and neuron", plain.per_spike);
      std::printf("{\"question\":\"history, %s, memory\",\"unit\":\"bytes per synapse\",\"threads\":1,",
                  name.c_str());
      std::printf("\"median\":%.4g,\"lowest\":%.4g,\"highest\":%.4g}\n", plain.bytes, plain.bytes,
                  plain.bytes);
      const double steps =
          std::ceil(std::max(0.05, 20 / (rate * std::sqrt(static_cast<double>(indegree)))) * 1e3 / h);
      for (const std::size_t neurons : {std::size_t{1}, std::size_t{20}}) {
        const double spikes = rate * h * 1e-3 * steps * static_cast<double>(indegree * neurons);
        print("kernel, " + name + ", neurons: " + std::to_string(neurons), "presynaptic spike and neuron",
              cost(indegree, neurons, rate, steps) / spikes);
      }
    }
  constexpr double steps = 20000;
  for (const std::size_t neurons : {std::size_t{1}, std::size_t{64}}) {
    const double items = steps * static_cast<double>(neurons);
    const std::string name = ", neurons: " + std::to_string(neurons);
    print("neuron without synapses" + name, "neuron and step", run(1, neurons, 0, steps, false).cpu / items);
    for (const std::size_t indegree : {200u, 10000u})
      print("silent synapses, in-degree " + std::to_string(indegree) + name, "neuron and step",
            cost(indegree, neurons, 0, steps) / items);
  }
  return 0;
}
