// Memory that runs out anywhere gives an error, and leaves what can be used: every allocation in turn fails.
#include <doctest/doctest.h>

#include <cstddef>
#include <cstdlib>
#include <new>

#include "errors.hpp"
#include "learning_networks.hpp"

using namespace cajal;
using namespace cajal::test;

namespace {

/** Allocations of this thread until one fails; negative: none will. */
thread_local long allocations_left = -1;

void* allocate(std::size_t size, std::size_t alignment) {
  if (allocations_left >= 0 && allocations_left-- == 0) throw std::bad_alloc();
  if (void* memory = std::aligned_alloc(alignment, (size + alignment) / alignment * alignment)) return memory;
  throw std::bad_alloc();
}

/** The error code of a call whose n-th allocation fails. */
template <class Call>
std::string code_without(long n, Call call) {
  allocations_left = n;
  std::string code = "none";
  try {
    call();
  } catch (const Error& error) {
    allocations_left = -1;
    code = error.code();
  } catch (const std::bad_alloc&) {
    allocations_left = -1;
    code = "bad_alloc";
  }
  allocations_left = -1;
  return code;
}

void describe_mixed(Simulation& simulation) {
  const Ranges neurons{0, 30, 1}, all{0, 35, 1};
  simulation.population({"iaf_psc_exp", "neurons", 30});
  simulation.population({"parrot_neuron", "parrots", 5});
  simulation.values({neurons, "V_m", uniform(-70, -50)});
  simulation.connect(connection(neurons, neurons, "fixed_total_number", 100, normal(50, 3), uniform(0.1, 3)));
  simulation.connect(connection(all, neurons, "fixed_indegree", 5, constant(30), constant(1)));
  simulation.stimulate(stimulus("poisson_generator", {{"rate", {20000}}}, all, 60, 0.5));
  simulation.stimulate(stimulus("spike_generator", {{"spike_times", {1, 1, 2}}}, all, 60, 0.5));
  simulation.stimulate(stimulus("dc_generator", {{"amplitude", {100}}}, {0, 20, 1}, 1, 0.5));
  simulation.record({"spikes", all, {}, 1});
  simulation.record({"state", neurons, {"V_m", "I_syn_ex"}, 2});
}

/** Whatever runs out of memory where synapses are stored, and where they are made if they can be. */
template <class Attempt>
void each_form(Attempt attempt) {
  for (const char* connectivity : {"stored", "auto"}) {
    CAPTURE(connectivity);
    attempt(BuildSpec{1, "exact", connectivity});
  }
}

}  // namespace

void* operator new(std::size_t size) { return allocate(size, alignof(std::max_align_t)); }
void* operator new(std::size_t size, std::align_val_t alignment) {
  return allocate(size, static_cast<std::size_t>(alignment));
}
void* operator new(std::size_t size, const std::nothrow_t&) noexcept {
  try {
    return allocate(size, alignof(std::max_align_t));
  } catch (const std::bad_alloc&) {
    return nullptr;
  }
}
void operator delete(void* memory) noexcept { std::free(memory); }
void operator delete(void* memory, std::size_t) noexcept { std::free(memory); }
void operator delete(void* memory, std::align_val_t) noexcept { std::free(memory); }
void operator delete(void* memory, std::size_t, std::align_val_t) noexcept { std::free(memory); }

TEST_CASE("a description that runs out of memory can still be built") {
  for (long n = 0; n < 10000; ++n) {
    Simulation simulation(0.1, 1);
    const bool complete = code_without(n, [&] { describe_mixed(simulation); }) == "none";
    CHECK(code_of([&] { simulation.build({1, "exact"}); }) == "none");
    simulation.run(3);
    if (complete) return;
  }
  FAIL("the description never succeeded");
}

TEST_CASE("a build that runs out of memory can be tried again, with the same result") {
  each_form([](const BuildSpec& form) {
    Simulation whole(0.1, 1);
    describe_mixed(whole);
    whole.build(form);
    whole.run(50);
    for (long n = 0; n < 10000; ++n) {
      Simulation simulation(0.1, 1);
      describe_mixed(simulation);
      const std::string code = code_without(n, [&] { simulation.build(form); });
      if (code == "none") return;
      CHECK(code == "E_MEMORY");
      simulation.build(form);
      simulation.run(50);
      CHECK(simulation.digest() == whole.digest());
    }
    FAIL("the build never succeeded");
  });
}

