#include "tasks.hpp"

#include <mutex>
#include <system_error>

#include "node_values.hpp"

namespace cajal::bindings {

namespace {

/** The sessions of the process that another thread works on. */
class Working {
 public:
  void add(Session* session) {
    const std::lock_guard lock(guard_);
    sessions_.insert(session);
  }
  void remove(Session* session) noexcept {
    const std::lock_guard lock(guard_);
    sessions_.erase(session);
  }
  void end_all() noexcept {
    const std::lock_guard lock(guard_);
    for (Session* session : sessions_) session->simulation.end();
    for (Session* session : sessions_) session->background.wait();
  }

 private:
  std::mutex guard_;
  std::set<Session*> sessions_;
};

/** Never destroyed: threads of other environments may outlive the objects of this library. */
Working& working() {
  static Working& one = *new Working;
  return one;
}

/** When the process exits, environments are not taken down; no thread may work on while everything else goes. */
struct AtExit {
  ~AtExit() { working().end_all(); }
};

}  // namespace

bool ending(napi_env env) noexcept {
  napi_value nothing = nullptr;
  bool same = false;
  // A call of Node-API that could run JavaScript, though it never does, is refused from then on.
  return napi_get_undefined(env, &nothing) == napi_ok &&
         napi_strict_equals(env, nothing, nothing, &same) != napi_ok;
}

void Session::tell(std::int64_t bytes) noexcept {
  std::int64_t all = 0;
  if (bytes != told_) napi_adjust_external_memory(env_, bytes - told_, &all);
  told_ = bytes;
}

Tasks::Tasks(Napi::Env env) {
  const napi_status made = napi_create_threadsafe_function(
      env, nullptr, nullptr, Napi::String::New(env, "cajal"), 0, 1, nullptr, nullptr, this, &settle, &done_);
  if (made != napi_ok) throw Napi::Error::New(env);
  napi_unref_threadsafe_function(env, done_);
  // Hooks run in reverse order: threads have ended when Node takes down the function that they call.
  env.AddCleanupHook([](Tasks* tasks) { tasks->end_all(); }, this);
}

Napi::Value Tasks::begin(Napi::Env env, std::shared_ptr<Session> session,
                         std::function<void(Simulation&)> work) {
  static const AtExit at_exit;
  auto task = std::make_unique<Task>(Task{std::move(session), std::move(work), nullptr});
  Session& own = *task->session;
  napi_value promise = nullptr;
  if (napi_create_promise(env, &task->deferred, &promise) != napi_ok) throw Napi::Error::New(env);
  under_way_.insert(task.get());
  working().add(&own);
  try {
    own.background.start([this, one = task.get()] { this->work(*one); });
  } catch (const std::system_error& error) {
    task->failure = std::make_exception_ptr(
        Error("E_THREADS", std::string("the system refused a thread to work on: ") + error.what(),
              {"threads", "1", "", "end other programs, or raise the limit of threads"}));
    settle(env, nullptr, this, task.release());
    return {env, promise};
  }
  own.busy = true;
  if (under_way_.size() == 1) napi_ref_threadsafe_function(env, done_);
  task.release();
  return {env, promise};
}

/** On the other thread. */
void Tasks::work(Task& task) noexcept {
  try {
    task.work(task.session->simulation);
  } catch (...) {
    task.failure = std::current_exception();
  }
  // Refused only when the environment is taken down, which waits for this thread before.
  napi_call_threadsafe_function(done_, &task, napi_tsfn_nonblocking);
}

void Tasks::ended(Task& task) noexcept {
  under_way_.erase(&task);
  working().remove(task.session.get());
  task.session->busy = false;
  task.session->tell_memory();
}

void Tasks::settle(napi_env env, napi_value, void* tasks, void* data) noexcept {
  const std::unique_ptr<Task> task(static_cast<Task*>(data));
  if (!env) return;  // taken down, and `tasks` with it
  auto& own = *static_cast<Tasks*>(tasks);
  own.ended(*task);
  if (own.under_way_.empty()) napi_unref_threadsafe_function(env, own.done_);
  // In an environment that ends, nothing can be settled and nobody waits: what fails here is left at that.
  try {
    if (!task->failure)
      napi_resolve_deferred(env, task->deferred, Napi::Env(env).Undefined());
    else
      napi_reject_deferred(env, task->deferred, script_error(env, task->failure).Value());
  } catch (...) {
  }
}

void Tasks::end_all() noexcept {
  for (Task* task : under_way_) task->session->simulation.end();
  for (Task* task : under_way_) {
    task->session->background.wait();
    working().remove(task->session.get());
  }
  under_way_.clear();
}

}  // namespace cajal::bindings
