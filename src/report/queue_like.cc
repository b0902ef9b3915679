#include "report/queue_like.h"

#include <fmt/format.h>

#include <algorithm>

namespace queuehound {
namespace {

constexpr std::uint64_t kDataFirstLine = 19;  // "<id>-D" and its LF; 26 for long ids

std::string age_text(Time received, Time now) {
  const auto minutes = (now - received).count() / 60;
  if (minutes <= 90) return fmt::format("{:2}m ", minutes);
  const auto hours = (minutes + 30) / 60;
  if (hours <= 72) return fmt::format("{:2}h ", hours);
  return fmt::format("{:2}d ", (hours + 12) / 24);
}

void add_sender(const SpoolHeader& header, std::string& out) {
  out.append(" <").append(header.sender).append(">");
  if (header.sender_set_untrusted) out.append(" (").append(header.login).append(")");
}

void add_recipients(const SpoolHeader& header, QueueForm form, std::string& out) {
  for (const SpoolRecipient& recipient : header.recipients) {
    if (recipient.is_done && form == QueueForm::bpu) continue;
    out.append("        ").append(recipient.is_done ? "D " : "  ");
    out.append(recipient.address).append("\n");
  }
}

}  // namespace

std::uint64_t message_size(const SpoolMessage& message) {
  if (!message.has_data_size) return 0;
  const std::uint64_t first_line = kDataFirstLine + message.file->id.length() - 16;
  const SpoolHeader& header = *message.header;
  const std::uint64_t header_bytes = header.live_header_bytes + header.broken_header_bytes;
  return header_bytes + message.data_bytes - first_line + 1;
}

std::string like_size_text(std::uint64_t size) {
  constexpr std::uint64_t kKilo = 1024;
  constexpr std::uint64_t kMega = kKilo * kKilo;
  if (size == 0) return "     ";
  if (size < kKilo) return fmt::format("{:5}", size);
  if (size < 10 * kKilo) return fmt::format("{:4.1f}K", static_cast<double>(size) / 1024.0);
  if (size < kMega) return fmt::format("{:4}K", (size + kKilo / 2) / kKilo);
  if (size < 10 * kMega) {
    return fmt::format("{:4.1f}M", static_cast<double>(size) / (1024.0 * 1024.0));
  }
  return fmt::format("{:4}M", (size + kMega / 2) / kMega);
}

LikeRow like_row(const SpoolMessage& message, QueueForm form, Time now,
                 const std::function<std::uint64_t(const SpoolMessage&)>& header_file_size) {
  const MessageIdText id_text = message.file->id.text();
  const std::string_view id = id_text;
  LikeRow row{
      std::string(id.substr(0, 6)).append(id.substr(id.rfind('-'))), {}, message.file->order};
  const SpoolHeader& header = *message.header;
  const bool has_envelope = envelope_was_read(header.damage);
  std::string& out = row.text;
  if (has_envelope) out += age_text(header.received_at, now);
  out += like_size_text(has_envelope ? message_size(message) : 0) + " " + std::string(id);
  if (has_envelope) add_sender(header, out);
  if (header.damage != SpoolDamage::none)
    out += fmt::format("\n    *** spool format error: size={} ***", header_file_size(message));
  if (has_envelope && header.is_frozen) out += " *** frozen ***";
  out += "\n";
  if (has_envelope) add_recipients(header, form, out);
  out += "\n";
  return row;
}

std::string like_text(std::vector<LikeRow> rows, QueueForm form) {
  if (form != QueueForm::bpr)
    std::stable_sort(rows.begin(), rows.end(), [](const LikeRow& a, const LikeRow& b) {
      return a.key != b.key ? a.key < b.key : a.order < b.order;
    });
  std::string out;
  for (const LikeRow& row : rows) out += row.text;
  return out;
}

}  // namespace queuehound
