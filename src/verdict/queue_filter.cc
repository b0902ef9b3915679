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

bool sender_matches(const QueueFilter& filter, std::string_view sender) {
  return any_matches(filter.senders, "<" + std::string(sender) + ">") ||
         any_matches(filter.senders, sender);
}

bool recipients_match(const QueueFilter& filter, const SpoolHeader& header) {
  return std::ranges::any_of(header.recipients, [&](const SpoolRecipient& recipient) {
    return (filter.with_delivered || !recipient.is_done) &&
           any_matches(filter.recipients, recipient.address);
  });
}

bool recipient_count_matches(const QueueFilter& filter, const SpoolHeader& header) {
  const auto count = static_cast<std::uint64_t>(
      std::ranges::count_if(header.recipients, [&](const SpoolRecipient& recipient) {
        return filter.with_delivered || !recipient.is_done;
      }));
  return count >= filter.fewest_recipients.value_or(0) &&
         count <= filter.most_recipients.value_or(UINT64_MAX);
}

bool headers_match(const QueueFilter& filter, const SpoolHeader& header) {
  return std::ranges::all_of(filter.headers, [&](const auto& wanted) {
    return std::ranges::any_of(header.headers, [&](const SpoolHeaderLine& line) {
      return line.flag != '*' && equal_ignoring_case(line.name, wanted.first) &&
             wanted.second.matches(decode_subject(line.value));
    });
  });
}

bool campaign_matches(const QueueFilter& filter, const SpoolHeader& header, const Server& server) {
  const std::string subject = decoded_subject(header);
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
bool program_matches(const QueueFilter& filter, const Attribution* known) {
  return known != nullptr &&
         any_matches(filter.programs, known->script.empty() ? known->directory : known->script);
}

bool origin_matches(const QueueFilter& filter, const Attribution* known) {
  const auto origin = known == nullptr ? std::nullopt : parse_ip_address(known->origin);
  return origin && any_matches(filter.origins, *origin);
}

bool size_matches(const QueueFilter& filter, std::uint64_t size) {
  return size >= filter.at_least.value_or(0) && size <= filter.at_most.value_or(UINT64_MAX);
}

struct Asked {  // what a criterion looks at
  const QueueFilter& filter;
  const QueueCandidate& candidate;
  const Server& server;
  Time now;

  const SpoolHeader& header() const { return *candidate.message.header; }
  seconds age() const { return now - arrival_of(candidate.message); }
};

// is_of_envelope: what it asks is unknown where the envelope could not be read; then it does not
// hold.
struct Criterion {
  bool (*is_asked)(const QueueFilter&);
  bool (*holds)(const Asked&);
  bool is_of_envelope = false;
};

constexpr Criterion kCriteria[] = {
    {[](const QueueFilter& f) { return f.frozen; },
     [](const Asked& a) { return a.header().is_frozen; }},
    {[](const QueueFilter& f) { return f.not_frozen; },
     [](const Asked& a) { return !a.header().is_frozen; }},
    {[](const QueueFilter& f) { return f.bounce; },
     [](const Asked& a) { return a.header().sender.empty(); }, true},
    {[](const QueueFilter& f) { return f.not_bounce; },
     [](const Asked& a) { return !a.header().sender.empty(); }, true},
    {[](const QueueFilter& f) { return !f.senders.empty(); },
     [](const Asked& a) { return sender_matches(a.filter, a.header().sender); }, true},
    {[](const QueueFilter& f) { return f.younger.has_value(); },
     [](const Asked& a) { return a.age() < *a.filter.younger; }},
    {[](const QueueFilter& f) { return f.older.has_value(); },
     [](const Asked& a) { return a.age() > *a.filter.older; }},
    {[](const QueueFilter& f) { return f.at_least || f.at_most; },
     [](const Asked& a) { return size_matches(a.filter, a.candidate.size); }},
    {[](const QueueFilter& f) { return !f.sizes.empty(); },
     [](const Asked& a) { return any_matches(a.filter.sizes, a.candidate.size_text); }},
    {[](const QueueFilter& f) { return !f.recipients.empty(); },
     [](const Asked& a) { return recipients_match(a.filter, a.header()); }, true},
    {[](const QueueFilter& f) { return f.fewest_recipients || f.most_recipients; },
     [](const Asked& a) { return recipient_count_matches(a.filter, a.header()); }, true},
    {[](const QueueFilter& f) { return !f.actors.empty(); },
     [](const Asked& a) { return actor_matches(a.filter, a.candidate, a.server); }},
    {[](const QueueFilter& f) { return !f.programs.empty(); },
     [](const Asked& a) { return program_matches(a.filter, a.candidate.known); }},
    {[](const QueueFilter& f) { return !f.origins.empty(); },
     [](const Asked& a) { return origin_matches(a.filter, a.candidate.known); }},
    {[](const QueueFilter& f) { return !f.scripts.empty(); },
     [](const Asked& a) { return any_matches(a.filter.scripts, claimed_script(a.header())); }},
    {[](const QueueFilter& f) { return !f.addresses.empty(); },
     [](const Asked& a) {
       return a.header().has_host && any_matches(a.filter.addresses, a.header().host_address);
     },
     true},
    {[](const QueueFilter& f) { return !f.interfaces.empty(); },
     [](const Asked& a) {
       return a.header().has_interface &&
              any_matches(a.filter.interfaces, a.header().interface_address);
     },
     true},
    {[](const QueueFilter& f) { return !f.helo_names.empty(); },
     [](const Asked& a) { return any_matches(a.filter.helo_names, a.header().helo_name); }, true},
    {[](const QueueFilter& f) { return !f.protocols.empty(); },
     [](const Asked& a) { return any_matches(a.filter.protocols, a.header().received_protocol); },
     true},
    {[](const QueueFilter& f) { return !f.subjects.empty(); },
     [](const Asked& a) { return any_matches(a.filter.subjects, decoded_subject(a.header())); }},
    {[](const QueueFilter& f) { return !f.skeletons.empty() || !f.campaigns.empty(); },
     [](const Asked& a) { return campaign_matches(a.filter, a.header(), a.server); }},
    {[](const QueueFilter& f) { return !f.headers.empty(); },
     [](const Asked& a) { return headers_match(a.filter, a.header()); }},
};

bool fits(const Asked& asked) {
  const QueueFilter& filter = asked.filter;
  const bool has_envelope = envelope_was_read(asked.header().damage);
  const auto is_asked = [&](const Criterion& criterion) { return criterion.is_asked(filter); };
  const auto holds = [&](const Criterion& criterion) {
    return (has_envelope || !criterion.is_of_envelope) && criterion.holds(asked);
  };
  if (filter.is_any && std::ranges::any_of(kCriteria, is_asked))
    return std::ranges::any_of(
        kCriteria, [&](const Criterion& each) { return is_asked(each) && holds(each); });
  return std::ranges::all_of(kCriteria,
                             [&](const Criterion& each) { return !is_asked(each) || holds(each); });
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

bool asks_anything(const QueueFilter& filter) {
  return filter.is_inverted || filter.ids || !filter.queues.empty() ||
         std::ranges::any_of(
             kCriteria, [&](const Criterion& criterion) { return criterion.is_asked(filter); });
}

bool matches(const QueueFilter& filter, const QueueCandidate& candidate, const Server& server,
             Time now) {
  // Places, which is_any does not widen.
  const bool is_there =
      any_matches(filter.queues, candidate.queue) &&
      (!filter.ids || filter.ids->contains(std::string(candidate.message.file->id.text())));
  return (is_there && fits({filter, candidate, server, now})) != filter.is_inverted;
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
