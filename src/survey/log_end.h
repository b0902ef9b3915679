// What the end of the main log tells of the whole: when it was written to last, and in which zone.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/root_dir.h"
#include "base/time.h"
#include "host/server.h"

namespace queuehound {

struct SpoolListing;

// About the last `count` bytes of the file that is written now, from a line start; of a packed one
// that somebody named, and where nothing can be read, what there is.
std::string end_of_log(const RootDir& root, const LogSource& source, std::size_t count);
// About `count` bytes of the live file and then of its rotations, newest first, whole lines, until
// `wants_more` of one says no: the end of each, and of a packed one, whose end only who inflates
// all of it sees, the beginning.
void read_parts_of_log(const RootDir& root, const LogSource& source, std::size_t count,
                       const std::function<bool(std::string_view part)>& wants_more);

// Exim writes the main logs itself, without a syslog that puts its own words before each line, as
// far as the ends of the files tell (of packed ones the beginnings).
bool writes_main_logs_itself(const RootDir& root, const Server& server);

// The newest stamp in the main log that is not later than `not_after`; where the live one's end
// holds none (damaged, unreadable), the newest of its rotations.
std::optional<Time> newest_line(const RootDir& root, const Server& server, Time not_after);
// "Now" of a copied tree: the newest stamp in the live main log, and where its end holds none the
// newest of its rotations and the queue.
// Where it lists the queue, its names are handed out: of a million messages they cost a second.
std::optional<Time> newest_stamp(const RootDir& root, const Server& server, Time not_after,
                                 bool with_sizes, std::shared_ptr<SpoolListing>& listed_queue);

// The zone of Exim's own stamps: its `timezone` option, the server's zone, or what ids tell.
TimeZone main_log_zone(const RootDir& root, const Server& server, std::vector<std::string>& notes);

}  // namespace queuehound
