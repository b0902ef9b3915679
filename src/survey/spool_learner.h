// Teaches a ledger one queued message: Exim's own words about who submitted it, and what the
// message says of itself (hints, kept apart).
#pragma once

#include <algorithm>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "evidence/ledger.h"
#include "host/server.h"
#include "survey/spool_survey.h"

namespace queuehound {

struct QueueCounts {
  std::uint64_t messages = 0, frozen = 0, bounces = 0, recipients = 0, bytes = 0;
  Time oldest{};
  std::vector<IpAddress> doors;  // public addresses of this server that its letters came in at

  void add_door(const IpAddress& door) {
    if (std::ranges::find(doors, door) == doors.end()) doors.push_back(door);
  }
};

class SpoolLearner {
 public:
  SpoolLearner(Ledger& ledger, const Server& server) : ledger_(ledger), server_(server) {}

  void learn(const SpoolMessage& message);
  const QueueCounts& counts() const { return counts_; }

 private:
  void read_headers(const SpoolHeader& header, QueuedMessage& queued);

  Ledger& ledger_;
  const Server& server_;
  QueueCounts counts_;
  std::string login_, subject_;
  std::vector<std::string_view> recipients_;
  std::unique_ptr<bool[]> done_;
  std::size_t done_size_ = 0;
};

}  // namespace queuehound
