// A list that only grows at its end and never moves what it holds.
#pragma once
#include <cstddef>
#include <memory>
#include <vector>

namespace cajal {

/** Takes the memory of its values and at most one chunk more: a vector takes three times as much when it grows. */
template <class T>
class Chunks {
 public:
  void push(T value) {
    if (next_ == end_) grow();
    *next_++ = value;
  }

  std::size_t size() const noexcept {
    return chunks_.empty() ? 0 : chunks_.size() * chunk - static_cast<std::size_t>(end_ - next_);
  }
  bool empty() const noexcept { return chunks_.empty(); }
  const T& operator[](std::size_t i) const noexcept { return chunks_[i / chunk][i % chunk]; }
  const T& back() const noexcept { return next_[-1]; }

  /** Takes the last value away. */
  void pop() noexcept {
    if (--next_ != chunks_.back().get()) return;
    chunks_.pop_back();
    end_ = chunks_.empty() ? nullptr : chunks_.back().get() + chunk;
    next_ = end_;
  }
  void clear() noexcept {
    chunks_.clear();
    next_ = end_ = nullptr;
  }

 private:
  static constexpr std::size_t chunk = 1024;

  void grow() {
    chunks_.push_back(std::make_unique<T[]>(chunk));
    next_ = chunks_.back().get();
    end_ = next_ + chunk;
  }

  std::vector<std::unique_ptr<T[]>> chunks_;
  T *next_ = nullptr, *end_ = nullptr;
};

}  // namespace cajal
