#include "report/json.h"

#include <gtest/gtest.h>
#include <stdlib.h>
#include <unistd.h>

#include <cmath>
#include <cstdio>
#include <filesystem>
#include <limits>
#include <nlohmann/json.hpp>

#include "report/json_writer.h"
#include "unit/report/sample_result.h"

namespace queuehound {
namespace {

using nlohmann::json;

std::string scan_json(const ScanResult& result) {
  std::string document;
  EXPECT_TRUE(write_scan_json(result, [&](std::string_view piece) {
    document += piece;
    return true;
  }));
  return document;
}

std::string written(std::string_view bytes) {
  JsonWriter writer;
  writer.text(bytes);
  return writer.take();
}

TEST(JsonWriter, any_bytes_become_a_string_that_a_parser_reads_back) {
  struct {
    std::string_view bytes, read;
  } rows[] = {
      {"plain", "plain"},
      {"", ""},
      {"quote \" back \\ slash /", "quote \" back \\ slash /"},
      {"tab\tline\nreturn\r", "tab\tline\nreturn\r"},
      {std::string_view("nul\0end", 7), std::string_view("nul\0end", 7)},
      {"\x1b[2J\x7f", "\x1b[2J\x7f"},
      {"\xc2\x9b and \xe2\x80\xae and \xd8\x9c", "\xc2\x9b and \xe2\x80\xae and \xd8\x9c"},
      {"\xff\xc3", "\\xff\\xc3"},
      {"\xf0\x9f\x98\x80 \xe4\xb8\xad", "\xf0\x9f\x98\x80 \xe4\xb8\xad"},
  };
  for (const auto& row : rows) {
    const std::string text = written(row.bytes);
    EXPECT_EQ(json::parse(text).get<std::string>(), row.read) << text;
    for (const char c : text.substr(0, text.size() - 1))
      EXPECT_GE(static_cast<unsigned char>(c), 0x20);
  }
}

TEST(JsonWriter, what_a_terminal_acts_on_is_escaped) {
  EXPECT_EQ(written("\xc2\x9b"), "\"\\u009b\"\n");
  EXPECT_EQ(written("\xe2\x80\xae"), "\"\\u202e\"\n");
  EXPECT_EQ(written("\xe2\x81\xa6"), "\"\\u2066\"\n");
  EXPECT_EQ(written("\x7f"), "\"\\u007f\"\n");
}

TEST(JsonWriter, fractions_have_three_decimals_at_most_and_are_always_numbers) {
  struct {
    double value;
    std::string_view text;
  } rows[] = {{0, "0"},
              {1, "1"},
              {0.98766, "0.988"},
              {-0.0001, "0"},
              {2.50, "2.5"},
              {1e15, "1000000000000000"},
              {-3.25, "-3.25"},
              {std::nan(""), "0"},
              {std::numeric_limits<double>::infinity(), "0"}};
  for (const auto& row : rows) {
    JsonWriter writer;
    writer.fraction(row.value);
    EXPECT_EQ(writer.take(), std::string(row.text) + "\n");
  }
}

TEST(JsonWriter, a_sink_gets_the_same_document_in_pieces_until_it_refuses_one) {
  const auto write = [](JsonWriter& writer) {
    writer.begin_array();
    for (int i = 0; i < 20000; ++i) writer.text("1rABcd-000" + std::to_string(i));
    writer.end_array();
  };
  JsonWriter whole;
  write(whole);
  std::size_t pieces = 0, longest = 0, asked = 0;
  std::string joined;
  JsonWriter writer([&](std::string_view piece) {
    ++pieces;
    longest = std::max(longest, piece.size());
    joined += piece;
    return true;
  });
  write(writer);
  EXPECT_TRUE(writer.end());
  EXPECT_EQ(joined, whole.take());
  EXPECT_GT(pieces, 3u);
  EXPECT_LT(longest, 70000u);

  JsonWriter refused([&](std::string_view) { return ++asked < 2; });
  write(refused);
  EXPECT_FALSE(refused.end());
  EXPECT_EQ(asked, 2u);
}

TEST(JsonWriter, empty_lists_and_objects_stay_on_their_line) {
  JsonWriter writer;
  writer.begin_object();
  writer.key("a");
  writer.begin_array();
  writer.end_array();
  writer.key("b");
  writer.begin_object();
  writer.end_object();
  writer.end_object();
  EXPECT_EQ(writer.take(), "{\n  \"a\": [],\n  \"b\": {}\n}\n");
}

TEST(ScanJson, says_what_the_contract_says) {
  const json document = json::parse(scan_json(sample_result()));
  EXPECT_EQ(document["schema"], "queuehound/scan/1");
  EXPECT_EQ(document["generated_at"], "2026-11-23T14:48:00+01:00");
  EXPECT_EQ(document["window"]["from"], "2026-11-22T14:48:00+01:00");
  EXPECT_EQ(document["host"]["exim_version"], "4.96");
  EXPECT_EQ(document["queue"]["oldest"], "2026-11-23T08:00:00+01:00");
  const json& mailbox = document["incidents"][0];
  EXPECT_EQ(mailbox["id"], "I-3f9a2c");
  EXPECT_EQ(mailbox["kind"], "mailbox");
  EXPECT_EQ(mailbox["confidence"], 0.988);
  EXPECT_TRUE(mailbox["script"].is_null());
  EXPECT_EQ(mailbox["messages"]["distinct_recipients"], 2611);
  EXPECT_EQ(mailbox["usual"]["busiest_day"], 9);
  EXPECT_EQ(mailbox["origins"][0]["via"], "smtp_auth");
  EXPECT_TRUE(mailbox["origins"][0]["not_blocked_because"].is_null());
  EXPECT_TRUE(mailbox["origins"][1]["country"].is_null());
  EXPECT_EQ(mailbox["evidence"][0]["source"]["offset"], 118204331);
  EXPECT_TRUE(mailbox["evidence"][1]["source"].is_null());
  EXPECT_EQ(mailbox["queue_selection"]["spare"].size(), 1u);
  EXPECT_TRUE(mailbox["plan"][0]["shell"].is_null());
  EXPECT_EQ(mailbox["hourly"].size(), 24u);
  const json& script = document["incidents"][1];
  EXPECT_TRUE(script["account"].is_null());
  EXPECT_TRUE(script["usual"].is_null());
  EXPECT_EQ(script["origins"][0]["lift"], 12.346);
}

TEST(ScanJson, what_is_not_known_is_null) {
  ScanResult result = sample_clean();
  result.exim_version.clear();
  result.queue.oldest.reset();
  result.incidents = {sample_mailbox()};
  result.incidents[0].domain = "";
  const json document = json::parse(scan_json(result));
  EXPECT_TRUE(document["host"]["exim_version"].is_null());
  EXPECT_TRUE(document["queue"]["oldest"].is_null());
  EXPECT_TRUE(document["incidents"][0]["domain"].is_null());
}

TEST(ScanJson, the_same_result_gives_the_same_bytes) {
  EXPECT_EQ(scan_json(sample_result()), scan_json(sample_result()));
}

// 77 means that python3-jsonschema is missing.
TEST(ScanJson, is_valid_by_its_schema) {
  char folder[] = "/tmp/queuehound-json-XXXXXX";
  ASSERT_NE(::mkdtemp(folder), nullptr);
  const std::string directory = folder;
  const auto put = [&](const std::string& name, const ScanResult& result) {
    const std::string path = directory + "/" + name;
    std::FILE* file = std::fopen(path.c_str(), "w");
    std::fputs(scan_json(result).c_str(), file);
    std::fclose(file);
    return " " + path;
  };
  const std::string command = "python3 " QUEUEHOUND_SOURCE_DIR "/tests/schema/validate.py" +
                              put("found.json", sample_result()) +
                              put("clean.json", sample_clean()) + " > " + directory + "/said 2>&1";
  const int status = std::system(command.c_str());
  const int exit_status = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
  EXPECT_TRUE(exit_status == 0 || exit_status == 77 || exit_status == 127) << exit_status;
  std::filesystem::remove_all(directory);
}

}  // namespace
}  // namespace queuehound
