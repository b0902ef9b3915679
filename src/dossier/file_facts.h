// What the disk says of the files and directories that may have mailed, looked up between two
// looks.
#pragma once

#include <string>
#include <unordered_map>
#include <vector>

#include "dossier/dossier.h"
#include "survey/script_files.h"

namespace queuehound {

// Paths and directories whose facts are wanted.
struct WantedFiles {
  std::vector<std::string> files, directories;
};

struct FileFacts {
  std::unordered_map<std::string, FileLook> files;
  std::unordered_map<std::string, DirectoryLook> directories;
  // nullptr: it was not looked at, or is not there.
  const FileLook* existing(const std::string& path) const;
};

// When it was changed last. Its owner sets one time and the kernel the other, but in a copied tree
// that is the copy's.
Time touched_at(const CaseFile& file, const FileLook& look);

bool is_older_than_its_mail(const CaseFile& file, const FileLook& look, const Past& past);

}  // namespace queuehound
