// How a file came: the choice among what the third look found.
#include "verdict/entry.h"

#include <gtest/gtest.h>

#include "unit/dossier/case_of.h"

namespace queuehound {
namespace {

const Time kWritten = kNow - seconds(5 * 86400);
IpAddress address(std::string_view text) { return *parse_ip_address(text); }

// A file that was written at kWritten, logs of 20 days, one driver.
struct Scene {
  ScriptStory story{"/home/kim/www/x.php", "kim", kNow - seconds(3600), {address("203.0.113.9")}};
  ScriptTrace trace;

  Scene() {
    trace.file.exists = true;
    trace.file.modified = kWritten;
    trace.moments = {kWritten};
    trace.web_from = trace.upload_from = kNow - seconds(20 * 86400);
  }
  void upload(UploadDoor door, PathMatch match, seconds after, std::string_view from) {
    trace.uploads.push_back(
        {door, match, kWritten + after, address(from), "kim", {"/var/log/x", 7, "line"}});
  }
  void write(seconds after, std::string_view from, bool is_put = false) {
    trace.writes.push_back(
        {kWritten + after, address(from), "shop.example/up.php", is_put, {"/log", 9, "POST"}});
  }
  void first_request(seconds after, std::string_view from) {
    trace.first_request = {
        kWritten + after, address(from), "shop.example/x.php", false, {"/log", 11, "GET"}};
  }
  Entry choose() const { return choose_script_entry(story, trace, TimeZone::utc(), kNow); }
};

void expect_entry(const Entry& entry, EntryWay how, std::string_view from, seconds after) {
  EXPECT_EQ(entry_way_name(entry.how), entry_way_name(how)) << entry.text;
  ASSERT_TRUE(entry.address) << entry.text;
  EXPECT_EQ(to_text(*entry.address), from) << entry.text;
  EXPECT_EQ(*entry.at, kWritten + after);
  EXPECT_FALSE(entry.source.path.empty());
}

TEST(ScriptEntry, ARecordThatNamesTheFileComesBeforeOneThatAgreesInTime) {
  Scene scene;
  scene.write(seconds(-1), "203.0.113.9");  // the driver's own
  scene.upload(UploadDoor::panel, PathMatch::none, seconds(-1), "203.0.113.3");
  scene.upload(UploadDoor::ssh, PathMatch::whole, seconds(-2 * 86400), "203.0.113.4");
  expect_entry(scene.choose(), EntryWay::ssh_upload, "203.0.113.4", seconds(-2 * 86400));
  scene.upload(UploadDoor::ftp, PathMatch::whole, seconds(-1), "203.0.113.5");
  expect_entry(scene.choose(), EntryWay::ftp_upload, "203.0.113.5", seconds(-1));
}

TEST(ScriptEntry, OfSeveralUploadsTheLastBeforeItMailed) {
  Scene scene;
  scene.trace.moments.clear();
  scene.upload(UploadDoor::ftp, PathMatch::whole, seconds(86400), "203.0.113.4");
  scene.upload(UploadDoor::ftp, PathMatch::whole, seconds(2 * 86400), "203.0.113.5");
  scene.upload(UploadDoor::ftp, PathMatch::whole, seconds(6 * 86400), "203.0.113.6");
  expect_entry(scene.choose(), EntryWay::ftp_upload, "203.0.113.5", seconds(2 * 86400));
}

TEST(ScriptEntry, ANameAloneCountsOnlyNearTheChange) {
  Scene scene;
  scene.upload(UploadDoor::ftp, PathMatch::name, seconds(-1000), "203.0.113.4");
  EXPECT_EQ(scene.choose().how, EntryWay::unknown);
  scene.upload(UploadDoor::ftp, PathMatch::name, seconds(-5), "203.0.113.5");
  expect_entry(scene.choose(), EntryWay::ftp_upload, "203.0.113.5", seconds(-5));
}

TEST(ScriptEntry, AnAddressOfWeeksIsNotCalledAStranger) {
  Scene scene;
  scene.upload(UploadDoor::ftp, PathMatch::whole, seconds(0), "192.0.2.5");
  EXPECT_NE(scene.choose().text.find("new at this door"), std::string::npos);
  scene.trace.door_uses.push_back(
      {UploadDoor::ftp, address("192.0.2.5"), kWritten - seconds(9 * 86400), kWritten, 12});
  const std::string text = scene.choose().text;
  EXPECT_EQ(text.find("new at this door"), std::string::npos) << text;
  EXPECT_NE(text.find("computer or its password"), std::string::npos) << text;
  scene.trace.door_uses.clear();
  scene.trace.upload_from = kWritten - seconds(3600);
  EXPECT_NE(scene.choose().text.find("cannot be told"), std::string::npos);
}

TEST(ScriptEntry, APostOfWhoeverUsedItLaterIsMostLikely) {
  for (const bool drives : {true, false}) {
    Scene scene;
    scene.write(seconds(-60), drives ? "203.0.113.9" : "203.0.113.8");
    scene.write(seconds(-1), "192.0.2.77");
    if (!drives) scene.first_request(seconds(30), "203.0.113.8");
    const Entry entry = scene.choose();
    expect_entry(entry, EntryWay::web_upload, drives ? "203.0.113.9" : "203.0.113.8", seconds(-60));
    EXPECT_NE(entry.text.find("60 s before the date of the file"), std::string::npos) << entry.text;
  }
}

// Anybody can write a name into a request: it comes before time alone, and behind what the file's
// own users did.
TEST(ScriptEntry, ARequestThatNamesTheFileIsTold) {
  Scene scene;
  scene.write(seconds(-1), "203.0.113.8");
  scene.write(seconds(-2), "203.0.113.7");
  scene.trace.writes.back().names_file = true;
  const Entry entry = scene.choose();
  expect_entry(entry, EntryWay::web_upload, "203.0.113.7", seconds(-2));
  EXPECT_NE(entry.text.find("the request names the file"), std::string::npos);
  scene.write(seconds(-3), "203.0.113.9");  // the driver
  expect_entry(scene.choose(), EntryWay::web_upload, "203.0.113.9", seconds(-3));
  scene.trace.writes.pop_back();
  scene.trace.writes.back().at = kWritten + seconds(3600);
  EXPECT_NE(scene.choose().address, address("203.0.113.7"));
}

TEST(ScriptEntry, APutOfTheFileIsProof) {
  Scene scene;
  scene.write(seconds(-3), "203.0.113.9");
  scene.write(seconds(-2), "203.0.113.7", true);
  expect_entry(scene.choose(), EntryWay::web_upload, "203.0.113.7", seconds(-2));
}

TEST(ScriptEntry, TimeAloneNamesALoneStrangerAndSaysSo) {
  const struct {
    seconds after;
    std::size_t strangers;
    bool is_named;
  } rows[] = {{seconds(-3), 1, true}, {seconds(-11), 1, false}, {seconds(-3), 2, false},
              {seconds(5), 1, true},  {seconds(6), 1, false},   {seconds(-121), 1, false},
              {seconds(-10), 1, true}};
  for (const auto& row : rows) {
    SCOPED_TRACE(row.after.count());
    Scene scene;
    for (std::size_t i = 0; i < row.strangers; ++i)
      scene.write(row.after, i == 0 ? "203.0.113.70" : "203.0.113.71");
    const Entry entry = scene.choose();
    EXPECT_EQ(entry.how == EntryWay::web_upload, row.is_named) << entry.text;
    EXPECT_EQ(entry.text.contains("only the time speaks"), row.is_named);
    EXPECT_EQ(entry.address.has_value(), row.is_named);
  }
}

TEST(ScriptEntry, WhereNothingFitsItSaysWhatWasLookedAt) {
  Scene scene;
  scene.trace.web_from = kNow - seconds(86400);
  scene.trace.upload_from = {};
  Entry entry = scene.choose();
  EXPECT_EQ(entry.how, EntryWay::unknown);
  EXPECT_NE(entry.text.find("FTP, SFTP and panel logs: no record"), std::string::npos);
  EXPECT_NE(entry.text.find("the logs of that day are gone"), std::string::npos) << entry.text;
  scene.trace.file.exists = false;
  EXPECT_NE(scene.choose().text.find("The file itself is gone"), std::string::npos);
}

TEST(ScriptEntry, ADateThatWasSetBackIsTold) {
  Scene scene;
  scene.trace.file.modified = kNow - seconds(700 * 86400);
  scene.upload(UploadDoor::ftp, PathMatch::whole, seconds(0), "203.0.113.5");
  EXPECT_NE(scene.choose().text.find("can set it"), std::string::npos);
  scene.trace.uploads.clear();
  EXPECT_EQ(scene.choose().text.find("can set it"), std::string::npos);
  scene.trace.is_change_time_known = true;
  scene.trace.file.changed = kWritten;
  EXPECT_NE(scene.choose().text.find("last saw it changed on 18 Nov 00:00"), std::string::npos)
      << scene.choose().text;
}

TEST(ScriptEntry, AFileThatWasThereBeforeWasChanged) {
  Scene scene;
  scene.first_request(seconds(-10 * 86400), "192.0.2.50");
  EXPECT_NE(scene.choose().text.find("compare it with a clean copy"), std::string::npos);
  scene.first_request(seconds(10), "192.0.2.50");
  EXPECT_EQ(scene.choose().text.find("compare it with a clean copy"), std::string::npos);
}

TEST(ScriptEntry, TheSameNameCountsOnlyWhereNoProgramBelongs) {
  Scene scene;
  scene.trace.siblings = {{"/home/eve/www/x.php", SiblingWhy::same_name},
                          {"/home/eve/www/images/x.php", SiblingWhy::same_name},
                          {"/home/eve/www/y.php", SiblingWhy::same_content}};
  const std::vector<Sibling> expected = {{"/home/eve/www/images/x.php", SiblingWhy::same_name},
                                         {"/home/eve/www/y.php", SiblingWhy::same_content}};
  EXPECT_EQ(scene.choose().siblings, expected);
}

TEST(MomentText, HasTheYearWhereItIsAnother) {
  EXPECT_EQ(moment_text(kNow, TimeZone::utc(), kNow), "23 Nov 00:00");
  EXPECT_EQ(moment_text(kNow - seconds(61), TimeZone::fixed(seconds(-3600)), kNow), "22 Nov 22:58");
  EXPECT_EQ(moment_text(kNow - seconds(400 * 86400), TimeZone::utc(), kNow), "19 Oct 2025 00:00");
}

// ---- mailboxes

struct MailboxScene {
  World world;
  Dossier dossier;
  static constexpr std::string_view kBox = "info@shop.example";

