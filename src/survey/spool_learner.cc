#include "survey/spool_learner.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstring>

#include "base/hash.h"
#include "base/text.h"
#include "survey/exim_log_learner.h"

namespace queuehound {
namespace {

std::string_view first_word(std::string_view value) {
  const std::size_t end = value.find_first_of(" \t\r\n;/");
  return value.substr(0, end);
}

enum class Meaning : std::uint8_t {
  other,
  trace,
  hint,
  subject,
  content_type,
  reply,
  unsubscribe,
  precedence,
  abuse
};

// A header every CMS mailer, list or person may set; the message is the hint's only witness. Trace
// headers are Exim's own: they tell nothing of the program that made the message. The last rows are
// here because almost every message has them: what is known need not be hashed.
struct KnownHeader {
  std::string_view name;  // as most programs write it, which is compared first
  Meaning meaning;
  std::string_view QueuedMessage::* field = nullptr;
};
constexpr std::array kKnownHeaders = std::to_array<KnownHeader>({
    {"Received", Meaning::trace},
    {"Return-Path", Meaning::trace},
    {"Delivery-Date", Meaning::trace},
    {"Envelope-To", Meaning::trace},
    {"X-PHP-Script", Meaning::hint, &QueuedMessage::php_script},
    {"X-PHP-Originating-Script", Meaning::hint, &QueuedMessage::php_originating},
    {"X-Source-Dir", Meaning::hint, &QueuedMessage::source_directory},
    {"X-Source-Args", Meaning::hint, &QueuedMessage::source_arguments},
    {"X-phpBB-Origin", Meaning::hint, &QueuedMessage::board_origin},
    {"X-Mailer", Meaning::hint, &QueuedMessage::mailer},
    {"User-Agent", Meaning::hint, &QueuedMessage::mailer},
    {"From", Meaning::hint, &QueuedMessage::from_header},
    {"List-Id", Meaning::hint, &QueuedMessage::list_id},
    {"Subject", Meaning::subject},
    {"Content-Type", Meaning::content_type},
    {"In-Reply-To", Meaning::reply},
    {"References", Meaning::reply},
    {"List-Unsubscribe", Meaning::unsubscribe},
    {"Precedence", Meaning::precedence},
    {"X-AntiAbuse", Meaning::abuse},
    {"To", Meaning::other},
    {"Date", Meaning::other},
    {"Message-ID", Meaning::other},
    {"MIME-Version", Meaning::other},
    {"Content-Transfer-Encoding", Meaning::other},
});

// A perfect hash over the table above, checked by the compiler. Its names are letters and dashes,
// which the bit of small letters folds; what it makes of another name matters to nobody.
constexpr std::size_t kHeaderSlots = 128;
constexpr std::size_t header_slot(std::string_view name) {
  const auto letter = [&](std::size_t i) { return static_cast<unsigned char>(name[i]) | 0x20u; };
  return (name.size() + letter(0) + letter(name.size() - 1) * 7u + letter(name.size() / 2) * 3u) %
         kHeaderSlots;
}

struct HeaderTable {
  std::array<std::int8_t, kHeaderSlots> row_at{};
  bool collides = false;
};
constexpr HeaderTable kHeaderTable = [] {
  HeaderTable table;
  table.row_at.fill(-1);
  for (std::size_t i = 0; i < kKnownHeaders.size(); ++i) {
    auto& slot = table.row_at[header_slot(kKnownHeaders[i].name)];
    table.collides = table.collides || slot >= 0;
    slot = static_cast<std::int8_t>(i);
  }
  return table;
}();
static_assert(!kHeaderTable.collides);

template <class Word>
bool has_same_ends(const char* a, const char* b, std::size_t size) {
  Word heads[2], tails[2];
  std::memcpy(&heads[0], a, sizeof(Word));
  std::memcpy(&heads[1], b, sizeof(Word));
  std::memcpy(&tails[0], a + size - sizeof(Word), sizeof(Word));
  std::memcpy(&tails[1], b + size - sizeof(Word), sizeof(Word));
  return heads[0] == heads[1] && tails[0] == tails[1];
}

// Whether two texts of one length are the same, without a call: names are short, and mostly are.
bool has_same_bytes(std::string_view a, std::string_view b) {
  if (a.size() < 4 || a.size() > 16) return a == b;
  return a.size() < 8 ? has_same_ends<std::uint32_t>(a.data(), b.data(), a.size())
                      : has_same_ends<std::uint64_t>(a.data(), b.data(), a.size());
}

// The row of a header's name, kKnownHeaders.size() where it has none.
std::size_t find_known(std::string_view name) {
  if (name.empty()) return kKnownHeaders.size();
  const int row = kHeaderTable.row_at[header_slot(name)];
  if (row < 0) return kKnownHeaders.size();
  const std::string_view known = kKnownHeaders[static_cast<std::size_t>(row)].name;
  if (known.size() != name.size()) return kKnownHeaders.size();
  if (!has_same_bytes(known, name) && !equal_ignoring_case(known, name))
    return kKnownHeaders.size();
  return static_cast<std::size_t>(row);
}

std::uint64_t hash_of_known(std::size_t row) {
  static const auto hashes = [] {
    std::array<std::uint64_t, kKnownHeaders.size()> all{};
    for (std::size_t i = 0; i < all.size(); ++i) all[i] = keyed_hash_folded(kKnownHeaders[i].name);
    return all;
  }();
  return hashes[row];
}

void note_header(const KnownHeader& known, std::string_view value, QueuedMessage& queued) {
  switch (known.meaning) {
    case Meaning::hint:
      if ((queued.*known.field).empty()) queued.*known.field = value.substr(0, 400);
      break;
    case Meaning::subject:
      if (!queued.arrival.has_subject) queued.arrival.subject = value;
      queued.arrival.has_subject = true;
      break;
    case Meaning::reply:
      queued.is_reply = true;
      break;
    case Meaning::unsubscribe:
      queued.has_list_headers = true;
      break;
    case Meaning::precedence:
      queued.has_list_headers |=
          equal_ignoring_case(value, "list") || equal_ignoring_case(value, "bulk");
      break;
    case Meaning::abuse:
      if (value.starts_with("User IP - ")) queued.board_user_ip = trim(value.substr(10));
      break;
    default:
      break;
  }
}

}  // namespace

// The shape tells one mail program's messages from another's: which headers there are, in what
// order, and the values that name the program.
void SpoolLearner::read_headers(const SpoolHeader& header, QueuedMessage& queued) {
  std::uint64_t shape = 17;
  for (const std::string_view line : header.live_headers) {
    const std::string_view name = spool_header_name(line);
    const std::size_t row = find_known(name);
    if (row == kKnownHeaders.size()) {
      shape = mix(shape, keyed_hash_folded(name));
      continue;
    }
    const KnownHeader& known = kKnownHeaders[row];
    if (known.meaning == Meaning::trace) continue;
    shape = mix(shape, hash_of_known(row));
    if (known.meaning == Meaning::other) continue;
    const std::string_view value = trim(line.substr(line.find(':', name.size()) + 1));
    if (known.meaning == Meaning::content_type)
      shape = mix(shape, keyed_hash_folded(first_word(value)));
    note_header(known, value, queued);
  }
  queued.has_list_headers |= !queued.list_id.empty();
  if (!queued.mailer.empty()) shape = mix(shape, keyed_hash_folded(first_word(queued.mailer)));
  queued.shape = std::max(1u, static_cast<std::uint32_t>(shape ^ shape >> 32));
}

void SpoolLearner::learn(const SpoolMessage& message) {
  const SpoolHeader& header = *message.header;
  ++counts_.messages;
  if (header.damage != SpoolDamage::none && header.damage != SpoolDamage::headers) return;
  counts_.recipients += header.recipients.size();
  counts_.frozen += header.is_frozen;
  counts_.bounces += header.sender.empty();
  QueuedMessage queued;
  Arrival& arrival = queued.arrival;
  arrival.id = header.id;
  // A file whose time was tampered with or damaged; the id holds the second it was made in.
  const auto drift = header.received_at - header.id.time();
  const bool is_off = drift > seconds(7200) || drift < seconds(-7200);
  arrival.at = is_off ? header.id.time() : header.received_at;
  if (counts_.oldest == Time{} || arrival.at < counts_.oldest) counts_.oldest = arrival.at;
  arrival.sender = header.sender;
  arrival.helo = header.helo_name;
  arrival.has_address = header.has_host;
  arrival.address = header.host_address;
  const bool has_login = !header.host_auth.empty() || (header.has_host && !header.auth_id.empty());
  arrival.has_login = has_login && header.has_host;
  if (has_login && !header.auth_id.empty()) {
    arrival.submission = SubmissionClass::mailbox;
    take_mailbox_of_login(header.auth_id, server_, login_);
    arrival.name = login_;
  } else if (header.has_host) {
    arrival.submission = SubmissionClass::remote;
  } else {
    arrival.submission = SubmissionClass::local;
    arrival.name = header.ident.empty() ? header.login : header.ident;
    if (header.sender.empty() && is_made_by_exim(server_, arrival.name, header.is_local_error)) {
      arrival.submission = SubmissionClass::bounce;
      arrival.name = {};
    }
  }
  read_headers(header, queued);
  queued.is_frozen = header.is_frozen;
  counts_.bytes += header.live_header_bytes + (message.has_data_size ? message.data_bytes : 0) + 1;

  recipients_.clear();
  if (header.recipients.size() > done_size_) {
    done_size_ = header.recipients.size() * 2;
    done_ = std::make_unique<bool[]>(done_size_);
  }
  for (const SpoolRecipient& recipient : header.recipients) {
    done_[recipients_.size()] = recipient.is_done;  // those of the journal among them
    recipients_.push_back(recipient.address);
  }
  arrival.recipients = recipients_;
  queued.done = {done_.get(), recipients_.size()};
  ledger_.learn(queued);
}

}  // namespace queuehound
