#include "dossier/list_copies.h"

#include <algorithm>

#include "mail/address.h"

namespace queuehound {
namespace {

// Lists have a name of their own below the domain (lists.club.example), which copied logs without
// settings do not tell of.
bool is_of_local_domain(const Server& server, std::string_view domain) {
  return server.is_local_domain(domain) ||
         server.is_local_domain(domain.substr(domain.find('.') + 1));
}

}  // namespace

std::string list_of_sender(std::string_view sender) {
  const auto [local, domain] = split_address(sender);
  if (domain.empty() || !local.contains('-')) return {};
  std::string_view name = local;
  for (const std::string_view suffix : {"-bounces", "-owner", "-admin", "-return", "-request"}) {
    const std::size_t at = name.find(suffix);  // VERP: news-bounces+member=site
    if (at != std::string_view::npos && at > 0 &&
        (at + suffix.size() == name.size() || name[at + suffix.size()] == '+' ||
         name[at + suffix.size()] == '-'))
      return std::string(name.substr(0, at)) + "@" + std::string(domain);
  }
  if (name.starts_with("owner-") && name.size() > 6)
    return std::string(name.substr(6)) + "@" + std::string(domain);
  return {};
}

bool is_known_list(const CaseFile& file, std::string_view address) {
  return std::ranges::any_of(file.server.lists,
                             [&](const MailingList& list) { return list.address == address; });
}

std::string list_of_message(const CaseFile& file, const Message& message) {
  const Ledger& ledger = file.ledger;
  const ActorRecord& actor = ledger.actors[message.actor];
  const std::string list = list_of_sender(ledger.text(message.sender));
  if (list.empty()) return {};
  if (is_known_list(file, list)) return list;
  const bool from_here = actor.submission == SubmissionClass::local ||
                         (actor.submission == SubmissionClass::remote && message.address != 0 &&
                          file.server.is_own_address(ledger.address(message.address)));
  if (!from_here || !is_of_local_domain(file.server, domain_of(list))) return {};
  const bool list_user = actor.submission != SubmissionClass::local ||
                         ledger.text(actor.name).find("mailman") != std::string_view::npos ||
                         ledger.text(actor.name) == "list" ||
                         ledger.text(actor.name) == "majordom" || message.has_list_headers;
  return list_user ? list : std::string{};
}

}  // namespace queuehound
