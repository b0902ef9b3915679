#include "dossier/list_posts.h"

#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <vector>

#include "mail/message_id.h"
#include "unit/dossier/case_of.h"

namespace queuehound {
namespace {

constexpr std::string_view kList = "news@birdclub.example";

// A message to somebody, posted over SMTP without a login.
void mail(World& world, std::string_view id, std::string_view address, std::string_view to,
          std::string_view subject, std::string_view header_id,
          std::string_view from = "a@x.test") {
  const std::string_view recipients[] = {to};
  Arrival arrival;
  arrival.id = *parse_message_id(id);
  arrival.at = kNow - seconds(600);
  arrival.submission = SubmissionClass::remote;
  arrival.has_address = true;
  arrival.address = *parse_ip_address(address);
  arrival.name = address;
  arrival.sender = from;
  arrival.has_subject = true;
  arrival.subject = subject;
  arrival.header_id = header_id;
  arrival.recipients = recipients;
  world.ledger.learn(arrival);
}

struct Post {
  std::string_view address, subject;
};

TEST(ListPosts, TakeSeveralOfAnAddressOrOfATextToBeAFlood) {
  const struct {
    std::string_view what;
    std::vector<Post> posts;
    std::size_t flood;
  } rows[] = {
      {"a newcomer's first letter", {{"203.0.113.1", "Lost: telescope cap"}}, 0},
      {"four different letters of one newcomer",
       {{"203.0.113.1", "ants"},
        {"203.0.113.1", "bees"},
        {"203.0.113.1", "crows"},
        {"203.0.113.1", "ducks"}},
       0},
      {"five of them",
       {{"203.0.113.1", "ants"},
        {"203.0.113.1", "bees"},
        {"203.0.113.1", "crows"},
        {"203.0.113.1", "ducks"},
        {"203.0.113.1", "eels"}},
       5},
      {"one text from three addresses, and a stranger beside them",
       {{"203.0.113.1", "Cheap lenses"},
        {"203.0.113.2", "Cheap lenses"},
        {"203.0.113.3", "Cheap lenses"},
        {"203.0.113.4", "Walk on Sunday"}},
       3},
  };
  for (const auto& row : rows) {
    World world;
    int number = 10;
    for (const Post& post : row.posts)
      mail(world, "1xVbyb-0000" + std::to_string(number++) + "-0m", post.address, kList,
           post.subject, "");
    Dossier dossier;
    dossier.account = kList;
    const CaseFile file = world.file();
    find_posts(file, dossier);
    EXPECT_EQ(dossier.posts.size(), row.posts.size()) << row.what;
    EXPECT_EQ(dossier.flood_posts.size(), row.flood) << row.what;
  }
}

TEST(FloodCopies, AreJoinedToTheirPostsByMessageIdAndElseByText) {
  World world;
  for (int n = 10; n < 15; ++n)
    mail(world, "1xVbyb-0000" + std::to_string(n) + "-0m", "203.0.113.1", kList, "Cheap lenses",
         "flood" + std::to_string(n) + "@x.test");
  mail(world, "1xVbyb-000020-0m", "203.0.113.9", kList, "Walk on Sunday", "honest@x.test");
  const struct {
    std::string_view what, subject, header_id;
    bool is_copy;
  } rows[] = {
      {"the Message-ID of a flood post", "Re: anything at all", "flood12@x.test", true},
      {"an honest post's, with the flood's text", "[News] Cheap lenses", "honest@x.test", false},
      {"no post's id and the flood's text behind the list's name", "[News] Cheap lenses", "", true},
      {"no post's id and a text of the list's own", "Welcome to News", "welcome@list.test", false},
  };
  int number = 30;
  for (const auto& row : rows)
    mail(world, "1xVbyb-0000" + std::to_string(number++) + "-0m", "127.0.0.1", "reader@y.test",
         row.subject, row.header_id);
  Dossier dossier;
  dossier.account = kList;
  const CaseFile file = world.file();
  find_posts(file, dossier);
  const FloodCopies copies(file, dossier, dossier.flood_posts);
  for (std::size_t i = 0; i < std::size(rows); ++i)
    EXPECT_EQ(copies.is_copy(world.ledger.messages[6 + i]), rows[i].is_copy) << rows[i].what;
}

}  // namespace
}  // namespace queuehound
