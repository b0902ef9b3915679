// Who calls an intruder's program by GET. Crawlers, monitors and whoever was told of it ask for the
// same address, some of them while it mails: a request amid a run has begun nothing.
#pragma once

#include <cstdint>
#include <unordered_map>

#include "dossier/dossier.h"

namespace queuehound {

class ShellCallers {
 public:
  // Of a dossier whose page is known and whose messages have their requests (WebJoin::owner).
  ShellCallers(const CaseFile& file, const WebEvidence& web, const Dossier& dossier);

  // Runs of mail whose first letter follows a request of this address.
  std::uint64_t runs_begun_by(std::uint32_t address) const;
  // He began mail, and looked at nothing else of the site; or began it time and again.
  bool is_caller(const RequestRow& row) const;
  // A rule in .htaccess leads an address that looks like an article's to a planted file: who called
  // it so, and nothing else, and had it mail each time, is an intruder. So are they whose program
  // lies where one may belong, where nobody asked for it before, they are at many places, and its
  // list is a bought one.
  bool is_caller_by_rule(const RequestRow& row) const;

 private:
  void add_run(Time start, std::uint32_t owner);
  std::uint64_t looks_elsewhere(const RequestRow& row) const;
  bool is_only_a_caller(const RequestRow& row) const;
  bool are_callers_alone(const CaseFile& file) const;

  const WebEvidence& web_;
  const Dossier& dossier_;
  std::unordered_map<std::uint32_t, std::uint64_t> begun_;
  std::uint64_t runs_ = 0;
  bool is_by_rule_ = false;
};

}  // namespace queuehound
