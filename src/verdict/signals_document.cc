// docs/SIGNALS.md, written from the tables of signals and of doubts.
#include <fmt/format.h>

#include <utility>

#include "verdict/doubts.h"
#include "verdict/signals.h"

namespace queuehound {

std::string signals_document() {
  std::string text = R"(# Signals

Generated from the tables in `src/verdict/signals.cc` and `src/verdict/doubts.cc`; do not edit.

An actor starts at -3.0 log-odds (about one mailing in twenty is abuse). Each sign adds its weight times its
strength (0 to 1, more only where its row says so); confidence is 1 / (1 + e^-sum). An incident needs 0.5; from
0.3 on it is a note. Without a second witness beside the main log confidence stays under 0.8.

A note at most, whatever the sum, is who shows what an honest custom shows, too:

)";
  for (const Doubt& doubt : all_doubts()) text += fmt::format("- {}\n", doubt.meaning);
  text += R"(
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
