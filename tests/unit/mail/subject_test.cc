#include "mail/subject.h"

#include <gtest/gtest.h>

namespace queuehound {
namespace {

struct Row {
  std::string_view raw, shown;
};

TEST(Subject, EncodedWordsAreReadAsPeopleReadThem) {
  const Row rows[] = {
      {"Plain subject", "Plain subject"},
      {"  folded\r\n subject ", "folded subject"},
      {"=?UTF-8?Q?Gr=C3=BC=C3=9Fe?=",
       "Gr\xc3\xbc\xc3\x9f"
       "e"},
      {"=?utf-8?b?R3LDvMOfZQ==?=",
       "Gr\xc3\xbc\xc3\x9f"
       "e"},
      {"=?utf-8?B?R3LDvMOfZQ?=",
       "Gr\xc3\xbc\xc3\x9f"
       "e"},  // padding is missing
      {"=?ISO-8859-1?Q?Gr=FC=DFe_an?= alle",
       "Gr\xc3\xbc\xc3\x9f"
       "e an alle"},
      {"=?windows-1251?B?z/Do4uXy?=", "\xd0\x9f\xd1\x80\xd0\xb8\xd0\xb2\xd0\xb5\xd1\x82"},
      {"=?koi8-r?Q?=F0=D2=C9?=", "\xd0\x9f\xd1\x80\xd0\xb8"},
      {"=?utf-8*de?Q?ja?=", "ja"},
      {"=?UTF-8?Q?a?= =?UTF-8?Q?b?=", "ab"},  // the blank between goes
      {"=?UTF-8?Q?a?=\r\n =?UTF-8?Q?b?=", "ab"},
      {"=?UTF-8?Q?a?= and =?UTF-8?Q?b?=", "a and b"},
      {"=?UTF-8?Q?a?= =?ISO-8859-1?Q?=E9?=", "a\xc3\xa9"},
      {"=?UTF-8?B?w?= =?UTF-8?B?7w=?=", "=?UTF-8?B?w?= \xef\xbf\xbd"},  // one digit is no byte
      {"=?UTF-8?Q?=E2=82?= =?UTF-8?Q?=AC5?=",
       "\xe2\x82\xac"
       "5"},  // cut within a character
      {"=?UTF-8?Q?bad=FFbyte?=",
       "bad\xef\xbf\xbd"
       "byte"},
      {"=?x-none?Q?a?= =?x-none?Q?b?=", "=?x-none?Q?a?= =?x-none?Q?b?="},
      {"=?UTF-8?X?a?=", "=?UTF-8?X?a?="},
      {"=?UTF-8?Q?never closed", "=?UTF-8?Q?never closed"},
      {"=?=?=?=?", "=?=?=?=?"},
      {"=?UTF-8?Q?\?=", ""},
      {"Re: [=?UTF-8?Q?x?=] y", "Re: [x] y"},
      {"=?UTF-8?Q?a=3D1=zz=?=", "a=1=zz="},
      {"", ""},
      {"\r\n", ""},
      {"caf\xe9", "caf\xe9"},  // raw bytes stay; the edge makes them printable
  };
  for (const Row& row : rows) EXPECT_EQ(decode_subject(row.raw), row.shown) << row.raw;
}

TEST(Subject, HostileRepetitionStaysLinear) {
  for (const std::string_view part :
       {"=?", "=?a?Q?", "=?x?Q?a?=", "=?UTF-8?B?", "?=", "=?UTF-8?Q?a?= ", "=?=?=?UTF-8?Q?"}) {
    std::string text;
    while (text.size() < (1u << 20)) text += part;
    EXPECT_LE(decode_subject(text + "?=").size(), 4 * text.size());
  }
}

TEST(Skeleton, DropsWhatVariesFromCopyToCopy) {
  const Row rows[] = {
      {"Your Invoice 12345", "your invoice #"},
      {"Your invoice #98", "your invoice #"},
      {"Order A17-b993 is READY", "order # is ready"},
      {"Pay 1,234.56 EUR until 23.11.2026", "pay # eur until #"},
      {"  two \t blanks\r\n", "two blanks"},
      {"id deadbeefcafe end", "id # end"},
      {"faced decade", "faced decade"},  // hex letters, but words
      {"10:30 - 11:45", "# - #"},
      {"\xe4\xbd\xa0\xe6\x9c\x89"
       "3\xe5\xb0\x81",
       "\xe4\xbd\xa0\xe6\x9c\x89#\xe5\xb0\x81"},
      {"Win 50% now!!!", "win #% now!!!"},
      {"", ""},
      {"   ", ""},
      {"###", "#"},
  };
  for (const Row& row : rows) EXPECT_EQ(subject_skeleton(row.raw), row.shown) << row.raw;
}

}  // namespace
}  // namespace queuehound
