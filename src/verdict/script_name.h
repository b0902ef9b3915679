// Which file mailed. Proof in order: the log's directory (cwd=), PHP's own mail log, the request
// that preceded the message; then what the message says of itself, where one of those agrees
// (design.md 3).
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/keyed_rows.h"
#include "survey/script_files.h"
#include "verdict/dossier.h"

namespace queuehound {

// Where local submissions came from, to group by: the directory; else the directory of the script
// that PHP's log or an agreeing header names; else "?uid:file.php" (PHP's own header, basename
// only); else "". What one account's headers claim is looked into once. An answer is good until the
// next one.
class MailPlaces {
 public:
  explicit MailPlaces(const CaseFile& file) : file_(file) {}
  std::string_view of(const Message& message);

 private:
  std::string by_headers(const ActorRecord& actor, const HeaderHints& hints) const;

  const CaseFile& file_;
  KeyedRows<std::optional<std::string>> known_;  // by the account and the ids of what is claimed
};

// The file that made this one message, by PHP's mail log or PHP's own header; its base name, ""
// unknown.
std::string message_script(const CaseFile& file, const Message& message);

struct FileFacts {
  std::unordered_map<std::string, FileLook> files;
  std::unordered_map<std::string, DirectoryLook> directories;
  // nullptr: it was not looked at, or is not there.
  const FileLook* existing(const std::string& path) const;
};
// Paths and directories whose facts name_script wants to know.
struct WantedFiles {
  std::vector<std::string> files, directories;
};
WantedFiles wanted_files(const CaseFile& file, const Dossier& dossier);

// Fills script, called_file, script_witness, place, is_new_file, cron_*, php_calls, false_claim,
// domain.
void name_script(const CaseFile& file, const FileFacts& facts, Dossier& dossier);

// Its owner sets one time and the kernel the other, but in a copied tree that is the copy's.
bool is_older_than_its_mail(const CaseFile& file, const FileLook& look, const Past& past);

// Nothing but requests names it, and these as the page that all of a site's addresses lead to.
bool is_named_as_front_page(const Dossier& dossier);

// Nothing names it but that it is the one program where the mail came from.
bool is_named_by_folder_alone(const Dossier& dossier);

// The file of "host/path", if its site and no rewriting rule has the say; "" where the site is not
// known.
std::string file_of_page(const CaseFile& file, std::string_view url);

// The file a URL's path stands for, below the site's document root; "" where that is not known.
std::string file_of_url(const Site& site, std::string_view path);

// The files that PHP's own log names for its messages, each once.
std::vector<std::string> php_scripts_of(const CaseFile& file, const Dossier& dossier);
std::string_view directory_of(std::string_view path);
std::string_view file_name_of(std::string_view path);

// The file name most of the dossier's messages give in PHP's own header; "" where none does.
std::string claimed_name(const CaseFile& file, const Dossier& dossier);

// "site.example/forum/mail.php for 192.0.2.1" → host, path; false where it has no such form.
bool split_php_script(std::string_view value, std::string_view& host, std::string_view& path,
                      std::string_view& client);

}  // namespace queuehound
