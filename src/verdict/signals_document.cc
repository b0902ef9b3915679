// docs/SIGNALS.md, written from the table of signals.
#include <fmt/format.h>

#include <utility>

#include "verdict/signals.h"

namespace queuehound {

std::string signals_document() {
  std::string text =
      "# Signals\n\nGenerated from the table in `src/verdict/signals.cc`; do not edit.\n\n"
      "An actor starts at -3.0 log-odds (about one mailing in twenty is abuse). Each sign adds its "
      "weight times its strength\n"
      "(0 to 1, more only where its row says so); confidence is 1 / (1 + e^-sum). An incident "
      "needs 0.5; from 0.3 on it is a note. "
      "Without a second witness\n"
      "beside the main log confidence stays under 0.8. Where nothing but much mail speaks against "
      "it "
      "(over_usual, flood, one_text,\n"
      "strangers, queue_pile, mails_by_itself) and it shows what wanted mail shows (list_headers, "
      "few_failures) it "
      "is "
      "a note at most.\n\n| signal | for | weight | what it means, "
      "and why it weighs so |\n|---|---|---|---|\n";
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
