// Rows that are longer than what a table counts, over several blocks of targets, with partners that are drawn again.
#include <doctest/doctest.h>

#include <string>

#include "effort.hpp"
#include "networks.hpp"

using namespace cajal;
using namespace cajal::test;
using doctest::test_suite;

namespace {

/**
 * Three sources that fire three times, with 500,000 synapses each onto 125,536 neurons in two blocks: 260,000 and
 * 240,000. Of the words that choose partners in a block of 60,000, 1.1e-5 are drawn again: about eight.
 */
void describe_long_rows(Simulation& simulation, const Draw& weight, const Draw& delay) {
  simulation.population({"parrot_neuron", "sources", 3});
  simulation.population({"iaf_psc_exp", "many", 125536});
  simulation.population({"iaf_psc_exp", "few", 900});
  const Ranges sources{0, 3, 1}, many{3, 125539, 1}, few{125539, 126439, 1};
  simulation.connect(connection(sources, many, "fixed_total_number", 1500000, weight, delay));
  simulation.connect(connection(sources, few, "fixed_outdegree", 4000, weight, delay));
  simulation.connect(connection(few, many, "fixed_outdegree", 7, constant(-50), constant(1)));
  simulation.stimulate(stimulus("spike_generator", {{"spike_times", {1, 1.7, 2.9}}}, sources, 1, 0.1));
}

std::string digest_of_long_rows(const Draw& weight, const Draw& delay, const Options& options) {
  Simulation simulation(0.1, 11);
  describe_long_rows(simulation, weight, delay);
  BuildSpec spec;
  spec.threads = options.threads, spec.weights = options.weights, spec.connectivity = options.connectivity;
  simulation.build(spec);
  simulation.run(120);
  CHECK(simulation.report().find("\"spikes\":0,") == std::string::npos);
  return simulation.digest();
}

}  // namespace

TEST_CASE("long rows are made as they are stored, whatever is drawn of a synapse" * test_suite("threads")) {
  const Draw weights[] = {constant(300), redrawn(normal(300, 150), 0, infinite)};
  const Draw delays[] = {constant(1.5), redrawn(normal(1.5, 0.75), 0.05, infinite)};
  const bool all =
      all_combinations();  // of what may be drawn with what, in each form, on any number of threads
  for (const Draw& weight : weights)
    for (const Draw& delay : delays)
      for (const char* precision : {"exact", "compact"}) {
        const bool drawn = weight.kind != "constant", exact = precision == std::string("exact");
        if (!all && (drawn != (delay.kind != "constant") || drawn != exact)) continue;
        if (one_combination() && !exact) continue;
        Options options;
        options.weights = precision;
        const std::string stored = digest_of_long_rows(weight, delay, options);
        options.connectivity = "made";
        for (const double threads : {1.0, 2.0, 3.0}) {
          if (!all && threads != (exact ? 2 : 3)) continue;
          CAPTURE(weight.kind);
          CAPTURE(delay.kind);
          CAPTURE(precision);
          CAPTURE(threads);
          options.threads = threads;
          CHECK(digest_of_long_rows(weight, delay, options) == stored);
        }
      }
}
