#include "survey/unread_lines.h"

#include <gtest/gtest.h>

#include <new>

#include "base/root_dir.h"
#include "survey/log_learners.h"

namespace queuehound {
namespace {

// A parser with a bug: it cuts behind the end of what is short.
class ShortSighted : public LogLearner {
 public:
  ShortSighted(Ledger& ledger, const Server& server) : LogLearner(ledger, server, 0) {}
  std::string seen;

 protected:
  bool learn_line(std::string_view line, std::uint64_t) override {
    seen += line.substr(5);
    return true;
  }
};

TEST(UnreadLines, NoLineEndsALookBesideTheLearners) {
  std::string seen;
  for_each_readable_line("first one\nbad\nlast one\n",
                         [&](std::string_view line) { seen += line.substr(5); });
  EXPECT_EQ(seen,
            " one"
            "one");
}

TEST(UnreadLines, OneThatCannotBeReadIsToldAndTheNextIsLearned) {
  Ledger ledger(Time{}, Time{seconds(1)});
  const Server server;
  ShortSighted learner(ledger, server);
  learner.learn_block("first one\nbad\nlast one\n", 100);
  learner.learn_block("odd\n", 123);
  EXPECT_EQ(learner.seen,
            " one"
            "one");
  const LineTally& tally = learner.tally();
  EXPECT_EQ(tally.records, 4u);
  EXPECT_EQ(tally.unrecognised, 2u);
  EXPECT_EQ(tally.sample, "bad");
  EXPECT_EQ(unread_note("/var/log/maillog", tally.unread),
            "2 lines could not be read, the first at /var/log/maillog:110: a bug in queuehound; "
            "please report it");
}

TEST(UnreadLines, AreAdded) {
  UnreadLines all;
  all.add({});
  all.add({1, 17});
  EXPECT_EQ(unread_note("/x", all),
            "1 line could not be read, at /x:17: a bug in queuehound; please report it");
  all.add({2, 3});
  EXPECT_EQ(all.count, 3u);
  EXPECT_EQ(all.first, 17u);
}

TEST(UnreadLines, WantOfMemoryIsNoBug) {
  UnreadLines unread;
  EXPECT_THROW(unread.survive(0, [] { throw std::bad_alloc(); }), std::bad_alloc);
  EXPECT_EQ(unread.count, 0u);
}

}  // namespace
}  // namespace queuehound
