#include "pages/forger.h"

#include <string_view>

#include "dossier/page_file.h"
#include "dossier/script_place.h"

namespace queuehound {
namespace {

// Calls use(path, the folder above it) for each that lies in the account's home.
template <class Use>
void for_each_forgery(const CaseFile& file, const Dossier& dossier, Use&& use) {
  if (dossier.kind != IncidentKind::script || !dossier.directory.empty()) return;
  for (const std::uint32_t id : file.ledger.forging_paths) {
    const std::string_view path = file.ledger.text(id);
    const std::string_view above = directory_of(path);
    const Account* owner = file.server.account_of_path(above);
    if (owner != nullptr && owner->name == dossier.system_user &&
        !is_planted(place_of_file(file.server, path)))
      use(path, std::string(above));
  }
}

}  // namespace

std::vector<std::string> folders_of_forgeries(const CaseFile& file, const Dossier& dossier) {
  std::vector<std::string> folders;
  for_each_forgery(file, dossier, [&](std::string_view, std::string above) {
    folders.push_back(std::move(above));
  });
  return folders;
}

void find_forgery(const CaseFile& file, const FileFacts& facts, Dossier& dossier) {
  for_each_forgery(file, dossier, [&](std::string_view path, const std::string& above) {
    const auto look = facts.directories.find(above);
    const bool is_everybodys = look != facts.directories.end() && look->second.is_everybodys;
    if (!is_everybodys && dossier.forging_path.empty()) dossier.forging_path = path;
  });
}

}  // namespace queuehound
