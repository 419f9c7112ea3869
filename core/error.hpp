// What can go wrong, as data: a stable code, a sentence, and the offending value beside what is allowed.
#pragma once
#include <stdexcept>
#include <string>

namespace cajal {

/** The parts of an error that a program can act on. */
struct ErrorDetail {
  std::string parameter;  ///< the name the user wrote, e.g. "tau_m"
  std::string value;      ///< what came, shortened
  std::string allowed;    ///< what would have been accepted
  std::string hint;       ///< what to do
};

/** An error the caller can mend. `code` is stable and has a heading in docs/errors.md. */
class Error : public std::runtime_error {
 public:
  Error(std::string code, const std::string& message, ErrorDetail detail = {})
      : std::runtime_error(message), code_(std::move(code)), detail_(std::move(detail)) {}

  const std::string& code() const noexcept { return code_; }
  const ErrorDetail& detail() const noexcept { return detail_; }

 private:
  std::string code_;
  ErrorDetail detail_;
};

}  // namespace cajal
