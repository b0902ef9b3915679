// What `block` and `allow` tell: who is blocked, by whom and until when; whether somebody would be.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/time.h"
#include "report/style.h"

namespace queuehound {

struct BlockRow {
  std::string address;   // or network
  std::string action;    // "A-12"; "" where it is not ours
  std::string incident;  // "I-3f9a2c"; "" where a person asked
  std::string who;       // "alice (root) on pts/3"; "" where it is not ours
  std::string backend;   // "nftables"
  std::string reason;    // any bytes
  std::optional<Time> until = {};
  std::optional<std::uint64_t> hits = {};
  bool holds = true;  // the firewall shows it; false: somebody took it out there
};

// One address or one request, and what became of it.
struct BlockStep {
  std::string action;   // "A-12"; "" where nothing was begun
  std::string address;  // or "12 addresses"
  bool is_done = false;
  std::string text;      // what was done, or why not
  std::string verified;  // what a second look found
};

struct BlockTest {
  std::string address;
  bool is_blocked = false;
  std::optional<BlockRow> row = {};      // by what
  std::string backend;                   // that would block it; "" where none can
  std::vector<std::string> why_not;      // it would be left open; empty: it would be blocked
  std::vector<std::string> passed_over;  // firewalls not used: "csf: not installed"
};

struct BlockReport {
  Time at{};
  TimeZone zone = TimeZone::utc();
  std::vector<BlockStep> steps = {};             // add, rm, expire
  std::optional<std::vector<BlockRow>> blocked;  // list
  std::optional<BlockTest> test;
};
std::string block_text(const BlockReport& report, const TextStyle& style);
std::string block_json(const BlockReport& report);  // schema/block-1.schema.json

struct AllowRow {
  std::string subject, note;
};
std::string allow_text(const std::vector<AllowRow>& rows, const TextStyle& style);
std::string allow_json(Time at, const TimeZone& zone, const std::vector<AllowRow>& rows);

}  // namespace queuehound
