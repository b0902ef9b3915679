// A server on whose every site a page writes letters now and then: nobody is guilty, and everybody
// has to be looked at.
#include "all_sites.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <vector>

#include "time_ordered_file.h"

namespace bench {
namespace {

constexpr unsigned kLettersEach = 12;
constexpr std::int64_t kRequests = kEnd - 3 * kDay;

struct Letter {
  std::int64_t at = 0;
  unsigned domain = 0;
};

std::vector<Letter> list_letters(Dice& dice) {
  std::vector<Letter> letters;
  for (unsigned domain = 0; domain < kDomains; ++domain)
    for (unsigned i = 0; i < kLettersEach; ++i)
      letters.push_back({kEnd - 600 - dice.below(80'000), domain});
  std::ranges::sort(letters, {}, &Letter::at);
  return letters;
}

void write_letters(const World& world, const std::string& path, const std::vector<Letter>& letters,
                   Dice& dice) {
  TimeOrderedFile log(path, kEnd - kDay);
  std::uint64_t process = 1000;
  for (const Letter& letter : letters) {
    log.advance(letter.at);
    const std::string id = message_id(letter.at, ++process % 4194304, dice.below(2000));
    const std::string& account = world.accounts[letter.domain];
    const std::string to = world.remote_address(dice);
    log.add(letter.at, "cwd=/home/" + account + "/public_html 3 args: /usr/sbin/sendmail -t -i");
    log.add(letter.at, id + " <= " + account + "@" + world.hostname + " U=" + account +
                           " P=local S=900 T=\"Your order " + std::to_string(process) + "\" for " +
                           to);
    log.add(letter.at + 1, id + " => " + to + " R=dkim_lookuphost T=dkim_remote_smtp H=mx1." +
                               to.substr(to.find('@') + 1) + " [" + remote_ip(dice.below(130'000)) +
                               "] C=\"250 2.0.0 Ok: queued as " + id.substr(8, 5) + "\"");
    log.add(letter.at + 1, id + " Completed");
  }
  log.advance(kEnd + 1);
}

std::string request(Dice& dice, std::int64_t at, std::string_view what) {
  return remote_ip(dice.below(130'000)) + " - - [" + web_stamp(at) + "] \"" + std::string(what) +
         std::to_string(dice.below(40)) +
         " HTTP/1.1\" 200 5120 \"-\" \"Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Firefox/140.0\"\n";
}

// Visitors of three days, and a POST just before each letter.
void write_requests(const std::string& path, std::vector<std::int64_t> letters, unsigned requests,
                    Dice& dice) {
  std::ofstream log(path);
  std::ranges::sort(letters);
  auto letter = letters.begin();
  for (unsigned i = 0; i < requests; ++i) {
    const std::int64_t at = kRequests + (kEnd - kRequests) * i / requests;
    for (; letter != letters.end() && *letter < at; ++letter)
      log << request(dice, *letter, "POST /cart.php?step=");
    log << request(dice, at, "GET /shop.php?number=");
  }
}

}  // namespace

void write_all_sites(const World& world, const std::string& root, unsigned requests) {
  Dice dice(5);
  const std::vector<Letter> letters = list_letters(dice);
  write_letters(world, root + "/var/log/exim_mainlog", letters, dice);
  const std::string folder = root + "/usr/local/apache/domlogs/";
  std::filesystem::create_directories(folder);
  std::vector<std::vector<std::int64_t>> of_domain(kDomains);
  for (const Letter& letter : letters) of_domain[letter.domain].push_back(letter.at);
  for (unsigned domain = 0; domain < kDomains; ++domain)
    write_requests(folder + world.domains[domain], of_domain[domain], requests, dice);
}

}  // namespace bench
