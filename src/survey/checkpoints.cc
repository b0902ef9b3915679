#include "survey/checkpoints.h"

#include <dirent.h>
#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <cerrno>
#include <cstring>
#include <memory>
#include <random>
#include <vector>

#include "base/hash.h"
#include "base/table.h"
#include "base/whole_file.h"
#include "evidence/ledger_bytes.h"

namespace queuehound {
namespace {

constexpr char kMagic[8] = {'Q', 'H', 'C', 'K', 'P', 'T', '0', '3'};
constexpr const char* kKeyFile = "queuehound-key";
constexpr std::uint64_t kMostOfOne = 128u << 20;
// A stamp without a year gets the latest that fits; months before it can, it is asked anew.
constexpr seconds kYearHolds{300 * 86400};

struct Head {
  char magic[8];
  std::uint64_t sum;  // of all that follows
  PieceKey key;
  std::uint64_t records, unrecognised, disbelieved, bytes, sample_length;
  std::int64_t first_stamp, last_stamp;
  std::uint64_t place;  // where the window was when it was learned: LedgerBytes::Place
};
static_assert(std::is_trivially_copyable_v<Head> && sizeof(Head) == 16 + sizeof(PieceKey) + 64);
constexpr std::size_t kSummed = offsetof(Head, key);

// What was learned of a stretch is the same as long as the window leaves it where it was. Asked
// before the stretch is taken apart.
bool lies_as_learned(const Head& head, Time from, Time to) {
  const std::int64_t begin = from.time_since_epoch().count(), end = to.time_since_epoch().count();
  if (head.place == static_cast<std::uint64_t>(LedgerBytes::Place::before))
    return head.last_stamp < begin;
  return head.place == static_cast<std::uint64_t>(LedgerBytes::Place::inside) &&
         head.first_stamp >= begin && head.last_stamp <= end;
}

// What a stretch taught before the window and inside it are two files: who asks for a day and for a
// month in turns finds both.
std::string name_of(const PieceKey& key, LedgerBytes::Place place) {
  return key.name() + (place == LedgerBytes::Place::inside ? "-1" : "");
}

bool is_ours(const struct stat& status, mode_t type) {
  return (status.st_mode & S_IFMT) == type && status.st_uid == ::geteuid() &&
         (status.st_mode & 0077) == 0;
}

// A regular file of ours that nobody else can read or has another name for.
std::optional<Table<char>> read_ours(int directory, const char* name, std::uint64_t limit) {
  const Fd file(::openat(directory, name, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK));
  struct stat status{};
  if (!file || ::fstat(file.get(), &status) != 0 || !is_ours(status, S_IFREG)) return {};
  if (status.st_nlink != 1 || static_cast<std::uint64_t>(status.st_size) > limit) return {};
  Table<char> bytes;  // a string of megabytes would stay in the heap when it is gone
  bytes.resize(static_cast<std::size_t>(status.st_size));
  for (std::size_t done = 0; done < bytes.size();) {
    const ssize_t got = ::read(file.get(), bytes.data() + done, bytes.size() - done);
    if (got <= 0) return {};
    done += static_cast<std::size_t>(got);
  }
  return bytes;
}

// Appears whole under its name, or not at all. `place` puts the finished draft there.
using Place = int (*)(int, const char*, int, const char*);
bool write_ours(int directory, const std::string& name, std::string_view bytes, Place place) {
  static std::atomic<unsigned> count{0};
  const std::string draft = fmt::format("draft-{}-{}", ::getpid(), ++count);
  const Fd file(::openat(directory, draft.c_str(),
                         O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600));
  if (!file) return false;
  const bool is_there = write_all(file.get(), bytes, name).has_value() &&
                        place(directory, draft.c_str(), directory, name.c_str()) == 0;
  (void)::unlinkat(directory, draft.c_str(), 0);  // gone already where it was renamed
  return is_there;
}

// Where a file of that name is, it stays.
int link_once(int from_directory, const char* from, int to_directory, const char* to) {
  return ::linkat(from_directory, from, to_directory, to, 0);
}

std::optional<std::uint64_t> read_key(int directory) {
  const auto bytes = read_ours(directory, kKeyFile, sizeof(std::uint64_t));
  std::uint64_t key = 0;
  if (!bytes || bytes->size() != sizeof key) return {};
  std::memcpy(&key, bytes->data(), sizeof key);
  return key;
}

// Two runs that begin together agree on the key of the first. A file of that name that is no key of
// ours is left as it is: the folder may be the wrong one.
std::optional<std::uint64_t> read_or_make_key(int directory) {
  if (const auto known = read_key(directory)) return known;
  std::random_device device;
  const std::uint64_t key = (static_cast<std::uint64_t>(device()) << 32) | device();
  const std::string_view bytes(reinterpret_cast<const char*>(&key), sizeof key);
  (void)write_ours(directory, kKeyFile, bytes, link_once);
  return read_key(directory);
}

// Keyed: one with another key does not fit, and nobody without it can make one.
std::uint64_t sum_of(std::string_view bytes) { return keyed_hash(bytes); }

struct LastSeen {     // of a log, when its generation was asked for
  std::uint64_t sum;  // of all that follows
  std::uint64_t device, inode, size, modified, generation;
};
static_assert(std::has_unique_object_representations_v<LastSeen>);
constexpr std::uint64_t kLastSeenKind = 0xfe;  // no LogKind

std::uint64_t sum_of(const LastSeen& seen) {
  constexpr std::size_t kFrom = offsetof(LastSeen, device);
  return sum_of(
      std::string_view(reinterpret_cast<const char*>(&seen) + kFrom, sizeof seen - kFrom));
}

std::optional<LastSeen> read_last_seen(int directory, const char* name) {
  const auto bytes = read_ours(directory, name, sizeof(LastSeen));
  LastSeen seen;
  if (!bytes || bytes->size() != sizeof seen) return {};
  std::memcpy(&seen, bytes->data(), sizeof seen);
  return seen.sum == sum_of(seen) ? std::optional(seen) : std::nullopt;
}

struct KeptFile {
  std::string name;
  std::uint64_t bytes = 0;
  std::int64_t used = 0;
};

// Only names that we give: an administrator may have named a folder that holds other things.
bool is_kept_name(std::string_view name) {
  if (name.starts_with("draft-"))
    name.remove_prefix(6);
  else if (name.starts_with("piece-"))
    name.remove_prefix(6);
  else
    return false;
  return name.find_first_not_of("0123456789abcdef-") == std::string_view::npos;
}

std::vector<KeptFile> list_kept(int directory) {
  std::vector<KeptFile> files;
  const int copy = ::openat(directory, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  const std::unique_ptr<DIR, int (*)(DIR*)> listing(copy < 0 ? nullptr : ::fdopendir(copy),
                                                    ::closedir);
  if (!listing) return files;
  while (const dirent* entry = ::readdir(listing.get())) {
    const std::string name = entry->d_name;
    struct stat status{};
    if (!is_kept_name(name)) continue;
    if (::fstatat(directory, name.c_str(), &status, AT_SYMLINK_NOFOLLOW) != 0) continue;
    if (!is_ours(status, S_IFREG)) continue;
    files.push_back({name, static_cast<std::uint64_t>(status.st_size), status.st_mtim.tv_sec});
  }
  return files;
}

}  // namespace

Result<Checkpoints> Checkpoints::open(const std::string& directory) {
  (void)::mkdir(directory.c_str(), 0700);
  Fd folder(::open(directory.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC | O_NOFOLLOW));
  if (!folder) return std::unexpected(errno_error("open", directory, errno));
  struct stat status{};
  if (::fstat(folder.get(), &status) != 0 || !is_ours(status, S_IFDIR))
    return fail(Error::Kind::refused,
                directory + " is not a folder of ours alone (owner, mode 0700): no checkpoints");
  const auto key = read_or_make_key(folder.get());
  if (!key) return fail(Error::Kind::failed, directory + ": no key can be kept there");
  return Checkpoints(std::move(folder), *key);
}

std::optional<KeptPiece> Checkpoints::find(const Wanted& wanted) const {
  auto piece = find_at(name_of(wanted.key, LedgerBytes::Place::before), wanted);
  if (!piece) piece = find_at(name_of(wanted.key, LedgerBytes::Place::inside), wanted);
  return piece;
}

std::optional<KeptPiece> Checkpoints::find_at(const std::string& name, const Wanted& wanted) const {
  const auto bytes = read_ours(directory_.get(), name.c_str(), kMostOfOne);
  Head head;
  if (!bytes || bytes->size() < sizeof head) return {};
  std::memcpy(&head, bytes->data(), sizeof head);
  std::string_view rest(bytes->data(), bytes->size());
  if (std::memcmp(head.magic, kMagic, sizeof kMagic) != 0 || head.key != wanted.key) return {};
  if (!lies_as_learned(head, wanted.from, wanted.to)) return {};
  if (head.sum != sum_of(rest.substr(kSummed))) return {};
  rest.remove_prefix(sizeof head);
  if (head.sample_length > rest.size()) return {};
  LineTally tally;
  tally.records = head.records;
  tally.unrecognised = head.unrecognised;
  tally.disbelieved = head.disbelieved;
  tally.bytes = head.bytes;
  tally.sample = rest.substr(0, head.sample_length);
  KeptPiece piece{std::move(tally), Ledger(wanted.from, wanted.to), LedgerBytes::Place::across};
  rest.remove_prefix(head.sample_length);
  if (!LedgerBytes::decode(rest, wanted.file, piece.ledger)) return {};
  piece.place = LedgerBytes::place_of(piece.ledger);
  if (static_cast<std::uint64_t>(piece.place) != head.place) return {};
  // Nothing learned at all: then there is no first stamp either.
  const bool is_dated = piece.ledger.stamps.first <= piece.ledger.stamps.last;
  if (is_dated && piece.ledger.stamps.first < std::max(wanted.to, wanted.written) - kYearHolds)
    return {};
  touch(name);
  return piece;
}

std::uint64_t Checkpoints::generation_of(const Fd& log) const {
  struct stat status{};
  if (::fstat(log.get(), &status) != 0) return 0;
  LastSeen now{};
  now.device = status.st_dev;
  now.inode = status.st_ino;
  now.size = static_cast<std::uint64_t>(status.st_size);
  now.modified = static_cast<std::uint64_t>(status.st_mtim.tv_sec) * 1'000'000'000u +
                 static_cast<std::uint64_t>(status.st_mtim.tv_nsec);
  PieceKey key;
  key.kind = kLastSeenKind;
  key.device = now.device;
  key.inode = now.inode;
  const auto before = read_last_seen(directory_.get(), key.name().c_str());
  const bool is_known = before && before->device == now.device && before->inode == now.inode;
  const bool is_unchanged =
      is_known && before->size == now.size && before->modified == now.modified;
  const bool has_grown = is_known && before->size < now.size;
  now.generation = is_unchanged || has_grown ? before->generation
                   : is_known                ? mix(before->generation, now.modified)
                                             : now.modified;
  now.sum = sum_of(now);
  if (is_unchanged)
    touch(key.name());
  else
    (void)write_ours(directory_.get(), key.name(),
                     {reinterpret_cast<const char*>(&now), sizeof now}, ::renameat);
  return now.generation;
}

void Checkpoints::touch(const PieceKey& key) const {
  touch(name_of(key, LedgerBytes::Place::before));
}

void Checkpoints::touch(const std::string& name) const {
  (void)::utimensat(directory_.get(), name.c_str(), nullptr, AT_SYMLINK_NOFOLLOW);
}

void Checkpoints::keep(const PieceKey& key, const LineTally& tally, const Ledger& ledger) const {
  Head head{};
  std::memcpy(head.magic, kMagic, sizeof kMagic);
  head.key = key;
  head.records = tally.records;
  head.unrecognised = tally.unrecognised;
  head.disbelieved = tally.disbelieved;
  head.bytes = tally.bytes;
  head.first_stamp = ledger.stamps.first.time_since_epoch().count();
  head.last_stamp = ledger.stamps.last.time_since_epoch().count();
  const LedgerBytes::Place place = LedgerBytes::place_of(ledger);
  head.place = static_cast<std::uint64_t>(place);
  head.sample_length = tally.sample.size();
  Table<char> bytes;
  bytes.append(reinterpret_cast<const char*>(&head), sizeof head);
  bytes.append(tally.sample.data(), tally.sample.size());
  LedgerBytes::encode(ledger, bytes);
  const std::string_view all(bytes.data(), bytes.size());
  head.sum = sum_of(all.substr(kSummed));
  std::memcpy(bytes.data() + offsetof(Head, sum), &head.sum, sizeof head.sum);
  if (all.size() <= kMostOfOne)
    (void)write_ours(directory_.get(), name_of(key, place), all, ::renameat);
}

void Checkpoints::trim(std::uint64_t most_bytes) const {
  std::vector<KeptFile> files = list_kept(directory_.get());
  std::ranges::sort(files, {}, &KeptFile::used);
  std::uint64_t bytes = 0;
  for (const KeptFile& file : files) bytes += file.bytes;
  std::size_t left = files.size();
  for (const KeptFile& file : files) {
    if (bytes <= most_bytes && left <= kMostFiles) break;
    if (::unlinkat(directory_.get(), file.name.c_str(), 0) != 0) continue;
    bytes -= file.bytes;
    --left;
  }
}

}  // namespace queuehound
