// Writes JSON: the form in which tables and reports leave the kernel.
#pragma once
#include <cstdint>
#include <cstdio>
#include <string>
#include <string_view>

namespace cajal {

/** Appends members and elements in order; commas are its own business. Infinite numbers become null. */
class Json {
 public:
  const std::string& text() const noexcept { return text_; }

  Json& open(char bracket) {
    separate();
    text_ += bracket;
    first_ = true;
    return *this;
  }
  Json& close(char bracket) {
    text_ += bracket;
    first_ = false;
    return *this;
  }
  Json& key(std::string_view name) {
    string(name);
    text_ += ':';
    first_ = true;
    return *this;
  }
  Json& string(std::string_view value) {
    separate();
    text_ += '"';
    for (const char c : value) escape(c);
    text_ += '"';
    return *this;
  }
  Json& number(double value) {
    separate();
    char buffer[32];
    std::snprintf(buffer, sizeof buffer, "%.17g", value);
    text_ += value - value == 0 ? buffer : "null";
    return *this;
  }
  Json& boolean(bool value) {
    separate();
    text_ += value ? "true" : "false";
    return *this;
  }
  Json& null() {
    separate();
    text_ += "null";
    return *this;
  }

 private:
  void separate() {
    if (!first_) text_ += ',';
    first_ = false;
  }
  void escape(char c) {
    if (c == '"' || c == '\\') {
      text_ += '\\';
      text_ += c;
    } else if (static_cast<unsigned char>(c) < 0x20) {
      char buffer[8];
      std::snprintf(buffer, sizeof buffer, "\\u%04x", c);
      text_ += buffer;
    } else {
      text_ += c;
    }
  }

  std::string text_;
  bool first_ = true;
};

}  // namespace cajal
