#include "verdict/roles.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "base/hash.h"
#include "mail/address.h"

namespace queuehound {
namespace {

using Kind = AskedSubject::Kind;

bool holds(const std::vector<MessageId>& sorted, const MessageId& id) {
  return std::ranges::binary_search(sorted, id);
}

bool is_named(const std::optional<std::string>& name, const AskedSubject& subject) {
  return name && subject.is_named(*name);
}

bool is_actor(const Incident& incident, const AskedSubject& subject) {
  switch (subject.kind) {
    case Kind::incident:
      return incident.id == subject.name;
    case Kind::mailbox:
      return incident.kind == IncidentKind::mailbox && is_named(incident.account, subject);
    case Kind::list:
      return is_named(incident.list, subject);
    case Kind::script:
      return incident.script == subject.name;
    case Kind::directory:
      return incident.directory == subject.name ||
             (incident.script && incident.script->starts_with(subject.name + "/"));
    case Kind::account:
      return incident.system_user == subject.name &&
             (incident.kind == IncidentKind::script || incident.kind == IncidentKind::form);
    default:
      return false;
  }
}

bool is_origin(const Incident& incident, const AskedSubject& subject) {
  return subject.kind == Kind::network &&
         std::ranges::any_of(incident.origins, [&](const Origin& origin) {
           return subject.network.contains(origin.address);
         });
}

bool is_victim(const Incident& incident, const AskedSubject& subject) {
  switch (subject.kind) {
    case Kind::mailbox:
      return is_named(incident.account, subject);  // of a list or a form, or of backscatter
    case Kind::account:
      return incident.system_user == subject.name;
    case Kind::domain:
      return is_named(incident.domain, subject) ||
             (incident.account && subject.is_named(domain_of(*incident.account))) ||
             (incident.list && subject.is_named(domain_of(*incident.list)));
    default:
      return false;
  }
}

// A mailbox at whose door an origin of an attack failed.
bool was_guessed_at(const Incident& incident, const Ledger& ledger, const AskedSubject& subject) {
  if (subject.kind != Kind::mailbox || incident.kind != IncidentKind::inbound) return false;
  const std::uint32_t user = ledger.strings.find(subject.name);
  const std::uint32_t other = ledger.strings.find(subject.other_name);
  if (user == 0 && other == 0) return false;
  return std::ranges::any_of(ledger.logins, [&](const LoginUse& use) {
    const bool is_its = use.key.user != 0 && (use.key.user == user || use.key.user == other);
    return is_its && ledger.in_window_of(use).failed > 0 && use.key.address != 0 &&
           std::ranges::any_of(incident.origins, [&](const Origin& origin) {
             return origin.address == ledger.address(use.key.address);
           });
  });
}

bool is_recipient(const Incident& incident, const Ledger& ledger, const AskedSubject& subject) {
  if (subject.kind != Kind::mailbox) return false;
  const std::uint64_t wanted = keyed_hash_folded(subject.name);
  const std::uint64_t other =
      subject.other_name.empty() ? wanted : keyed_hash_folded(subject.other_name);
  return std::ranges::any_of(ledger.messages, [&](const Message& message) {
    bool is_one = false;
    ledger.for_each_recipient_of(message, [&](const RecipientEntry& entry) {
      is_one |= entry.hash == wanted || entry.hash == other;
    });
    return is_one && is_message_of(incident, ledger, message);
  });
}

bool is_its_message(const Incident& incident, const Ledger& ledger, const AskedSubject& subject) {
  if (subject.kind != Kind::message) return false;
  return std::ranges::any_of(ledger.messages, [&](const Message& message) {
    return message.id == subject.message && is_message_of(incident, ledger, message);
  });
}

std::uint32_t row_of(const Ledger& ledger, const Message& message) {
  return static_cast<std::uint32_t>(&message - ledger.messages.data());
}

bool is_of_program(const Incident& incident, const Ledger& ledger, const ActorRecord& actor) {
  if (!incident.system_user || ledger.text(actor.name) != *incident.system_user) return false;
  const std::string_view place = ledger.text(actor.place);
  if (incident.script && place.starts_with('/'))
    return incident.script->starts_with(std::string(place) + "/") ||
           place == incident.directory.value_or("");
  return !incident.directory || place == *incident.directory || !place.starts_with('/');
}

}  // namespace

std::string_view role_name(Role role) {
  constexpr std::array<std::string_view, 5> kNames{"culprit", "origin", "victim", "recipient",
                                                   "message"};
  return kNames[static_cast<std::size_t>(role)];
}

bool is_message_of(const Incident& incident, const Ledger& ledger, const Message& message) {
  if (message.in_spool) return holds(incident.quarantine, message.id);
  return std::ranges::binary_search(incident.mailing, row_of(ledger, message));
}

bool is_by_actor_of(const Incident& incident, const Ledger& ledger, const Message& message) {
  const ActorRecord& actor = ledger.actors[message.actor];
  switch (incident.kind) {
    case IncidentKind::mailbox:
      return actor.submission == SubmissionClass::mailbox &&
             incident.account == ledger.text(actor.name);
    case IncidentKind::script:
    case IncidentKind::form:
      return actor.submission == SubmissionClass::local && is_of_program(incident, ledger, actor);
    case IncidentKind::relay:
      return message.address != 0 &&
             std::ranges::any_of(incident.origins, [&](const Origin& origin) {
               return origin.address == ledger.address(message.address);
             });
    default:
      return false;
  }
}

std::string why_beside(const Incident& incident, const Ledger& ledger, const Message& message) {
  if (message.at < incident.first_seen || message.at > incident.last_seen) return {};
  if (!is_by_actor_of(incident, ledger, message) || is_message_of(incident, ledger, message))
    return {};
  constexpr std::string_view kUnlike =
      "but is not like it: whether its owner or a stranger wrote it cannot be told";
  if (message.address == 0)
    return fmt::format("it went the way of the mailing and in its hours, {}", kUnlike);
  const std::string address = to_text(ledger.address(message.address));
  const bool is_shared = std::ranges::any_of(incident.mailing, [&](MessageIndex row) {
    return ledger.messages[row].address == message.address;
  });
  if (is_shared)
    return fmt::format("it came from {} like messages of the mailing, {}", address, kUnlike);
  return fmt::format(
      "it went in the hours of the mailing, but from {}, where none of that came from", address);
}

std::optional<Role> role_in(const Incident& incident, const Ledger& ledger,
                            const AskedSubject& subject) {
  if (is_actor(incident, subject)) return Role::culprit;
  if (is_origin(incident, subject)) return Role::origin;
  if (is_victim(incident, subject) || was_guessed_at(incident, ledger, subject))
    return Role::victim;
  if (is_its_message(incident, ledger, subject)) return Role::message;
  if (is_recipient(incident, ledger, subject)) return Role::recipient;
  return {};
}

}  // namespace queuehound
