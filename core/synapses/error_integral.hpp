// Learning from the product of presynaptic traces and a postsynaptic error, low-pass filtered:
//   w = w_0 + gain (I1 - I2),  I1 = int p,  I2 = int p(t') exp(-(t - t') / tau_Delta),  p = sum_k s_k trace_k error.
//
// A trace decays from spike to spike, so all its values between two spikes follow from one number, and the integrals
// need no history of the error, only four running sums per target that every synapse onto it shares:
//   A_k = sum error decay_k^t,   B_k = sum error (decay_k / decay_Delta)^t,   t counted from the origin of time.
// With a_k the trace scaled back to the origin, I1 = c1 + sum_k s_k a_k A_k, and a spike changes a_k and takes from c1
// what the new a_k would have added before it. A synapse thus costs the same at a spike however long its source was
// silent, and memory per neuron is constant. Powers grow while time goes on, so the origin is moved to the present
// before they lose digits: every `horizon` steps, at most four of the shortest time constants.
//
// The difference of two traces with rates a and b per step vanishes as they meet, and its digits with it. Where they
// are close the traces are *joined*: one is the divided difference g(t) = (e^-at - e^-bt) / (b - a), t e^-bt where a is
// b, the other e^-bt. From g(t - T) = e^-at g(-T) + g(t) e^bT follow the same sums, with a_1 = sum g(-T), a_2 = sum
// e^bT over the spikes at T, e^-at and -g(t) in place of the powers.
#pragma once
#include "model/define.hpp"
#include "model/synapse.hpp"

namespace cajal {
namespace {

template <std::size_t traces>
struct ErrorIntegral {
  enum Column { weight, start, integral, filtered, columns };
  enum Constant { gain, lowest, highest, steps, damping, joined, rates, constants = rates + traces };
  enum Clock { damp, growth, clocks = growth + traces };
  static constexpr std::size_t source_columns = traces, target_columns = 2 * traces;
  static constexpr double longest_age = 4;
  static constexpr double fastest = 300;     ///< per step: leaves nothing, and its powers are still numbers
  static constexpr double close = 1.0 / 16;  ///< relative difference of rates below which traces are joined

  /** s_k: the second trace is taken from the first. */
  static constexpr double sign(std::size_t k) { return k == 0 ? 1.0 : -1.0; }

  static void prepare(const double (&tau)[traces], double tau_Delta, double step, double* c) noexcept {
    const auto rate = [&](double time) { return step / time < fastest ? step / time : fastest; };
    double shortest = tau_Delta;
    for (std::size_t k = 0; k < traces; ++k) {
      c[rates + k] = rate(tau[k]);
      shortest = tau[k] < shortest ? tau[k] : shortest;
    }
    c[damping] = rate(tau_Delta);
    c[joined] = traces == 2 && magnitude(c[rates + traces - 1] - c[rates]) < close * c[rates];
    const double age = longest_age * shortest / step;
    c[steps] = age < 1 ? 1 : age > 4096 ? 4096 : static_cast<double>(static_cast<std::int64_t>(age));
  }

  static double magnitude(double x) noexcept { return x < 0 ? -x : x; }

  /** (e^-at - e^-bt) / (b - a) for the rates of joined traces; t [steps] may be negative. */
  static double divided(const double* c, double t) noexcept {
    const double a = c[rates], b = c[rates + traces - 1];
    return t * exp(-t * b) * phi1((b - a) * t);
  }

  static std::int64_t horizon(const double* c) noexcept { return static_cast<std::int64_t>(c[steps]); }

  static void advance(const SynapseBlock& block) noexcept {
    const double* const c = block.constants;
    const double age = static_cast<double>(block.age);
    double decay[traces], tilt[traces];
    block.clock[damp] = exp(-age * c[damping]);
    for (std::size_t k = 0; k < traces; ++k) {
      block.clock[growth + k] = exp(age * c[rates + k]);
      decay[k] = exp(-age * c[rates + k]);
      tilt[k] = exp(age * (c[damping] - c[rates + k]));
    }
    if (c[joined] != 0) {
      block.clock[growth] = divided(c, -age);
      decay[traces - 1] = -divided(c, age);
      tilt[traces - 1] = decay[traces - 1] / block.clock[damp];
    }
    if (c[gain] == 0) return;
    for (std::size_t k = 0; k < traces; ++k) {
      double* const sum = block.targets[k];
      double* const tilted = block.targets[traces + k];
      CAJAL_INDEPENDENT
      for (std::size_t i = 0; i < block.neurons; ++i) {
        sum[i] += decay[k] * block.signal[i];
        tilted[i] += tilt[k] * block.signal[i];
      }
    }
  }

