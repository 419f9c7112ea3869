// THE list of what JavaScript may call. Every host converts values by itself; nothing else differs between them.
#pragma once
#include "simulation.hpp"

namespace cajal::bindings {

/** How a host may run a method: at once, or off the main thread where it has one. */
enum class Mode { at_once, off_thread };

template <class Add>
void methods(Add add) {
  add("population", &Simulation::population, Mode::at_once);
  add("values", &Simulation::values, Mode::at_once);
  add("connect", &Simulation::connect, Mode::at_once);
  add("stimulate", &Simulation::stimulate, Mode::at_once);
  add("record", &Simulation::record, Mode::at_once);
  add("build", &Simulation::build, Mode::off_thread);
  add("limit", &Simulation::limit, Mode::at_once);
  add("run", &Simulation::run, Mode::off_thread);
  add("runSync", &Simulation::run, Mode::at_once);
  add("stop", &Simulation::stop, Mode::at_once);
  add("progress", &Simulation::progress, Mode::at_once);
  add("step", &Simulation::step, Mode::at_once);
  add("get", &Simulation::get, Mode::at_once);
  add("setNeurons", &Simulation::set_neurons, Mode::at_once);
  add("setStimulus", &Simulation::set_stimulus, Mode::at_once);
  add("setWeights", &Simulation::set_weights, Mode::off_thread);
  add("setSynapses", &Simulation::set_synapses, Mode::at_once);
  add("readSpikes", &Simulation::read_spikes, Mode::at_once);
  add("readSamples", &Simulation::read_samples, Mode::at_once);
  add("weights", &Simulation::weights, Mode::at_once);
  add("checkpoint", &Simulation::checkpoint, Mode::at_once);
  add("restore", &Simulation::restore, Mode::off_thread);
  add("report", &Simulation::report, Mode::at_once);
  add("digest", &Simulation::digest, Mode::at_once);
  add("close", &Simulation::close, Mode::at_once);
}

}  // namespace cajal::bindings
