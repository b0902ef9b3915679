// What lies in quarantine, told by the folder itself: names only, no message is opened and no
// journal is asked, so that an administrator with a broken journal (or a copied tree) still sees
// whose mail is where.
//
// The folder stands in the spool directory, because a rename needs the same file system, and is
// laid out so that neither Exim nor list_spool takes it for a queue: a queue is a folder of the
// spool directory with an input/ in it, and nothing in here is called so.
//
//   <spool>/queuehound-quarantine/              root, 0700
//     20261126T142840-I-3f9a2c-8f3a01bc/        one a quarantine: since (UTC), incident, chance
//       +promo%2Finput%2Fa/1xVTzI-….-H -D -J    as they stood in <spool>/promo/input/a
//       +promo%2Fmsglog%2Fa/1xVTzI-…            their log, as it stood in <spool>/promo/msglog/a
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "base/root_dir.h"
#include "base/time.h"
#include "mail/message_id.h"

namespace queuehound {

inline constexpr std::string_view kQuarantineName = "queuehound-quarantine";

// Where a message's files stand: below the spool directory, "input", "input/a", "promo/Finput/a".
std::string folder_of_place(std::string_view place);  // "+promo%2Finput%2Fa"
std::optional<std::string> place_of_folder(std::string_view folder);
std::string log_place_of(std::string_view place);  // "promo/Fmsglog/a"

struct MessageFiles {
  bool header = false, data = false, journal = false, log = false;
  bool any() const { return header || data || journal || log; }
};

struct HeldMessage {
  MessageId id;
  std::uint32_t place = 0;  // index into Batch::places
  MessageFiles files;
};

// One quarantine: what one action moved.
struct Batch {
  std::string name;
  std::string incident;  // "" where none was named
  Time since{};
  std::vector<std::string> places;    // of -H, -D and -J
  std::vector<HeldMessage> messages;  // sorted by id
  std::uint64_t foreign_names = 0;    // what we never put there
};

// `incident`: kept where it is letters, digits and dashes. `chance` tells two of one second apart.
std::string batch_name(Time since, std::string_view incident, std::uint32_t chance);
bool parse_batch_name(std::string_view name, Batch& batch);  // fills name, incident, since

// Oldest first; none where there is no quarantine yet. Names of another form are left out.
Result<std::vector<std::string>> list_batches(const RootDir& root, std::string_view spool);
// Kind::gone where there is no such batch.
Result<Batch> read_batch(const RootDir& root, std::string_view spool, std::string_view name);

// A message that lies there with its -H. Nothing where it does not, or where we may not look.
struct HeldAt {
  Batch batch;
  HeldMessage message;
};
std::optional<HeldAt> find_held(const RootDir& root, std::string_view spool, const MessageId& id);

// "<spool>/queuehound-quarantine/<batch>/<folder of its place>/<id>", for -H, -D and -J behind it.
std::string held_stem(std::string_view spool, const Batch& batch, const HeldMessage& message);
// All its bytes: one look at each file.
std::uint64_t held_bytes(const RootDir& root, std::string_view spool, const Batch& batch,
                         const HeldMessage& message);

}  // namespace queuehound
