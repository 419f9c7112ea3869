#include "model/registry.hpp"

#include <array>
#include <cstdlib>

#include "error.hpp"

#define CAJAL_ENTRY(isa, model)   \
  namespace cajal::isa {          \
  extern const NeuronModel model; \
  }
#include "models.gen.inc"
#undef CAJAL_ENTRY
#define CAJAL_ENTRY(isa, model)    \
  namespace cajal::isa {           \
  extern const SynapseModel model; \
  }
#include "synapses.gen.inc"
#undef CAJAL_ENTRY
#define CAJAL_LEVEL(isa)        \
  namespace cajal::isa {        \
  extern const Kernels kernels; \
  }
#include "isas.gen.inc"
#undef CAJAL_LEVEL

namespace cajal {

namespace {

// The generated lists have the models of one level after those of the level before.
constexpr std::array neurons{
#define CAJAL_ENTRY(isa, model) &isa::model,
#include "models.gen.inc"
#undef CAJAL_ENTRY
};

constexpr std::array synapses{
#define CAJAL_ENTRY(isa, model) &isa::model,
#include "synapses.gen.inc"
#undef CAJAL_ENTRY
};

constexpr std::array level_names{
#define CAJAL_LEVEL(isa) std::string_view{#isa},
#include "isas.gen.inc"
#undef CAJAL_LEVEL
};

constexpr std::array kernel_tables{
#define CAJAL_LEVEL(isa) &isa::kernels,
#include "isas.gen.inc"
#undef CAJAL_LEVEL
};

constexpr std::size_t level_count = level_names.size();

/** The models of one level. */
template <class List>
constexpr auto of_level(const List& list, std::size_t level) {
  const std::size_t count = list.size() / level_count;
  return std::span(list).subspan(level * count, count);
}

const auto table = [] {
  std::array<Level, level_count> list{};
  for (std::size_t i = 0; i < level_count; ++i)
    list[i] = {level_names[i], of_level(neurons, i), of_level(synapses, i), kernel_tables[i]};
  return list;
}();

}  // namespace

std::span<const Level> levels() noexcept { return table; }

bool supported(std::string_view level) noexcept {
#if defined(__x86_64__) && defined(__GNUC__) && !defined(__EMSCRIPTEN__)
  __builtin_cpu_init();
  if (level == "avx2") return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma");
  if (level == "avx512")
    return __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512dq") &&
           __builtin_cpu_supports("avx512vl") && __builtin_cpu_supports("avx512bw");
#endif
  return !level.empty();
}

const Level& best_level() {
  if (const char* forced = std::getenv("CAJAL_ISA"); forced && *forced) {
    for (const Level& level : table)
      if (level.name == forced && supported(level.name)) return level;
    std::string offered;
    for (const Level& level : table)
      if (supported(level.name)) offered += (offered.empty() ? "" : ", ") + std::string(level.name);
    throw Error("E_ISA", "CAJAL_ISA: this machine offers " + offered + ", got '" + std::string(forced) + "'",
                {"CAJAL_ISA", forced, offered, "unset CAJAL_ISA to take the strongest"});
  }
  const Level* best = &table[0];
  for (const Level& level : table)
    if (supported(level.name)) best = &level;
  return *best;
}

namespace {

template <class List>
const auto& named(const List& list, std::string_view name, const char* call, const char* kind) {
  std::string known;
  for (const auto* model : list) {
    if (model->name == name) return *model;
    known += (known.empty() ? "" : ", ") + std::string(model->name);
  }
  throw Error("E_UNKNOWN_NAME",
              std::string(call) + ": unknown " + kind + " '" + std::string(name) + "'; known: " + known,
              {kind, std::string(name), known, "choose one of the known models"});
}

}  // namespace

const NeuronModel& neuron_model(const Level& level, std::string_view name) {
  return named(level.neurons, name, "population", "model");
}

const SynapseModel& synapse_model(const Level& level, std::string_view name) {
  return named(level.synapses, name, "connect", "synapse");
}

}  // namespace cajal
