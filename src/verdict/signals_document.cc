// docs/SIGNALS.md, written from the table of signals.
#include <fmt/format.h>

#include <utility>

#include "verdict/signals.h"

namespace queuehound {

std::string signals_document() {
  std::string text = R"(# Signals

Generated from the table in `src/verdict/signals.cc`; do not edit.

An actor starts at -3.0 log-odds (about one mailing in twenty is abuse). Each sign adds its weight times its
strength (0 to 1, more only where its row says so); confidence is 1 / (1 + e^-sum). An incident needs 0.5; from
0.3 on it is a note. Without a second witness beside the main log confidence stays under 0.8.

A note at most is an actor against whom nothing but much mail speaks (over_usual, flood, one_text, strangers,
queue_pile, mails_by_itself) and for whom one of these does:

- it shows what wanted mail shows (few_failures, or list_headers without dead addresses);
- a mailbox sends from its owner's addresses;
- it is settled: a program older than the logs in a folder of programs, one of the system's own, a list that is
  set up here and that no stranger posts to, a host that may send and did before, a mailbox that sends by programs
  of this server and that no webmail here reads, or in a container that no other mailbox logs in from, a container
  that sends by right of its address and says how to leave the list. Some dead addresses (under a tenth) do not count
  against it;
- a mailbox has no past in these logs, one place sends with it, no other mailbox of its domain is read elsewhere alone,
  under a tenth of the addresses is dead, a fifth at most waits, and nobody calls it spam.

So is a mailbox whose owner writes a few letters to hundreds in Bcc from where he sits and reads, of whom under a
fifth are dead and nobody calls it spam; a mailbox whose owner seems to be on a journey: he reads and writes at one new
place after another, and where he was before all is silent; a form that writes ten times as much as ever, much of it
to people who do not exist, where no visitor alone is told from a person; and a page older than the logs, or one
whose file nobody can look at, that one person, who looked at others first, has send a mailing that nearly all take, or
of whom at most a tenth is dead and nobody calls it spam.

| signal | for | weight | what it means, and why it weighs so |
|---|---|---|---|
)";
  constexpr std::pair<unsigned, std::string_view> kNames[] = {{kForMailbox, "mailbox"},
                                                              {kForScript, "script"},
                                                              {kForForm, "form"},
                                                              {kForList, "list"},
                                                              {kForRelay, "relay"}};
  for (const Signal& signal : all_signals()) {
    std::string scopes;
    for (const auto& [bit, name] : kNames)
      if (signal.scope & bit) scopes += (scopes.empty() ? "" : " ") + std::string(name);
    text += fmt::format("| `{}` | {} | {:+.1f} | {} |\n", signal.name,
                        signal.scope == kForAll ? "all" : scopes, signal.weight, signal.meaning);
  }
  return text;
}

}  // namespace queuehound
