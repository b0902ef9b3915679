#include "survey/forgery_guard.h"

#include <algorithm>
#include <cstring>
#include <functional>

#include "base/byte_scan.h"
#include "base/text.h"
#include "survey/line_reader.h"

namespace queuehound {
namespace {

constexpr std::uint64_t kNameMax = 255;
constexpr std::size_t kColon = 5;  // in " args: "

// Calls use(place) for each " args: ". "s:" is rare in a log; colons are not.
template <class Use>
void for_each_arguments(std::string_view text, Use&& use) {
  const char* const end = text.data() + text.size();
  for (const char* at = text.data(); (at = find_pair(at, end, 's', ':')) != end; ++at) {
    const auto colon = static_cast<std::size_t>(at - text.data()) + 1;
    if (colon >= kColon && begins_with(text.substr(colon - kColon), " args: ")) use(colon - kColon);
  }
}

std::size_t find_last_arguments(std::string_view text) {
  std::size_t found = std::string_view::npos;
  for_each_arguments(text, [&](std::size_t at) { found = at; });
  return found;
}

}  // namespace

bool breaks_off(std::string_view line) {
  const auto frame = parse_exim_frame(line);
  return frame && frame->text.starts_with("cwd=") &&
         frame->text.find(" args:") == std::string_view::npos;
}

bool is_safe_cut(std::string_view before) {
  bool is_safe = true;
  for_each_line(before, [&](std::string_view line) { is_safe &= !breaks_off(line); });
  return is_safe;
}

bool ends_like_arguments(std::string_view text) {
  const std::size_t at = find_last_arguments(text);
  if (at == std::string_view::npos || at == 0) return false;
  std::size_t digits = at;
  while (digits > 0 && is_digit(text[digits - 1])) --digits;
  const auto count = parse_number<std::uint32_t>(text.substr(digits, at - digits));
  if (!count) return false;
  return split_exim_arguments(text.substr(at + 7)).size() == *count;
}

void ForgeryGuard::begin_block(std::string_view block, std::uint64_t offset,
                               const std::vector<const char*>& colons) {
  block_ = block;
  block_offset_ = offset;
  arguments_.clear();
  next_arguments_ = 0;
  for (const char* const colon : colons) {
    const auto at = static_cast<std::size_t>(colon - block.data());
    if (at >= kColon && begins_with(block.substr(at - kColon), " args: "))
      arguments_.push_back(colon - kColon);
  }
  quiet_from_ = quiet_to_ = nullptr;
}

bool ForgeryGuard::look_for_arguments(std::string_view line) {
  const std::less<const char*> is_before;  // a held line is not in the block
  const char* const end = line.data() + line.size();
  if (is_before(line.data(), block_.data()) || is_before(block_.data() + block_.size(), end))
    return true;
  if (next_arguments_ > 0 && arguments_[next_arguments_ - 1] >= line.data()) next_arguments_ = 0;
  while (next_arguments_ < arguments_.size() && arguments_[next_arguments_] < line.data())
    ++next_arguments_;
  const bool is_last = next_arguments_ == arguments_.size();
  quiet_from_ = line.data();
  quiet_to_ = is_last ? block_.data() + block_.size() : arguments_[next_arguments_];
  return !is_last && arguments_[next_arguments_] < end;
}

void ForgeryGuard::end_block() {
  quiet_from_ = quiet_to_ = nullptr;
  last_slash_ = slash_before(block_offset_ + block_.size());
  slash_end_ = block_offset_ + block_.size();
  block_ = {};
}

void ForgeryGuard::forget_before(std::uint64_t end) {
  while (!openers_.empty() && end - openers_.front() > kOneWrite) openers_.erase(openers_.begin());
}

std::uint64_t ForgeryGuard::slash_before(std::uint64_t offset) const {
  const std::uint64_t from = std::max(slash_end_, block_offset_);
  if (offset <= from) return last_slash_;
  const char* start = block_.data() + (from - block_offset_);
  const void* slash = ::memrchr(start, '/', static_cast<std::size_t>(offset - from));
  if (slash == nullptr) return last_slash_;
  return from + static_cast<std::uint64_t>(static_cast<const char*>(slash) - start);
}

bool ForgeryGuard::proves(std::string_view line, std::uint64_t offset) const {
  if (openers_.empty()) return true;
  std::uint64_t previous = slash_before(offset);
  const char* at = line.data();
  const char* const last = at + line.size();
  while (at < last) {
    const void* slash = std::memchr(at, '/', static_cast<std::size_t>(last - at));
    if (slash == nullptr) break;
    const std::uint64_t here =
        offset + static_cast<std::uint64_t>(static_cast<const char*>(slash) - line.data());
    if (here - previous - 1 > kNameMax) return true;
    previous = here;
    at = static_cast<const char*>(slash) + 1;
  }
  return offset + line.size() - previous - 1 > kNameMax;
}

void ForgeryGuard::open(std::string_view directory, std::string_view line, std::uint64_t offset) {
  // In these a user can make no directory, so a path that begins so and goes on is none.
  if (directory == "/" || directory == "/root" || directory == spool_directory_) return;
  open_broken(line, offset);
}

void ForgeryGuard::open_broken(std::string_view line, std::uint64_t offset) {
  openers_.push_back(offset);
  if (offset + line.size() <= slash_end_) return;  // one that was held back: more is known by now
  const char* const slash = find_last(line, '/');
  last_slash_ = offset + (slash == nullptr ? 0 : static_cast<std::uint64_t>(slash - line.data()));
  slash_end_ = offset + line.size();
}

std::optional<std::uint64_t> ForgeryGuard::oldest_opener(std::uint64_t line_end) const {
  for (const std::uint64_t opener : openers_)
    if (line_end - opener <= kOneWrite) return opener;
  return {};
}

void HeldLines::begin(std::uint64_t offset) {
  is_holding_ = true;
  from_ = offset;
  lines_.clear();
  forged_ = 0;
}

void HeldLines::add(std::string_view line, std::uint64_t offset) {
  lines_.push_back({std::string(line), offset});
  if (ends_like_arguments(line)) forged_ = lines_.size();
}

HeldLines::Released HeldLines::release() {
  is_holding_ = false;
  Released released{std::move(lines_), forged_};
  lines_.clear();
  return released;
}

}  // namespace queuehound
