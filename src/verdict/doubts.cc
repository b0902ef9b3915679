#include "verdict/doubts.h"

#include <algorithm>
#include <array>
#include <type_traits>

#include "pages/crowd.h"
#include "pages/partners.h"
#include "verdict/few_letters.h"
#include "verdict/first_mailing.h"
#include "verdict/helpdesk.h"
#include "verdict/poisoned_list.h"
#include "verdict/strangers_letters.h"
#include "verdict/volume_alone.h"

namespace queuehound {
namespace {

using Signs = std::vector<Evidence>;

bool is_on_a_journey(const Dossier& dossier) { return dossier.is_on_a_journey; }
bool has_only_visitors(const Dossier& dossier) { return dossier.has_only_visitors; }

bool is_volume_of_wanted(const Signs& signs, const Dossier& dossier) {
  return is_volume_alone(signs, dossier.bulk, false);
}

// A customer's server that always sent here has a newsletter: some of its readers' servers call any
// newsletter spam. An infected one that writes to a list as good is called so by more.
bool is_volume_of_settled(const CaseFile& file, const Signs& signs, const Dossier& dossier) {
  Signs rest = signs;
  if (dossier.kind == IncidentKind::relay && is_received_as_of_years(dossier.bulk))
    std::erase_if(rest, [](const Evidence& sign) { return sign.signal == "refused_as_spam"; });
  return is_volume_alone(rest, dossier.bulk, true) && is_settled(file, dossier);
}

bool is_volume_of_first_mailing(const CaseFile& file, const Signs& signs, const Dossier& dossier) {
  return is_volume_alone(signs, dossier.bulk, true) && is_first_mailing(file, dossier);
}

// Beside that it comes from where nobody is known.
bool is_volume_of_first_day(const CaseFile& file, const Signs& signs, const Dossier& dossier) {
  Signs rest = signs;
  std::erase_if(rest, [](const Evidence& sign) {
    return sign.signal == "many_networks" || sign.signal == "stranger_address";
  });
  return is_volume_alone(rest, dossier.bulk, true) && is_program_of_first_day(file, dossier);
}

// Beside that few addresses press it.
bool is_volume_of_visitors(const Signs& signs, const Dossier& dossier) {
  Signs rest = signs;
  std::erase_if(rest, [](const Evidence& sign) { return sign.signal == "machine_driven"; });
  return is_volume_alone(rest, dossier.bulk, true);
}

bool are_visitors_behind_proxies(const CaseFile& file, const Signs& signs, const Dossier& dossier) {
  return is_volume_of_visitors(signs, dossier) && do_all_come_by_proxies(file, dossier);
}

bool are_threads_of_forum(const Signs& signs, const Dossier& dossier) {
  return is_volume_of_visitors(signs, dossier) && tells_threads(dossier);
}

bool is_crowd_behind_few(const CaseFile& file, const Signs& signs, const Dossier& dossier) {
  return is_volume_of_visitors(signs, dossier) && are_most_behind_few(file, dossier);
}

bool is_volume_of_partners(const CaseFile& file, const Signs& signs, const Dossier& dossier) {
  return is_volume_of_visitors(signs, dossier) && do_partners_call(file, dossier);
}

// A row names what it asks, with as much of the three as it needs.
template <auto kAsks>
bool holds(const CaseFile& file, const Dossier& dossier, const Signs& signs) {
  using Asks = decltype(kAsks);
  if constexpr (std::is_invocable_v<Asks, const Dossier&>)
    return kAsks(dossier);
  else if constexpr (std::is_invocable_v<Asks, const Signs&, const Dossier&>)
    return kAsks(signs, dossier);
  else
    return kAsks(file, signs, dossier);
}

constexpr auto kDoubts = std::to_array<Doubt>({
    {"its owner seems to be on a journey",
     "A mailbox whose owner reads and writes at one new place after another, and where he was "
     "before all is silent.",
     holds<is_on_a_journey>},
    {"no visitor of the page is told from a person",
     "A form that writes ten times as much as ever, much of it to people who do not exist, where "
     "no visitor alone is told from a person.",
     holds<has_only_visitors>},
    {"a program of its owner's in a cloud sends so, from many machines by turns",
     "A mailbox by which, on the first day of its logs, several places sent a few letters each, "
     "no two alike and under its own name, while it is read elsewhere; under a fifth of its "
     "people are dead.",
     holds<is_by_turns_of_first_day>},
    {"a program of its owner's sends so by hosts of its provider, for all that a day tells",
     "A mailbox by which, on the first day of its logs, hosts of one provider send a letter each "
     "under its own name, over three hours and more and forty an hour at most; under a tenth of "
     "its people are dead and nobody calls it spam.",
     holds<is_volume_of_first_day>},
    {"its readers seem to want it, and nothing but its number speaks against it",
     "Nothing but much mail speaks against it (over_usual, flood, one_text, strangers, "
     "queue_pile, mails_by_itself), and it shows what wanted mail shows (few_failures, or "
     "list_headers without dead addresses), or a mailbox sends from its owner's addresses.",
     holds<is_volume_of_wanted>},
    {"it was always there, and nothing but its number speaks against it",
     "The same, and it is settled: a program older than the logs in a folder of programs, one of "
     "the system's own, a list that is set up here and that no stranger posts to, a host that may "
     "send and did before, a mailbox that sends by programs of this server and that no webmail "
     "here reads, or in a container that no other mailbox logs in from, a container that sends by "
     "right of its address and says how to leave the list. Some dead addresses (under a tenth) do "
     "not count against it, nor that two of a hundred call a host's newsletter spam.",
     holds<is_volume_of_settled>},
    {"a mailbox, host or person without a past sends a first newsletter so, or the invoices",
     "The same, and a mailbox has no past in these logs, one place sends with it, no other "
     "mailbox of its domain is read elsewhere alone, or a host that settings let send has none, or "
     "a person without a site writes from a shell in his home, to two hundred at most; under a "
     "tenth of the addresses is dead, a fifth at most waits, and nobody calls it spam.",
     holds<is_volume_of_first_mailing>},
    {"a person who looked at the site first had the page send it",
     "A page older than the logs, or one whose file nobody can look at, that one person, who "
     "looked at others first, or at it five times, has send a mailing that nearly all take, or of "
     "whom at most a tenth is dead and nobody calls it spam.",
     holds<is_mailed_by_a_reader>},
    {"the site's own jobs send so, after an update of their page",
     "The site's own jobs, which this server itself has asked for as on the days before, by a "
     "page that an update wrote anew; nothing else speaks against their mailing.",
     holds<is_mailed_by_own_jobs>},
    {"its owner writes so from his desk, to customers of years",
     "A mailbox whose owner writes a few letters to hundreds in Bcc, or one each to two hundred at "
     "most, from where he sits and reads, of whom under a fifth are dead and nobody calls it "
     "spam.",
     holds<is_letter_to_many_from_desk>},
    {"a letter to a class or a club goes out so",
     "A letter to a class or a club, from wherever its writer reads the mailbox today, or two or "
     "three from where it was read on days before, or for hours, or where no log tells who reads; "
     "nothing else speaks against them.",
     holds<is_letter_to_a_class>},
    {"a project's letters go so to its partners, again and again",
     "Twenty letters at most to a circle of a hundred and twenty or fewer, all of whom get three "
     "or "
     "more, from places where the mailbox is read; under a tenth are dead and nobody calls it "
     "spam.",
     holds<are_letters_to_circle>},
    {"a person writes so much in a day, and reads where it came from",
     "A day's letters by hand, from a few places where the mailbox is read as well, none of them "
     "in a rush.",
     holds<are_letters_by_hand>},
    {"a person writes so to a club in an evening, and was there before",
     "Letters to a class or a club, one by one, from a provider by whom the mailbox wrote on two "
     "days before, or, where no log is old enough to know its evenings, on one and was read.",
     holds<are_letters_of_an_evening>},
    {"a helpdesk elsewhere answers so each letter that came in",
     "Answers to people who wrote here a moment before, from new places, where no log is old "
     "enough to know the helpdesk; nothing else speaks against them.",
     holds<is_first_day_of_helpdesk>},
    {"all visitors of the page come by proxies, and none is told from another",
     "A page all of whose visitors come by a proxy, a balancer or a content network: that few "
     "addresses press it says nothing; nothing else speaks against its mail.",
     holds<are_visitors_behind_proxies>},
    {"most of its visitors may come by one address, a school's, a company's or a carrier's",
     "A page older than its mail that few addresses press in the hours of a crowd, four times as "
     "often as it at most: each looks at it as often, and writes to ever other people, hardly any "
     "dead; nothing else speaks against its mail.",
     holds<is_crowd_behind_few>},
    {"servers that call its page for others, as on the days before, may have it send more so",
     "A page older than its mail that the same servers called on most days before, a tenth as "
     "often as today at least, and that look at nothing; the log shows none who buys, or more than "
     "ever, hardly anybody is dead and nobody is buried; nothing else speaks against its mail.",
     holds<is_volume_of_partners>},
    {"a forum tells the followers of its threads so",
     "A page older than its mail, that mailed on most days before, by which three visitors or more "
     "who looked at pages posted once or twice each, and its people were told twice or more each; "
     "nothing else speaks against its mail.",
     holds<are_threads_of_forum>},
    {"who does not exist is new on its list, to which anybody can subscribe them",
     "A program's list a fifth of which does not exist and was not on it on the days before, "
     "while the others were; nothing else speaks against it.",
     holds<is_poisoned_list>},
});

}  // namespace

std::span<const Doubt> all_doubts() { return kDoubts; }

const Doubt* doubt_of(const CaseFile& file, const Dossier& dossier, const Signs& evidence) {
  const auto* const found = std::ranges::find_if(
      kDoubts, [&](const Doubt& doubt) { return doubt.holds(file, dossier, evidence); });
  return found == kDoubts.end() ? nullptr : found;
}

}  // namespace queuehound
