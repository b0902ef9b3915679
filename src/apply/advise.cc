// advise: a letter (remedy/letter.h) goes out where that was asked for.
#include <fmt/format.h>

#include "apply/account_doings.h"
#include "apply/send_letter.h"
#include "base/hash.h"
#include "base/text.h"
#include "host/contact.h"

namespace queuehound {
namespace {

std::string value_of(const Record& record, std::string_view name) {
  const auto found = record.find(name);
  return found == record.end() ? std::string() : found->second;
}

bool is_to_be_sent(const Action& action) { return value_of(action.details, "send") == "yes"; }

Result<Record> prepare(const LiveServer& live, const Action& action) {
  if (!is_to_be_sent(action)) return Record{};
  const std::string to = value_of(action.details, "to");
  if (!is_plain_address(to))
    return fail(Error::Kind::refused,
                fmt::format("{}; the letter: queuehound explain {} --letter owner",
                            to.empty() ? value_of(action.details, "nobody_because")
                                       : to_printable(to) + " is not one plain address",
                            action.incident));
  const std::string text = fmt::format("{} {} {}", to, value_of(action.details, "text"),
                                       live.now.time_since_epoch().count());
  // Journalled first: the same letter sent twice after a crash bears the same id.
  return Record{{"message_id", fmt::format("queuehound-{:016x}", stable_hash(text))}};
}

Result<Record> act(const LiveServer& /*live*/, const Action& action, const Record& before,
                   const NoteProgress& /*note*/) {
  if (!is_to_be_sent(action))
    return Record{
        {"text", "the letter was not sent (--send-letters sends it): queuehound explain " +
                     action.incident + " --letter owner"}};
  const Letter letter{value_of(action.details, "to"),
                      value_of(action.details, "from"),
                      value_of(action.details, "subject"),
                      value_of(action.details, "text"),
                      {}};
  TRY(send_letter(letter, value_of(before, "message_id")));
  return Record{{"text", "letter handed to sendmail for " + letter.to}};
}

Result<Undone> undo(const LiveServer& /*live*/, const Action& /*action*/, const Record& /*before*/,
                    const Record& /*after*/, const UndoOptions& /*options*/) {
  return "a letter that was sent cannot be taken back; nothing else was done";
}

}  // namespace

Doing advise_doing() { return {ActionKind::advise, prepare, act, nullptr, undo, nullptr}; }

}  // namespace queuehound
