#include "dossier/answers.h"

#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <vector>

#include "mail/message_id.h"
#include "unit/dossier/case_of.h"

namespace queuehound {
namespace {

constexpr std::string_view kOwner = "shop@birdclub.example";

class Mail {
 public:
  explicit Mail(World& world) : world_(world) {}

  // The owner's circular, a letter each.
  void write_to_people(unsigned count, Time at) {
    for (unsigned i = 0; i < count; ++i) {
      Arrival arrival = arrival_at(at);
      arrival.submission = SubmissionClass::mailbox;
      arrival.name = arrival.sender = kOwner;
      learn(arrival, "friend" + std::to_string(i) + "@town.test");
    }
  }

  // Strangers to the owner, all with one text: their rows.
  std::vector<MessageIndex> copies(unsigned count, std::string_view subject,
                                   std::string_view sender_domain) {
    std::vector<MessageIndex> rows;
    for (unsigned i = 0; i < count; ++i) {
      const std::string sender = "friend" + std::to_string(i) + "@" + std::string(sender_domain);
      Arrival arrival = arrival_at(kNow - seconds(600));
      arrival.has_address = true;
      arrival.address = *parse_ip_address("203.0.113." + std::to_string(i % 250));
      arrival.sender = sender;
      arrival.has_subject = true;
      arrival.subject = subject;
      rows.push_back(static_cast<MessageIndex>(world_.ledger.messages.size()));
      learn(arrival, kOwner);
    }
    return rows;
  }

 private:
  Arrival arrival_at(Time at) {
    std::string text = "1xVAAA-000000-00";
    for (unsigned left = ++number_, place = 12; left != 0; left /= 10)
      text[place--] = static_cast<char>('0' + left % 10);
    Arrival arrival;
    arrival.id = *parse_message_id(text);
    arrival.at = at;
    return arrival;
  }
  void learn(Arrival& arrival, std::string_view recipient) {
    const std::string_view recipients[] = {recipient};
    arrival.recipients = recipients;
    world_.ledger.learn(arrival);
  }

  World& world_;
  unsigned number_ = 0;
};

TEST(Answers, AreWhatPeopleWrittenToSend) {
  World world;
  Mail mail(world);
  mail.write_to_people(120, kNow - seconds(7200));
  const auto friends = mail.copies(100, "how lovely", "town.test");
  const auto strangers = mail.copies(100, "how lovely", "elsewhere.test");
  world.ledger.settle(false);
  const CaseFile file = world.file();
  Answers answers(file);
  EXPECT_TRUE(answers.are(friends));
  EXPECT_FALSE(answers.are(strangers)) << "no prefix of an answer, and nobody wrote to them";
  EXPECT_FALSE(answers.are({}));
}

TEST(Answers, AreNoMoreThanThereWereLetters) {
  World world;
  Mail mail(world);
  mail.write_to_people(120, kNow - seconds(3 * 86400));  // whom is not kept of older mail
  const auto first = mail.copies(100, "Re: open day", "home.test");
  const auto second = mail.copies(100, "Re: offer", "home.test");
  const auto third = mail.copies(20, "Automatic reply: open day", "home.test");
  world.ledger.settle(false);
  const CaseFile file = world.file();
  Answers answers(file);
  EXPECT_TRUE(answers.are(first));
  EXPECT_FALSE(answers.are(second)) << "twenty letters were left to answer";
  EXPECT_TRUE(answers.are(third));
}

}  // namespace
}  // namespace queuehound
