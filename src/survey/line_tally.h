// What became of a log's lines; nothing hostile is an error, everything odd is counted.
#pragma once

#include <cstdint>
#include <string>

#include "survey/unread_lines.h"

namespace queuehound {

struct LineTally {
  std::uint64_t records = 0;
  std::uint64_t unrecognised = 0;
  std::uint64_t bytes = 0;
  std::string sample;  // one unrecognised line, at most 200 bytes
  UnreadLines unread;  // of them

  void add(const LineTally& other) {
    records += other.records;
    unrecognised += other.unrecognised;
    bytes += other.bytes;
    if (sample.empty()) sample = other.sample;
    unread.add(other.unread);
  }
};

}  // namespace queuehound
