// A built network: slices with their state, and everything that is asked of them between runs.
#pragma once
#include <atomic>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "engine/build/feed.hpp"
#include "engine/describe/network.hpp"
#include "engine/run/loop.hpp"
#include "engine/run/runaway.hpp"
#include "engine/slices/memory/chunk_pool.hpp"
#include "engine/slices/outputs.hpp"

namespace cajal {

struct BuildProgress {
  Stop stop;
  std::atomic<std::uint64_t> sources_done{0}, sources{1}, synapses{0};
};

/** How synapses are kept. */
struct Storage {
  static_row::Form form;
  /** Of those that are fixed: kept as rows, drawn whenever a source fires, or drawn where that can be. */
  enum class Connectivity : std::uint8_t { stored, made, automatic } connectivity;
};

/** What a specification that was checked says of them. */
Storage storage_of(const BuildSpec& spec) noexcept;

class World {
 public:
  /**
   * Builds with `threads` threads; throws what building throws, std::bad_alloc, and E_CONNECTIVITY where synapses
   * cannot be made.
   */
  World(Network& network, const Level& level, Storage storage, int threads, BuildProgress& progress);
  /** The same with the threads of a team, and with variants that at least fit the parameters: [population]. */
  World(Network& network, const Level& level, Storage storage, std::shared_ptr<Team> team,
        std::vector<const NeuronVariant*> variants, BuildProgress& progress);

  /**
   * Ends early as run_steps says, and at once where recordings and spikes on their way already exceed their room.
   * `ended` is asked now and then, on this thread, whether to stop; it may be empty.
   */
  void run(std::int64_t steps, const std::function<bool()>& ended = {});
  std::int64_t step() const noexcept { return loop_->step; }
  std::int64_t steps_run() const noexcept { return loop_->step - resumed_; }
  /** Goes on from this step, whose state and spikes on their way are in place. */
  void resume(std::int64_t step);
  /** Limits the memory of the network and of all that grows while it runs [bytes]. */
  void limit(double bytes) noexcept;
  /** What was built, and at the end of the last run recordings and spikes on their way [bytes]. */
  std::uint64_t bytes() const noexcept;
  const RunawayWatch& runaway() const noexcept { return runaway_; }
  LoopState& loop() noexcept { return *loop_; }
  const LoopState& loop() const noexcept { return *loop_; }

  int threads() const noexcept { return team_->size(); }
  const std::shared_ptr<Team>& team() const noexcept { return team_; }
  /** [population]; the parts have them too. */
  std::vector<const NeuronVariant*>& variants() noexcept { return variants_; }
  const std::vector<const NeuronVariant*>& variants() const noexcept { return variants_; }
  const Level& level() const noexcept { return *level_; }
  static_row::Form form() const noexcept { return storage_.form; }
  Storage storage() const noexcept { return storage_; }
  double build_seconds() const noexcept { return build_seconds_; }
  double run_seconds() const noexcept { return run_seconds_; }
  /** For long loops over what was built. */
  Stop& stop() const noexcept { return stop_; }
  const std::vector<Slice>& slices() const noexcept { return slices_; }
  std::vector<Slice>& slices() noexcept { return slices_; }
  Outputs& outputs() noexcept { return outputs_; }
  const Outputs& outputs() const noexcept { return outputs_; }

  /** Counts on from what another world of the same network has done. */
  void count_on(const World& before) noexcept;

  /** The part and the place in it where a neuron lives. */
  std::pair<Part*, std::uint32_t> find(std::uint32_t neuron) const;
  /** Lets changed stimuli act from the next step on. */
  void refresh();
  /** What building a slice needs to know; `call` for messages. */
  BuildContext context(const char* call, BuildProgress& progress, bool undoing = false) const;
  /** Calls work(slice, number) for every slice on the thread it belongs to; an error requests `stop` and is thrown. */
  void each_slice(Stop& stop, const std::function<void(Slice&, std::size_t)>& work);

 private:
  /** Calls work(member) on every thread; an error requests `stop` and is thrown. */
  void each_member(Stop& stop, const std::function<void(const Member&)>& work);
  std::uint32_t longest_delay() const;
  void prepare_rules(BuildProgress& progress);
  void choose_made();
  void make_slices();
  void build_slices(BuildProgress& progress);
  /** Plastic synapses remember for as long as the longest delay of any slice asks for. */
  void agree_on_delays();
  /** Makes anew what is on its way where that is asked for; false after a stop. */
  bool remake(const std::function<bool()>& ended);

  Network& network_;
  Stop& stop_;
  const Level* level_;
  Storage storage_;
  bool any_made_ = false;
  std::shared_ptr<Team> team_;
  std::vector<const NeuronVariant*> variants_;
  Outputs outputs_;
  ChunkStore store_;
  std::vector<ChunkPool> pools_;  ///< [thread]
  std::vector<Slice> slices_;
  std::unique_ptr<Schedule> schedule_;
  RunawayWatch runaway_;
  std::vector<std::vector<std::pair<std::uint32_t, Part*>>> homes_;  ///< [population]: parts by first neuron
  std::unique_ptr<LoopState> loop_;
  std::int64_t resumed_ = 0;  ///< step
  double build_seconds_ = 0, run_seconds_ = 0;
};

}  // namespace cajal
