// The quarantine's folder in the spool directory, opened to be changed: made, locked against
// another of us, and the directories on both sides of a move. Everything below the spool directory
// is opened without following a link: Exim's user can write there.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "apply/message_mover.h"
#include "base/fd.h"
#include "base/result.h"
#include "base/root_dir.h"

namespace queuehound {

enum class IfMissing : std::uint8_t { make, fail };

class QuarantineFolder {
 public:
  // Waits a while for another queuehound that moves messages. Kind::gone: there is none (and it
  // was not to be made). Kind::refused: what stands there is not ours, or another is at work.
  static Result<QuarantineFolder> open(const RootDir& root, std::string_view spool,
                                       IfMissing missing);

  // The batch's folders for messages of these places; on the disk when it returns.
  Result<> make_batch(std::string_view batch, const std::vector<std::string>& places) const;

  // `direction` back: what is missing on the queue's side is made, as Exim would.
  Result<Lane> open_lane(std::string_view batch, std::string_view place, Direction direction) const;

  // Removes one message for good; its -H last, so that what a crash leaves is still listed.
  Result<> remove_message(std::string_view batch, std::string_view place,
                          const MessageId& id) const;
  // The batch's folders, where they are empty.
  Result<> remove_if_empty(std::string_view batch) const;

 private:
  QuarantineFolder(Fd spool, Fd folder, std::string path);
  Result<Fd> make_directory(int parent, std::string_view name) const;
  Result<> make_queue_place(std::string_view place) const;

  Fd spool_, folder_;
  std::string path_;  // of the spool directory, for texts
};

// Both sides of a lane reach the disk, where they come to before where they come from: a power cut
// may leave a name on both sides, never on neither.
Result<> flush_lane(const Lane& lane, Direction direction);

}  // namespace queuehound
