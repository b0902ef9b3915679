#include "report/queue_message.h"

#include <gtest/gtest.h>

namespace queuehound {
namespace {

constexpr std::string_view kHeader =
    "1aBcDe-000001-00-H\n"
    "shop 1001 1001\n"
    "<shop@customer.example>\n"
    "1795441000 0\n"
    "YY eve@there.example\n"
    "NN bob@there.example\n"
    "NN kim@there.example\n"
    "4\n"
    "ann@there.example\n"
    "bob@there.example\n"
    "eve@there.example\n"
    "kim@there.example\n"
    "\n"
    "012  Subject: x\n";

ShownMessage message_of(std::string_view header) {
  ShownMessage message;
  message.id = "1aBcDe-000001-00";
  message.file = "/spool/input/1aBcDe-000001-00-H";
  message.header_bytes = header;
  const auto add = [&](EximLineKind kind, std::string_view text) {
    MessageLine line;
    line.line = "2026-11-23 10:00:00 1aBcDe-000001-00 " + std::string(text);
    line.kind = kind;
    message.life.lines.push_back(line);
  };
  add(EximLineKind::deferral, "== bob@there.example R=r T=t defer (0): later");
  add(EximLineKind::failure, "** bob@there.example R=r T=t: 550 no");
  add(EximLineKind::delivery, "=> eve <eve@there.example> R=r T=t");
  return message;
}

TEST(QueueMessage, what_became_of_a_recipient_is_as_the_log_says) {
  const std::string text = message_text(message_of(kHeader), TimeZone::utc(), TextOptions{});
  for (const std::string_view row :
       {"  To          ann@there.example\n", "  Failed      bob@there.example\n",
        "  Delivered   eve@there.example\n", "  Finished    kim@there.example\n"})
    EXPECT_TRUE(text.contains(row)) << row << " in\n" << text;
  const std::string json = message_json(message_of(kHeader), {}, TimeZone::utc());
  EXPECT_LT(json.find("\"failed\""), json.find("bob@there.example", json.find("\"delivered\"")));
}

TEST(QueueMessage, a_folded_header_keeps_its_tab_and_loses_its_escapes) {
  const std::string header = std::string(kHeader.substr(0, kHeader.rfind("012  "))) +
                             "024P Received: here\n\tid \x1b[2J\n";
  const std::string text = message_text(message_of(header), TimeZone::utc(), TextOptions{});
  EXPECT_TRUE(text.contains("  Received: here id \\x1b[2J\n")) << text;
  EXPECT_TRUE(text.contains("  Received: here\n  \tid \\x1b[2J\n")) << text;
}

TEST(QueueMessage, a_missing_body_is_said_to_be_missing) {
  ShownMessage message = message_of(kHeader);
  EXPECT_TRUE(message_text(message, TimeZone::utc(), TextOptions{}).contains("no -D file"));
  message.has_data = true;
  EXPECT_FALSE(message_text(message, TimeZone::utc(), TextOptions{}).contains("no -D file"));
}

TEST(QueueMessage, a_body_in_base64_is_shown_as_it_reads_and_as_it_stands) {
  ShownMessage message =
      message_of(std::string(kHeader) + "034  Content-Transfer-Encoding: base64\n");
  message.has_data = true;
  message.body = "cGF5IG5vdw0KG1syS2hlcmUNCg==\n";
  const std::string text = message_text(message, TimeZone::utc(), TextOptions{});
  EXPECT_TRUE(
      text.contains("\nBODY, decoded\n  pay now\n  \\x1b[2Khere\n\nBODY, as it stands\n  cGF5"))
      << text;
  EXPECT_TRUE(message_json(message, {}, TimeZone::utc()).contains("\"decoded\": \"pay now"));
  message.body = "pay now\n";
  message.header_bytes = kHeader;
  EXPECT_FALSE(message_text(message, TimeZone::utc(), TextOptions{}).contains("decoded\n  pay"));
}

TEST(QueueMessage, of_many_recipients_the_first_are_shown_and_the_others_counted) {
  std::string header = "1aBcDe-000001-00-H\nshop 1001 1001\n<a@b.example>\n1795441000 0\nXX\n25\n";
  for (int i = 0; i < 25; ++i) header += "r" + std::to_string(i) + "@there.example\n";
  const ShownMessage message = message_of(header + "\n012  Subject: x\n");
  const std::string text = message_text(message, TimeZone::utc(), TextOptions{});
  EXPECT_TRUE(text.contains("r19@there.example\n              and 5 more: -v shows all\n")) << text;
  EXPECT_FALSE(text.contains("r20@"));
  EXPECT_TRUE(
      message_text(message, TimeZone::utc(), {.detail = TextDetail::full}).contains("r24@"));
}

TEST(QueueMessage, of_a_damaged_one_nothing_is_claimed_that_was_not_read) {
  const std::string text =
      message_text(message_of(kHeader.substr(0, 40)), TimeZone::utc(), TextOptions{});
  EXPECT_FALSE(text.contains("bounce")) << text;
  EXPECT_FALSE(text.contains("1970")) << text;
}

}  // namespace
}  // namespace queuehound
