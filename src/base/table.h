// Rows of plain data in one piece of memory that grows in place. A vector that doubles has half of
// its memory unused and, while it moves, three times what its rows need: of a log of a gigabyte
// that was more than all the rows. Here room that no row has touched costs nothing, and growing
// moves pages, not bytes (mremap).
//
// Rows are moved as bytes, so they must allow it. A reference to a row lives until a row is added.
#pragma once

#include <sys/mman.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <memory>
#include <new>
#include <type_traits>
#include <utility>

namespace queuehound {

// A row beyond the last one is seen in memory that malloc gave, and not in pages of our own.
#if defined(__SANITIZE_ADDRESS__)
inline constexpr bool kIsWatched = true;
#elif defined(__has_feature)
inline constexpr bool kIsWatched = __has_feature(address_sanitizer);
#else
inline constexpr bool kIsWatched = false;
#endif

// Huge pages save a twentieth of a scan, but where memory is in pieces the kernel may have to move
// others' pages to make one: only for who need not stand back. Set before there are threads.
// Room that may stay empty is asked for only where it is many of them: the last one, half used, of
// each of a dozen tables was a tenth of a gigabyte's scan.
inline bool tables_ask_for_huge_pages = false;

// As operator new does it: who set a handler has the first word. A worker's exception would be the
// end without one.
[[noreturn]] inline void no_memory_left() {
  if (const std::new_handler handler = std::get_new_handler()) handler();
  throw std::bad_alloc();
}

template <class Row>
class Table {
  static_assert(std::is_trivially_copyable_v<Row> && std::is_trivially_destructible_v<Row>);

 public:
  using value_type = Row;
  using iterator = Row*;
  using const_iterator = const Row*;

  Table() = default;
  Table(Table&& other) noexcept
      : rows_(std::exchange(other.rows_, nullptr)),
        size_(std::exchange(other.size_, 0)),
        room_(std::exchange(other.room_, 0)) {}
  Table& operator=(Table&& other) noexcept {
    std::swap(rows_, other.rows_);
    std::swap(size_, other.size_);
    std::swap(room_, other.room_);
    return *this;
  }
  ~Table() { free_rows(); }

  std::size_t size() const { return size_; }
  bool empty() const { return size_ == 0; }
  Row* data() { return rows_; }
  const Row* data() const { return rows_; }
  Row* begin() { return rows_; }
  Row* end() { return rows_ + size_; }
  const Row* begin() const { return rows_; }
  const Row* end() const { return rows_ + size_; }
  Row& operator[](std::size_t at) { return rows_[at]; }
  const Row& operator[](std::size_t at) const { return rows_[at]; }
  Row& front() { return rows_[0]; }
  const Row& front() const { return rows_[0]; }
  Row& back() { return rows_[size_ - 1]; }
  const Row& back() const { return rows_[size_ - 1]; }

  void push_back(const Row& row) {
    const Row copy = row;  // it may be one of ours
    if (size_ == room_) grow(size_ + 1);
    new (rows_ + size_++) Row(copy);
  }
  Row& emplace_back() {
    if (size_ == room_) grow(size_ + 1);
    return *new (rows_ + size_++) Row();
  }
  void append(const Row* from, std::size_t count) {
    reserve(size_ + count);
    std::uninitialized_copy_n(from, count, rows_ + size_);
    size_ += count;
  }
  // New rows are as a default one.
  void resize(std::size_t count) {
    reserve(count);
    if (count > size_) std::uninitialized_value_construct(rows_ + size_, rows_ + count);
    size_ = count;
  }
  void clear() { size_ = 0; }
  // Who goes through it once needs none of the rows [from, to) any more, but may read what lies
  // there: nothing, or the row as it was.
  void give_back(std::size_t from, std::size_t to) {
    constexpr std::size_t kPage = 4096;
    if (!is_mapped(room_)) return;
    const std::size_t begin = (from * sizeof(Row) + kPage - 1) / kPage * kPage;
    const std::size_t end = to * sizeof(Row) / kPage * kPage;
    if (end > begin)
      (void)::madvise(reinterpret_cast<std::byte*>(rows_) + begin, end - begin, MADV_DONTNEED);
  }
  void reserve(std::size_t count) {
    if (count > room_) grow(count);
  }

 private:
  static constexpr std::size_t kMapped = kIsWatched ? SIZE_MAX : std::size_t{1} << 20;

  static constexpr std::size_t kManyHugePages = std::size_t{16} << 20;

  static bool is_mapped(std::size_t room) { return room > kMapped / sizeof(Row); }

  // Rows are short-lived in small tables and pages of their own in large ones.
  void grow(std::size_t wanted) {
    const std::size_t room = std::max({wanted, room_ * 2, std::size_t{16}});
    if (room > SIZE_MAX / 2 / sizeof(Row)) no_memory_left();
    rows_ = static_cast<Row*>(is_mapped(room) ? mapped(room, room == wanted) : allocated(room));
    room_ = room;
  }

  void* allocated(std::size_t room) {
    void* const rows = std::realloc(static_cast<void*>(rows_), room * sizeof(Row));
    if (rows == nullptr) no_memory_left();
    return rows;
  }

  void* mapped(std::size_t room, bool is_for_sure) {
    const std::size_t bytes = room * sizeof(Row);
    if (is_mapped(room_)) {
      void* const moved =
          ::mremap(static_cast<void*>(rows_), room_ * sizeof(Row), bytes, MREMAP_MAYMOVE);
      if (moved == MAP_FAILED) no_memory_left();
      if (is_for_sure || bytes >= kManyHugePages) advise(moved, bytes);
      return moved;
    }
    void* const pages =
        ::mmap(nullptr, bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (pages == MAP_FAILED) no_memory_left();
    if (is_for_sure || bytes >= kManyHugePages) advise(pages, bytes);
    std::uninitialized_copy_n(rows_, size_, static_cast<Row*>(pages));
    std::free(static_cast<void*>(rows_));
    return pages;
  }

  static void advise(void* pages, std::size_t bytes) {
    if (tables_ask_for_huge_pages) (void)::madvise(pages, bytes, MADV_HUGEPAGE);
  }

  void free_rows() {
    if (is_mapped(room_))
      ::munmap(static_cast<void*>(rows_), room_ * sizeof(Row));
    else
      std::free(static_cast<void*>(rows_));
  }

  Row* rows_ = nullptr;
  std::size_t size_ = 0;
  std::size_t room_ = 0;
};

}  // namespace queuehound
