#include "survey/journal_text.h"

#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <optional>

#include "survey/decompress.h"

namespace queuehound {
namespace {

// Whose lines are read. What bears the name of a daemon must come from root or from that daemon's
// own unit: a PHP program of a customer can call openlog("dovecot"), as the web server's user too.
// The others also write while they have a customer's uid, as they do in a file of syslog.
struct Program {
  std::string_view name;
  std::string_view unit;  // its unit's name begins so; "" where anybody is believed
};
constexpr std::array kPrograms{
    Program{"dovecot", "dovecot"},
    Program{"imapd", "courier"},
    Program{"imapd-ssl", "courier"},
    Program{"pop3d", "courier"},
    Program{"pop3d-ssl", "courier"},
    Program{"CRON", "cron"},
    Program{"cron", "cron"},
    Program{"crond", "crond"},
    Program{"exim", ""},
    Program{"exim4", ""},
    Program{"sshd", ""},
    Program{"sshd-session", ""},
    Program{"internal-sftp", ""},
    Program{"sftp-server", ""},
    Program{"vsftpd", ""},
    Program{"proftpd", ""},
    Program{"pure-ftpd", ""},
};
constexpr std::string_view kIdentifier = "SYSLOG_IDENTIFIER";
constexpr std::size_t kKnownItems = 4096;          // a power of two
constexpr std::size_t kLongestMessage = 8u << 10;  // as Exim and Dovecot write at most
constexpr std::size_t kLongestShort = 256;
constexpr std::uint64_t kMostItems = 1024;  // of one entry; journald itself allows as many fields
constexpr std::size_t kHandOut = 256u << 10;

std::optional<std::uint32_t> program_of(std::string_view text) {
  if (!text.starts_with(kIdentifier) || text.size() <= kIdentifier.size()) return {};
  text.remove_prefix(kIdentifier.size() + 1);
  const auto row = std::ranges::find(kPrograms, text, &Program::name);
  if (row == kPrograms.end()) return {};
  return static_cast<std::uint32_t>(row - kPrograms.begin());
}

// `uid` and `unit` are what the kernel told journald of the sender; "" where it told nothing.
bool is_believed(const Program& program, std::string_view uid, std::string_view unit) {
  if (program.unit.empty() || uid.empty() || uid == "0") return true;
  return unit.starts_with(program.unit);
}

// The beginning of what is packed, as far as a message goes.
std::string unpack(JournalPacking packing, std::string_view packed) {
  const auto decoder = make_decoder(packing == JournalPacking::xz ? LogForm::xz : LogForm::zstd);
  std::string text(kLongestMessage, '\0');
  StreamDecoder::Input in{packed.data(), packed.size()};
  StreamDecoder::Output out{text.data(), text.size()};
  auto state = decoder->begin() ? StreamDecoder::State::more : StreamDecoder::State::broken;
  while (state == StreamDecoder::State::more && out.left > 0) {
    const std::size_t before = in.left + out.left;
    state = decoder->step(in, out);
    if (in.left + out.left == before) break;
  }
  text.resize(text.size() - out.left);
  return text;
}

}  // namespace

std::size_t JournalBytes::read(char* out, std::size_t room, std::uint64_t offset) {
  std::size_t got = 0;
  while (got < room) {
    const ssize_t more =
        ::pread(file_.get(), out + got, room - got, static_cast<off_t>(offset + got));
    if (more < 0 && errno == EINTR) continue;
    if (more < 0) error_number_ = errno;
    if (more <= 0) break;
    got += static_cast<std::size_t>(more);
  }
  return got;
}

std::string_view JournalBytes::at(std::uint64_t offset, std::size_t count) {
  if (offset > INT64_MAX - kBlock - kMost) return {};
  const std::uint64_t number = offset / kBlock;
  Block& block = blocks_[number % blocks_.size()];
  if (block.number != number) {
    if (!block.bytes) block.bytes.reset(new char[kBlock + kMost]);
    block.length = read(block.bytes.get(), kBlock + kMost, number * kBlock);
    block.number = number;
  }
  const std::size_t inside = offset % kBlock;
  if (inside >= block.length) return {};
  return {block.bytes.get() + inside, std::min({count, kMost, block.length - inside})};
}

std::uint64_t JournalBytes::size() const {
  struct stat status{};
  return ::fstat(file_.get(), &status) == 0 ? static_cast<std::uint64_t>(status.st_size) : 0;
}

std::string JournalBytes::copy(std::uint64_t offset, std::size_t count) {
  if (count <= kMost) return std::string(at(offset, count));
  std::string bytes;
  if (offset > INT64_MAX - count) return bytes;
  bytes.resize(count);
  bytes.resize(read(bytes.data(), count, offset));
  return bytes;
}

struct JournalText::Parts {
  std::uint64_t realtime = 0;
  std::array<std::string, kNames> values;  // by Name
  bool has_message = false;

