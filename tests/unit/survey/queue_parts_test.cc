// A queue that is learned in parts, by one thread or more, is the queue that is learned whole.
#include <gtest/gtest.h>
#include <stdlib.h>

#include <filesystem>
#include <fstream>
#include <set>

#include "survey/survey.h"
#include "survey/survey_server.h"

namespace queuehound {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kMessages = 2500;  // fewer are read by one thread

std::string id_of(std::size_t number) {
  constexpr std::string_view kDigits =
      "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
  std::string id = "1vTesa-000000-00";
  for (std::size_t at = 12; number > 0; number /= 62) id[at--] = kDigits[number % 62];
  return id;
}

std::string header_of(std::size_t number) {
  const std::string who = "u" + std::to_string(number % 7);
  return id_of(number) + "-H\n" + who + " 1000 1000\n<" + who +
         "@customer.example>\n1764000000 0\n-ident " + who + "\n-local\nXX\n2\nann" +
         std::to_string(number % 11) + "@there.example\nbob" + std::to_string(number) +
         "@else.example\n\n" + "020  Subject: letter " + std::to_string(number % 3) + "\n";
}

class QueueParts : public testing::Test {
 protected:
  QueueParts() {
    std::string pattern = (fs::temp_directory_path() / "queue_parts_XXXXXX").string();
    top_ = ::mkdtemp(pattern.data());
    fs::create_directories(top_ / "spool/input");
    for (std::size_t i = 0; i < kMessages; ++i) {
      std::ofstream(top_ / "spool/input" / (id_of(i) + "-H")) << header_of(i);
      std::ofstream(top_ / "spool/input" / (id_of(i) + "-D")) << id_of(i) << "-D\nx\n";
    }
  }
  ~QueueParts() override { fs::remove_all(top_); }

  struct Learned {
    std::multiset<std::string> messages;
    std::uint64_t counted = 0, recipients = 0, bytes = 0;
    bool operator==(const Learned&) const = default;
  };
  Learned learn(unsigned threads, std::size_t messages_in_a_part) const {
    Server server;
    server.spool_directory = "/spool";
    SurveyOptions options;
    options.from = Time(seconds(1763990000));
    options.to = Time(seconds(1764076400));
    options.threads = threads;
    options.messages_in_a_part = messages_in_a_part;
    const Survey survey = survey_server(*RootDir::open(top_.string()), server, options);
    const Ledger& ledger = survey.ledger;
    Learned learned{{}, survey.queue.messages, survey.queue.recipients, survey.queue.bytes};
    for (const ActorRecord& actor : ledger.actors)
      for (const MessageIndex index : ledger.messages_of(actor)) {
        const Message& message = ledger.messages[index];
        std::string text(message.id.text());
        for (const std::uint32_t id : {actor.name, message.sender, message.subject})
          text.append(" ").append(ledger.text(id));
        std::multiset<std::string> people;
        ledger.for_each_recipient_of(message, [&](const RecipientEntry& entry) {
          people.insert(std::to_string(entry.hash) + std::string(ledger.text(entry.domain)));
        });
        for (const std::string& one : people) text.append(" ").append(one);
        learned.messages.insert(text);
      }
    return learned;
  }

  fs::path top_;
};

TEST_F(QueueParts, AreTheQueueThatIsLearnedWhole) {
  const Learned whole = learn(1, kMessages);
  EXPECT_EQ(whole.messages.size(), kMessages);
  EXPECT_EQ(whole.recipients, 2 * kMessages);
  EXPECT_GT(whole.bytes, kMessages);
  for (const unsigned threads : {1u, 2u, 3u})
    for (const std::size_t part : {std::size_t{1}, std::size_t{100}, std::size_t{833}, kMessages})
      EXPECT_TRUE(learn(threads, part) == whole) << threads << " threads, parts of " << part;
}

// Exim in the middle of freezing them, or a build that moved them and one that moved them back.
TEST_F(QueueParts, KnowAMessageThatStandsInTwoFolders) {
  fs::create_directories(top_ / "spool/Finput");
  for (const std::size_t number : std::initializer_list<std::size_t>{0, 3, 150, 2400})
    std::ofstream(top_ / "spool/Finput" / (id_of(number) + "-H")) << header_of(number);
  const Learned whole = learn(1, 2 * kMessages);
  EXPECT_EQ(whole.messages.size(), kMessages);
  for (const unsigned threads : {1u, 2u})
    for (const std::size_t part : {std::size_t{1}, std::size_t{100}, std::size_t{833}})
      EXPECT_TRUE(learn(threads, part) == whole) << threads << " threads, parts of " << part;
}

}  // namespace
}  // namespace queuehound
