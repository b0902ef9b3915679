// What became of a log's lines; nothing hostile is an error, everything odd is counted.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "survey/unread_lines.h"

namespace queuehound {

inline constexpr std::size_t kLongestSample = 1000;

struct LineTally {
  std::uint64_t records = 0;
  std::uint64_t unrecognised = 0;  // of them: not understood, or not believed
  std::uint64_t disbelieved = 0;   // of the unrecognised: could be read, and somebody made them up
  std::uint64_t bytes = 0;
  std::string sample;  // the first line not understood; where all were, the first not believed
  UnreadLines unread;  // of them

  bool has_strange() const { return unrecognised > disbelieved; }
  void take_sample(std::string_view line, bool is_strange) {
    if (sample.empty() || (is_strange && !has_strange()))
      sample = std::string(line.substr(0, kLongestSample));
  }

  void add(const LineTally& other) {
    if (other.unrecognised > 0) take_sample(other.sample, other.has_strange());
    records += other.records;
    unrecognised += other.unrecognised;
    disbelieved += other.disbelieved;
    bytes += other.bytes;
    unread.add(other.unread);
  }
};

}  // namespace queuehound
