#include "remedy/letter.h"

#include <gtest/gtest.h>

#include <array>

namespace queuehound {
namespace {

struct Sample {
  Incident incident;
  Server server;
  Sample() {
    incident.id = "I-abc123";
    incident.kind = IncidentKind::form;
    incident.url = "shop.example/contact.php";
    incident.domain = "shop.example";
    incident.messages.submitted = 41;
    incident.subjects.push_back({"Win\n\x1b[2Jnow", 40});
    incident.evidence.push_back({"driven", 2, "41 posts in a minute", {}});
    server.primary_hostname = "server.hosting.example";
  }
  Letter letter(Audience audience, std::string_view text, std::string owner = {}) const {
    return write_letter(audience,
                        LetterFacts{.incident = incident,
                                    .server = server,
                                    .owner = std::move(owner),
                                    .done = {"2 addresses blocked"}},
                        text);
  }
};

TEST(Letter, TheBuiltInOnesSayWhatHappenedAndWhatToDo) {
  const Sample sample;
  for (const Audience audience : {Audience::owner, Audience::administrator}) {
    const Letter letter = sample.letter(audience, builtin_template(audience));
    for (const std::string_view word :
         {"shop.example/contact.php", "41 messages", "2 addresses blocked", "41 posts in a minute"})
      EXPECT_TRUE(letter.body.contains(word == "41 messages" ? "41 to" : word)) << word;
    EXPECT_FALSE(letter.body.contains('{')) << letter.body;
    EXPECT_FALSE(letter.body.contains('\x1b'));
    EXPECT_FALSE(letter.subject.empty());
  }
  EXPECT_TRUE(
      sample.letter(Audience::owner, builtin_template(Audience::owner)).body.contains("captcha"));
}

TEST(Letter, AChangedPageIsToBeComparedWithItsMakersVersion) {
  Sample sample;
  sample.incident.how_page_changed = "/home/a/index.php was changed";
  for (const Audience audience : {Audience::owner, Audience::administrator})
    for (const std::string_view word : {"its maker's", "/home/a/index.php was changed."})
      EXPECT_TRUE(sample.letter(audience, builtin_template(audience)).body.contains(word)) << word;
}

TEST(Letter, EveryKindHasItsWords) {
  for (const IncidentKind kind :
       {IncidentKind::mailbox, IncidentKind::script, IncidentKind::form, IncidentKind::list,
        IncidentKind::relay, IncidentKind::inbound, IncidentKind::backscatter}) {
    Sample sample;
    sample.incident.kind = kind;
    const Letter letter = sample.letter(Audience::owner, "Subject: s\n\n{what}\n{todo}\n");
    EXPECT_GT(letter.body.size(), 80u) << kind_name(kind);
  }
}

TEST(Letter, ATemplateIsFilledAndItsOdditiesStay) {
  const Sample sample;
  const struct {
    std::string_view text, subject, body;
  } rows[] = {
      {"Subject: {id}\n\nHi {actor}\n", "I-abc123", "Hi shop.example/contact.php\n"},
      {"Subject: a\n\nscript {script}\nend\n", "a", "end\n"},
      {"Subject: a\n\n{no_such} { } {}\n", "a", "{no_such} { } {}\n"},
      {"Subject: a\r\n\r\nb\r\n", "a", "b\n"},
      {"no subject line\n", "I-abc123: shop.example/contact.php", "no subject line\n"},
      {"Subject: a\n\n{open", "a", "{open\n"},
  };
  for (const auto& row : rows) {
    const Letter letter = sample.letter(Audience::owner, row.text);
    EXPECT_EQ(letter.subject, row.subject);
    EXPECT_EQ(letter.body, row.body);
  }
}

TEST(Letter, GoesToTheContactElseToTheDomainsPostmaster) {
  Sample sample;
  EXPECT_EQ(sample.letter(Audience::owner, "x", "me@own.example").to, "me@own.example");
  EXPECT_EQ(sample.letter(Audience::owner, "x", "a@b.example, c@d.example").to,
            "postmaster@shop.example");
  EXPECT_EQ(sample.letter(Audience::administrator, "x").to, "postmaster@server.hosting.example");
  sample.incident.account = "kim@shop.example";
  EXPECT_EQ(sample.letter(Audience::owner, "x").to, "kim@shop.example");
}

TEST(Letter, NeverGoesToTheStolenMailboxItself) {
  Sample sample;
  sample.incident.kind = IncidentKind::mailbox;
  sample.incident.account = "kim@shop.example";
  EXPECT_EQ(sample.letter(Audience::owner, "x", "boss@else.example").to, "boss@else.example");
  for (const char* owner : {"", "Kim@Shop.example"}) {
    const Letter letter = sample.letter(Audience::owner, "x", owner);
    EXPECT_EQ(letter.to, "");
    EXPECT_TRUE(letter.nobody_because.contains("the thief reads")) << letter.nobody_because;
  }
}

TEST(Letter, SaysTheSameNameOnce) {
  Sample sample;
  const Letter form = sample.letter(Audience::owner, builtin_template(Audience::owner));
  EXPECT_EQ(form.body.find("shop.example/contact.php"),
            form.body.rfind("shop.example/contact.php"));
  sample.incident.script = "/home/shop/x.php";
  EXPECT_TRUE(sample.letter(Audience::administrator, builtin_template(Audience::administrator))
                  .body.contains("/home/shop/x.php"));
}

TEST(Letter, TellsWhatWasDoneWithoutTheServersInnerThings) {
  Action block{ActionKind::block_address, "2 addresses", "I-abc123", {}, {}, {}, {}};
  block.details["addresses"] = "192.0.2.7 2001:db8::7";
  EXPECT_EQ(done_words(block), "kept out for the time being: 192.0.2.7, 2001:db8::7");
  EXPECT_EQ(done_words({ActionKind::advise, "x", {}, {}, {}, {}, {}}), "") << "a letter is no deed";
}

}  // namespace
}  // namespace queuehound
