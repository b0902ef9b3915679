// What PHP's mail log and the headers of a message say of the file that made it. A header is its
// sender's word: it counts where something else agrees (design.md 3).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/keyed_rows.h"
#include "dossier/dossier.h"

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

// The call of mail() that made it, by PHP's own log; nullptr where that knows of none.
const PhpCall* php_call_of(const CaseFile& file, const Message& message);

// The file that made this one message, by PHP's mail log or PHP's own header; its base name, ""
// unknown.
std::string message_script(const CaseFile& file, const Message& message);

// The files that PHP's own log names for its messages, each once.
std::vector<std::string> php_scripts_of(const CaseFile& file, const Dossier& dossier);

// The file name most of the dossier's messages give in PHP's own header; "" where none does.
std::string claimed_name(const CaseFile& file, const Dossier& dossier);

// The owner that PHP's own header gives the file (a dossier's "?1001:contact.php").
std::optional<std::uint32_t> claimed_owner(const Dossier& dossier);

// The path X-PHP-Script claims, where its site is known here.
std::string claimed_path(const CaseFile& file, const HeaderHints& hints);

// X-PHP-Originating-Script "1004:contact.php(12) : eval()'d code" → uid and file name.
bool split_originating(std::string_view value, std::uint32_t& uid, std::string_view& name);

// "site.example/forum/mail.php for 192.0.2.1" → host, path; false where it has no such form.
bool split_php_script(std::string_view value, std::string_view& host, std::string_view& path,
                      std::string_view& client);

// It only carries out mail() for whoever called it: the caller is the script.
bool is_mail_library(std::string_view path);

}  // namespace queuehound
