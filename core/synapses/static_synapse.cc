#include "model/define.hpp"
#include "model/synapse.hpp"

namespace cajal {
namespace {
namespace static_synapse {

constexpr SynapseModel static_synapse_model() {
  SynapseModel model;
  model.name = "static_synapse";
  model.summary = "Constant weight.";
  model.description = "Every spike of the source adds the weight to the receptor after the delay.";
  model.kind = SynapseKind::fixed;
  return model;
}

}  // namespace static_synapse
}  // namespace
}  // namespace cajal

CAJAL_SYNAPSE(static_synapse, static_synapse_model)
