#include "dossier/file_facts.h"

#include <algorithm>

namespace queuehound {

const FileLook* FileFacts::existing(const std::string& path) const {
  const auto known = files.find(path);
  return known == files.end() || !known->second.exists ? nullptr : &known->second;
}

Time touched_at(const CaseFile& file, const FileLook& look) {
  const bool is_copy = look.changed > file.ledger.to() + seconds(86400);
  return is_copy ? look.modified : std::max(look.modified, look.changed);
}

bool is_older_than_its_mail(const CaseFile& file, const FileLook& look, const Past& past) {
  const Time touched = touched_at(file, look);
  const auto days = static_cast<std::int64_t>(past.days);
  return look.modified != Time{} && touched < file.ledger.from() - seconds(days * 86400);
}

}  // namespace queuehound
