// SHA-256 of FIPS 180-4: to tell whether a file is still what it was, also against somebody who
// would like it to seem so. For that alone no cryptographic library needs to be linked.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

#include "base/result.h"

namespace queuehound {

class Sha256 {
 public:
  void add(std::string_view bytes);
  std::string hex();  // ends it: 64 digits, lower case

 private:
  void take_block(const unsigned char* block);
  std::array<std::uint32_t, 8> state_{0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a,
                                      0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19};
  std::array<unsigned char, 64> waiting_{};
  std::uint64_t bytes_ = 0;
};

std::string sha256_hex(std::string_view bytes);

struct FileDigest {
  std::string sha256;
  std::uint64_t bytes = 0;  // that it is of
};
// Of an open file from its first byte to its end, or to the first `most` bytes; where the
// descriptor stands does not matter and does not change. `path` is for the error's text.
Result<FileDigest> sha256_of_file(int fd, std::string_view path, std::uint64_t most = UINT64_MAX);

}  // namespace queuehound
