// What is taken for a plain connection without a second look is one to the whole parser.
#include "formats/plain_connection.h"

#include <gtest/gtest.h>

#include <random>
#include <string>

#include "formats/exim_log.h"

namespace queuehound {
namespace {

const std::string kPlain[] = {
    "SMTP connection from [192.0.2.1] (TCP/IP connection count = 3)",
    "SMTP connection from [192.0.2.1]:40000 (TCP/IP connection count = 3)",
    "SMTP connection from mx.sender.example [192.0.2.1]:40000 closed by QUIT",
    "SMTP connection from mx.sender.example (helo) [192.0.2.1] lost",
    "SMTP connection from (helo) [192.0.2.1] lost D=2m5s",
    "SMTP connection from (helo) [192.0.2.1]:4 D=0s closed by QUIT",
    "SMTP connection from (helo) [192.0.2.1]:40000 closed by QUIT",
    "no MAIL in SMTP connection from (helo) [192.0.2.1]:40000 D=1s C=EHLO,QUIT",
    "unexpected disconnection while reading SMTP command from [192.0.2.1] D=1s",
};

TEST(PlainConnection, IsOneOfTheCommonest) {
  for (const std::string& text : kPlain) EXPECT_TRUE(is_plain_connection(text)) << text;
  for (const char* text :
       {"SMTP connection from root", "SMTP connection from (a) [1] [192.0.2.1] lost",
        "SMTP connection from [192.0.2.1] opened", "SMTP connection outbound 1 a b c",
        "SMTP connection from [2001:db8::1] lost", "SMTP connection from x y [192.0.2.1] lost"})
    EXPECT_FALSE(is_plain_connection(text)) << text;
}

TEST(PlainConnection, IsReadByTheWholeParserToo) {
  std::mt19937 random(11);
  for (int round = 0; round < 100000; ++round) {
    std::string text = kPlain[random() % std::size(kPlain)];
    for (auto changes = random() % 3; changes > 0; --changes)
      text[random() % text.size()] = " ()[]:.=19aD"[random() % 12];
    if (random() % 4 == 0) text.resize(random() % text.size());
    ASSERT_TRUE(!is_plain_connection(text) || parse_exim_connection(text)) << text;
  }
}

}  // namespace
}  // namespace queuehound
