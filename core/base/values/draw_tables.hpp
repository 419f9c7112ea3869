// Tables of distributions, shared by all that draw from the same one.
#pragma once
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>

#include "base/values/step_table.hpp"
#include "base/values/value_table.hpp"

namespace cajal {

/** Tables live as long as somebody holds them. For several threads at once. */
class DrawTables {
 public:
  std::shared_ptr<const ValueTable> values(const Draw& draw);
  /** Null where StepTable::of has none. */
  std::shared_ptr<const StepTable> steps(const Draw& draw, double resolution, std::uint32_t longest);

 private:
  std::mutex guard_;
  std::map<std::string, std::weak_ptr<const ValueTable>> values_;
  std::map<std::string, std::weak_ptr<const StepTable>> steps_;
};

}  // namespace cajal
