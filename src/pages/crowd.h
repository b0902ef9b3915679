// What many addresses do at a page together, which no address tells alone.
#pragma once

#include <unordered_set>

#include "dossier/dossier.h"

namespace queuehound {

// A contest, a sale: on such a day a carrier's translation carries a dozen visitors behind one
// address. Such addresses are taken out of dossier.web.drivers.
void leave_out_crowds(const CaseFile& file, const WebEvidence& web, Dossier& dossier);

// All who look at the site come by proxies before it, a balancer or a content network: these drive
// a page older than its mail, and look at it first. As far as its letters tell they are visitors',
// each to his own address; robots who read pages and have a good list would look the same, and the
// log could not tell whom of them to block.
bool do_all_come_by_proxies(const CaseFile& file, const Dossier& dossier);

// Behind each driver of an old page may be most people of a crowd, as behind a school's address, a
// company's, a carrier's: he looks at it as often as he presses it, while others do too, and each
// letter is to another person who exists. A robot that reads pages, keeps to the visitors' hours
// and has a good list looks the same.
bool are_most_behind_few(const CaseFile& file, const Dossier& dossier);

// They are visitors: out of join.drivers.
void take_out(const WebEvidence& web, const std::unordered_set<std::uint32_t>& honest,
              WebJoin& join);

// Hundreds of addresses that never looked at a page press the same few people's names into it, once
// each: a stranger is buried by proxies.
bool are_few_buried(const CaseFile& file, const WebEvidence& web, const Dossier& dossier);

// Ten times as much as on the page's busiest day, nearly all of it by who drives it to a few people
// elsewhere, twenty letters each; visitors have it write the same to others, each to one of his
// own. That it writes to whomever one types tells it from a page that reports to its owner.
bool do_drivers_bury(const CaseFile& file, const Dossier& dossier);

// The page wrote ten times as much as on its busiest day, and a fifth of what it wrote to those
// whom one types to people who do not exist (its owner's own copies say nothing): robots that look
// at the page first and write once an address are told from visitors by nothing else.
bool are_dead_in_crowd(const CaseFile& file, const Dossier& dossier);

// As much, and nearly every address has it write to three people or more whom no other writes to; a
// tenth of them do not exist, more than people mistype. Visitors who each invite three friends to a
// contest and invent some look the same, so it is worth a look and accuses nobody.
bool do_all_write_to_three(const CaseFile& file, const Dossier& dossier);

}  // namespace queuehound
