// Dovecot's log and a site's access log, so that a scan of the whole tree meets all of its readers.
#include "main_log.h"
#include "time_ordered_file.h"

#include <cstdio>
#include <memory>

namespace bench {
namespace {

struct Closer {
  void operator()(std::FILE* file) const { std::fclose(file); }
};
using File = std::unique_ptr<std::FILE, Closer>;

std::int64_t clock_at(std::uint64_t written, std::uint64_t wanted) {
  return kStart +
         static_cast<std::int64_t>(static_cast<double>(written) / static_cast<double>(wanted) *
                                   static_cast<double>(kEnd - kStart - 1));
}

std::string mail_log_line(const World& world, Dice& dice, std::int64_t at) {
  const std::uint32_t number = dice.skewed(kMailboxes);
  const std::string& box = world.mailboxes[number];
  const bool is_attacker = at >= kAttack && dice.percent(2);
  const std::string user = is_attacker ? world.mailboxes[kVictim] : box;
  const std::string ip =
      is_attacker ? attacker_ip(dice.below(kVictimAddresses)) : remote_ip(70000 + number * 3);
  const std::string head = syslog_stamp(at) + " server dovecot: ";
  const std::string session =
      ", session=<" + message_id(at, dice.below(100000), dice.below(2000)) + ">";
  switch (dice.below(8)) {
    case 0:
      return head +
             "imap-login: Disconnected: Connection closed (auth failed, 1 attempts in 2 secs): "
             "user=<" +
             box + ">, method=PLAIN, rip=" + remote_ip(dice.below(130000)) +
             ", lip=192.0.2.10, TLS" + session + "\n";
    case 1:
    case 2:
    case 3:
      return head + "imap(" + box + ")<" + std::to_string(dice.below(99999)) +
             "><AbC>: Disconnected: Logged out in=" + std::to_string(dice.below(900)) +
             " out=" + std::to_string(dice.below(99999)) +
             " deleted=0 expunged=0 trashed=0 hdr_count=0 hdr_bytes=0 body_count=0 body_bytes=0\n";
    default:
      return head + "imap-login: Login: user=<" + user + ">, method=PLAIN, rip=" + ip +
             ", lip=192.0.2.10, mpid=" + std::to_string(dice.below(99999)) + ", TLS" + session +
             "\n";
  }
}

std::string access_log_line(Dice& dice, std::int64_t at) {
  const bool is_culprit = at >= kAttack && dice.percent(20);
  if (is_culprit)
    return visitor_ip(dice.below(kScriptVisitors)) + " - - [" + web_stamp(at) +
           "] \"POST /wp-content/uploads/2026/thumb.php HTTP/1.1\" 200 12 \"-\" "
           "\"python-requests/2.31\"\n";
  return remote_ip(dice.below(130000)) + " - - [" + web_stamp(at) + "] \"" +
         (dice.percent(7) ? "POST" : "GET") +
         " /shop/item.php?number=" + std::to_string(dice.below(9000)) + " HTTP/1.1\" 200 " +
         std::to_string(dice.below(90000)) +
         " \"https://copper-dental.example/shop/\" \"Mozilla/5.0 (X11; Linux x86_64; rv:140.0) "
         "Firefox/140.0\"\n";
}

template <class Line>
void write_lines(const std::string& path, std::uint64_t bytes, Line&& line) {
  const File file(std::fopen(path.c_str(), "wb"));
  for (std::uint64_t written = 0; file && written < bytes;) {
    const std::string text = line(clock_at(written, bytes));
    written += std::fwrite(text.data(), 1, text.size(), file.get());
  }
}

}  // namespace

void write_mail_log(const World& world, const std::string& path, std::uint64_t bytes) {
  Dice dice(2);
  write_lines(path, bytes, [&](std::int64_t at) { return mail_log_line(world, dice, at); });
}

void write_access_log(const World& world, const std::string& path, std::uint64_t bytes) {
  (void)world;
  Dice dice(3);
  write_lines(path, bytes, [&](std::int64_t at) { return access_log_line(dice, at); });
}

}  // namespace bench
