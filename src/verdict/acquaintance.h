// Everything the ledger and the verdict know of one subject, in both directions. Pure.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "dossier/dossier.h"
#include "evidence/ledger.h"
#include "host/server.h"
#include "mail/asked_subject.h"
#include "verdict/roles.h"

namespace queuehound {

struct Named {  // a subject, text or domain, and how many messages
  std::string text;
  std::uint64_t messages = 0;
};

struct MostNamed {
  std::vector<Named> rows;  // most first, 100 at most
  std::size_t all = 0;      // how many there are
};

struct Traffic {  // messages of the window and the queue
  std::uint64_t messages = 0, recipients = 0, queued = 0, frozen = 0;
  std::uint64_t older = 0;                                               // came before the window
  std::uint64_t delivered = 0, deferred = 0, failed = 0, discarded = 0;  // recipients
  std::uint64_t untold = 0;  // recipients of whom no line says what became of them
  std::optional<Time> first, last;
  MostNamed subjects, senders, domains, addresses, actors;
  std::vector<EvidenceSource> samples;  // its first line
};

struct LoginLine {
  std::string user, address, door;
  // By SMTP AUTH the letters that were sent so: Exim logs no other login that succeeds.
  std::uint64_t succeeded = 0, failed = 0, succeeded_before = 0, failed_before = 0;
  std::optional<Time> first, last;
  EvidenceSource source;
};

struct RefusalLine {
  std::string address;
  std::uint64_t unknown_recipient = 0, relay = 0, spam = 0, protocol = 0, listed = 0, other = 0;
  std::uint64_t before = 0;
  Time first{}, last{};
  EvidenceSource source;
};

struct RequestLine {
  std::string url, address;
  std::uint64_t requests = 0, posts = 0, followed_by_mail = 0;
  Time first{}, last{};
  EvidenceSource source;
};

struct Part {
  const Incident* incident = nullptr;
  Role role = Role::culprit;
  std::vector<const Origin*> left_open = {};  // of an address or network: what the plan spares
};

struct Beside {  // a message that only goes with an incident's in time
  const Incident* incident = nullptr;
  std::string why;
};

struct Acquaintance {
  AskedSubject subject;
  std::vector<std::string> facts;  // what the server's own settings say of it
  Traffic sent, received;
  std::vector<LoginLine> logins;      // most first
  std::vector<RefusalLine> refusals;  // most first
  std::vector<RequestLine> requests;  // most mail first
  std::vector<Part> parts;
  std::vector<Beside> beside;
  UsualLevel usual;                           // of what it sent, before the window
  std::uint64_t sent_by_others = 0;           // of `sent`: counted for others in `usual`
  std::optional<Time> first_ever, last_ever;  // over window and history

  bool is_known() const;
};

// `web` may be null. Pointers are into `result`.
Acquaintance get_to_know(const AskedSubject& subject, const CaseFile& file, const WebEvidence* web,
                         const ScanResult& result);

}  // namespace queuehound
