#include "survey/spool_learner.h"

#include <algorithm>

#include "base/hash.h"
#include "base/text.h"
#include "survey/exim_log_learner.h"

namespace queuehound {
namespace {

// Headers that tell one mail program's messages from another's: which there are, in what order, and
// the values that name the program. Trace headers that Exim adds say nothing of it.
bool shapes_message(std::string_view name) {
  return !equal_ignoring_case(name, "Received") && !equal_ignoring_case(name, "Return-path") &&
         !equal_ignoring_case(name, "Delivery-date") && !equal_ignoring_case(name, "Envelope-to");
}

std::string_view first_word(std::string_view value) {
  const std::size_t end = value.find_first_of(" \t\r\n;/");
  return value.substr(0, end);
}

// A header every CMS mailer, list or person may set; the message is the hint's only witness.
struct HintHeader {
  std::string_view name;
  std::string_view QueuedMessage::*field;
};
constexpr HintHeader kHintHeaders[] = {
    {"X-PHP-Script", &QueuedMessage::php_script},
    {"X-PHP-Originating-Script", &QueuedMessage::php_originating},
    {"X-Source-Dir", &QueuedMessage::source_directory},
    {"X-Source-Args", &QueuedMessage::source_arguments},
    {"X-phpBB-Origin", &QueuedMessage::board_origin},
    {"X-Mailer", &QueuedMessage::mailer},
    {"User-Agent", &QueuedMessage::mailer},
    {"From", &QueuedMessage::from_header},
    {"List-Id", &QueuedMessage::list_id},
};

}  // namespace

void SpoolLearner::read_headers(const SpoolHeader& header, QueuedMessage& queued) {
  std::uint64_t shape = 17;
  for (const SpoolHeaderLine& line : header.headers) {
    if (line.flag == '*') continue;
    if (shapes_message(line.name)) shape = mix(shape, keyed_hash_folded(line.name));
    const std::string_view value = trim(line.value);
    for (const HintHeader& hint : kHintHeaders)
      if (line.name.size() == hint.name.size() && equal_ignoring_case(line.name, hint.name) &&
          (queued.*hint.field).empty())
        queued.*hint.field = value.substr(0, 400);
    if (equal_ignoring_case(line.name, "Subject") && !queued.arrival.has_subject) {
      queued.arrival.has_subject = true;
      queued.arrival.subject = value;
    } else if (equal_ignoring_case(line.name, "Content-Type")) {
      shape = mix(shape, keyed_hash_folded(first_word(value)));
    } else if (equal_ignoring_case(line.name, "In-Reply-To") || equal_ignoring_case(line.name, "References")) {
      queued.is_reply = true;
    } else if (equal_ignoring_case(line.name, "List-Unsubscribe")) {
      queued.has_list_headers = true;
    } else if (equal_ignoring_case(line.name, "Precedence")) {
      queued.has_list_headers |= equal_ignoring_case(value, "list") || equal_ignoring_case(value, "bulk");
    } else if (equal_ignoring_case(line.name, "X-AntiAbuse") && value.starts_with("User IP - ")) {
      queued.board_user_ip = trim(value.substr(10));
    }
  }
  queued.has_list_headers |= !queued.list_id.empty();
  if (!queued.mailer.empty()) shape = mix(shape, keyed_hash_folded(first_word(queued.mailer)));
  queued.shape = shape;
}

void SpoolLearner::learn(const SpoolMessage& message) {
  const SpoolHeader& header = *message.header;
  ++counts_.messages;
  if (header.damage != SpoolDamage::none && header.damage != SpoolDamage::headers) return;
  counts_.recipients += header.recipients.size();
  counts_.frozen += header.is_frozen;
  counts_.bounces += header.sender.empty();
  if (counts_.oldest == Time{} || header.received_at < counts_.oldest) counts_.oldest = header.received_at;

  QueuedMessage queued;
  Arrival& arrival = queued.arrival;
  arrival.id = header.id;
  arrival.at = header.received_at;
  arrival.sender = header.sender;
  arrival.helo = header.helo_name;
  arrival.has_address = header.has_host;
  arrival.address = header.host_address;
  const bool has_login = !header.host_auth.empty() || (header.has_host && !header.auth_id.empty());
  if (has_login && !header.auth_id.empty()) {
    arrival.submission = SubmissionClass::mailbox;
    login_ = mailbox_of_login(header.auth_id, server_);
    arrival.name = login_;
  } else if (header.has_host) {
    arrival.submission = SubmissionClass::remote;
  } else if (header.sender.empty()) {
    arrival.submission = SubmissionClass::bounce;
  } else {
    arrival.submission = SubmissionClass::local;
    arrival.name = header.ident.empty() ? header.login : header.ident;
  }
  read_headers(header, queued);
  queued.is_frozen = header.is_frozen;
  queued.bytes = header.live_header_bytes + (message.has_data_size ? message.data_bytes : 0) + 1;
  counts_.bytes += queued.bytes;

  recipients_.clear();
  if (header.recipients.size() > done_size_) {
    done_size_ = header.recipients.size() * 2;
    done_ = std::make_unique<bool[]>(done_size_);
  }
  for (const SpoolRecipient& recipient : header.recipients) {
    done_[recipients_.size()] = recipient.is_done ||
                                std::ranges::find(message.journal, recipient.address) != message.journal.end();
    recipients_.push_back(recipient.address);
  }
  arrival.recipients = recipients_;
  queued.done = {done_.get(), recipients_.size()};
  ledger_.learn(queued);
}

}  // namespace queuehound
