// Memory for vector loops: aligned to a cache line, padded to whole lines, zero at first.
#pragma once
#include <cstddef>
#include <cstring>
#include <limits>
#include <memory>
#include <new>
#include <span>
#include <type_traits>
#include <utility>

namespace cajal {

/** A block of `size` values of T that may be moved but not copied. */
template <class T>
class Array {
  static_assert(std::is_trivially_copyable_v<T>);

 public:
  static constexpr std::size_t alignment = 64;

  Array() noexcept = default;

  /** All bytes are zero, those of the padding too. Throws std::bad_alloc. */
  explicit Array(std::size_t size) : size_(size) {
    if (size == 0) return;
    if (size > (std::numeric_limits<std::size_t>::max() - alignment) / sizeof(T)) throw std::bad_alloc();
    const std::size_t bytes = (size * sizeof(T) + alignment - 1) / alignment * alignment;
    data_.reset(static_cast<T*>(::operator new (bytes, std::align_val_t{alignment})));
    std::memset(static_cast<void*>(data_.get()), 0, bytes);
  }

  Array(Array&& other) noexcept : data_(std::move(other.data_)), size_(std::exchange(other.size_, 0)) {}
  Array& operator=(Array&& other) noexcept {
    data_ = std::move(other.data_);
    size_ = std::exchange(other.size_, 0);
    return *this;
  }

  T* data() noexcept { return data_.get(); }
  const T* data() const noexcept { return data_.get(); }
  std::size_t size() const noexcept { return size_; }
  bool empty() const noexcept { return size_ == 0; }

  T& operator[](std::size_t i) noexcept { return data_.get()[i]; }
  const T& operator[](std::size_t i) const noexcept { return data_.get()[i]; }
  T* begin() noexcept { return data(); }
  T* end() noexcept { return data() + size_; }
  const T* begin() const noexcept { return data(); }
  const T* end() const noexcept { return data() + size_; }

  operator std::span<T>() noexcept { return {data(), size_}; }
  operator std::span<const T>() const noexcept { return {data(), size_}; }

 private:
  struct Release {
    void operator()(T* data) const noexcept { ::operator delete (data, std::align_val_t{alignment}); }
  };

  std::unique_ptr<T, Release> data_;
  std::size_t size_ = 0;
};

}  // namespace cajal
