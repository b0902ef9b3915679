// Who mails much and does nothing else is accused by nothing; who does something else is.
#include "verdict/volume_alone.h"

#include <gtest/gtest.h>

#include "unit/dossier/case_of.h"

namespace queuehound {
namespace {

Evidence sign(std::string signal, double weight) {
  Evidence evidence;
  evidence.signal = std::move(signal);
  evidence.weight = weight;
  return evidence;
}

TEST(VolumeAlone, IsTold) {
  const struct {
    std::string_view what;
    std::vector<Evidence> evidence;
    bool settled, expected;
    std::uint64_t dead = 60, refused = 0;  // of the three hundred tried
  } rows[] = {
      {"a list that its readers want", {sign("flood", 2), sign("list_headers", -1)}, false, true},
      {"nothing says that they want it", {sign("flood", 2)}, false, false},
      {"who always was there", {sign("flood", 2), sign("strangers", 1)}, true, true},
      {"the owner in his usual place", {sign("flood", 2), sign("owner_address", -2)}, false, true},
      {"an address that seems the owner's",
       {sign("flood", 2), sign("owner_address", -1)},
       false,
       false},
      {"another sign beside it",
       {sign("flood", 2), sign("stranger_address", 1), sign("list_headers", -1)},
       true,
       false},
      {"a sign that weighs nothing",
       {sign("flood", 2), sign("stranger_address", 0.2), sign("list_headers", -1)},
       false,
       true},
      {"a tenth of it to dead addresses, wanted by a header only",
       {sign("flood", 2), sign("bad_recipients", 0.4), sign("list_headers", -1)},
       false,
       false},
      {"a tenth of it, who always was there",
       {sign("flood", 2), sign("bad_recipients", 0.4)},
       true,
       true},
      {"more than a tenth, who always was there",
       {sign("flood", 2), sign("bad_recipients", 0.6)},
       true,
       false},
      {"a tenth of it and a few by chance, from the owner's usual place",
       {sign("flood", 2), sign("bad_recipients", 0.6), sign("owner_address", -2)},
       false,
       true,
       40},
      {"a seventh of it, from the owner's usual place",
       {sign("flood", 2), sign("bad_recipients", 0.7), sign("owner_address", -2)},
       false,
       false,
       43},
      {"strict servers, from the owner's usual place",
       {sign("flood", 2), sign("refused_as_spam", 0.6), sign("owner_address", -2)},
       false,
       true,
       20,
       10},
      {"many call it spam, from the owner's usual place",
       {sign("flood", 2), sign("refused_as_spam", 0.9), sign("owner_address", -2)},
       false,
       false,
       20,
       12},
  };
  for (const auto& row : rows) {
    Volume bulk;
    bulk.unknown_recipients = row.dead;
    bulk.spam_refusals = row.refused;
    bulk.failed = row.dead + row.refused;
    bulk.delivered = 300 - bulk.failed;
    EXPECT_EQ(is_volume_alone(row.evidence, bulk, row.settled), row.expected) << row.what;
  }
}

// Client 0 is the owner's, at whose place he reads as often as `reads` says.
Dossier letters_in_bcc(std::uint64_t letters, std::uint64_t dead, std::uint64_t refused,
                       std::uint32_t reads) {
  Dossier dossier;
  dossier.bulk.messages = letters;
  dossier.bulk.recipients = dossier.bulk.delivered = 400 - dead;
  dossier.bulk.failed = dossier.bulk.unknown_recipients = dead;
  dossier.bulk.spam_refusals = refused;
  Client client;
  client.is_usual = true;
  client.messages = client.selected = static_cast<std::uint32_t>(letters);
  client.near_reads = reads;
  dossier.clients.push_back(client);
  return dossier;
}

constexpr std::string_view kAlma = "alma@alma.example";

Login read_from(std::string_view address, Login::Door door) {
  Login login;
  login.at = kNow - seconds(3600);
  login.user = kAlma;
  login.address = *parse_ip_address(address);
  login.door = door;
  return login;
}

TEST(VolumeAlone, IsALetterToManyFromTheDesk) {
  const std::vector<Evidence> signs{sign("flood", 1.5), sign("bad_recipients", 0.8),
                                    sign("owner_address", -2)};
  World world;
  const CaseFile untold = world.file();
  EXPECT_TRUE(is_letter_to_many_from_desk(untold, signs, letters_in_bcc(4, 57, 0, 0)));
  world.ledger.learn(read_from("198.51.100.7", Login::Door::imap));
  const CaseFile file = world.file();
  EXPECT_TRUE(is_letter_to_many_from_desk(file, signs, letters_in_bcc(4, 57, 0, 3)));
  EXPECT_FALSE(is_letter_to_many_from_desk(file, signs, letters_in_bcc(4, 90, 0, 3)))
      << "a bought list";
  EXPECT_TRUE(is_letter_to_many_from_desk(file, signs, letters_in_bcc(4, 57, 1, 3)))
      << "by one reader";
  EXPECT_FALSE(is_letter_to_many_from_desk(file, signs, letters_in_bcc(4, 57, 9, 3)))
      << "called spam";
  EXPECT_TRUE(is_letter_to_many_from_desk(file, signs, letters_in_bcc(11, 57, 0, 3)))
      << "to classes";
  EXPECT_FALSE(is_letter_to_many_from_desk(file, signs, letters_in_bcc(18, 57, 0, 3)))
      << "no classes";
  EXPECT_FALSE(is_letter_to_many_from_desk(file, signs, letters_in_bcc(4, 57, 0, 0)))
      << "nobody reads";
  Dossier thief = letters_in_bcc(4, 57, 0, 3);
  thief.stranger_messages = 4;
  EXPECT_FALSE(is_letter_to_many_from_desk(file, signs, thief));
  Dossier school = letters_in_bcc(40, 57, 0, 3);
  school.bulk.recipients = school.bulk.delivered = 2'500;
  EXPECT_TRUE(is_letter_to_many_from_desk(file, signs, school));
  ++school.bulk.recipients;
  EXPECT_FALSE(is_letter_to_many_from_desk(file, signs, school))
      << "more than a large school's parents";
  school = letters_in_bcc(41, 57, 0, 3);
  school.bulk.recipients = school.bulk.delivered = 2'500;
  EXPECT_FALSE(is_letter_to_many_from_desk(file, signs, school)) << "a program's";
}

struct Program {
  std::string_view what;
  std::string_view system_user, directory;
  bool of_system;
};

TEST(VolumeAlone, OfTheSystemIsWhatNoCustomerRuns) {
  World world;
  world.server.accounts = {{"alma", 1001, 1001, "/home/alma", "/bin/bash"},
                           {"list", 38, 38, "/var/list", "/usr/sbin/nologin"},
                           {"www-data", 33, 33, "/var/www", "/usr/sbin/nologin"}};
  world.server.web_server_users = {"www-data"};
  const Program rows[] = {
      {"root's job", "root", "/root", true},
      {"a list manager", "list", "/var/lib/mailman", true},
      {"a customer", "alma", "/home/alma", false},
      {"a user nobody knows, in a customer's home", "bodo", "/home/bodo", false},
      {"root in a customer's folder", "root", "/home/alma/public_html", false},
      {"pages without a pool of their own", "www-data", "/var/www/html", false},
      {"nobody", "", "/var/spool", false},
  };
  for (const Program& row : rows) {
    Dossier dossier;
    dossier.system_user = row.system_user;
    dossier.directory = row.directory;
    EXPECT_EQ(is_of_system(world.file(), dossier), row.of_system) << row.what;
  }
  Dossier roots;
  roots.system_user = "root";
  EXPECT_FALSE(is_of_system(World{}.file(), roots)) << "where no account is known";
}

TEST(VolumeAlone, AScriptIsSettledInItsPlaceForLong) {
  const World world;
  Dossier dossier;
  dossier.kind = IncidentKind::script;
  dossier.place = ScriptPlace::ordinary;
  EXPECT_FALSE(is_settled(world.file(), dossier)) << "its age is not known";
  dossier.is_old_file = true;
  EXPECT_TRUE(is_settled(world.file(), dossier));
  dossier.place = ScriptPlace::upload_folder;
  EXPECT_FALSE(is_settled(world.file(), dossier)) << "an old shell among uploads";
}

TEST(VolumeAlone, ARelayIsSettledWhereItSentBeforeAndMay) {
  const World world;
  Dossier dossier;
  dossier.kind = IncidentKind::relay;
  dossier.past.median_day = 3;
  EXPECT_FALSE(is_settled(world.file(), dossier)) << "nothing lets it relay";
  dossier.may_relay = true;
  EXPECT_TRUE(is_settled(world.file(), dossier));
  dossier.past.median_day = 0;
  EXPECT_FALSE(is_settled(world.file(), dossier)) << "it is new";
}

// A program here sends as it. Who comes by the webmail, which is here too, may be anybody.
TEST(VolumeAlone, AMailboxIsSettledWhereOnlyAProgramHereUsesIt) {
  Dossier dossier;
  dossier.kind = IncidentKind::mailbox;
  dossier.account = kAlma;
  dossier.messages = {0, 1};
  const auto settled_where_read = [&](std::string_view from, Login::Door door) {
    World world;
    world.server.own_addresses = {*parse_ip_address("192.0.2.1")};
    world.ledger.learn(read_from(from, door));
    return is_settled(world.file(), dossier);
  };
  EXPECT_FALSE(settled_where_read("198.51.100.7", Login::Door::imap)) << "its clients are known";
  dossier.unknown_client_messages = 2;
  EXPECT_TRUE(settled_where_read("198.51.100.7", Login::Door::imap));
  EXPECT_TRUE(settled_where_read("192.0.2.1", Login::Door::smtp_auth)) << "the program itself";
  EXPECT_FALSE(settled_where_read("192.0.2.1", Login::Door::imap)) << "a webmail";
  EXPECT_FALSE(settled_where_read("127.0.0.1", Login::Door::imap)) << "a webmail";
  dossier.stranger_messages = 1;
  EXPECT_FALSE(settled_where_read("198.51.100.7", Login::Door::imap));
}

}  // namespace
}  // namespace queuehound