  MailboxScene() {
    dossier.account = kBox;
    world.ledger.oldest_log = kNow - seconds(10 * 86400);
    world.ledger.files.push_back("/var/log/maillog");
  }
  void login(std::string_view from, Time at, bool succeeded, std::uint32_t attempts = 1,
             Login::Door door = Login::Door::imap) {
    Login login;
    login.at = at;
    login.user = kBox;
    login.address = address(from);
    login.door = door;
    login.succeeded = succeeded;
    login.attempts = attempts;
    login.source = {0, 42};
    login.line = "a line";
    world.ledger.learn(login);
  }
  void client(std::string_view from, Time first, bool is_usual = false) {
    const IpAddress value = address(from);
    Client client;
    client.address =
        world.ledger.strings.intern({reinterpret_cast<const char*>(value.bytes.data()), 16});
    client.first = client.first_selected = first;
    client.selected = client.messages = 5;
    client.is_usual = is_usual;
    dossier.clients.push_back(client);
  }
  Entry choose() const { return mailbox_entry(world.file(), dossier); }
};

const Time kSent = kNow - seconds(3 * 3600);

TEST(MailboxEntry, GuessedByTheOneThatSends) {
  MailboxScene scene;
  scene.client("203.0.113.5", kSent);
  scene.login("203.0.113.5", kSent - seconds(600), false, 7);
  scene.login("203.0.113.6", kSent - seconds(500), false, 2);
  const Entry entry = scene.choose();
  EXPECT_EQ(entry.how, EntryWay::password_guessed);
  EXPECT_EQ(to_text(*entry.address), "203.0.113.5");
  EXPECT_EQ(*entry.at, kSent);
  EXPECT_EQ(entry.source.offset, 42u);
  EXPECT_NE(entry.text.find("9 failed logins for this mailbox from 2 addresses"), std::string::npos)
      << entry.text;
}

TEST(MailboxEntry, GuessedByMany) {
  MailboxScene scene;
  scene.client("203.0.113.5", kSent);
  for (int i = 1; i <= 20; ++i)
    scene.login("198.51.100." + std::to_string(i), kSent - seconds(i * 60), false);
  EXPECT_EQ(scene.choose().how, EntryWay::password_guessed);
}

TEST(MailboxEntry, NotGuessedHere) {
  MailboxScene scene;
  scene.client("203.0.113.5", kSent);
  scene.login("192.0.2.5", kSent - seconds(3 * 86400), true);   // the owner,
  scene.login("192.0.2.5", kSent - seconds(86400), false, 30);  // who mistypes
  scene.login("203.0.113.5", kSent - seconds(60), true);
  scene.login("203.0.113.5", kSent + seconds(60), false, 30);  // after it got in
  const Entry entry = scene.choose();
  EXPECT_EQ(entry.how, EntryWay::password_known) << entry.text;
  EXPECT_EQ(*entry.at, kSent - seconds(60));
  ASSERT_EQ(entry.also.size(), 1u);
  EXPECT_NE(entry.also[0].find("203.0.113.5 logged in by IMAP 1 time"), std::string::npos);
}

TEST(MailboxEntry, WithoutAPastNothingIsClaimed) {
  MailboxScene scene;
  scene.client("203.0.113.5", kSent);
  scene.world.ledger.oldest_log = kSent - seconds(3600);
  EXPECT_EQ(scene.choose().how, EntryWay::unknown);
}

TEST(MailboxEntry, TheOwnersOwnComputer) {
  MailboxScene scene;
  scene.client("192.0.2.5", kSent, true);
  const Entry entry = scene.choose();
  EXPECT_EQ(entry.how, EntryWay::password_known);
  EXPECT_NE(entry.text.find("No stranger logged in"), std::string::npos);
}

}  // namespace
}  // namespace queuehound
