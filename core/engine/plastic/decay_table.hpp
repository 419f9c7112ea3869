// What is left of a trace after whole steps, looked up.
#pragma once
#include <vector>

#include "model/plastic.hpp"

namespace cajal {

class DecayTable {
 public:
  /** Of a time constant; both in ms. */
  DecayTable(double tau, double resolution);

  Decay view() const noexcept { return {fine_.data(), coarse_.data(), shift_, end_}; }
  /** Steps after which nothing is left. */
  std::int32_t end() const noexcept { return end_; }

 private:
  std::int32_t shift_ = 0, end_;
  std::vector<double> fine_, coarse_;
};

}  // namespace cajal
