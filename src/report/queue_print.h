// The queue as a table for people and as ids; and summed up by what messages share.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/time.h"
#include "report/style.h"
#include "verdict/attribution.h"

namespace queuehound {

struct QueueEntry {  // one message; texts are raw bytes
  std::string id, queue, sender, subject, actor, script_claimed, campaign;
  Attribution known;                            // by the logs, where they were read
  std::string address;                          // of the client; "" where it came from inside
  std::vector<std::string> waiting, delivered;  // recipients
  Time received_at{};
  std::uint64_t size = 0;
  bool is_frozen = false, is_bounce = false, is_damaged = false;
  bool has_envelope = true;  // false: damaged so early that sender and recipients are unknown
};

enum class QueueGroup : std::uint8_t { sender, actor, domain, script, subject, campaign, age };
std::optional<QueueGroup> queue_group_of(std::string_view word);
std::string_view queue_group_name(QueueGroup group);

enum class QueueOrder : std::uint8_t { time, size, recipients, sender, subject };
std::optional<QueueOrder> queue_order_of(std::string_view word);
// Oldest first; most bytes or waiting recipients first; by the alphabet. Equal ones by time.
void sort_queue(std::vector<QueueEntry>& entries, QueueOrder order);

// `total`: messages in the queue, of which `entries` were chosen.
std::string queue_table(const std::vector<QueueEntry>& entries, std::uint64_t total, Time now,
                        const TextStyle& style);
std::string queue_ids(const std::vector<QueueEntry>& entries);
// As `exiqgrep -b`: id, sender, recipients on one line.
std::string queue_brief(const std::vector<QueueEntry>& entries, const TextStyle& style);
struct QueueGroupRow {
  std::string name;  // raw bytes
  std::uint64_t messages = 0, recipients = 0, frozen = 0, bytes = 0;
  Time oldest{};
};
// Most messages first; by age, youngest first. `domain` is the recipients'.
std::vector<QueueGroupRow> group_queue(const std::vector<QueueEntry>& entries, QueueGroup by,
                                       Time now);
std::string queue_group_table(const std::vector<QueueGroupRow>& rows, QueueGroup by, Time now,
                              const TextStyle& style);
}  // namespace queuehound
