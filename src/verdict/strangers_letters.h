// Letters no two of which are alike, in a mailbox's name: are they a mailing all the same?
#pragma once

#include <vector>

#include "dossier/dossier.h"

namespace queuehound {

// By row of dossier.clients: 1 = a stranger whose letters are a mailing. After find_clients;
// answers to letters do not count.
// - A fifth and more of those whom he and his neighbours of the same provider wrote to never
//   existed, at least fifteen: a bought list. No person's letters of a day fare so, however new his
//   place: he writes to people who exist.
// - Each of his letters went to three people and more, and all strangers' together to a hundred,
//   ten times as many as on any day: no hand writes so.
// - He wrote as ever other people of elsewhere, and all who did so many times as much as the
//   mailbox ever sends: a program that lends its login to its visitors did on other days. On the
//   first days of the logs from three addresses and more, while it is read elsewhere.
// - From places where the mailbox is hardly read sixty people and more were written to who never
//   wrote here, five times as many as on any day, most of them by addresses that sent a handful:
//   who has many of them writes by turns. On the first day of the logs from five places and more,
//   while it is read elsewhere.
// - Of what such places sent, three and more, a third of the people never existed, at least thirty.
std::vector<char> strangers_with_mailing(const CaseFile& file, const Dossier& dossier);

// All that is said of a mailbox, on the first day of its logs, is that several places sent a few
// letters each by it, no two alike and under its own name, while it is read elsewhere: so does a
// program of its owner's in a cloud, into whose form anybody types dead addresses. A note at most,
// unless a fifth is dead.
bool is_by_turns_of_first_day(const Dossier& dossier);

// From the owner's own addresses: many times what he ever sent, to people of whom a fifth and more
// never existed (a fourth, where logs know a day or two). His computer is infected. A list of years
// loses a tenth of its people, not a fifth in a day.
bool is_mailing_from_desk(const CaseFile& file, const Dossier& dossier);

}  // namespace queuehound
