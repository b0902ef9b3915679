#include "mail/body_text.h"

#include <gtest/gtest.h>

namespace queuehound {
namespace {

struct Row {
  std::string_view type, encoding, body;
  std::optional<std::string> wanted;
};

constexpr std::string_view kMixed = "multipart/mixed;\n boundary=\"b 1\"";

const Row kRows[] = {
    {"", "", "plain\n", {}},
    {"text/plain", "7bit", "a=41\n", {}},
    {"text/plain; charset=utf-8", "8bit", "caf\xc3\xa9\n", {}},
    {"text/plain; charset=\"ISO-8859-1\"", "8bit", "caf\xe9\n", "caf\xc3\xa9\n"},
    {"text/html; Charset=utf-8", "BASE64", "PHA+\ncGF5\n", "<p>pay"},
    {"text/plain", "base64", "cGF5I", "pay"},  // cut
    {"text/plain", "base64", "cGF5IG", "pay "},
    {"text/plain; charset=latin1", "Quoted-Printable", "caf=E9_=3D x=\r\ny=\nz\r\n=4",
     "caf\xc3\xa9_= xyz\n=4"},
    {"text/plain; charset=no-such", "quoted-printable", "=41", "A"},
    {"image/png", "base64", "iVBORw0KGgo=", {}},
    {kMixed, "",
     "old\n--b 1\nContent-Type: image/png\nContent-Transfer-Encoding: base64\n\niVBORw==\n"
     "--b 1\nContent-Type: text/plain;\n charset=utf-8\ncontent-transfer-encoding: base64\n\n"
     "cGF5\n--b 1--\nafter",
     "pay"},
    {kMixed,
     "",
     "--b 1\nContent-Disposition: attachment\nContent-Transfer-Encoding: base64\n\ncGF5\n--b 1--",
     {}},
    {kMixed, "",
     "--b 1\nContent-Type: multipart/alternative; boundary=c\n\n--c\n"
     "Content-Transfer-Encoding: quoted-printable\n\n=70ay\n--c--\n--b 1--\n",
     "pay\n"},
    {kMixed, "", "--b 1\n\nas it stands\n--b 1--\n", {}},
    {kMixed, "", "no mark at all\n", {}},
    {"multipart/mixed", "", "--\n\nno boundary\n", {}},
    {"multipart/mixed; boundary=\"open", "", "--open\n\n\n", {}},
    {kMixed, "", "--b 1", {}},
    {kMixed, "", "", {}},
};

TEST(BodyText, is_what_a_reader_sees) {
  for (const Row& row : kRows)
    EXPECT_EQ(readable_text({row.type, row.encoding}, row.body), row.wanted) << row.type << "\n"
                                                                             << row.body;
}

TEST(BodyText, parts_within_parts_come_to_an_end) {
  std::string body;
  for (int i = 0; i < 100'000; ++i) body += "--x\nContent-Type: multipart/mixed; boundary=x\n\n";
  EXPECT_EQ(readable_text({"multipart/mixed; boundary=x", ""}, body), std::nullopt);
}

}  // namespace
}  // namespace queuehound
