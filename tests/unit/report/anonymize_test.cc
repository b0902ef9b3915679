#include "report/anonymize.h"

#include <gtest/gtest.h>

#include "report/archive.h"
#include "unit/growth.h"

namespace queuehound {
namespace {

TEST(Anonymizer, names_of_people_go_and_culprits_stay) {
  const struct {
    std::string_view text, wanted;
  } rows[] = {
      {"<= thief@shop.example for jane@x.example", "<= thief@shop.example for person1@x.example"},
      {"=> jane <JANE@x.example> R=r", "=> person1 <person1@x.example> R=r"},
      {"=> jane <jane@x.example> R=r", "=> person1 <person1@x.example> R=r"},
      {"/s?to=kim%40y.example&a=1", "/s?to=person2%40y.example&a=1"},
      {"\"jane doe\"@x.example", "person3@x.example"},
      {"@ alone, a@, @b.example", "@ alone, a@, @b.example"},
      {"Thief@Shop.example", "Thief@Shop.example"},
      {"a@x.example,jane@x.example", "person4@x.example,person1@x.example"},
  };
  Anonymizer anonymizer;
  anonymizer.keep("thief@shop.example");
  for (const auto& row : rows) EXPECT_EQ(anonymizer.clean(row.text), row.wanted);
}

TEST(Anonymizer, names_in_headers_of_phps_log_go) {
  Anonymizer anonymizer;
  EXPECT_EQ(anonymizer.clean_line(
                "[t UTC] mail() on [/a.php:3]: To: Jane Doe <jane@x.example>, "
                "\"Lee, Kim\" <kim@y.example>, bob@z.example -- Headers: From: <a@b.example>"),
            "[t UTC] mail() on [/a.php:3]: To: <person1@x.example>, \"Lee, <person2@y.example>, "
            "person3@z.example -- Headers: From: <person4@b.example>");
}

TEST(Anonymizer, what_only_stands_beside_an_address_stays) {
  const struct {
    std::string_view text, wanted;
  } rows[] = {
      {"by thief@shop.example.", "by thief@shop.example."},
      {"WANT=thief@shop.example sh", "WANT=thief@shop.example sh"},
      {"exim -fthief@shop.example x", "exim -fthief@shop.example x"},
      {"who 'thief@shop.example'", "who 'thief@shop.example'"},
      {"id=thief@shop.example", "id=thief@shop.example"},
      {"to jane@x.example. And", "to person1@x.example. And"},
      {"id=jane@x.example", "id=person1@x.example"},
      {"-fjane@x.example", "-fperson1@x.example"},
      {"prvs-jane=x.example@y.example", "person2@y.example"},
      {"GET /c/send.php?a=1&to=jane@x.example HTTP",
       "GET /c/send.php?a=1&to=person1@x.example HTTP"},
      {"\"a\\tjane@x.example\"", "\"a\\tperson1@x.example\""},
      {"\"\\u0009jane@x.example\"", "\"\\u0009person1@x.example\""},
      {"\"\\\\tim@x.example\"", "\"\\\\person3@x.example\""},
  };
  Anonymizer anonymizer;
  anonymizer.keep("thief@shop.example");
  for (const auto& row : rows) EXPECT_EQ(anonymizer.clean(row.text), row.wanted);
}

TEST(Anonymizer, a_culprits_login_without_its_domain_stays) {
  Anonymizer anonymizer;
  anonymizer.keep("info@shop.example");
  EXPECT_EQ(anonymizer.clean_line("<= info@shop.example A=login:info for info@x.example jane"),
            "<= info@shop.example A=login:info for person1@x.example jane");
  EXPECT_EQ(anonymizer.clean_line("A=login:jane for jane@x.example"),
            "A=login:person2 for person2@x.example");
}

TEST(Anonymizer, a_token_is_nobody) {
  Anonymizer anonymizer;
  const std::string once = anonymizer.clean_line("=> jane@x.example for kim@y.example");
  EXPECT_EQ(anonymizer.clean(once), once);
  EXPECT_EQ(anonymizer.clean("jane@x.example"), "person1@x.example");
  EXPECT_EQ(anonymizer.clean("kim@x.example"), "person3@x.example");
}

TEST(Anonymizer, a_line_keeps_no_name_beside_the_address) {
  const struct {
    std::string_view line, wanted;
  } rows[] = {
      {"10:00:00 1x => janes <jane@x.example> R=r",
       "10:00:00 1x => person1 <person1@x.example> R=r"},
      {"10:00:00 1x -> /var/mail/kim <kim@y.example> R=r",
       "10:00:00 1x -> person2 <person2@y.example> R=r"},
      {"10:00:00 1x ** jane@x.example R=r H=jane.x.example: 550 Jane... unknown, JANE",
       "10:00:00 1x ** person1@x.example R=r H=jane.x.example: 550 person1... unknown, person1"},
      {"10:00:00 1x => thief <thief@shop.example> R=r",
       "10:00:00 1x => thief <thief@shop.example> R=r"},
      {"10:00:00 1x == kim@y.example R=r: kim is short",
       "10:00:00 1x == person2@y.example R=r: kim is short"},
      {"10:00:00 1x => a", "10:00:00 1x => a"},
      {"10:00:00 1x => a <", "10:00:00 1x => a <"},
      {"10:00:00 1x => a <b>", "10:00:00 1x => a <b>"},
  };
  Anonymizer anonymizer;
  anonymizer.keep("thief@shop.example");
  for (const auto& row : rows) EXPECT_EQ(anonymizer.clean_line(row.line), row.wanted);
}

TEST(Anonymizer, a_quoted_name_is_one_person_in_json_too) {
  Anonymizer anonymizer;
  EXPECT_EQ(anonymizer.clean("{\"line\": \"=> \\\"jane doe\\\"@x.example\"}"),
            "{\"line\": \"=> person1@x.example\"}");
  EXPECT_EQ(anonymizer.clean("\"jane doe\"@x.example"), "person1@x.example");
}

// A letter to many people, none of whom is written with "%40".
TEST(Anonymizer, a_long_list_is_looked_through_once) {
  const auto clean = [](std::size_t times) {
    std::string list;
    for (std::size_t i = 0; i < 3'000 * times; ++i)
      list += "reader" + std::to_string(i) + "@far.example\n";
    EXPECT_TRUE(Anonymizer().clean(list).ends_with("0@far.example\n"));
  };
  EXPECT_LT(growth_of(clean), kLinearGrowth);
}

TEST(Archive, is_whole_blocks_and_the_same_every_time) {
  const std::vector<ArchiveFile> files{{"a/report.txt", "hello"}, {"a/empty", ""}};
  const auto tar = tar_of(files);
  ASSERT_TRUE(tar);
  EXPECT_EQ(tar->size(), 512u * 5);
  EXPECT_EQ(gzip_of(*tar).value(), gzip_of(*tar_of(files)).value());
  EXPECT_FALSE(tar_of({{std::string(101, 'x'), ""}}));
}

}  // namespace
}  // namespace queuehound
