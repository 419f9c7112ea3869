/** The built-in neuron models by name, and the tables they come from. */

export * from "./generated-models.ts";
export {
  type DeviceTable,
  deviceNames,
  type Field,
  findDevice,
  findNeuron,
  findRule,
  type Model,
  type ModelName,
  model,
  modelNames,
  type NeuronTable,
  type Order,
  type ParameterUnits,
  type Quantified,
  type Receptor,
  type Recordable,
  type RuleTable,
  ruleNames,
  type Tables,
  tables,
  type Variable,
} from "./model.ts";
