#include "engine/describe/stimulus_values.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <tuple>

#include "base/memory/held.hpp"
#include "engine/describe/describe.hpp"
#include "engine/describe/description_checks.hpp"

namespace cajal {

namespace {

// The element of sequences from which devices draw spikes; events of a common train belong to element 0.
constexpr std::uint32_t packets = 1;

std::size_t find_field(const DeviceModel& device, const std::string& name) {
  const auto field = std::find_if(device.parameters.begin(), device.parameters.end(),
                                  [&](const Field& f) { return f.name == name; });
  if (field == device.parameters.end())
    fail("E_UNKNOWN_PARAM", "stimulate: " + std::string(device.name) + " has no parameter '" + name + "'",
         {name, "", "", "see `cajal info " + std::string(device.name) + "`"});
  return static_cast<std::size_t>(field - device.parameters.begin());
}

void check_numbers(const Field& field, const std::vector<double>& numbers) {
  const std::string name(field.name);
  for (const double number : numbers) {
    if (field.unit == "1/s" && !(number >= 0 && std::isfinite(number)))
      fail("E_RATE", "stimulate: a rate must be finite and not negative, got " + shown(number) + " 1/s",
           {name, shown(number), ">= 0 1/s", "correct the rate"});
    if (std::isnan(number))
      fail("E_NOT_FINITE", "stimulate: " + name + " must be a number, got NaN",
           {name, "NaN", "a number", "correct it"});
    if ((field.whole || field.unit == "boolean") && number != std::floor(number))
      fail("E_TYPE", "stimulate: " + name + " must be a whole number, got " + shown(number),
           {name, shown(number), "a whole number", "correct it"});
    if (name != "spike_times") check_range(field, number, number, "stimulate");
  }
}

bool all_equal(const std::vector<double>& values) {
  return std::all_of(values.begin(), values.end(), [&](double value) { return value == values[0]; });
}

/** One value if they are all the same, else one per target. */
std::vector<double> drawn(const Draw& draw, const Field& field, std::uint32_t targets,
                          ValueStreams& streams) {
  std::vector<double> values;
  if (draw.limit == "none" && (draw.kind == "constant" || draw.kind == "array")) {
    values = draw.numbers;  // infinite ones may have a meaning
    const std::size_t wanted = draw.kind == "constant" ? 1 : targets;
    if (values.size() != wanted)
      fail("E_SHAPE",
           "stimulate: " + std::string(field.name) + " must have one value per target, got " +
               std::to_string(values.size()),
           {std::string(field.name), std::to_string(values.size()), std::to_string(wanted),
            "give one value for each target"});
  } else {
    values = draw_values(draw, field.name, targets, streams.seed, streams.stream++);
    if (field.unit == "ms")  // drawn times are continuous: rounding is part of their meaning
      for (double& value : values)
        value = static_cast<double>(streams.grid.delay(value)) * streams.grid.resolution();
  }
  if (values.size() > 1 && all_equal(values)) values = std::vector<double>{values[0]};
  check_numbers(field, values);
  return values;
}

/** The entries of a list, each with one value or one per target, in the form in which a stimulus keeps them. */
std::vector<double> rows_of(const std::vector<std::vector<double>>& entries, std::uint32_t targets) {
  const bool varied =
      std::any_of(entries.begin(), entries.end(), [](const auto& entry) { return entry.size() > 1; });
  std::vector<double> rows;
  rows.reserve(entries.size() * (varied ? targets : 1));
  for (const auto& entry : entries)
    if (varied && entry.size() == 1)
      rows.insert(rows.end(), targets, entry[0]);
    else
      rows.insert(rows.end(), entry.begin(), entry.end());
  return rows;
}

void take_each(const DeviceModel& device, const EachSpec& each, std::uint32_t targets, ValueStreams& streams,
               DeviceValues& values) {
  const std::size_t k = find_field(device, each.name);
  const Field& field = device.parameters[k];
  if (!may_vary(field) || (!field.list && each.draws.size() != 1))
    fail("E_TYPE", "stimulate: " + each.name + " cannot differ between targets in this form",
         {each.name, std::to_string(each.draws.size()), "", "give the same for all targets"});
  std::vector<std::vector<double>> entries;
  for (const Draw& draw : each.draws) entries.push_back(drawn(draw, field, targets, streams));
  if (targets > 0) values[k] = rows_of(entries, targets);
}

/** How many entries the lists of a device have: as many as its times. */
std::size_t entries_of(const DeviceModel& device, const DeviceValues& values) {
  for (std::size_t k = 0; k < device.parameters.size(); ++k)
    if (device.parameters[k].list && device.parameters[k].unit == "ms") return values[k].size();
  return 0;
}

/** Whether a parameter has a value, or a list, for each target. */
bool varies(const Field& field, const std::vector<double>& numbers, std::size_t entries,
            std::uint32_t targets) {
  if (!may_vary(field)) return false;
  return field.list ? numbers.size() != entries && numbers.size() == entries * targets : numbers.size() > 1;
}

/** The values of one target. */
void pick(const std::vector<double>& numbers, std::size_t entries, std::uint32_t targets,
          std::uint32_t target, std::vector<double>& out) {
  for (std::size_t entry = 0; entry < entries; ++entry) out[entry] = numbers[entry * targets + target];
}

/** Refuses the values of one target in the wrong order. */
void check_orders(const DeviceModel& device, const DeviceValues& values) {
  for (const Order& order : device.orders) {
    const double below = values[find_field(device, std::string(order.below))][0],
                 above = values[find_field(device, std::string(order.above))][0];
    if (below < above || (order.equal && below == above)) continue;
    fail(order.code.data(),
         "stimulate: " + std::string(order.below) + " must " + (order.equal ? "not exceed " : "be below ") +
             std::string(order.above) + ", got " + shown(below) + " and " + shown(above),
         {std::string(order.below), shown(below), "at most " + shown(above), "correct one of them"});
  }
}

/** Refuses spikes for targets that there are not, and one train in place of many or the other way round. */
void check_trains(const SignalSource& source, const Signal& signal) {
  const auto stranger = std::find_if(signal.ids.begin(), signal.ids.end(),
                                     [&](std::uint32_t id) { return id >= source.targets; });
  if (stranger != signal.ids.end())
    fail("E_INDEX", "stimulate: there is no target " + std::to_string(*stranger),
         {"spike_ids", std::to_string(*stranger), "below " + std::to_string(source.targets),
          "count the targets from 0"});
  if (source.device.emission != Emission::spikes || source.trains == !signal.ids.empty() ||
      signal.spikes.empty())
    return;
  fail(source.trains ? "E_SHAPE" : "E_FROZEN",
       source.trains ? "stimulate: as many spike_ids as spike_times are needed"
                     : "stimulate: this stimulus was built with one train for all targets",
       {"spike_ids", std::to_string(signal.ids.size()), std::to_string(signal.spikes.size()),
        "describe it with spike_ids for trains of their own"});
}

/** Refuses a last signal that is of another train than the first where all targets take copies of one. */
void check_common(const DeviceModel& device, const std::vector<Signal>& signals) {
  const Signal &first = signals.front(), &last = signals.back();
  const auto wave = [](const Signal& signal) {
    return signal.wave ? std::tuple(signal.wave->turns, signal.wave->phase, signal.wave->numbers)
                       : std::tuple(0.0, 0.0, std::array<double, 3>{});
  };
  const bool same = first.rate == last.rate && first.start == last.start && first.stop == last.stop &&
                    wave(first) == wave(last);
  if (!first.common() || same) return;
  fail("E_TYPE",
       "stimulate: the targets of " + std::string(device.name) +
           " receive one train, which must be the same for all",
       {"", "", "one value for all targets", "let every target have a train of its own"});
}

}  // namespace

DeviceValues default_values(const DeviceModel& device) {
  DeviceValues values;
  for (const Field& field : device.parameters)
    values.push_back(field.list ? std::vector<double>{} : std::vector<double>{field.value});
  return values;
}

DeviceValues device_values(const DeviceModel& device, const GivenValues& given, std::uint32_t targets,
                           ValueStreams& streams, DeviceValues present) {
  for (const auto& [name, numbers] : given.shared) {
    const std::size_t k = find_field(device, name);
    const Field& field = device.parameters[k];
    if (!field.list && numbers.size() != 1)
      fail("E_SHAPE", "stimulate: " + name + " takes one value, got " + std::to_string(numbers.size()),
           {name, std::to_string(numbers.size()), "1", "give a single number"});
    check_numbers(field, numbers);
    present[k] = numbers;
  }
  for (const EachSpec& each : given.each) take_each(device, each, targets, streams, present);
  const std::size_t entries = entries_of(device, present);
  for (const auto& [name, numbers] : given.shared) {
    const Field& field = device.parameters[find_field(device, name)];
    if (field.list && may_vary(field) && numbers.size() != entries)
      fail("E_SHAPE",
           "stimulate: " + name + " needs one value for each of its times, got " +
               std::to_string(numbers.size()) + " for " + std::to_string(entries),
           {name, std::to_string(numbers.size()), std::to_string(entries), "give one value for each time"});
  }
  return present;
}

void check_values(const DeviceModel& device, const DeviceValues& values, std::uint32_t targets) {
  const std::size_t entries = entries_of(device, values);
  for (std::size_t k = 0; k < values.size(); ++k) {
    const Field& field = device.parameters[k];
    const bool each = varies(field, values[k], entries, targets);
    if (!field.list && values[k].size() != (each ? targets : 1))
      fail("E_SHAPE", "restore: " + std::string(field.name) + " has a wrong number of values",
           {std::string(field.name), std::to_string(values[k].size()), std::to_string(targets), ""});
    check_numbers(field, values[k]);
  }
}

std::vector<Signal> signals_of(const SignalSource& source, const DeviceValues& values) {
  const DeviceModel& device = source.device;
  const std::uint32_t targets = source.targets;
  const std::size_t entries = entries_of(device, values);
  const Sequence random(source.seed, source.stream, packets, 0);
  std::vector<std::size_t> varied;
  for (std::size_t k = 0; k < values.size(); ++k)
    if (varies(device.parameters[k], values[k], entries, targets)) varied.push_back(k);
  std::vector<Signal> signals;
  if (varied.empty()) {
    check_orders(device, values);
    signals.push_back(device.signal(values, source.grid, random));
    check_trains(source, signals[0]);
    return signals;
  }
  signals.reserve(targets);
  DeviceValues own = values;
  for (const std::size_t k : varied) own[k].resize(device.parameters[k].list ? entries : 1);
  for (std::uint32_t target = 0; target < targets; ++target) {
    for (const std::size_t k : varied) pick(values[k], own[k].size(), targets, target, own[k]);
    check_orders(device, own);
    signals.push_back(device.signal(own, source.grid, random));
    check_common(device, signals);
  }
  return signals;
}

std::size_t described_bytes(const Network& network) noexcept {
  std::size_t bytes = 0;
  for (const Stimulus& stimulus : network.stimuli) {
    bytes += sizeof stimulus + held_by(stimulus.parameters) + held_by(stimulus.signals);
    bytes += held_by(stimulus.weight.numbers) + held_by(stimulus.delay.numbers);
    for (const auto& values : stimulus.parameters) bytes += held_by(values);
    for (const Signal& signal : stimulus.signals)
      bytes += held_by(signal.current) + held_by(signal.spikes) + held_by(signal.ids) +
               held_by(signal.rates) + held_by(signal.wave);
  }
  return bytes;
}

std::uint64_t room_for(const std::vector<Signal>& signals, bool feeds) {
  std::uint64_t room = feeds ? 4 : 256;
  for (const Signal& signal : signals) room = std::max(room, signal.most_together());
  return room;
}

}  // namespace cajal
