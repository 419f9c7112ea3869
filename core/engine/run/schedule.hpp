// The spikes that stimuli send, in the order of time: a step costs the trains that send in it, not those that wait.
#pragma once
#include <cstdint>
#include <vector>

#include "engine/describe/network.hpp"

namespace cajal {

class Schedule {
 public:
  /** Sources of stimuli are numbered behind the neurons. */
  explicit Schedule(const Network& network);

  /** The trains have changed, or the time. */
  void forget() noexcept { stale_ = true; }
  /** Prepares for the step that comes next. */
  void prepare(std::int64_t step);
  /** Lists the sources of the spikes with this stamp, each as often as it sends; stamps must be asked for in order. */
  void take(std::int64_t stamp, std::vector<std::uint32_t>& sources);

 private:
  struct Train {
    const Stimulus* stimulus;
    std::uint32_t source;  ///< the first of its own
    std::size_t next;      ///< index of the first spike not yet sent
  };
  struct Waiting {
    std::int64_t stamp;
    std::uint32_t train;
  };
  static bool later(const Waiting& a, const Waiting& b) noexcept { return a.stamp > b.stamp; }

  std::vector<Train> trains_;
  std::vector<Waiting> heap_;  ///< trains with spikes to come, the earliest first
  bool stale_ = true;
};

}  // namespace cajal
