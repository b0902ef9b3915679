#include "pages/collecting_page.h"

#include <algorithm>

namespace queuehound {
namespace {

constexpr std::uint64_t kReaders = 2;     // the keeper, and a second box for when one is closed
constexpr std::size_t kVisitors = 3;      // of one or two, each may be the intruder at a test
constexpr std::uint64_t kFewLetters = 3;  // a form in steps, or a password typed once more

std::uint64_t letters_of(const WebDriver& visitor) {
  return std::max(visitor.events, visitor.messages);
}

bool has_one_reader(const Dossier& dossier) {
  return dossier.kind == IncidentKind::script && dossier.bulk.distinct_recipients > 0 &&
         dossier.bulk.distinct_recipients <= kReaders && dossier.web.drivers.size() >= kVisitors;
}

}  // namespace

// Most letters are of visitors with few. Else somebody buries the reader through it.
bool is_collecting_page(const Dossier& dossier) {
  if (!has_one_reader(dossier)) return false;
  std::uint64_t all = 0, of_visitors = 0;
  for (const WebDriver& visitor : dossier.web.drivers) {
    all += letters_of(visitor);
    if (letters_of(visitor) <= kFewLetters) of_visitors += letters_of(visitor);
  }
  return of_visitors * 2 > all;
}

// Who buries one reader through a shell, from addresses of three letters each, is not blocked for
// this; sealing the file stops him.
std::string why_victim(const Dossier& dossier, const WebDriver& visitor) {
  if (!has_one_reader(dossier) || letters_of(visitor) > kFewLetters) return {};
  return "all letters go to one reader, few from here: a visitor whose entries the page passes on";
}

}  // namespace queuehound
