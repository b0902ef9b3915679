// What one message or line may hold by the ten thousand, each looked at once.
#include <gtest/gtest.h>

#include <string>

#include "base/root_dir.h"
#include "formats/spool_header.h"
#include "survey/log_learners.h"
#include "survey/spool_learner.h"
#include "unit/growth.h"

namespace queuehound {
namespace {

const Time kFrom{seconds(1'795'000'000)}, kTo = kFrom + seconds(1'000'000);

// A mailing that is under way: of half its recipients the journal tells that they are done.
TEST(LongTexts, RecipientsAreNotHeldAgainstTheWholeJournal) {
  const auto learn = [](std::size_t times) {
    const std::size_t recipients = 8'000 * times;
    std::string all, done;
    for (std::size_t i = 0; i < recipients; ++i) {
      const std::string line = "reader" + std::to_string(100'000 + i) + "@far.example\n";
      all += line;
      if (i % 2 == 0) done += line;
    }
    const std::string bytes =
        "1xVUqP-0002DH-T6-H\nkim 1001 1001\n<kim@shop.example>\n1795441173 0\n-local\nXX\n" +
        std::to_string(recipients) + "\n" + all + "\n";
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
    learner.learn(message);
    ASSERT_EQ(ledger.messages.size(), 1u);
    std::size_t delivered = 0;
    for (const RecipientEntry& entry : ledger.recipients)
      delivered += entry.outcome == Outcome::delivered;
    EXPECT_EQ(delivered, recipients / 2);
  };
  EXPECT_LT(growth_of(learn), kLinearGrowth);
}

TEST(LongTexts, AGuessersNameIsCutBeforeItIsUnescaped) {
  const auto root = RootDir::open("/");
  const auto learn = [&](std::size_t times) {
    std::string name = "kim%40shop.example";
    while (name.size() < 60'000 * times) name += "%40";
    const std::string line =
        "Nov 23 10:00:00 sogod [7]: SOGoRootPage Login from '203.0.113.5' for user '" + name +
        "' might not have worked - password policy: 65535\n";
    Ledger ledger(kFrom, kTo);
    const Server server;
    const auto learner = make_log_learner(LogKind::sogo, ledger, *root, server, 0, kTo);
    learner->learn_block(line, 0);
    learner->finish();
    ASSERT_EQ(ledger.logins.size(), 1u);
    EXPECT_TRUE(ledger.text(ledger.logins[0].key.user).starts_with("kim@shop.example@"));
  };
  EXPECT_LT(growth_of(learn), kLinearGrowth);
}

}  // namespace
}  // namespace queuehound