  std::string& operator[](Name name) { return values[static_cast<std::size_t>(name)]; }
};

// All entries of the programs of the table, by the index that the journal keeps of each value.
void JournalText::open() {
  is_open_ = true;
  const auto header = parse_journal_header(bytes_.at(0, kJournalHeaderBytes));
  if (!header) {
    is_cut_short_ = true;
    return;
  }
  header_ = *header;
  most_steps_ = bytes_.size() / 4;
  known_.resize(kKnownItems);
  for (std::uint64_t bucket = 0; bucket < header_.fields_bytes / 16 && !is_spent(); ++bucket) {
    const std::string_view head = bytes_.at(header_.fields + bucket * 16, 8);
    std::uint64_t at = 0;
    if (head.size() == sizeof at)
      std::memcpy(&at, head.data(), sizeof at);
    else
      is_cut_short_ = true;
    while (at != 0 && !is_spent()) {
      const std::string_view object = bytes_.at(at, kJournalFieldName + kIdentifier.size());
      const auto field = parse_journal_field(object);
      if (!field) {
        is_cut_short_ = true;
        break;
      }
      const auto whole = parse_journal_object(object);
      const bool is_wanted = whole->bytes == kJournalFieldName + kIdentifier.size() &&
                             object.substr(kJournalFieldName) == kIdentifier;
      at = field->next_in_bucket;
      if (is_wanted) take_field(field->first_data);
    }
    if (head.size() != sizeof at) break;
  }
  std::ranges::sort(entries_, {}, &Entry::offset);
  const auto doubles = std::ranges::unique(entries_, {}, &Entry::offset);
  entries_.erase(doubles.begin(), doubles.end());
  if (steps_ > most_steps_) is_cut_short_ = true;
  steps_ = 0;
}

void JournalText::take_field(std::uint64_t at) {
  while (at != 0 && !is_spent()) {
    const std::string_view object = bytes_.at(at, kJournalObjectBytes + kLongestShort);
    const auto data = parse_journal_data(object);
    if (!data) {
      is_cut_short_ = true;
      return;
    }
    const auto whole = parse_journal_object(object);
    const std::uint64_t begin = journal_payload_at(header_);
    if (whole->packing == JournalPacking::none && whole->bytes > begin &&
        whole->bytes <= object.size())
      if (const auto program = program_of(object.substr(begin, whole->bytes - begin)))
        take_program(*data, *program);
    at = data->next_of_field;
  }
}

void JournalText::take_program(const JournalData& data, std::uint32_t program) {
  const std::uint64_t each = journal_item_bytes(header_, JournalList::of_array);
  std::uint64_t left = data.entries;
  const auto take = [&](std::uint64_t offset) {
    if (offset == 0 || left == 0) return false;
    --left;
    if (entries_.size() >= kMostEntries)
      is_cut_short_ = true;
    else
      entries_.push_back({offset, program});
    return !is_cut_short_ || entries_.size() < kMostEntries;
  };
  if (!take(data.first_entry)) return;
  for (std::uint64_t at = data.entry_array; at != 0 && left > 0 && !is_spent();) {
    const std::string_view head = bytes_.at(at, kJournalArrayItems);
    const auto array = parse_journal_array(head);
    if (!array) {
      is_cut_short_ = true;
      return;
    }
    const std::uint64_t end = at + parse_journal_object(head)->bytes;
    for (std::uint64_t item = at + kJournalArrayItems; item + each <= end && !is_spent();
         item += each) {
      const std::string_view bytes = bytes_.at(item, each);
      if (bytes.size() < each) {
        is_cut_short_ = true;
        return;
      }
      if (!take(parse_journal_item(header_, bytes))) return;
    }
    at = array->next;
  }
}

JournalText::Item JournalText::read_item(std::uint64_t offset) {
  struct Named {
    std::string_view begin;
    Name name;
  };
  static constexpr std::array kWanted{
      Named{"MESSAGE=", Name::message}, Named{"SYSLOG_PID=", Name::syslog_pid},
      Named{"_PID=", Name::pid},        Named{"_HOSTNAME=", Name::host},
      Named{"_UID=", Name::uid},        Named{"_SYSTEMD_UNIT=", Name::unit}};
  Item item{offset, Name::other, {}};
  const std::string_view object = bytes_.at(offset, kJournalObjectBytes + kLongestShort);
  if (!parse_journal_data(object)) {
    is_cut_short_ = true;
    return item;
  }
  const JournalObject whole = *parse_journal_object(object);
  const std::uint64_t begin = journal_payload_at(header_);
  if (whole.bytes <= begin) return item;
  const std::size_t length = std::min<std::uint64_t>(whole.bytes - begin, kLongestMessage);
  if (whole.packing == JournalPacking::lz4 || whole.packing == JournalPacking::unknown) {
    // Only a long message is packed at all.
    item.name = Name::message;
    item.value = "[packed in a way that is not read here]";
    return item;
  }
  std::string text;
  if (whole.packing != JournalPacking::none) {
    text = unpack(whole.packing, bytes_.copy(offset + begin, length));
  } else {
    const std::string_view seen = object.substr(std::min<std::size_t>(begin, object.size()));
    const auto name = std::ranges::find_if(
        kWanted, [&](const Named& row) { return seen.starts_with(row.begin); });
    if (name == kWanted.end()) return item;
    text = length <= seen.size() ? std::string(seen.substr(0, length))
                                 : bytes_.copy(offset + begin, length);
  }
  for (const Named& row : kWanted) {
    if (!text.starts_with(row.begin)) continue;
    item.name = row.name;
    item.value = text.substr(row.begin.size());
  }
  return item;
}

const JournalText::Item& JournalText::item_at(std::uint64_t offset) {
  Item& item = known_[offset / 8 % kKnownItems];  // objects begin at multiples of 8
  if (item.offset != offset) item = read_item(offset);
  return item;
}

bool JournalText::read_items(const Entry& entry, Parts& parts) {
  const std::string_view head = bytes_.at(entry.offset, kJournalEntryItems);
  const auto parsed = parse_journal_entry(head);
  if (!parsed) return false;
  parts.realtime = parsed->realtime;
  const std::uint64_t each = journal_item_bytes(header_, JournalList::of_entry);
  const std::uint64_t items =
      std::min((parse_journal_object(head)->bytes - kJournalEntryItems) / each, kMostItems);
  for (std::uint64_t i = 0; i < items && !is_spent(); ++i) {
    const std::string_view bytes = bytes_.at(entry.offset + kJournalEntryItems + i * each, each);
    if (bytes.size() < each) return false;
    const Item& item = item_at(parse_journal_item(header_, bytes));
    if (item.name == Name::other) continue;
    parts[item.name] = item.value;
    parts.has_message |= item.name == Name::message;
  }
  return true;
}

void JournalText::write_entry(const Entry& entry) {
  Parts parts;
  if (!read_items(entry, parts)) {
    is_cut_short_ = true;
    return;
  }
  const Program& program = kPrograms[entry.program];
  if (!parts.has_message || !is_believed(program, parts[Name::uid], parts[Name::unit])) return;
  const bool has_own_pid = !parts[Name::syslog_pid].empty();
  append_syslog_line(text_, {.realtime = parts.realtime,
                             .host = parts[Name::host],
                             .program = program.name,
                             .pid = parts[has_own_pid ? Name::syslog_pid : Name::pid],
                             .message = parts[Name::message]});
}

std::size_t JournalText::read(char* out, std::size_t room) {
  if (!is_open_) open();
  std::size_t filled = 0;
  while (filled < room) {
    if (handed_out_ == text_.size()) {
      text_.clear();
      handed_out_ = 0;
      while (next_ < entries_.size() && text_.size() < kHandOut && error_number() == 0)
        write_entry(entries_[next_++]);
      is_cut_short_ |= steps_ > most_steps_;
      if (text_.empty()) break;
    }
    const std::size_t count = std::min(room - filled, text_.size() - handed_out_);
    std::memcpy(out + filled, text_.data() + handed_out_, count);
    filled += count;
    handed_out_ += count;
  }
  return filled;
}

}  // namespace queuehound
