#include "model/tables.hpp"

#include "base/json.hpp"
#include "connect/registry.hpp"
#include "model/device.hpp"
#include "model/registry.hpp"

namespace cajal {

namespace {

void write_field(Json& json, const Field& field) {
  json.open('{').key("name").string(field.name).key("unit").string(field.unit);
  json.key("value").number(field.value).key("low").number(field.low).key("high").number(field.high);
  json.key("open").boolean(field.open).key("text").string(field.text);
  json.key("list").boolean(field.list).key("rounding");
  json.string(field.rounding == Rounding::none ? "none" : field.rounding == Rounding::up ? "up" : "nearest");
  if (!field.alias.empty()) json.key("alias").string(field.alias);
  if (field.common) json.key("common").boolean(true);
  if (field.off_grid) json.key("offGrid").boolean(true);
  if (field.whole) json.key("whole").boolean(true);
  json.close('}');
}

template <class List, class Write>
void write_list(Json& json, std::string_view name, const List& list, Write write) {
  json.key(name).open('[');
  for (const auto& item : list) write(json, item);
  json.close(']');
}

template <class Model>
void write_heading(Json& json, const Model& model) {
  json.key("name").string(model.name).key("summary").string(model.summary);
  json.key("description").string(model.description).key("reference").string(model.reference);
  write_list(json, "parameters", model.parameters, write_field);
}

void write_quantity(Json& json, const auto& quantity) {
  json.open('{').key("name").string(quantity.name).key("unit").string(quantity.unit);
  json.key("text").string(quantity.text).close('}');
}

/** A receptor or port, with the name of the learning signal of synapses onto it. */
Json& write_entry(Json& json, const NeuronModel& model, const auto& entry) {
  json.open('{').key("name").string(entry.name).key("unit").string(entry.unit);
  json.key("text").string(entry.text).key("signal");
  if (entry.signal < 0)
    json.null();
  else
    json.string(model.signals[static_cast<std::size_t>(entry.signal)].name);
  return json;
}

void write_order(Json& out, const Order& order) {
  out.open('{').key("below").string(order.below).key("above").string(order.above);
  out.key("code").string(order.code);
  out.key("equal").boolean(order.equal).close('}');
}

void write_neuron(Json& json, const NeuronModel* model) {
  json.open('{');
  write_heading(json, *model);
  write_list(json, "variables", model->variables, write_field);
  write_list(json, "recordables", model->recordables,
             [](Json& out, const auto& item) { write_quantity(out, item); });
  write_list(json, "receptors", model->receptors, [&](Json& out, const Receptor& receptor) {
    constexpr std::string_view uses[] = {"with_sign", "magnitude", "count", "not_negative"};
    const auto use = static_cast<std::size_t>(receptor.use);
    write_entry(out, *model, receptor).key("use").string(uses[use]);
    if (!receptor.entry.empty()) out.key("entry").string(receptor.entry);
    out.close('}');
  });
  write_list(json, "orders", model->orders, write_order);
  write_list(json, "lists", model->lists, [](Json& out, const ListNames& names) {
    out.open('[');
    for (const std::string_view name : names)
      if (!name.empty()) out.string(name);
    out.close(']');
  });
  const NeuronVariant& usual = model->variants[0];
  json.key("potential").boolean(model->potential != nullptr);
  write_list(json, "ports", model->ports,
             [&](Json& out, const Port& port) { write_entry(out, *model, port).close('}'); });
  write_list(json, "outputs", model->outputs, [](Json& out, const auto& item) { write_quantity(out, item); });
  write_list(json, "signals", model->signals, [](Json& out, const auto& item) { write_quantity(out, item); });
  json.key("bytes").number(
      static_cast<double>(usual.columns * sizeof(double) + usual.counters * sizeof(std::int32_t)));
  json.key("slots").number(static_cast<double>(usual.channels)).close('}');
}

void write_synapse(Json& json, const SynapseModel* model) {
  json.open('{');
  write_heading(json, *model);
  constexpr std::string_view kinds[] = {"fixed", "plastic", "dynamic", "values"};
  json.key("kind").string(kinds[static_cast<std::size_t>(model->kind)]);
  json.key("bytes").number(static_cast<double>(model->columns * sizeof(double)));
  json.key("sourceBytes").number(static_cast<double>(model->source_columns * sizeof(double)));
  json.key("bounded").boolean(model->bounds != nullptr);
  json.key("learns").boolean(model->follows_signal);
  json.key("potential").boolean(model->follows_potential).close('}');
}

void write_device(Json& json, const DeviceModel* device) {
  json.open('{');
  write_heading(json, *device);
  constexpr std::string_view names[] = {"poisson", "current", "spikes"};
  write_list(json, "orders", device->orders, write_order);
  json.key("emission").string(names[static_cast<std::size_t>(device->emission)]);
  constexpr std::string_view variations[] = {"listed", "wave", "noise"};
  json.key("variation").string(variations[static_cast<std::size_t>(device->variation)]).close('}');
}

void write_rule(Json& json, const RuleModel* rule) {
  json.open('{').key("name").string(rule->name).key("summary").string(rule->summary).key("number");
  if (rule->number) {
    json.open('{').key("name").string(rule->number->name).key("text").string(rule->number->text);
    json.key("integer").boolean(rule->number->integer).close('}');
  } else {
    json.null();
  }
  json.key("byTarget").boolean(rule->by_target).close('}');
}

}  // namespace

std::string tables_json() {
  Json json;
  json.open('{').key("version").number(1);
  write_list(json, "neurons", levels()[0].neurons, write_neuron);
  write_list(json, "synapses", levels()[0].synapses, write_synapse);
  write_list(json, "devices", devices(), write_device);
  write_list(json, "rules", rules(), write_rule);
  json.close('}');
  return json.text();
}

}  // namespace cajal
