// Beside strangers' mailing by a login from elsewhere: what a program of this server sends with the
// same login, as on other days or not.
#pragma once

#include <cstdint>
#include <unordered_set>

#include "dossier/dossier.h"
#include "dossier/likeness.h"

namespace queuehound {

// A site's letters come in over loopback, from nobody known. They are none of strangers' mailing
// where strangers sent twice as many and more, from known places, no letter of whose is like them,
// and nobody minds: of ten people nine exist, and no server calls them spam. Without subjects all
// such letters are one text. A stranger who has a program here, too, keeps of his flood what is the
// smaller part, is another text and is welcome; not the password. After find_clients.
class ProgramsLetters {
 public:
  ProgramsLetters(const CaseFile& file, const Likeness& likeness, const Dossier& dossier);

  bool are_of(std::size_t i) const;  // is the dossier's i-th message one of them?

 private:
  const Likeness& likeness_;
  const Dossier& dossier_;
  std::unordered_set<const Alike*> own_;  // texts; null: those without subjects
};

}  // namespace queuehound
