#include "verdict/collecting_page.h"

#include <algorithm>

namespace queuehound {
namespace {

constexpr std::size_t kReaders =
    2;  // the kit's keeper, and a second box in case the first is closed
constexpr std::size_t kVisitors = 3;      // of one or two, each may be the intruder at a test
constexpr std::uint64_t kFewLetters = 3;  // a form in steps, or a password typed once more

}  // namespace

bool is_collecting_page(const Dossier& dossier) {
  return dossier.kind == IncidentKind::script && dossier.bulk.distinct_recipients > 0 &&
         dossier.bulk.distinct_recipients <= kReaders && dossier.web.drivers.size() >= kVisitors;
}

// Who bombs one mailbox through a shell, from addresses of three letters each, is not blocked for
// this; sealing the file stops him.
std::string why_victim(const Dossier& dossier, const WebDriver& visitor) {
  if (!is_collecting_page(dossier) || std::max(visitor.events, visitor.messages) > kFewLetters)
    return {};
  return "all letters go to one reader, few from here: a visitor whose entries the page passes on";
}

}  // namespace queuehound
