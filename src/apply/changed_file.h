// Changes a small file of the server whole or not at all: the new text goes to a file beside it,
// which takes owner, mode, ACL and attributes of the old one, is synced, and then takes its name.
// Whoever reads the file, or cuts the power, finds the old text or the new.
//
// Everything happens below one descriptor of its directory: a link or a rename in the path cannot
// lead us to another file between looking and changing. A link in the file's place, a file with a
// second name, and what is no plain file are refused.
#pragma once

#include <sys/stat.h>

#include <string>
#include <string_view>

#include "base/fd.h"
#include "base/result.h"
#include "base/root_dir.h"
#include "remedy/action.h"

namespace queuehound {

class ChangedFile {
 public:
  // Locks (the directory for others of us, the file for whoever locks it too; waits five seconds)
  // and reads. Kind::gone: no such file.
  static Result<ChangedFile> open(const RootDir& root, std::string_view path);

  const std::string& text() const { return text_; }

  Result<Record> state() const;  // read_file_state

  // Kind::refused where the file is not the one that was read any more. `state`: what the new one
  // is to be, its times included; without it the old one's owner, mode and attributes, and a later
  // time.
  Result<void> replace(std::string_view text, const Record* state = nullptr);

 private:
  ChangedFile(std::string path, std::string name, Fd directory);
  Result<void> lock_and_read();
  Result<void> write_beside(const std::string& beside, std::string_view text,
                            const Record* state) const;
  bool is_still_the_file() const;

  std::string path_, name_, text_;
  Fd directory_, file_;
  struct stat status_{};
};

// A file that is not there yet, and whose directory is: Kind::refused where it came meanwhile.
struct NewFile {
  mode_t mode = 0600;
  uid_t owner = 0;
  gid_t group = 0;
};
Result<void> create_file(const RootDir& root, std::string_view path, std::string_view text,
                         const NewFile& as);

}  // namespace queuehound
