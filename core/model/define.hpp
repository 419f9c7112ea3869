// Turns a plain struct into a NeuronModel. The loop over neurons is written once, here; a model says what one
// neuron does in one step, in scalar code without branches, and the compiler makes vectors of it for every
// instruction set. Files that include this header are compiled once per instruction set: everything in it has
// internal linkage, or the linker might keep the AVX-512 copy of a function for every machine.
#pragma once
#include <array>
#include <limits>
#include <utility>

#include "base/grid.hpp"
#include "base/math.hpp"
#include "model/draws.hpp"
#include "model/limits.hpp"
#include "model/lists.hpp"
#include "model/neuron.hpp"

#if defined(__clang__)
#define CAJAL_INDEPENDENT _Pragma("clang loop vectorize(assume_safety) vectorize_width(4)")
#else
#define CAJAL_INDEPENDENT _Pragma("GCC ivdep")
#endif

namespace cajal {
namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();

constexpr Field any(std::string_view name, std::string_view unit, double value, std::string_view text) {
  return {name, unit, value, -infinity, infinity, true, text};
}
constexpr Field positive(std::string_view name, std::string_view unit, double value, std::string_view text) {
  return {name, unit, value, 0, infinity, true, text};
}
constexpr Field not_negative(std::string_view name, std::string_view unit, double value,
                             std::string_view text) {
  return {name, unit, value, 0, std::numeric_limits<double>::max(), false, text};
}

/** What is so, 1, or is not, 0. */
constexpr Field flag(std::string_view name, double value, std::string_view text) {
  return {name, "boolean", value, 0, 1, false, text};
}

/** A time that lasts whole steps. */
constexpr Field lasting(std::string_view name, double value, Rounding rounding, std::string_view text) {
  return {name, "ms", value, 0, std::numeric_limits<double>::max(), false, text, false, rounding};
}

/** A duration in steps, halves rounded up, at most 2^31 - 1. */
CAJAL_INLINE double nearest_steps(double duration, double resolution) noexcept {
  const double steps = nearest_step(duration, resolution);
  return steps < 2147483647 ? steps : 2147483647;
}

/** A duration in steps, rounded up if it lies between two, at most 2^31 - 1. */
CAJAL_INLINE double duration_steps(double duration, double resolution) noexcept {
  const double steps = nearest_steps(duration, resolution), reached = time_of(steps, resolution);
  const bool between = steps < 2147483647 && !on_grid(duration, steps, resolution);
  return steps + (between && reached < duration ? 1.0 : 0.0);
}

/**
 * `condition ? yes : no` for a value that was read before. Clang moves what only one side needs behind the condition,
 * loads too, and then makes no vectors of the loop, or vectors with a branch for every lane; masks leave it no choice.
 * Worse, where both sides are elements of the local arrays of a loop it loads through the choice of an address; the
 * array then stays in memory, and the loop, declared free of dependences, gives all lanes the value of the last one.
 */
inline __attribute__((always_inline)) double choose(bool condition, double yes, double no) noexcept {
#if defined(__clang__)
  const std::uint64_t mask = 0 - static_cast<std::uint64_t>(condition);
  const auto bits = [](double x) { return __builtin_bit_cast(std::uint64_t, x); };
  return __builtin_bit_cast(double, (bits(yes) & mask) | (bits(no) & ~mask));
#else
  return condition ? yes : no;
#endif
}

/** Steps left of a refractory time: it begins with a spike. */
inline __attribute__((always_inline)) std::int32_t countdown(std::int32_t waiting, bool fires,
                                                             double refractory) noexcept {
  const std::int32_t left = waiting - (waiting != 0);
  return fires ? static_cast<std::int32_t>(refractory) : left;
}

/** Reading and writing for variants whose first columns are the recordables, the variables before the others. */
struct PlainColumns {
  static double read(const double*, std::size_t recordable, const double* s, const std::int32_t*) noexcept {
    return s[recordable];
  }
  static void write(const double*, std::size_t variable, double value, double* s) noexcept {
    s[variable] = value;
  }
};

/** How many entries a table of the model has; none if it has no such table. */
template <class M>
constexpr std::size_t outputs_of = [] {
  if constexpr (requires { M::outputs; })
    return M::outputs.size();
  else
    return 0;
}();
template <class M>
constexpr std::size_t signals_of = [] {
  if constexpr (requires { M::signals; })
    return M::signals.size();
  else
    return 0;
}();

/**
 * Neurons that a loop runs over: whole registers where the model has learning signals or outputs, whose populations are
 * small and whose functions are dear. Arrays are padded; what the last lanes hold is never looked at.
 */
template <class M, bool varied>
constexpr std::size_t lanes(std::size_t n) noexcept {
  return !varied && (signals_of<M> > 0 || outputs_of<M> > 0) ? (n + 7) / 8 * 8 : n;
}

/** The spikes of neurons whose number is drawn after the step, from what the step left in their state. */
template <class V, bool varied>
std::int32_t emit(const StepView& view, const StepCall& call) noexcept {
  double now[V::columns], c[V::constants], signal[V::signals + 1];
  std::int32_t count[V::counters + 1];
  std::int32_t any_fired = 0;
  for (std::size_t i = call.begin; i < call.end; ++i) {
    for (std::size_t k = 0; k < V::columns; ++k) now[k] = view.state[k][i];
    for (std::size_t k = 0; k < V::counters; ++k) count[k] = view.counters[k][i];
    for (std::size_t k = 0; k < V::constants; ++k)
      c[k] = varied ? view.constants[k * view.constant_stride + i] : view.constants[k];
    for (std::size_t k = 0; k < V::signals; ++k) signal[k] = view.signals[k][i];
    const std::int32_t spikes =
        V::emit(c, now, count, call.noise, view.first + static_cast<std::uint32_t>(i), signal);
    call.fired[i - call.begin] = spikes;
    any_fired |= spikes;
    for (std::size_t k = 0; k < V::counters; ++k) view.counters[k][i] = count[k];
    for (std::size_t k = 0; k < V::signals; ++k) view.signals[k][i] = signal[k];
  }
  return any_fired;
}

template <class M, class V, class Sum, bool varied, std::size_t... S, std::size_t... N, std::size_t... C,
          std::size_t... P, std::size_t... K, std::size_t... G>
std::int32_t loop(const StepView& view, const StepCall& call, std::index_sequence<S...>,
                  std::index_sequence<N...>, std::index_sequence<C...>, std::index_sequence<P...>,
                  std::index_sequence<K...>, std::index_sequence<G...>) noexcept {
  double* const state[] = {(view.state[S] + call.begin)..., nullptr};
  std::int32_t* const counters[] = {(view.counters[N] + call.begin)..., nullptr};
  Sum* const sums[] = {(static_cast<Sum*>(view.arriving[C]) + call.begin)..., nullptr};
  const double* const currents[] = {call.currents[P]..., nullptr};
  const double* const constants = view.constants + (varied ? call.begin : 0);
  const std::size_t stride = varied ? view.constant_stride : 1;
  const double shared[] = {constants[K * stride]..., 0.0};
  double* const signals[] = {(view.signals[G] + call.begin)..., nullptr};
  std::int32_t* const fired = call.fired;
  const double unit = view.unit;
  const std::size_t n = lanes<M, varied>(call.end - call.begin);
  const std::uint32_t first = view.first + static_cast<std::uint32_t>(call.begin);
  std::int32_t any_fired = 0;
  CAJAL_INDEPENDENT
  for (std::size_t i = 0; i < n; ++i) {
    double now[] = {state[S][i]..., 0.0};
    std::int32_t count[] = {counters[N][i]..., 0};
    const Sum arriving[] = {sums[C][i]..., 0};
    ((sums[C][i] = 0), ...);
    const double current[] = {currents[P][i]..., 0.0};
    const double c[] = {(varied ? constants[K * stride + i] : shared[K])..., 0.0};
    const std::uint32_t neuron = first + static_cast<std::uint32_t>(i);
    std::int32_t spikes;
    if constexpr (sizeof...(G) > 0) {
      double signal[] = {(static_cast<void>(G), 0.0)..., 0.0};
      spikes = V::step(c, now, count, arriving, unit, current, call.noise, neuron, signal);
      ((signals[G][i] = signal[G]), ...);
    } else {
      spikes = V::step(c, now, count, arriving, unit, current, call.noise, neuron);
    }
    fired[i] = spikes;
    any_fired |= spikes;
    ((state[S][i] = now[S]), ...);
    ((counters[N][i] = count[N]), ...);
  }
  if constexpr (requires { &V::emit; }) return emit<V, varied>(view, call);
  return any_fired;
}

template <class M, class V, bool varied, std::size_t... S, std::size_t... K, std::size_t... O>
void show(const StepView& view, std::size_t begin, std::size_t end, double* const* outputs,
          std::index_sequence<S...>, std::index_sequence<K...>, std::index_sequence<O...>) noexcept {
  double* const state[] = {view.state[S]..., nullptr};
  double* const shown[] = {outputs[O]..., nullptr};
  const double* const constants = view.constants;
  const std::size_t stride = varied ? view.constant_stride : 1;
  const double shared[] = {constants[K * stride]..., 0.0};
  const std::size_t last = begin + lanes<M, varied>(end - begin);
  CAJAL_INDEPENDENT
  for (std::size_t i = begin; i < last; ++i) {
    double now[] = {state[S][i]..., 0.0};
    const double c[] = {(varied ? constants[K * stride + i] : shared[K])..., 0.0};
    double out[] = {(static_cast<void>(O), 0.0)..., 0.0};
    V::publish(c, now, out);
    ((state[S][i] = now[S]), ...);
    ((shown[O][i] = out[O]), ...);
  }
}

template <class M, class V, bool varied>
void publish(const StepView& view, std::size_t begin, std::size_t end, double* const* outputs) noexcept {
  show<M, V, varied>(view, begin, end, outputs, std::make_index_sequence<V::columns>{},
                     std::make_index_sequence<V::constants>{}, std::make_index_sequence<outputs_of<M>>{});
}

template <class M, class V, bool varied>
constexpr PublishFunction publisher() {
  if constexpr (outputs_of < M >> 0)
    return &publish<M, V, varied>;
  else
    return nullptr;
}

template <class M, class V, class Sum, bool varied>
std::int32_t step(const StepView& view, const StepCall& call) noexcept {
  return loop<M, V, Sum, varied>(
      view, call, std::make_index_sequence<V::columns>{}, std::make_index_sequence<V::counters>{},
      std::make_index_sequence<V::channels>{}, std::make_index_sequence<M::ports.size()>{},
      std::make_index_sequence<V::constants>{}, std::make_index_sequence<signals_of<M>>{});
}

/** The step of a variant: its own, as those with a solver have, or the loop. */
template <class M, class V, class Sum, bool varied>
constexpr StepFunction stepper() {
  if constexpr (requires { &V::template run<Sum, varied>; })
    return &V::template run<Sum, varied>;
  else
    return &step<M, V, Sum, varied>;
}

/** The first state; variants that keep something of the resolution ask for it. */
template <class V>
void load(const double* parameters, const double* variables, double h, double* state,
          std::int32_t* counters) noexcept {
  if constexpr (requires { V::load(parameters, variables, h, state, counters); })
    V::load(parameters, variables, h, state, counters);
  else
    V::load(parameters, variables, state, counters);
}

template <class M, class V>
constexpr NeuronVariant variant() {
  return {V::columns,
          V::dynamic,
          V::counters,
          V::channels,
          V::constants,
          V::readable,
          V::channel,
          &V::prepare,
          &load<V>,
          &V::read,
          &V::write,
          {{stepper<M, V, std::int32_t, false>(), stepper<M, V, std::int32_t, true>()},
           {stepper<M, V, std::int64_t, false>(), stepper<M, V, std::int64_t, true>()}},
          {publisher<M, V, false>(), publisher<M, V, true>()}};
}

template <class M, class... V>
constexpr std::array<NeuronVariant, sizeof...(V)> variants_of(M*, void (*)(V...)) {
  return {variant<M, V>()...};
}

template <class M>
constexpr auto variants = variants_of(static_cast<M*>(nullptr), static_cast<typename M::Variants*>(nullptr));

template <class M>
constexpr NeuronModel define() {
  NeuronModel model{};
  model.name = M::name, model.summary = M::summary;
  model.description = M::description, model.reference = M::reference;
  model.parameters = M::parameters, model.variables = M::variables, model.recordables = M::recordables;
  model.receptors = M::receptors, model.orders = M::orders, model.ports = M::ports;
  if constexpr (requires { M::lists; }) model.lists = M::lists;
  if constexpr (outputs_of < M >> 0) model.outputs = M::outputs;
  if constexpr (signals_of < M >> 0) model.signals = M::signals;
  model.variants = variants<M>, model.variant = &M::variant;
  if constexpr (requires { &M::carry; }) model.carry = &M::carry;
  if constexpr (requires { &M::potential; }) model.potential = &M::potential;
  return model;
}

}  // namespace
}  // namespace cajal

/** Publishes a model of this file under the instruction set it is compiled for. */
#define CAJAL_NEURON(symbol, type)                                                                   \
  namespace cajal::CAJAL_ISA {                                                                       \
  static_assert(within_limits(size_of(define<symbol::type>())),                                      \
                "more than the engine has room for: model/neuron.hpp");                              \
  static_assert(variants_agree(define<symbol::type>()), "variants with other columns need `carry`"); \
  extern const NeuronModel symbol;                                                                   \
  const NeuronModel symbol = define<symbol::type>();                                                 \
  }
