#include "cli/named_actions.h"

#include "cli/output.h"
#include "mail/asked_subject.h"

namespace queuehound {

Result<std::vector<JournalledAction>> named_actions(const Journal& journal,
                                                    const std::string& operand) {
  if (const auto number = parse_journal_id('A', operand))
    return journal.actions({.number = *number});
  if (const auto number = parse_journal_id('P', operand)) return journal.actions({.plan = *number});
  const AskedSubject subject = TRY(parse_asked_subject(operand));
  if (subject.kind == AskedSubject::Kind::incident)
    return journal.actions({.incident = subject.text()});
  std::vector<JournalledAction> all;
  for (const JournalledPlan& plan : TRY(journal.plans())) {
    if (!subject.is_text(plan.subject)) continue;
    for (JournalledAction& row : TRY(journal.actions({.plan = plan.number})))
      all.push_back(std::move(row));
  }
  return all;
}

bool refuse_journal_id(const std::string& operand) {
  if (const auto plan = parse_journal_id('P', operand)) {
    const std::string id = JournalledPlan{.number = *plan}.id();
    complain(id + " is a plan that was saved, not an incident or somebody", "queuehound log " + id);
    return true;
  }
  const auto action = parse_journal_id('A', operand);
  if (!action) return false;
  JournalledAction row;
  row.number = *action;
  complain(row.id() + " is a change in the journal, not an incident or somebody",
           "queuehound log " + row.id());
  return true;
}

}  // namespace queuehound
