// Lines written as Exim writes them, from any values that Exim lets through, give those values
// back.
#include <gtest/gtest.h>
#ifdef QUEUEHOUND_HAVE_RAPIDCHECK
#include <rapidcheck.h>

#include <algorithm>
#include <string>
#include <vector>

#include "formats/exim_log.h"

namespace queuehound {
namespace {

// What an attacker would put into a field: pieces of Exim's own lines.
const std::vector<std::string> kHostile{") [198.51.100.66]",
                                        " P=esmtpa",
                                        " A=login:victim@site.example",
                                        " S=9",
                                        " id=x@y.example",
                                        " T=\"",
                                        " U=root",
                                        " for ",
                                        "\"",
                                        "\\",
                                        " ",
                                        ": ",
                                        " R=a",
                                        " T=b",
                                        "<",
                                        ">",
                                        "(",
                                        " [2001:db8::66]:25",
                                        ": 535 Incorrect authentication data (set_id=",
                                        " F=<a@b.example>",
                                        " rejected RCPT ",
                                        " from <",
                                        "x",
                                        "\t",
                                        " defer (-1)",
                                        " => ",
                                        "\xc3\xa9",
                                        " DN=\"",
                                        " H=",
                                        " K",
                                        " L"};

rc::Gen<std::string> hostile() {
  return rc::gen::map(rc::gen::container<std::vector<std::string>>(rc::gen::elementOf(kHostile)),
                      [](const std::vector<std::string>& parts) {
                        std::string all;
                        for (const std::string& part : parts) all += part;
                        return all;
                      });
}

// A quoted local part as Exim keeps it.
std::string address_of(const std::string& text) {
  std::string out = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') out += '\\';
    out += c;
  }
  return out + "\"@d.example";
}

std::string subject_of(const std::string& text) {
  std::string out;
  for (const char c : text) {
    if (c == '"' || c == '\\') out += '\\';
    if (static_cast<unsigned char>(c) < 0x80) {
      out += c;
    } else {
      char octal[8];
      std::snprintf(octal, sizeof octal, "\\%03o",
                    static_cast<unsigned>(static_cast<unsigned char>(c)));
      out += octal;
    }
  }
  return out;
}

rc::Gen<std::string> any_address() {
  return rc::gen::oneOf(
      rc::gen::elementOf(std::vector<std::string>{"a@b.example", "o'x+y@d.example", "bob"}),
      rc::gen::map(hostile(), address_of));
}

struct Written {
  std::string sender, helo, message_id, subject, raw_sender, recipients, line;
};

Written write_arrival(const std::string& ip) {
  Written w;
  w.sender = *any_address();
  w.helo = *hostile();
  w.line =
      w.sender + " H=(" + w.helo + ") [" + ip + "]:4321 P=esmtpa A=plain:bob@site.example S=321";
  if (*rc::gen::arbitrary<bool>()) w.line += " id=" + (w.message_id = *any_address());
  if (*rc::gen::arbitrary<bool>()) w.line += " T=\"" + (w.subject = subject_of(*hostile())) + "\"";
  if (*rc::gen::arbitrary<bool>()) w.line += " from <" + (w.raw_sender = *any_address()) + ">";
  for (const std::string& address :
       *rc::gen::nonEmpty(rc::gen::container<std::vector<std::string>>(any_address()))) {
    w.recipients += (w.recipients.empty() ? "" : " ") + address;
  }
  w.line += " for " + w.recipients;
  return w;
}

TEST(EximArrivalProperty, NothingInALineChangesTheClientOrTheAccount) {
  EXPECT_TRUE(rc::check([] {
    const Written w = write_arrival("192.0.2.1");
    const auto a = parse_exim_arrival(w.line);
    RC_ASSERT(a.has_value());
    RC_ASSERT(a->host.present);
    // Ambiguous lines are allowed (an ident or a certificate could explain them), lies are not.
    RC_ASSERT(a->host.ip == "192.0.2.1" || (a->is_ambiguous && a->host.ip.empty()));
    RC_ASSERT(a->auth_id == "bob@site.example" || (a->is_ambiguous && a->auth_id.empty()));
    RC_ASSERT(a->sender == w.sender);
    if (a->is_ambiguous) return;
    RC_ASSERT(a->unparsed.empty());
    RC_ASSERT(a->host.helo == w.helo);
    RC_ASSERT(a->message_id == w.message_id);
    RC_ASSERT(a->subject == w.subject);
    RC_ASSERT(a->raw_sender == w.raw_sender);
    RC_ASSERT(a->recipients == w.recipients);
  }));
}

TEST(EximArrivalProperty, AnHonestHeloIsNeverInDoubt) {
  EXPECT_TRUE(rc::check([] {
    Written w = write_arrival("2001:db8::1");
    const std::string opening = "H=(" + w.helo + ")";
    w.line.replace(w.line.find(opening, w.sender.size()), opening.size(), "H=([192.0.2.7])");
    const auto a = parse_exim_arrival(w.line);
    RC_ASSERT(a.has_value());
    RC_ASSERT(!a->is_ambiguous);
    RC_ASSERT(a->host.ip == "2001:db8::1");
    RC_ASSERT(a->recipients == w.recipients);
    const std::string line = "2026-03-04 10:11:12 1wAbCd-0003xY-2Q <= " + w.line;
    RC_ASSERT(rewrite_exim_line(line) == line);
  }));
}

TEST(EximDeliveryProperty, QuotedLocalPartsAreShownAndTakenApart) {
  EXPECT_TRUE(rc::check([] {
    const std::string local = *hostile();
    const std::string top = address_of(local), shown = local + "@d.example";
    const bool is_failure = *rc::gen::arbitrary<bool>();
    const std::string items = is_failure ? " R=dns T=smtp : 550 " + *hostile()
                                         : " R=dns T=smtp H=mx [192.0.2.1] C=\"250\"";
    const EximLineKind kind = is_failure ? EximLineKind::failure : EximLineKind::delivery;
    const std::string text = shown + " <" + top + ">" + items;
    const auto d = parse_exim_delivery(kind, text);
    RC_ASSERT(d.has_value());
    // `a@b R=x: ` could be an address and a remote host's answer, `>: ` one and this host's.
    if (d->is_ambiguous) {
      RC_ASSERT(is_failure && (local.contains('@') || local.contains(": ")));
      RC_ASSERT(d->recipient().empty());
      return;
    }
    RC_ASSERT(d->final_address == shown);
    RC_ASSERT(d->top_address == top);
    RC_ASSERT(d->router == "dns");
    RC_ASSERT(d->transport == "smtp");
  }));
}

TEST(EximAuthFailureProperty, NeverNamesAnAddressThatTheClientMadeUp) {
  EXPECT_TRUE(rc::check([] {
    const std::string helo = *hostile(), set_id = *hostile();
    const std::string text =
        "login authenticator failed for (" + helo +
        ") [192.0.2.1]:99: 535 Incorrect authentication data (set_id=" + set_id + ")";
    const auto f = parse_exim_auth_failure(text);
    RC_ASSERT(f.has_value());
    RC_ASSERT(f->host.ip == "192.0.2.1" || (f->is_ambiguous && f->host.ip.empty()));
  }));
}

TEST(EximRejectProperty, NeverNamesAnAddressThatTheClientMadeUp) {
  EXPECT_TRUE(rc::check([] {
    const std::string helo = *hostile(), argument = *hostile();
    const std::string text = "H=(" + helo + ") [192.0.2.1] F=<" + *any_address() +
                             "> rejected RCPT <" + argument + ">: no";
    const auto r = parse_exim_reject(text);
    RC_ASSERT(r.has_value());
    RC_ASSERT(r->host.ip == "192.0.2.1" || (r->is_ambiguous && r->host.ip.empty()));
  }));
}

}  // namespace
}  // namespace queuehound
#endif
