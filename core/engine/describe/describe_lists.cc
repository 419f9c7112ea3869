// Lists of parameters: as many entries in all neurons of a population, as many as in the lists that they belong to, and
// enough for the receptors that spikes are sent to.
#include <algorithm>

#include "engine/describe/describe.hpp"
#include "engine/describe/description_checks.hpp"

namespace cajal {

namespace {

/** The parameters that are the entries of a list. */
std::vector<std::size_t> entries_of(const NeuronModel& model, std::string_view list) {
  std::vector<std::size_t> found;
  for (std::size_t k = 0; k < model.parameters.size(); ++k)
    if (list_of(model.parameters[k]) == list) found.push_back(k);
  return found;
}

/** The number of entries that a list has in a population. */
std::size_t length_of(const Population& population, std::string_view list, const char* call) {
  std::size_t length = 0, end = 0;
  for (const std::size_t k : entries_of(*population.model, list)) {
    const std::vector<double>& column = population.parameters[k];
    const auto missing = static_cast<std::size_t>(std::count(column.begin(), column.end(), no_entry));
    const bool given = missing == 0;
    if ((!given && missing < column.size()) || (given && end > length))
      fail("E_SHAPE",
           std::string(call) + ": " + std::string(list) +
               " must have its entries from the first on, in all " + "neurons of '" + population.label +
               "' as many; entry " + std::to_string(end) +
               (given ? " is the first after a missing one" : " is missing in some"),
           {std::string(list), "", "the same number of entries in all neurons",
            "give the whole list to the whole population"});
    length += given, ++end;
  }
  return length;
}

void check_lengths(const Population& population, const char* call) {
  for (const ListNames& names : population.model->lists) {
    const std::size_t wanted = length_of(population, names[0], call);
    for (const std::string_view other : names) {
      if (other.empty()) continue;
      const std::size_t length = length_of(population, other, call);
      if (length == wanted) continue;
      fail("E_SHAPE",
           std::string(call) + ": " + std::string(other) + " must have as many entries as " +
               std::string(names[0]) + ", got " + std::to_string(length) + " and " + std::to_string(wanted) +
               " in '" + population.label + "'",
           {std::string(other), std::to_string(length), std::to_string(wanted) + " entries",
            "give both lists the same length"});
    }
  }
}

/** E_UNKNOWN_NAME where a target has too short a list for this receptor. */
void check_receptor_exists(const Network& network, const Selection& targets, std::size_t receptor,
                           const char* call) {
  for (const std::uint32_t p : populations_of(network, targets)) {
    const Population& population = network.populations[p];
    if (receptor >= population.model->receptors.size()) continue;
    const Receptor& landing = population.model->receptors[receptor];
    if (landing.entry.empty()) continue;
    const auto& fields = population.model->parameters;
    const auto entry =
        std::find_if(fields.begin(), fields.end(), [&](const Field& f) { return f.name == landing.entry; });
    if (population.parameters[static_cast<std::size_t>(entry - fields.begin())][0] != no_entry) continue;
    const std::string name(landing.name), list(list_of(*entry));
    const std::string length = std::to_string(length_of(population, list, call));
    fail("E_UNKNOWN_NAME",
         std::string(call) + ": spikes go to receptor " + name + " of '" + population.label + "', whose " +
             list + " has " + length + " entries",
         {"receptor", name, length + " receptors, one for each entry of " + list,
          "give " + list + " an entry for each receptor"});
  }
}

}  // namespace

void check_lists(const Network& network, const char* call) {
  for (const Population& population : network.populations) check_lengths(population, call);
  for (const Projection& projection : network.projections)
    if (projection.synapse->kind != SynapseKind::values)
      check_receptor_exists(network, projection.targets, static_cast<std::size_t>(projection.spec.receptor),
                            call);
  for (const Stimulus& stimulus : network.stimuli)
    if (stimulus.device->emission != Emission::current)
      check_receptor_exists(network, stimulus.targets, stimulus.receptor, call);
}

}  // namespace cajal
