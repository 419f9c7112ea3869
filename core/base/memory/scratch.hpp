// Memory that is written before it is read, and used again and again.
#pragma once
#include <cstddef>
#include <memory>
#include <type_traits>

namespace cajal {

/** A vector that never shrinks and does not fill new values with zeros, which cost as much as drawing them. */
template <class T>
class Scratch {
  static_assert(std::is_trivially_copyable_v<T>);

 public:
  /** Room for n values, with the first `kept` as they were. Throws std::bad_alloc. */
  T* ask(std::size_t n, std::size_t kept = 0) {
    if (n > size_) {
      const std::size_t size = n + n / 2;
      std::unique_ptr<T[]> larger(new T[size]);
      for (std::size_t i = 0; i < kept; ++i) larger[i] = data_[i];
      data_ = std::move(larger), size_ = size;
    }
    return data_.get();
  }
  T* data() noexcept { return data_.get(); }
  const T* data() const noexcept { return data_.get(); }
  T& operator[](std::size_t i) noexcept { return data_[i]; }
  const T& operator[](std::size_t i) const noexcept { return data_[i]; }

 private:
  std::unique_ptr<T[]> data_;
  std::size_t size_ = 0;
};

}  // namespace cajal
