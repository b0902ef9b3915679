#include "report/archive.h"

#include <fmt/format.h>
#include <zlib.h>

#include <cstring>

namespace queuehound {
namespace {

constexpr std::size_t kBlock = 512;
constexpr std::uint64_t kLargest = 077777777777;

std::string header_of(const ArchiveFile& file) {
  std::string header(kBlock, '\0');
  const auto put = [&](std::size_t at, std::string_view text) {
    std::memcpy(header.data() + at, text.data(), text.size());
  };
  put(0, file.name);
  put(100, "0000600");
  put(108, "0000000");
  put(116, "0000000");
  put(124, fmt::format("{:011o}", file.bytes.size()));
  put(136, "00000000000");
  put(148, "        ");  // the sum counts its own field as blanks
  put(156, "0");
  put(257, std::string_view("ustar\00000", 8));
  put(265, "root");
  put(297, "root");
  unsigned sum = 0;
  for (const char c : header) sum += static_cast<unsigned char>(c);
  put(148, fmt::format("{:06o}", sum));
  header[154] = '\0';
  return header;
}

}  // namespace

Result<std::string> tar_of(const std::vector<ArchiveFile>& files) {
  std::string tar;
  for (const ArchiveFile& file : files) {
    if (file.name.empty() || file.name.size() > 100 || file.bytes.size() > kLargest)
      return fail(Error::Kind::failed, "does not fit into an archive: " + file.name);
    tar += header_of(file) + file.bytes;
    tar.append((kBlock - tar.size() % kBlock) % kBlock, '\0');
  }
  tar.append(2 * kBlock, '\0');
  return tar;
}

Result<std::string> gzip_of(const std::string& bytes) {
  z_stream stream{};
  constexpr int kGzip = 15 + 16;  // window bits, and a gzip header without time and name
  if (deflateInit2(&stream, 9, Z_DEFLATED, kGzip, 8, Z_DEFAULT_STRATEGY) != Z_OK)
    return fail(Error::Kind::failed, "zlib has no memory for an archive");
  std::string packed(deflateBound(&stream, bytes.size()), '\0');
  // zlib's interface is older than const.
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
  stream.avail_in = static_cast<uInt>(bytes.size());
  stream.next_out = reinterpret_cast<Bytef*>(packed.data());
  stream.avail_out = static_cast<uInt>(packed.size());
  const int state = bytes.size() > UINT32_MAX ? Z_BUF_ERROR : deflate(&stream, Z_FINISH);
  packed.resize(stream.total_out);
  deflateEnd(&stream);
  if (state != Z_STREAM_END) return fail(Error::Kind::failed, "the archive could not be packed");
  return packed;
}

}  // namespace queuehound
