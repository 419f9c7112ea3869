// One value for all targets and one for each take each other's place between runs.
#include <doctest/doctest.h>

#include "networks.hpp"

using namespace cajal;
using namespace cajal::test;
using doctest::test_suite;

namespace {

constexpr std::uint32_t size = 700;
const Ranges everyone{0, size, 1}, few{20, 38, 2};

/** A stimulus, and two values of one of its parameters. */
struct Case {
  const char *device, *model;
  Named fixed;
  const char* parameter;
  double one;
  Draw each;
  Ranges targets;

  Named shared() const { return {{parameter, {one}}}; }
  EachSpec own() const { return {parameter, {each}}; }

  void build(Simulation& simulation, bool varied, double threads) const {
    simulation.population({model, "P", size});
    StimulusSpec drive = stimulus(device, fixed, targets, 1, 0.1);
    if (varied)
      drive.each.push_back(own());
    else
      drive.parameters.push_back(shared()[0]);
    simulation.stimulate(drive);
    simulation.build({threads, "exact"});
  }

  void set(Simulation& simulation, bool varied) const {
    if (varied)
      simulation.set_stimulus(0, {}, {own()});
    else
      simulation.set_stimulus(0, shared(), {});
  }
};

Draw values(std::uint32_t count, double unit) {
  std::vector<double> numbers;
  for (std::uint32_t i = 0; i < count; ++i) numbers.push_back(unit * (i % 5));
  return {"array", std::move(numbers), "none", -infinite, infinite};
}

void check(const Case& stimulus, bool varied) {
  Simulation described(0.1, 5), changed(0.1, 5);
  stimulus.build(described, !varied, 1), stimulus.build(changed, varied, 2);
  stimulus.set(changed, !varied);
  described.run(300), changed.run(300);
  CHECK(described.digest() == changed.digest());
  for (const bool next : {varied, !varied, varied}) {
    stimulus.set(changed, next), stimulus.set(described, next);
    Simulation restored(0.1, 5);
    stimulus.build(restored, varied, 3);
    restored.restore(changed.checkpoint());
    for (Simulation* simulation : {&described, &changed, &restored}) simulation->run(100);
    CHECK(described.digest() == changed.digest());
    CHECK(restored.digest() == changed.digest());
  }
}

}  // namespace

TEST_CASE("one value for all and one for each act alike, set or described, also after a checkpoint" *
          test_suite("threads")) {
  const Named current{{"amplitude", {700}}}, rate{{"rate", {700}}};
  const Case cases[] = {
      {"dc_generator", "iaf_psc_exp", {}, "amplitude", 500, values(size, 300), everyone},
      {"dc_generator", "iaf_psc_exp", current, "start", 5, values(9, 3), few},
      {"poisson_generator", "parrot_neuron", {}, "rate", 900, values(size, 300), everyone},
      {"poisson_generator", "parrot_neuron", rate, "start", 5, values(size, 3), everyone},
      {"poisson_generator", "parrot_neuron", {}, "rate", 900, values(9, 300), few},
  };
  for (const Case& one : cases)
    for (const bool varied : {false, true}) {
      CAPTURE(one.device);
      CAPTURE(one.parameter);
      CAPTURE(varied);
      check(one, varied);
    }
}
