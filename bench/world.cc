#include "world.h"

#include <array>
#include <cmath>
#include <cstdio>
#include <ctime>

namespace bench {
namespace {

constexpr std::array kFirst = {"harbor",  "meadow",  "copper",  "willow",  "granite",
                               "lantern", "orchard", "beacon",  "juniper", "saddle",
                               "cinder",  "pebble",  "thicket", "marble",  "falcon",
                               "ember",   "quarry",  "clover",  "timber",  "anchor"};
constexpr std::array kSecond = {"tools",   "bakery",  "studio", "travel", "books",
                                "garden",  "motors",  "dental", "design", "fitness",
                                "kitchen", "legal",   "music",  "optics", "pottery",
                                "supply",  "textile", "wines",  "school", "lodge"};
constexpr std::array kBoxes = {"info",    "sales", "office", "anna",   "mark",
                               "billing", "team",  "jobs",   "events", "support"};
constexpr std::array kPeople = {"jo.berg",  "m.olsen",  "p.lindqvist", "karin",    "t.moreau",
                                "devon",    "r.castle", "h.nakano",    "i.petrov", "luisa",
                                "b.okafor", "sam.reed", "y.tanaka",    "c.dubois", "n.fischer",
                                "olga.k",   "w.brandt", "e.santos"};
constexpr std::array kTopics = {"Order",    "Quotation", "Meeting", "Invoice",
                                "Booking",  "Proofs",    "Minutes", "Delivery",
                                "Question", "Photos",    "Plan",    "Reminder"};
constexpr std::array kRest = {"for next week",     "as discussed",         "confirmed",
                              "from the web site", "- second try",         "received",
                              "attached",          "for the spring season"};

std::tm broken_down(std::int64_t at) {
  const std::time_t clock = static_cast<std::time_t>(at);
  std::tm parts{};
  gmtime_r(&clock, &parts);
  return parts;
}

std::string stamp(std::int64_t at, const char* shape) {
  const std::tm parts = broken_down(at);
  std::array<char, 64> text{};
  return {text.data(), std::strftime(text.data(), text.size(), shape, &parts)};
}

std::string dotted(unsigned a, unsigned b, unsigned c, unsigned d) {
  std::array<char, 20> text{};
  std::snprintf(text.data(), text.size(), "%u.%u.%u.%u", a, b, c, d);
  return text.data();
}

template <class List>
const char* one_of(const List& list, Dice& dice) {
  return list[dice.below(static_cast<std::uint32_t>(list.size()))];
}

}  // namespace

std::uint64_t Dice::next() {  // splitmix64
  std::uint64_t z = (state_ += 0x9E3779B97F4A7C15u);
  z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9u;
  z = (z ^ (z >> 27)) * 0x94D049BB133111EBu;
  return z ^ (z >> 31);
}

std::uint32_t Dice::skewed(std::uint32_t limit) {
  const double part = static_cast<double>(next() >> 11) * 0x1.0p-53;
  return static_cast<std::uint32_t>(std::pow(static_cast<double>(limit), part)) - 1;
}

World::World() {
  for (unsigned i = 0; i < kDomains; ++i) {
    const unsigned pair = i % 400;
    const std::string number = i < 400 ? "" : std::to_string(i / 400);
    const std::string name = std::string(kFirst[pair / 20]) + "-" + kSecond[pair % 20] + number;
    domains.push_back(name + ".example");
    accounts.push_back(std::string(kFirst[pair / 20]).substr(0, 4) + "u" + std::to_string(i));
    for (const char* box : kBoxes) mailboxes.push_back(std::string(box) + "@" + domains.back());
  }
  for (unsigned i = 0; i < 5000; ++i)
    remote_domains.push_back(std::string(kSecond[i % 20]) + std::to_string(i) + ".test");
}

std::string World::remote_address(Dice& dice) const {
  std::string address = one_of(kPeople, dice);
  append_number(address, dice.below(4000));
  address += '@';
  address += remote_domains[dice.skewed(static_cast<std::uint32_t>(remote_domains.size()))];
  return address;
}

std::string World::victim_subject(Dice& dice) const {
  return "Outstanding payment " + std::to_string(10000 + dice.below(90000)) + ", act before Friday";
}

std::string World::script_subject(Dice& dice) const {
  return "Your parcel " + std::to_string(100000 + dice.below(900000)) + " waits at the depot";
}

std::string World::plain_subject(Dice& dice) const {
  std::string text = dice.percent(30) ? "Re: " : "";
  text += one_of(kTopics, dice);
  text += ' ';
  append_number(text, dice.below(9000));
  text += ' ';
  return text + one_of(kRest, dice);
}

std::string World::directory(unsigned domain, unsigned variant) const {
  constexpr std::array kPlaces = {"/public_html", "/public_html/wp-admin", "/public_html/shop", ""};
  return "/home/" + accounts[domain] + kPlaces[variant % kPlaces.size()];
}

std::string World::culprit_directory() const {
  return "/home/" + accounts[kScriptDomain] + "/public_html/wp-content/uploads/2026";
}

std::string remote_ip(std::uint32_t number) {
  return dotted(198, 18 + (number >> 16 & 1), number >> 8 & 255, number & 255);
}
std::string attacker_ip(std::uint32_t number) { return dotted(203, 0, 113, 10 + number); }
std::string visitor_ip(std::uint32_t number) { return dotted(198, 51, 100, 10 + number); }

void append_number(std::string& out, std::uint64_t number) { out += std::to_string(number); }

std::string message_id(std::int64_t at, std::uint64_t process, std::uint32_t fraction) {
  constexpr char kDigits[] = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
  std::string id(16, '-');
  const auto put = [&](std::size_t from, std::size_t count, std::uint64_t value) {
    for (std::size_t i = count; i-- > 0; value /= 62) id[from + i] = kDigits[value % 62];
  };
  put(0, 6, static_cast<std::uint64_t>(at));
  put(7, 6, process);
  put(14, 2, fraction % 2000);
  return id;
}

std::string exim_stamp(std::int64_t at) { return stamp(at, "%Y-%m-%d %H:%M:%S"); }
std::string syslog_stamp(std::int64_t at) { return stamp(at, "%b %e %H:%M:%S"); }
std::string web_stamp(std::int64_t at) { return stamp(at, "%d/%b/%Y:%H:%M:%S +0000"); }

}  // namespace bench
