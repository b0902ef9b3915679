// Rows of a kept ledger where those in memory are no plain data, or have padding.
#pragma once

#include <cstdint>

#include "mail/message_id.h"

namespace queuehound {

struct TextRow {
  std::uint64_t hash;
  std::uint32_t length, unused;
};
struct WebmailRow {
  std::int64_t at;
  std::uint32_t user, address, recipient, deed;
};
struct OpenedRow {
  std::int64_t at;
  std::uint32_t user, unused;
};
struct PhpRow {
  std::int64_t at;
  std::uint64_t to_hash, offset;
  std::uint32_t script, unused;
};
struct PipedRow {
  MessageId letter;
  std::int64_t end;
  std::uint64_t offset;
  std::uint32_t command, recipient;
};
struct DomainRow {
  std::uint64_t local, remote;
  std::uint32_t domain, unused;
};
struct BounceRow {
  std::uint64_t count;
  std::int64_t first, last;
  std::uint32_t domain, hosts;
};
struct OldRow {
  std::uint64_t key;
  std::uint32_t actor;
  std::int32_t hour;
  std::uint32_t counts_deliveries, unused;
};
struct OrphanRow {
  MessageId id;
  std::int64_t at;
  std::uint64_t hash;
  std::uint32_t domain, text;
  std::uint32_t outcome, flags;
};
struct ForgedBlockRow {
  std::uint64_t from, to;
};
struct PartRow {  // what there is one of
  std::uint64_t forged_blocks, forgery_offset, dropped_messages, twofold_logins, twofold_others;
  std::int64_t oldest, newest, first_stamp, last_stamp;
  std::uint32_t has_forgery, has_span;
};

}  // namespace queuehound
