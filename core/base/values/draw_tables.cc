#include "base/values/draw_tables.hpp"

#include <cstring>

namespace cajal {

namespace {

std::string name_of(const Draw& draw) {
  std::string name = draw.kind + ' ' + draw.limit + ' ';
  const auto add = [&name](double number) {
    char bytes[sizeof number];
    std::memcpy(bytes, &number, sizeof number);
    name.append(bytes, sizeof bytes);
  };
  for (const double number : draw.numbers) add(number);
  add(draw.low), add(draw.high);
  return name;
}

/** What is there under a name, or what `make` makes. */
template <class Table, class Make>
std::shared_ptr<const Table> shared(std::map<std::string, std::weak_ptr<const Table>>& known,
                                    const std::string& name, Make make) {
  if (const auto at = known.find(name); at != known.end())
    if (auto table = at->second.lock()) return table;
  std::shared_ptr<const Table> table = make();
  std::erase_if(known, [](const auto& entry) { return entry.second.expired(); });
  if (table) known[name] = table;
  return table;
}

}  // namespace

std::shared_ptr<const ValueTable> DrawTables::values(const Draw& draw) {
  const std::lock_guard lock(guard_);
  return shared(values_, name_of(draw), [&] { return std::make_shared<const ValueTable>(draw); });
}

std::shared_ptr<const StepTable> DrawTables::steps(const Draw& draw, double resolution,
                                                   std::uint32_t longest) {
  const std::lock_guard lock(guard_);
  return shared(steps_, name_of(draw), [&]() -> std::shared_ptr<const StepTable> {
    auto table = StepTable::of(draw, resolution, longest);
    return table ? std::make_shared<const StepTable>(std::move(*table)) : nullptr;
  });
}

}  // namespace cajal
