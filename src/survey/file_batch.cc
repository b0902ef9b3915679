#include "survey/file_batch.h"

#include <fcntl.h>
#include <liburing.h>

#include <algorithm>
#include <cerrno>
#include <cstdint>

namespace queuehound {
namespace {

constexpr int kNotRead = -1;
constexpr std::uint64_t kOpened =
    UINT64_MAX;  // an answer of no interest: what failed to open is not read
constexpr unsigned kEntries = 2 * FileBatch::kMost;

}  // namespace

// A file is opened into a place of the ring's own table, which nothing else uses: no descriptor is
// made, and the next file opened into that place closes the last.
struct FileBatch::Ring {
  ~Ring() {
    if (is_open) ::io_uring_queue_exit(&ring);
  }

  bool open() {
    // Answers are made ready when we wait for them, not by interrupting us (Linux 6.1).
    is_open = open_with(IORING_SETUP_SINGLE_ISSUER | IORING_SETUP_DEFER_TASKRUN) || open_with(0);
    if (!is_open) return false;
    std::array<int, kMost> nothing;
    nothing.fill(-1);
    return ::io_uring_register_files(&ring, nothing.data(), nothing.size()) == 0;
  }

  // LINKED_FILE: a read may name the place that the open before it fills.
  bool open_with(unsigned flags) {
    io_uring_params parameters{};
    parameters.flags = flags;
    if (::io_uring_queue_init_params(kEntries, &ring, &parameters) != 0) return false;
    if ((parameters.features & IORING_FEAT_LINKED_FILE) != 0) return true;
    ::io_uring_queue_exit(&ring);
    return false;
  }

  io_uring ring{};
  bool is_open = false;
};

FileBatch::FileBatch() : ring_(std::make_unique<Ring>()) {
  if (ring_->open())
    memory_ = std::make_unique_for_overwrite<char[]>(kMost * kLargest);
  else
    ring_.reset();
}

FileBatch::~FileBatch() = default;

void FileBatch::read(int directory, std::span<const char* const> names) {
  read_.fill(kNotRead);
  if (!ring_) return;
  names = names.first(std::min(names.size(), kMost));
  ask(directory, names);
  take_answers(2 * names.size());
}

// The flags with which the survey opens a file by itself (spool_survey.cc says why); a place of the
// ring is never inherited, and O_CLOEXEC is refused for it.
void FileBatch::ask(int directory, std::span<const char* const> names) {
  for (unsigned place = 0; place < names.size(); ++place) {
    io_uring_sqe* const open = ::io_uring_get_sqe(&ring_->ring);
    ::io_uring_prep_openat_direct(open, directory, names[place], O_RDONLY | O_NOFOLLOW | O_NONBLOCK,
                                  0, place);
    open->flags |= IOSQE_IO_LINK;
    open->user_data = kOpened;
    io_uring_sqe* const read = ::io_uring_get_sqe(&ring_->ring);
    ::io_uring_prep_read(read, static_cast<int>(place), memory_.get() + place * kLargest, kLargest,
                         0);
    read->flags |= IOSQE_FIXED_FILE;
    read->user_data = place;
  }
}

void FileBatch::take_answers(std::size_t asked) {
  for (std::size_t answered = 0; answered < asked;) {
    const int status =
        ::io_uring_submit_and_wait(&ring_->ring, static_cast<unsigned>(asked - answered));
    // EINTR: a signal. The others: the kernel is short of memory, or of room for answers.
    if (status < 0 && status != -EINTR && status != -EAGAIN && status != -EBUSY) {
      // Never seen. Reads may be under way, so the memory is never given back.
      (void)memory_.release();
      ring_.reset();
      read_.fill(kNotRead);
      return;
    }
    unsigned head = 0, count = 0;
    io_uring_cqe* answer = nullptr;
    io_uring_for_each_cqe(&ring_->ring, head, answer) {
      ++count;
      if (answer->user_data < kMost) read_[answer->user_data] = answer->res;
    }
    ::io_uring_cq_advance(&ring_->ring, count);
    answered += count;
  }
}

std::optional<std::string_view> FileBatch::bytes_of(std::size_t at) const {
  if (read_[at] < 0 || static_cast<std::size_t>(read_[at]) >= kLargest) return std::nullopt;
  return std::string_view(memory_.get() + at * kLargest, static_cast<std::size_t>(read_[at]));
}

}  // namespace queuehound
