#include "mail/international_domain.h"

#include <gtest/gtest.h>

#include <string>

namespace queuehound {
namespace {

TEST(InternationalDomain, has_two_forms) {
  const struct {
    std::string_view utf8, ascii;  // the latter as Python's own punycode codec writes them
  } rows[] = {
      {"bücher.example", "xn--bcher-kva.example"},
      {"münchen-ost.example", "xn--mnchen-ost-9db.example"},
      {"straße.example", "xn--strae-oqa.example"},
      {"例え.example", "xn--r8jz45g.example"},
      {"пример.example", "xn--e1afmkfd.example"},
      {"ελλάδα.example", "xn--hxakic4aa.example"},
      {"日本語.example", "xn--wgv71a119e.example"},
      {"a-ü.example", "xn--a--yka.example"},
      {"üü.example", "xn--tdaa.example"},
      {"ñandú.example", "xn--and-6ma2c.example"},
      {"ça.example", "xn--a-5fa.example"},
      {"łódź.example", "xn--d-uga0v4h.example"},
      {"𐌰x.example", "xn--x-ie2i.example"},
      {"קום.example", "xn--9dbq2a.example"},
      {"ไทย.example", "xn--o3cw4h.example"},
      {"düsseldorf-am-rhein.example", "xn--dsseldorf-am-rhein-m6b.example"},
      {"www.bücher.bücher.example", "www.xn--bcher-kva.xn--bcher-kva.example"},
  };
  for (const auto& row : rows) {
    EXPECT_EQ(other_form_of_domain(row.utf8), row.ascii);
    EXPECT_EQ(other_form_of_domain(row.ascii), row.utf8);
  }
}

TEST(InternationalDomain, is_the_same_in_any_case) {
  EXPECT_EQ(other_form_of_domain("BÜCHER.Example"), "xn--bcher-kva.example");
  EXPECT_EQ(other_form_of_domain("ПРИМЕР.example"), other_form_of_domain("пример.example"));
  EXPECT_EQ(other_form_of_domain("ΕΛΛΆΔΑ.example").empty(), false);
  EXPECT_EQ(other_form_of_domain("XN--BCHER-KVA.example"), "bücher.example");
}

TEST(InternationalDomain, is_nothing_where_there_is_but_one_form) {
  const std::string long_label(64, 'x'), wide(63 * 2, '\xc3');
  for (const std::string& domain :
       {std::string(), std::string("shop.example"), std::string("Shop.Example"),
        std::string("xn--"), std::string("xn--.example"), std::string("xn--\xff"),
        std::string("\xff.example"), std::string("b\xc3"), std::string("xn--99999999999"),
        std::string("xn--zzzzzzzzzzzz-999999999999"), "xn--" + long_label, "ü" + long_label, wide})
    EXPECT_EQ(other_form_of_domain(domain), "") << domain;
}

// Whatever the bytes: an answer, and one that leads back.
TEST(InternationalDomain, leads_back_from_any_label_that_is_decoded) {
  std::uint32_t state = 1;
  for (int round = 0; round < 20000; ++round) {
    std::string label = "xn--";
    for (int i = 0; i < 1 + round % 12; ++i) {
      state = state * 1664525 + 1013904223;
      label += "abcdefghijklmnopqrstuvwxyz0123456789-"[state >> 16 & 31];
    }
    const std::string utf8 = other_form_of_domain(label + ".example");
    if (utf8.empty() || utf8.starts_with("xn--")) continue;
    const std::string again = other_form_of_domain(utf8);
    EXPECT_EQ(other_form_of_domain(again), utf8) << label;
  }
}

}  // namespace
}  // namespace queuehound