  template <class Place>
  static void learn(const SynapseRow& row, double spikes, double* sent, Place place) noexcept {
    const double* const c = row.constants;
    double old[traces], added[traces];
    for (std::size_t k = 0; k < traces; ++k) {
      old[k] = sign(k) * row.source[k];
      added[k] = sign(k) * spikes * row.clock[growth + k];
    }
    double* const w = row.columns[weight];
    const double* const w0 = row.columns[start];
    double *const c1 = row.columns[integral], *const c2 = row.columns[filtered];
    const double damped = row.clock[damp];
    CAJAL_INDEPENDENT
    for (std::size_t s = 0; s < row.size; ++s) {
      const std::size_t i = place(s);
      double first = c1[s], second = c2[s], less_first = 0, less_second = 0;
      for (std::size_t k = 0; k < traces; ++k) {
        const double A = row.targets[k][i], B = row.targets[traces + k][i];
        first += old[k] * A, second += old[k] * B;
        less_first += added[k] * A, less_second += added[k] * B;
      }
      double now = w0[s] + c[gain] * (first - damped * second);
      now = choose(now < c[lowest], c[lowest], now);
      now = choose(now > c[highest], c[highest], now);
      w[s] = now;
      sent[s] = spikes * now;
      c1[s] -= less_first, c2[s] -= less_second;
    }
  }

  static void transmit(const SynapseRow& row, double spikes, std::int64_t, double* sent) noexcept {
    if (row.constants[gain] == 0) {
      for (std::size_t s = 0; s < row.size; ++s) sent[s] = spikes * row.columns[weight][s];
    } else if (row.dense) {
      const std::size_t first = row.size ? row.neurons[0] : 0;
      learn(row, spikes, sent, [first](std::size_t s) { return first + s; });
    } else {
      learn(row, spikes, sent, [&row](std::size_t s) { return row.neurons[s]; });
    }
    for (std::size_t k = 0; k < traces; ++k) row.source[k] += spikes * row.clock[growth + k];
  }

  static void rebase(const SynapseRow& row) noexcept {
    double *const c1 = row.columns[integral], *const c2 = row.columns[filtered];
    const std::size_t learning = row.constants[gain] == 0 ? 0 : row.size;  // else all integrals are zero
    for (std::size_t s = 0; s < learning; ++s) {
      const std::size_t i = row.neurons[s];
      for (std::size_t k = 0; k < traces; ++k) {
        c1[s] += sign(k) * row.source[k] * row.targets[k][i];
        c2[s] += sign(k) * row.source[k] * row.targets[traces + k][i];
      }
      c2[s] *= row.clock[damp];
    }
    if (row.constants[joined] != 0) {
      // e^aT = e^bT + (b - a) g(-T), and g(T) = -g(-T) e^-aT e^-bT
      const double* const c = row.constants;
      const double back = row.clock[growth], last = row.clock[growth + traces - 1];
      const double first = last + (c[rates + traces - 1] - c[rates]) * back;
      row.source[traces - 1] /= last;
      row.source[0] = (row.source[0] - row.source[traces - 1] * back) / first;
    } else {
      for (std::size_t k = 0; k < traces; ++k) row.source[k] /= row.clock[growth + k];
    }
  }

  static void commit(const SynapseRow& row) noexcept {
    for (std::size_t s = 0; s < row.size; ++s) {
      row.columns[start][s] = row.columns[weight][s];
      row.columns[integral][s] = row.columns[filtered][s] = 0;
    }
  }

  static void load(const double*, double* source) noexcept {
    for (std::size_t k = 0; k < traces; ++k) source[k] = 0;
  }

  /** Everything but the tables and `prepare`. */
  static constexpr SynapseModel model() {
    SynapseModel model;
    model.kind = SynapseKind::dynamic;
    model.follows_signal = true;
    model.columns = columns, model.source_columns = source_columns;
    model.target_columns = target_columns, model.clocks = clocks, model.constants = constants;
    model.horizon = &horizon, model.load = &load, model.advance = &advance;
    model.transmit = &transmit, model.rebase = &rebase, model.commit = &commit;
    return model;
  }
};

}  // namespace
}  // namespace cajal
