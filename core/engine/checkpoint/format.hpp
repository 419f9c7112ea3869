// The bytes of a checkpoint: a header, chunks with their checksums, a footer; see docs/internals/checkpoints.md.
//
//   header | tag, length, payload, CRC | tag, length, payload, CRC | ... | "CEND", length of all, CRC of all
#pragma once
#include <concepts>
#include <cstdint>
#include <cstring>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

#include "base/threads/stop.hpp"
#include "error.hpp"

namespace cajal {

/** What a checkpoint says of the simulation it came from. */
struct CheckpointHeader {
  std::string kernel;  ///< version, at most 15 characters
  double resolution;   ///< ms
  std::uint64_t seed;
  std::int64_t step;          ///< the next step to simulate
  std::uint64_t description;  ///< fingerprint of the network as it was built
  std::uint32_t form;         ///< of the weights: 0 compact, 1 exact
  std::uint32_t chunks;
};

/** The error E_CHECKPOINT; `reason` continues "this checkpoint cannot be used: ". */
[[noreturn]] void refuse_checkpoint(const std::string& reason, const std::string& hint);

/** A type that lists its fields, as the records of description.hpp do. */
template <class T>
concept Fielded = requires {
  T::fields([](const char*, auto) {});
};

/**
 * Writes values one after the other into anything with `add(bytes, count)`: numbers as they lie in memory, lists with
 * their length (u64) before them, records field by field.
 */
template <class Sink, class T>
void put(Sink& sink, const T& value) {
  if constexpr (std::is_arithmetic_v<T>) {
    sink.add(&value, sizeof value);
  } else if constexpr (Fielded<T>) {
    T::fields([&](const char*, auto field) { put(sink, value.*field); });
  } else if constexpr (requires { value.first; }) {
    put(sink, value.first), put(sink, value.second);
  } else {
    using Element = std::remove_cvref_t<decltype(*value.begin())>;
    put(sink, static_cast<std::uint64_t>(value.size()));
    if constexpr (std::is_arithmetic_v<Element> && requires { value.data(); })
      sink.add(value.data(), value.size() * sizeof(Element));
    else
      for (const auto& element : value) put(sink, element);
  }
}

/** Appends chunks to the bytes of a checkpoint. */
class CheckpointWriter {
 public:
  CheckpointWriter(const CheckpointHeader& header, Stop& stop);

  /** Four letters; what is written after it belongs to this chunk. */
  void begin(std::string_view tag);
  void end();
  /** The finished bytes. */
  std::vector<std::uint8_t> finish();

  void add(const void* bytes, std::size_t count) {
    const std::size_t before = bytes_.size();
    bytes_.resize(before + count);
    if (count > 0) std::memcpy(bytes_.data() + before, bytes, count);
  }
  /** Values as `put` writes them. */
  template <class... T>
  void write(const T&... values) {
    (put(*this, values), ...);
  }

 private:
  Stop& stop_;
  std::vector<std::uint8_t> bytes_;
  std::size_t chunk_ = 0;
};

/** Reads the payload of one chunk. Every length is compared with what is left before anything is allocated. */
class ChunkReader {
 public:
  ChunkReader(std::string_view tag, std::span<const std::uint8_t> payload) : tag_(tag), rest_(payload) {}

  /** A number, a text, a list of numbers or a record, as `put` wrote it. */
  template <class T>
  T read() {
    T value{};
    if constexpr (std::is_arithmetic_v<T>) {
      std::memcpy(&value, take(1, sizeof value).data(), sizeof value);
    } else if constexpr (Fielded<T>) {
      T::fields([&](const char*, auto field) {
        value.*field = read<std::remove_cvref_t<decltype(value.*field)>>();
      });
    } else {
      const auto size = read<std::uint64_t>();
      const auto bytes = take(size, sizeof(typename T::value_type));
      value.resize(static_cast<std::size_t>(size));
      if (!bytes.empty()) std::memcpy(value.data(), bytes.data(), bytes.size());
    }
    return value;
  }

  /** Refuses the chunk unless `right`; `wrong` says what is wrong with it. */
  void require(bool right, const char* wrong) const {
    if (!right) refuse(wrong);
  }
  /** Refuses bytes that nothing asked for. */
  void end() const { require(rest_.empty(), "it is longer than it should be"); }

 private:
  [[noreturn]] void refuse(const std::string& wrong) const;
  std::span<const std::uint8_t> take(std::uint64_t count, std::size_t size);

  std::string_view tag_;
  std::span<const std::uint8_t> rest_;
};

/** One chunk of a checkpoint whose checksums are right. */
struct Chunk {
  std::string_view tag;
  std::span<const std::uint8_t> payload;
};

/** A checkpoint taken apart; the chunks point into its bytes. */
struct CheckpointFile {
  CheckpointHeader header;
  std::vector<Chunk> chunks;
};

/** Checks everything that can be checked without a network; E_CHECKPOINT with the reason. */
CheckpointFile parse_checkpoint(std::span<const std::uint8_t> bytes, Stop& stop);

}  // namespace cajal
