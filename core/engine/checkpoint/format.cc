#include "engine/checkpoint/format.hpp"

#include <algorithm>

#include "base/crc32c.hpp"

namespace cajal {

namespace {

constexpr std::string_view magic = "CAJALCKP", footer_tag = "CEND";
constexpr std::uint32_t byte_order = 0x01020304, other_order = 0x04030201, format_version = 4;
constexpr std::size_t version_length = 16, tag_length = 4, checksum_length = 4;

// The header keeps its place and length in every version of the format.
constexpr std::size_t header_length =
    magic.size() + 8 + version_length + 8 + 8 + 8 + 8 + 4 + 4 + checksum_length;
constexpr std::size_t footer_length = tag_length + 8 + checksum_length;

constexpr const char* damaged_hint = "take an earlier checkpoint, or a copy of this one that is whole";

std::uint32_t checksum(std::span<const std::uint8_t> bytes) noexcept {
  Crc32c sum;
  sum.add(bytes.data(), bytes.size());
  return sum.value();
}

/** The same for what may be long. */
std::uint32_t checksum(std::span<const std::uint8_t> bytes, Stop& stop, const char* call) {
  constexpr std::size_t piece = std::size_t{1} << 20;
  Crc32c sum;
  for (; !bytes.empty(); bytes = bytes.subspan(std::min(piece, bytes.size()))) {
    stop.check_end(call);
    sum.add(bytes.data(), std::min(piece, bytes.size()));
  }
  return sum.value();
}

/** Takes numbers off the front of bytes whose length has been checked. */
class Front {
 public:
  explicit Front(std::span<const std::uint8_t> bytes) : bytes_(bytes) {}
  template <class T>
  T number() {
    T value;
    std::memcpy(&value, text(sizeof value).data(), sizeof value);
    return value;
  }
  std::string_view text(std::size_t length) {
    const std::string_view taken(reinterpret_cast<const char*>(bytes_.data()), length);
    bytes_ = bytes_.subspan(length);
    return taken;
  }

 private:
  std::span<const std::uint8_t> bytes_;
};

[[noreturn]] void damaged(const std::string& what) {
  refuse_checkpoint("it is damaged: " + what, damaged_hint);
}

CheckpointHeader read_header(std::span<const std::uint8_t> bytes) {
  const auto begin = reinterpret_cast<const char*>(bytes.data());
  if (std::string_view(begin, std::min(bytes.size(), magic.size())) != magic.substr(0, bytes.size()))
    refuse_checkpoint("it does not begin as a checkpoint does", "give the bytes of sim.checkpoint()");
  if (bytes.size() < header_length) damaged("it ends within its header");
  Front front(bytes.subspan(magic.size()));
  const auto order = front.number<std::uint32_t>();
  if (order == other_order)
    refuse_checkpoint("it was written on a machine with another order of bytes",
                      "resume it on a machine of the kind it was written on");
  const auto version = front.number<std::uint32_t>();
  CheckpointHeader header;
  header.kernel = front.text(version_length);
  header.kernel.resize(std::min(header.kernel.find('\0'), header.kernel.size()));
  header.resolution = front.number<double>();
  header.seed = front.number<std::uint64_t>();
  header.step = front.number<std::int64_t>();
  header.description = front.number<std::uint64_t>();
  header.form = front.number<std::uint32_t>();
  header.chunks = front.number<std::uint32_t>();
  if (front.number<std::uint32_t>() != checksum(bytes.first(header_length - checksum_length)) ||
      order != byte_order)
    damaged("the checksum of its header is wrong");
  if (version != format_version)
    refuse_checkpoint("its format has version " + std::to_string(version) + ", this kernel reads version " +
                          std::to_string(format_version),
                      "resume it with the version of cajal that wrote it");
  return header;
}

}  // namespace

void refuse_checkpoint(const std::string& reason, const std::string& hint) {
  throw Error("E_CHECKPOINT", "restore: this checkpoint cannot be used: " + reason,
              {"checkpoint", reason, "a whole checkpoint of this network and version", hint});
}

CheckpointWriter::CheckpointWriter(const CheckpointHeader& header, Stop& stop) : stop_(stop) {
  add(magic.data(), magic.size());
  write(byte_order, format_version);
  char kernel[version_length] = {};
  header.kernel.copy(kernel, version_length - 1);
  add(kernel, version_length);
  write(header.resolution, header.seed, header.step, header.description, header.form, header.chunks);
  write(checksum(bytes_));
}

void CheckpointWriter::begin(std::string_view tag) {
  chunk_ = bytes_.size();
  add(tag.data(), tag_length);
  write(std::uint64_t{0});  // the length, when it is known
}

void CheckpointWriter::end() {
  const std::uint64_t length = bytes_.size() - chunk_ - tag_length - sizeof length;
  std::memcpy(bytes_.data() + chunk_ + tag_length, &length, sizeof length);
  write(checksum(std::span(bytes_).subspan(chunk_), stop_, "checkpoint"));
}

std::vector<std::uint8_t> CheckpointWriter::finish() {
  const std::uint64_t length = bytes_.size() + footer_length;
  add(footer_tag.data(), tag_length);
  write(length);
  write(checksum(bytes_, stop_, "checkpoint"));
  return std::move(bytes_);
}

void ChunkReader::refuse(const std::string& wrong) const {
  damaged("its part " + std::string(tag_) + " is not what this network can take: " + wrong);
}

std::span<const std::uint8_t> ChunkReader::take(std::uint64_t count, std::size_t size) {
  require(count <= rest_.size() / size, "it is shorter than it should be");
  const auto taken = rest_.first(static_cast<std::size_t>(count) * size);
  rest_ = rest_.subspan(taken.size());
  return taken;
}

CheckpointFile parse_checkpoint(std::span<const std::uint8_t> bytes, Stop& stop) {
  CheckpointFile file{read_header(bytes), {}};
  auto rest = bytes.subspan(header_length);
  for (std::uint32_t k = 0; k < file.header.chunks; ++k) {
    constexpr std::size_t before = tag_length + 8;
    if (rest.size() < before + checksum_length) damaged("it ends early");
    Front front(rest);
    const std::string_view tag = front.text(tag_length);
    const auto length = front.number<std::uint64_t>();
    if (length > rest.size() - before - checksum_length) damaged("it ends early");
    const auto chunk = rest.first(before + static_cast<std::size_t>(length));
    if (Front(rest.subspan(chunk.size())).number<std::uint32_t>() != checksum(chunk, stop, "restore"))
      damaged("the checksum of its part " + std::to_string(k + 1) + " is wrong");
    file.chunks.push_back({tag, chunk.subspan(before)});
    rest = rest.subspan(chunk.size() + checksum_length);
  }
  if (rest.size() < footer_length) damaged("it ends early");
  if (rest.size() > footer_length) damaged("bytes follow its end");
  Front front(rest);
  const bool ends = front.text(tag_length) == footer_tag && front.number<std::uint64_t>() == bytes.size();
  const auto summed = bytes.first(bytes.size() - checksum_length);
  if (!ends || front.number<std::uint32_t>() != checksum(summed, stop, "restore"))
    damaged("its last checksum is wrong");
  return file;
}

}  // namespace cajal
