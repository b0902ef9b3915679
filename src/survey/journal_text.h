// A file of systemd's journal as the lines that syslog's daemon would have written of it. Servers
// without such a daemon (Debian 12 as it is installed) keep Dovecot's, cron's and sshd's lines
// nowhere else. Only programs that are of use here are read, found through the journal's own index.
//
// The journal knows who sent a line, where a text file does not: a line that bears the name of a
// daemon but came from another process (logger -t dovecot) is left out.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/fd.h"
#include "formats/journal_file.h"

namespace queuehound {

// Any stretch of a file, through a few blocks that are kept.
class JournalBytes {
 public:
  explicit JournalBytes(const Fd& file) : file_(file) {}
  static constexpr std::size_t kMost = 8u << 10;

  // At most `count` bytes, at most kMost; good until the next call. Short at the end of the file.
  std::string_view at(std::uint64_t offset, std::size_t count);
  std::string copy(std::uint64_t offset, std::size_t count);  // of any length
  std::uint64_t size() const;
  int error_number() const { return error_number_; }

 private:
  static constexpr std::size_t kBlock = 64u << 10;
  struct Block {
    std::uint64_t number = UINT64_MAX;
    std::size_t length = 0;
    std::unique_ptr<char[]> bytes;
  };
  std::size_t read(char* out, std::size_t room, std::uint64_t offset);

  const Fd& file_;
  std::array<Block, 32> blocks_;
  int error_number_ = 0;
};

class JournalText {
 public:
  explicit JournalText(const Fd& file) : bytes_(file) {}

  // Fills `out`; fewer bytes than `room` only at the end. Entries are in the order they were
  // written.
  std::size_t read(char* out, std::size_t room);

  bool is_cut_short() const { return is_cut_short_; }  // something of the file is damaged
  int error_number() const { return bytes_.error_number(); }

 private:
  struct Entry {
    std::uint64_t offset;
    std::uint32_t program;  // row of the table of programs
  };
  // What an item of an entry is: most are shared by thousands of entries, so it is kept.
  enum class Name : std::uint8_t { other, message, syslog_pid, pid, host, uid, unit };
  static constexpr std::size_t kNames = 7;
  struct Item {
    std::uint64_t offset = 0;
    Name name = Name::other;
    std::string value;  // of the short ones
  };
  struct Parts;

  void open();
  void take_field(std::uint64_t first_data);
  void take_program(const JournalData& data, std::uint32_t program);
  void write_entry(const Entry& entry);
  bool read_items(const Entry& entry, Parts& parts);
  const Item& item_at(std::uint64_t offset);
  Item read_item(std::uint64_t offset);
  // In a sound file no list can have more items than there is room for; a chain that is a ring, or
  // lists laid over each other, end here.
  bool is_spent() { return ++steps_ > most_steps_; }

  static constexpr std::size_t kMostEntries = 8u << 20;

  JournalBytes bytes_;
  JournalHeader header_;
  std::vector<Entry> entries_;
  std::size_t next_ = 0;
  std::vector<Item> known_;  // by offset
  std::string text_;         // lines not handed out yet
  std::size_t handed_out_ = 0;
  std::uint64_t steps_ = 0, most_steps_ = 0;
  bool is_open_ = false;
  bool is_cut_short_ = false;
};

}  // namespace queuehound