TEST_CASE("a run that runs out of memory keeps what was recorded and does not go on") {
  each_form([](const BuildSpec& form) {
    for (long n = 0; n < 10000; ++n) {
      Simulation simulation(0.1, 1);
      describe_mixed(simulation);
      simulation.build(form);
      const std::string code = code_without(n, [&] { simulation.run(200); });
      if (code == "none") return;
      CHECK(code == "E_MEMORY");
      const double reached = simulation.step();
      CHECK(simulation.read_spikes(0, false).ids.size() == simulation.read_spikes(0, false).steps.size());
      CHECK(simulation.read_samples(1, false).steps.size() <= reached / 2);
      if (reached > 0) CHECK(code_of([&] { simulation.run(5); }) == "E_MEMORY");
    }
    FAIL("the run never succeeded");
  });
}

TEST_CASE("new weights that run out of memory leave the old ones") {
  each_form([](const BuildSpec& form) {
    Simulation untouched(0.1, 1), reference(0.1, 1);
    for (Simulation* simulation : {&untouched, &reference}) {
      describe_mixed(*simulation);
      simulation->build(form);
      simulation->run(20);
    }
    reference.set_weights({0, 1}, normal(-5000, 30));
    untouched.run(50), reference.run(50);
    for (long n = 0; n < 10000; ++n) {
      Simulation simulation(0.1, 1);
      describe_mixed(simulation);
      simulation.build(form);
      simulation.run(20);
      const std::string code = code_without(n, [&] { simulation.set_weights({0, 1}, normal(-5000, 30)); });
      simulation.run(50);
      CHECK(simulation.digest() == (code == "none" ? reference : untouched).digest());
      if (code == "none") return;
    }
    FAIL("the change never succeeded");
  });
}

TEST_CASE("new weights and parameters of synapses that learn either come as a whole or end all") {
  const auto describe = [](Simulation& simulation) {
    const Ranges sources = poisson_sources(simulation, {900, 900});
    simulation.population({"dendritic_spiking", "neurons", 3});
    const Named learning{{"eta", {0.05}}, {"tau_Delta", {3}}};
    simulation.connect(synapses(sources, {2, 5, 1}, "dendritic_synapse", learning, 0, uniform(0, 0.1), h));
    simulation.connect(synapses({2, 5, 1}, {2, 5, 1}, "rate_synapse", learning, 1, uniform(0, 0.1), h));
    simulation.build({1, "exact"});
    simulation.run(20);
  };
  const auto attempt = [&](auto change) {
    Simulation untouched(h, 1), reference(h, 1);
    describe(untouched), describe(reference);
    change(reference);
    untouched.run(50), reference.run(50);
    for (long n = 0; n < 10000; ++n) {
      Simulation simulation(h, 1);
      describe(simulation);
      const std::string code = code_without(n, [&] { change(simulation); });
      if (code != "none") CHECK(code == "E_MEMORY");
      const std::string next = code_of([&] { simulation.run(50); });
      if (next == "none")
        CHECK(simulation.digest() == (code == "none" ? reference : untouched).digest());
      else
        CHECK(next == "E_MEMORY");
      if (code == "none") return;
    }
    FAIL("the change never succeeded");
  };
  const std::vector<std::uint32_t> both{0, 1};
  const Draw weight = uniform(0.2, 0.3);
  attempt([&](Simulation& simulation) { simulation.set_weights(both, weight); });
  for (const double tau_Delta : {5.0, 0.05}) {
    const Named parameters{{"tau_Delta", {tau_Delta}}};
    attempt([&](Simulation& simulation) { simulation.set_synapses(both, parameters); });
  }
}

TEST_CASE("a restore that runs out of memory leaves all as it was, or says that it cannot go on") {
  each_form([](const BuildSpec& form) {
    Simulation written(0.1, 1);
    describe_mixed(written);
    written.build(form);
    written.run(20);
    written.set_weights({0, 1}, normal(-5000, 30));
    written.run(20);
    const auto bytes = written.checkpoint();
    written.run(50);
    int untouched = 0;
    for (long n = 0; n < 10000; ++n) {
      Simulation simulation(0.1, 1);
      describe_mixed(simulation);
      simulation.build(form);
      if (code_without(n, [&] { simulation.restore(bytes); }) == "none") {
        simulation.run(50);
        CHECK(simulation.digest() == written.digest());
        CHECK(untouched > 5);
        return;
      }
      const std::string next = code_of([&] { simulation.restore(bytes); });
      untouched += next == "none";
      if (next != "none") CHECK(code_of([&] { simulation.run(1); }) == "E_MEMORY");
    }
    FAIL("the restore never succeeded");
  });
}
