// What one message or line may hold by the ten thousand, each looked at once.
#include <gtest/gtest.h>

#include <ctime>
#include <string>

#include "base/root_dir.h"
#include "formats/spool_header.h"
#include "survey/log_learners.h"
#include "survey/spool_learner.h"

namespace queuehound {
namespace {

const Time kFrom{seconds(1'795'000'000)}, kTo = kFrom + seconds(1'000'000);

class Clock {
 public:
  double seconds() const {
    return static_cast<double>(std::clock() - begin_) / static_cast<double>(CLOCKS_PER_SEC);
  }

 private:
  std::clock_t begin_ = std::clock();
};

// A mailing that is under way: of half its recipients the journal tells that they are done.
TEST(LongTexts, RecipientsAreNotHeldAgainstTheWholeJournal) {
  constexpr int kRecipients = 200'000;
  std::string all, done;
  for (int i = 0; i < kRecipients; ++i) {
    const std::string line = "reader" + std::to_string(100'000 + i) + "@far.example\n";
    all += line;
    if (i % 2 == 0) done += line;
  }
  const std::string bytes =
      "1xVUqP-0002DH-T6-H\nkim 1001 1001\n<kim@shop.example>\n1795441173 0\n-local\nXX\n" +
      std::to_string(kRecipients) + "\n" + all + "\n";
  SpoolHeader header;
  parse_spool_header(bytes, "1xVUqP-0002DH-T6-H", header, SpoolParts::survey);
  ASSERT_EQ(header.damage, SpoolDamage::none);
  SpoolMessage message;
  message.header = &header;
  message.journal = parse_spool_journal(done);
  mark_done(header, message.journal);
  Ledger ledger(kFrom, kTo);
  const Server server;
  SpoolLearner learner(ledger, server);
  const Clock clock;
  learner.learn(message);
  EXPECT_LT(clock.seconds(), 3);
  ASSERT_EQ(ledger.messages.size(), 1u);
  std::size_t delivered = 0;
  for (const RecipientEntry& entry : ledger.recipients)
    delivered += entry.outcome == Outcome::delivered;
  EXPECT_EQ(delivered, kRecipients / 2u);
}

TEST(LongTexts, AGuessersNameIsCutBeforeItIsUnescaped) {
  std::string name = "kim%40shop.example";
  while (name.size() < 1'000'000) name += "%40";
  const std::string line =
      "Nov 23 10:00:00 sogod [7]: SOGoRootPage Login from '203.0.113.5' for user '" + name +
      "' might not have worked - password policy: 65535\n";
  const auto root = RootDir::open("/");
  Ledger ledger(kFrom, kTo);
  const Server server;
  const auto learner = make_log_learner(LogKind::sogo, ledger, *root, server, 0, kTo);
  const Clock clock;
  learner->learn_block(line, 0);
  learner->finish();
  EXPECT_LT(clock.seconds(), 0.5);
  ASSERT_EQ(ledger.logins.size(), 1u);
  EXPECT_TRUE(ledger.text(ledger.logins[0].key.user).starts_with("kim@shop.example@"));
}

}  // namespace
}  // namespace queuehound
