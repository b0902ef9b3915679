#include "report/after_stop.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "mail/address.h"
#include "remedy/plan.h"
#include "remedy/shell_quote.h"

namespace queuehound {
namespace {

constexpr std::array<Blocklist, 9> kBlocklists{{
    {"zen.spamhaus.org", "Spamhaus (SBL, XBL, PBL)", false,
     "by request at its lookup page, once the cause is gone; it does not answer through big public "
     "resolvers (127.255.255.x is no listing)"},
    {"bl.spamcop.net", "SpamCop", false, "by itself, about 24 hours after the last report"},
    {"b.barracudacentral.org", "Barracuda", false, "by request at its lookup page"},
    {"psbl.surriel.com", "PSBL", false, "by request at its lookup page, at once"},
    {"dnsbl-1.uceprotect.net", "UCEPROTECT level 1", false,
     "by itself, seven days after the last spam; pay nobody for it"},
    {"bl.mailspike.net", "Mailspike", false, "by itself, as the address behaves"},
    {"dbl.spamhaus.org", "Spamhaus DBL", true, "by request at its lookup page"},
    {"multi.surbl.org", "SURBL", true, "by request at its lookup page"},
    {"multi.uribl.com", "URIBL", true, "by request at its lookup page"},
}};

// What the kind leaves behind, before what every kind does.
std::vector<std::string> own_steps(const Incident& incident) {
  switch (incident.kind) {
    case IncidentKind::mailbox:
      return {
          "Tell the owner to check the computers and phones that knew the password, and to "
          "change it wherever else it was used: a new password on an infected machine lasts a "
          "day.",
          "Look through the mailbox's forwarders, filters and signature: intruders leave "
          "rules that go on copying its mail."};
    case IncidentKind::script:
      return {
          "Look for the way in before the site goes on: bring the site's software, plugins and "
          "themes up to date, and look at the other new files named above.",
          "Change every password of the account (FTP, panel, database, site administrator); a "
          "web shell has read them all.",
          "Where a clean backup from before the first message exists, restore it rather than "
          "clean by hand."};
    case IncidentKind::form:
      if (!incident.how_page_changed.empty())
        return {
            "Compare the page's file with its maker's version of the same release: it was changed "
            "before it first mailed. If it is an intruder's, put the maker's in its place, look "
            "for the way in, and change every password of the account.",
            "If it is the maker's, write to the site's owner: a captcha, a double opt-in or a "
            "limit a visitor. The page itself need not be closed."};
      return {
          "Write to the site's owner: a captcha, a double opt-in or a limit a visitor; a page "
          "that mails a copy to whatever address is typed will be found again.",
          "Until then keep its mail on hold: the page itself need not be closed."};
    case IncidentKind::list:
      return {
          "Let only members post, hold posts of strangers for a moderator, and never let a "
          "list's address be a bare alias of its members."};
    case IncidentKind::relay:
      if (incident.has_unnamed_login())
        return {
            "Set server_set_id in Exim's authenticators ($auth1, for PLAIN $auth2): the next "
            "message tells whose password it is, and that one needs a new one."};
      return {
          "Take the host's network out of the hosts that may relay until it is clean; give its "
          "programs a login of their own."};
    case IncidentKind::inbound:
      return {
          "Change the passwords that were guessed at and are weak; limit failed logins an "
          "address (fail2ban, lfd) and recipients that do not exist an address (Exim's "
          "ratelimit)."};
    case IncidentKind::backscatter:
      return {
          "Nothing here sent it: publish SPF, DKIM and DMARC with a policy for the domain, and "
          "refuse bounces to addresses that never send (Exim's prvs) while it lasts."};
  }
  return {};
}

bool sends_from_here(const Incident& incident) {
  return incident.kind != IncidentKind::inbound && incident.kind != IncidentKind::backscatter;
}

std::string sender_domain(const Incident& incident) {
  if (incident.domain) return *incident.domain;
  if (incident.account) return std::string(domain_of(*incident.account));
  return {};
}

const IpAddress* public_address(const Server& server) {
  for (const IpAddress& address : server.own_addresses)
    if (!is_private(address)) return &address;
  return nullptr;
}

}  // namespace

std::span<const Blocklist> main_blocklists() { return kBlocklists; }

std::string reversed_for_dns(const IpAddress& address) {
  const auto& bytes = address.bytes;
  if (address.is_v4())
    return fmt::format("{}.{}.{}.{}", bytes[15], bytes[14], bytes[13], bytes[12]);
  std::string text;
  for (std::size_t i = bytes.size(); i-- > 0;)
    text += fmt::format("{:x}.{:x}{}", bytes[i] & 15, bytes[i] >> 4, i == 0 ? "" : ".");
  return text;
}

AfterStop after_stop(const Incident& incident, const Server& server) {
  AfterStop after;
  after.steps = own_steps(incident);
  const std::string id = incident.id;
  const std::string again = fmt::format(
      "Look again in ten minutes and in an hour: queuehound explain {} must not say \"now\"", id);
  if (!sends_from_here(incident)) {
    after.steps.push_back(again + ".");
    return after;
  }
  after.steps.push_back(
      again + ", and the queue must shrink. Only \"no new message\" proves that it is stopped.");
  after.steps.push_back(
      "Ask the blocklists only after that: whoever asks to be taken off while mail still flows is "
      "listed again, and longer.");
  after.steps.push_back(
      "Receivers that answered with their own codes (Gmail, Microsoft, Yahoo) keep lists of their "
      "own: their replies stand in the log behind ** and ==, with the page to write to.");
  const IpAddress* address = public_address(server);
  const IpAddress example = *parse_ip_address("192.0.2.1");
  after.address_is_known = address != nullptr;
  after.asked_for = to_text(address ? *address : example);
  const std::string reversed = reversed_for_dns(address ? *address : example);
  const std::string domain = sender_domain(incident);
  for (const Blocklist& list : kBlocklists) {
    if (list.is_of_domains && domain.empty()) continue;
    const std::string name =
        fmt::format("{}.{}", list.is_of_domains ? domain : reversed, list.zone);
    after.ask.push_back(
        {&list, fmt::format("dig +short A {0}; dig +short TXT {0}", shell_quote(name))});
  }
  return after;
}

}  // namespace queuehound
