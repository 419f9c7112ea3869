// The neurons of one population in one slice: their state and everything that reaches them.
#pragma once
#include <array>
#include <cstdint>
#include <vector>

#include "base/memory/array.hpp"
#include "engine/describe/network.hpp"
#include "engine/slices/inputs/currents.hpp"
#include "engine/slices/inputs/poisson_inputs.hpp"

namespace cajal {

/** Fixed-point sums of one slice: 32 bits with compact weights, 64 with exact ones. */
enum class Sums : std::uint8_t { narrow, wide };

/** Marks the neurons of a part whose spikes a recorder wants. */
struct SpikeWatch {
  std::size_t recorder;
  std::vector<std::uint8_t> wanted;  ///< empty: all of them
};

/** What of a part follows from the parameters of its population and from its variant. */
struct PartForm {
  const NeuronVariant* variant = nullptr;
  bool varied = false;               ///< constants differ between neurons
  Array<double> constants;           ///< [constant], or [constant][neuron] when they vary
  std::vector<Array<double>> state;  ///< [column][neuron]
};

/** Parameters of a population: [parameter], one value or one per neuron. */
using ParameterColumns = std::vector<std::vector<double>>;

class Part {
 public:
  Part(const Population& population, std::uint32_t number, const NeuronVariant& variant, std::uint32_t first,
       std::uint32_t size, double resolution);

  const Population& population() const noexcept { return *population_; }
  std::uint32_t number() const noexcept { return number_; }  ///< of the population
  const NeuronVariant& variant() const noexcept { return *form_.variant; }
  std::uint32_t first() const noexcept { return first_; }  ///< number of its first neuron in the population
  std::uint32_t size() const noexcept { return size_; }
  std::uint32_t first_global() const noexcept { return population_->first + first_; }

  /** Points the part at its sums, `channels` rows of `size`, and gives them their unit. */
  void attach(void* sums, std::size_t row_bytes, double unit);
  const StepView& view() const noexcept { return view_; }
  double unit() const noexcept { return view_.unit; }
  void set_unit(double unit) noexcept { view_.unit = unit; }
  bool varied() const noexcept { return form_.varied; }  ///< constants differ between neurons
  std::uint32_t stream() const noexcept { return population_->stream; }

  double read(std::size_t recordable, std::uint32_t neuron) const noexcept;
  void write(std::size_t variable, std::uint32_t neuron, double value) noexcept;
  const double* column(std::size_t k) const noexcept { return form_.state[k].data(); }
  double* column(std::size_t k) noexcept { return form_.state[k].data(); }
  const std::int32_t* counter(std::size_t k) const noexcept { return counters_[k].data(); }
  std::int32_t* counter(std::size_t k) noexcept { return counters_[k].data(); }
  std::size_t bytes() const noexcept;

  /** The form for the present parameters of the population, without state. */
  PartForm form(const NeuronVariant& variant, double resolution) const;
  /**
   * Writes into column `at` of `state` what a neuron of this part keeps in another variant, with the present parameters
   * after those `before`: its variables stay. False where the present state does not tell.
   */
  bool carry(std::uint32_t neuron, const ParameterColumns& before, const NeuronVariant& variant,
             std::vector<Array<double>>& state, std::uint32_t at) const;
  /** Takes another form; the second time it puts back what was there. */
  void exchange(PartForm& form) noexcept;

  /** A learning signal as the last step left it: [neuron]. */
  const double* signal(std::size_t k) const noexcept { return signals_[k].data(); }
  /** Writes what the neurons show others during the coming step: outputs[output][neuron of the population]. */
  void publish(double* const* outputs) const noexcept;
  /** The values that others show sum up here, beside currents, for this port: [neuron]. */
  double* coupled(std::size_t port);
  /** Begins the sums of a step with the currents. */
  void begin_coupling() noexcept;

  /** The current of a port for the stretch that begins at `neuron`. */
  const double* current(std::size_t port, std::size_t neuron) const noexcept {
    return coupled_[port].empty() ? currents.values(port, neuron) : coupled_[port].data() + neuron;
  }

  /** Calls visit(kind, input, place) for all inputs that may change. */
  template <class Visit>
  void each_input(Visit visit) const {
    poisson.each(visit);
    for (std::uint32_t i = 0; i < currents.inputs(); ++i)
      for (std::uint32_t k = 0; k < currents.places(i); ++k) visit(InputKind::current, i, k);
  }
  /** Lets one of them act as it does in this step; returns when that ends. */
  std::int64_t act(const InputName& name, const Drawn& from) {
    return name.kind == InputKind::current ? currents.act(name.input, name.place, from)
                                           : poisson.act(name.kind, name.input, name.place, from.step);
  }

  std::uint64_t spikes = 0;     ///< emitted so far
  std::uint64_t saturated = 0;  ///< sums that were cut to the largest there is
  PoissonInputs poisson;
  Currents currents;
  std::vector<SpikeWatch> watches;

 private:
  void own_parameters(const ParameterColumns& columns, std::uint32_t neuron, double* values) const noexcept;
  void point_at_form() noexcept;
  void load_state(double resolution);

  const Population* population_;
  std::uint32_t number_;
  std::uint32_t first_, size_;
  PartForm form_;
  std::vector<Array<std::int32_t>> counters_;
  std::vector<double*> state_rows_ = std::vector<double*>(most_columns);
  std::vector<std::int32_t*> counter_rows_;
  std::vector<void*> sum_rows_;
  std::vector<Array<double>>
      coupled_;  ///< per port: currents and values of others; empty where there are none
  std::vector<Array<double>> signals_;
  std::vector<double*> signal_rows_;
  StepView view_{};
};

}  // namespace cajal
