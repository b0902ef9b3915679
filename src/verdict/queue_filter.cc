#include "verdict/queue_filter.h"

#include <algorithm>
#include <array>

#include "base/text.h"
#include "mail/address.h"
#include "mail/subject.h"
#include "survey/exim_log_learner.h"

namespace queuehound {
namespace {

// Linear in practice, text times pattern at worst: on a mismatch only the last '*' takes one more.
bool glob_matches(std::string_view glob, std::string_view text) {
  std::size_t g = 0, t = 0, star = glob.npos, mark = 0;
  while (t < text.size()) {
    if (g < glob.size() && glob[g] == '*') {
      star = g++;
      mark = t;
    } else if (g < glob.size() && (glob[g] == '?' || glob[g] == text[t])) {
      ++g;
      ++t;
    } else if (star != glob.npos) {
      g = star + 1;
      t = ++mark;
    } else {
      return false;
    }
  }
  return glob.find_first_not_of('*', g) == glob.npos;
}

template <class Pattern, class Subject>
bool any_matches(const std::vector<Pattern>& patterns, const Subject& subject) {
  return patterns.empty() ||
         std::ranges::any_of(patterns, [&](const Pattern& p) { return p.matches(subject); });
}

std::string_view without_equals(std::string_view typed) {
  return typed.substr(typed.starts_with('='));
}

bool is_glob(std::string_view typed) { return typed.find_first_of("*?") != typed.npos; }

// All of it, unless a glob says otherwise.
std::string whole(std::string_view typed) {
  return is_glob(typed) ? std::string(typed) : "=" + std::string(typed);
}

bool holds(const std::vector<std::string>& texts, const std::string& text) {
  return std::ranges::find(texts, text) != texts.end();
}

// True where something is asked that an envelope would have to say.
bool asks_for_envelope(const QueueFilter& filter) {
  return filter.bounce || filter.not_bounce || !filter.senders.empty() ||
         !filter.recipients.empty() || !filter.addresses.empty();
}

bool sender_matches(const QueueFilter& filter, std::string_view sender) {
  if (filter.senders.empty()) return true;
  return any_matches(filter.senders, "<" + std::string(sender) + ">") ||
         any_matches(filter.senders, sender);
}

bool recipients_match(const QueueFilter& filter, const SpoolHeader& header) {
  if (filter.recipients.empty()) return true;
  return std::ranges::any_of(header.recipients, [&](const SpoolRecipient& recipient) {
    return (filter.with_delivered || !recipient.is_done) &&
           any_matches(filter.recipients, recipient.address);
  });
}

bool headers_match(const QueueFilter& filter, const SpoolHeader& header) {
  return std::ranges::all_of(filter.headers, [&](const auto& wanted) {
    return std::ranges::any_of(header.headers, [&](const SpoolHeaderLine& line) {
      return line.flag != '*' && equal_ignoring_case(line.name, wanted.first) &&
             wanted.second.matches(decode_subject(line.value));
    });
  });
}

bool subject_matches(const QueueFilter& filter, const SpoolHeader& header, const Server& server) {
  if (filter.subjects.empty() && filter.skeletons.empty() && filter.campaigns.empty()) return true;
  const std::string subject = decoded_subject(header);
  if (!any_matches(filter.subjects, subject)) return false;
  if (filter.skeletons.empty() && filter.campaigns.empty()) return true;
  return holds(filter.skeletons, subject_skeleton(subject)) ||
         (!filter.campaigns.empty() && holds(filter.campaigns, spool_campaign(header, server)));
}

// Of the login, and of the sender it gives itself.
bool is_of_domain(const ActorPattern& asked, const SpoolHeader& header, const Server& server) {
  const std::string actor = spool_actor(header, server);
  return (actor.starts_with("mailbox:") && asked.matches_domain(domain_of(actor))) ||
         asked.matches_domain(domain_of(header.sender));
}

bool is_of_folder(const ActorPattern& asked, const Attribution& known) {
  const std::string_view script = known.script;
  return asked.matches_folder(known.directory) ||
         (script.contains('/') && asked.matches_folder(script.substr(0, script.rfind('/'))));
}

bool actor_matches(const QueueFilter& filter, const QueueCandidate& candidate,
                   const Server& server) {
  if (filter.actors.empty()) return true;
  const SpoolHeader& header = *candidate.message.header;
  const bool has_envelope = envelope_was_read(header.damage);
  if (has_envelope && any_matches(filter.actors, spool_actor(header, server))) return true;
  const Attribution* known = candidate.known;
  if (known != nullptr && any_matches(filter.actors, known->actor)) return true;
  return std::ranges::any_of(filter.actors, [&](const ActorPattern& asked) {
    return (has_envelope && is_of_domain(asked, header, server)) ||
           (known != nullptr && is_of_folder(asked, *known));
  });
}

// Needs the logs: what was not attributed fits no pattern.
bool evidence_matches(const QueueFilter& filter, const Attribution* known) {
  if (filter.programs.empty() && filter.origins.empty()) return true;
  if (known == nullptr) return false;
  const std::string& program = known->script.empty() ? known->directory : known->script;
  if (!any_matches(filter.programs, program)) return false;
  if (filter.origins.empty()) return true;
  const auto origin = parse_ip_address(known->origin);
  return origin && any_matches(filter.origins, *origin);
}

bool origin_matches(const QueueFilter& filter, const SpoolHeader& header) {
  if (!filter.scripts.empty() && !any_matches(filter.scripts, claimed_script(header))) return false;
  if (filter.addresses.empty()) return true;
  return header.has_host && any_matches(filter.addresses, header.host_address);
}

bool measures_match(const QueueFilter& filter, const QueueCandidate& candidate, Time now) {
  const seconds age = now - arrival_of(candidate.message);
  const std::uint64_t size = candidate.size;
  if (filter.younger && age >= *filter.younger) return false;
  if (filter.older && age <= *filter.older) return false;
  if (filter.at_least && size < *filter.at_least) return false;
  if (filter.at_most && size > *filter.at_most) return false;
  return any_matches(filter.sizes, candidate.size_text);
}

bool all_hold(const QueueFilter& filter, const QueueCandidate& candidate, const Server& server,
              Time now) {
  const SpoolHeader& header = *candidate.message.header;
  if (filter.ids && !filter.ids->contains(std::string(candidate.message.file->id.text())))
    return false;
  if (!envelope_was_read(header.damage) && asks_for_envelope(filter)) return false;
  if (header.is_frozen ? filter.not_frozen : filter.frozen) return false;
  if (header.sender.empty() ? filter.not_bounce : filter.bounce) return false;
  return any_matches(filter.queues, candidate.queue) && sender_matches(filter, header.sender) &&
         measures_match(filter, candidate, now) && recipients_match(filter, header) &&
         actor_matches(filter, candidate, server) && evidence_matches(filter, candidate.known) &&
         origin_matches(filter, header) && subject_matches(filter, header, server) &&
         headers_match(filter, header);
}

}  // namespace

TextPattern::TextPattern(std::string_view typed) {
  if (typed.starts_with('=')) {
    form_ = Form::whole;
    typed.remove_prefix(1);
  } else if (typed.find_first_of("*?") != typed.npos) {
    form_ = Form::glob;
  }
  folded_ = to_lower(typed);
}

bool TextPattern::matches(std::string_view text) const {
  const std::string folded = to_lower(text);
  switch (form_) {
    case Form::inside:
      return folded.find(folded_) != std::string::npos;
    case Form::whole:
      return folded == folded_;
    case Form::glob:
      break;
  }
  return glob_matches(folded_, folded);
}

AddressPattern::AddressPattern(std::string_view typed)
    : network_(parse_ip_network(without_equals(typed))), text_(typed) {}

bool AddressPattern::matches(const IpAddress& address) const {
  return network_ ? network_->contains(address) : text_.matches(to_text(address));
}

ActorPattern::ActorPattern(std::string_view typed) : whole_(whole(without_equals(typed))) {
  std::string_view address = without_equals(typed);
  if (address.starts_with("ip:"))
    address.remove_prefix(3);
  else if (address.starts_with("net:"))
    address.remove_prefix(4);
  if (parse_ip_network(address)) address_.emplace(address);
  if (address.starts_with("domain:")) domain_ = to_lower(address.substr(7));
  if (!address.starts_with("dir:")) return;
  folder_ = address.substr(4);
  while (folder_.size() > 1 && folder_.ends_with('/')) folder_.pop_back();
}

bool ActorPattern::matches_domain(std::string_view domain) const {
  if (domain_.empty() || domain.empty()) return false;
  const std::string folded = to_lower(domain);
  return is_glob(domain_) ? glob_matches(domain_, folded) : is_same_or_subdomain(folded, domain_);
}

bool ActorPattern::matches_folder(std::string_view folder) const {
  return !folder_.empty() && glob_matches(folder_, folder);
}

bool ActorPattern::matches(std::string_view actor) const {
  const std::string_view name = actor.substr(actor.find(':') + 1);
  if (!address_) return whole_.matches(actor) || whole_.matches(name);
  const auto address = parse_ip_address(name);
  return actor.starts_with("ip:") && address && address_->matches(*address);
}

bool matches(const QueueFilter& filter, const QueueCandidate& candidate, const Server& server,
             Time now) {
  return all_hold(filter, candidate, server, now) != filter.is_inverted;
}

std::string spool_actor(const SpoolHeader& header, const Server& server) {
  if (!header.auth_id.empty() && (header.has_host || !header.host_auth.empty()))
    return "mailbox:" + mailbox_of_login(header.auth_id, server);
  if (header.has_host) return "ip:" + to_text(header.host_address);
  if (header.sender.empty()) return "bounce";
  return "account:" + std::string(header.ident.empty() ? header.login : header.ident);
}

std::string spool_campaign(const SpoolHeader& header, const Server& server) {
  return campaign_id(spool_actor(header, server), subject_skeleton(decoded_subject(header)));
}

std::string claimed_script(const SpoolHeader& header) {
  constexpr std::array<std::string_view, 4> kNames{"X-PHP-Script", "X-PHP-Originating-Script",
                                                   "X-phpBB-Origin", "X-Source-Dir"};
  for (const std::string_view name : kNames)
    if (const SpoolHeaderLine* line = header.header(name)) return std::string(trim(line->value));
  return {};
}

Time arrival_of(const SpoolMessage& message) {
  return envelope_was_read(message.header->damage) ? message.header->received_at
                                                   : message.file->id.time();
}

std::string decoded_subject(const SpoolHeader& header) {
  const SpoolHeaderLine* line = header.header("Subject");
  return line ? decode_subject(line->value) : std::string();
}

}  // namespace queuehound
