// Every queued message of a spool, by name: flat, split, both at once, named queues, frozen-mover
// folders.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "base/root_dir.h"
#include "base/table.h"
#include "mail/message_id.h"

namespace queuehound {

struct SpoolFile {
  std::uint32_t directory = 0;  // index into SpoolListing::directories
  std::uint32_t order = 0;      // of its -H in the directory, as the system hands names out
  std::uint32_t data_row = 0;   // of its -D in SpoolListing::data_sizes, where these are
  MessageId id;
  bool has_header = false, has_data = false, has_journal = false;
};

struct SpoolDirectory {
  std::string path;   // inside the server: "/var/spool/exim/input/a"
  std::string queue;  // named queue, "" = the default one
};

struct SpoolListing {
  std::vector<SpoolDirectory> directories;
  Table<SpoolFile> files;  // one a message id and directory, sorted by directory, id
  // Sizes of -D that a second thread came to meanwhile, or kUnknown (survey/spool_data_sizes.h).
  Table<std::uint32_t> data_sizes;
  std::uint64_t foreign_names = 0;  // names that are no spool file (counted, one kept below)
  std::string foreign_sample;
  // Unreadable directories; ids that stand both in input/ and in its split directory, of which
  // `files` has the split one only (Exim in the middle of a move, or the option was flipped).
  std::vector<std::string> notes;
};

// Kind::gone where the spool directory does not exist; Kind::denied where it may not be listed.
// `with_sizes`: a second thread asks for sizes of -D while the names are listed.
Result<SpoolListing> list_spool(const RootDir& root, std::string_view spool_directory,
                                bool with_sizes = false);

// What somebody listed before, taken away from him, or else list_spool's answer: to list a million
// messages takes a second.
Result<SpoolListing> take_or_list_spool(SpoolListing* listed, const RootDir& root,
                                        std::string_view spool_directory, bool with_sizes = false);

}  // namespace queuehound
