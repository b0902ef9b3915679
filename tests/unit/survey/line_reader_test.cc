#include "survey/line_reader.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <unistd.h>
#include <zlib.h>

#include <algorithm>
#include <cstdlib>
#include <limits>
#include <random>
#include <string>
#include <vector>

#include "survey/decompress.h"

namespace queuehound {
namespace {

constexpr std::uint64_t kEnd = std::numeric_limits<std::uint64_t>::max();

Fd file_with(std::string_view bytes) {
  std::string name = "/tmp/line_reader_XXXXXX";
  Fd file(::mkstemp(name.data()));
  ::unlink(name.c_str());
  while (!bytes.empty()) {
    const ssize_t put = ::write(file.get(), bytes.data(), bytes.size());
    if (put <= 0) break;
    bytes.remove_prefix(static_cast<std::size_t>(put));
  }
  return file;
}

struct Read {
  std::string text;
  std::vector<std::uint64_t> starts;  // of each line
  ReadSummary summary;
};

Read read_range(const Fd& file, std::uint64_t from, std::uint64_t to,
                LogForm form = LogForm::text) {
  Read read;
  const auto summary = read_lines(file, form, from, to, [&](const LineBlock& block) {
    for_each_line(block.text, [&](std::string_view line) {
      read.starts.push_back(block.offset +
                            static_cast<std::uint64_t>(line.data() - block.text.data()));
    });
    volatile char sink = 0;
    for (int i = 0; i < 64; ++i)
      sink = block.text.data()[block.text.size() + static_cast<std::size_t>(i)];
    static_cast<void>(sink);
    read.text += block.text;
    return true;
  });
  EXPECT_TRUE(summary);
  if (summary) read.summary = *summary;
  return read;
}

std::string random_lines(std::mt19937& random, std::size_t bytes) {
  std::string text;
  while (text.size() < bytes) {
    const std::size_t length = random() % 100 == 0 ? random() % 5000 : random() % 200;
    text.append(length, static_cast<char>('a' + random() % 26));
    text += '\n';
  }
  if (random() % 2) text.pop_back();
  return text;
}

TEST(LineReader, RangesHandOutEachLineExactlyOnce) {
  std::mt19937 random(11);
  for (int round = 0; round < 60; ++round) {
    const std::string text = random_lines(random, random() % 900000);
    const Fd file = file_with(text);
    std::vector<std::uint64_t> cuts{0, text.size()};
    for (std::size_t i = random() % 12; i > 0; --i) cuts.push_back(random() % (text.size() + 1));
    std::ranges::sort(cuts);
    const Read whole = read_range(file, 0, kEnd);
    ASSERT_EQ(whole.text, text);
    Read parts;
    for (std::size_t i = 0; i + 1 < cuts.size(); ++i) {
      const Read part = read_range(file, cuts[i], cuts[i + 1]);
      parts.text += part.text;
      parts.starts.insert(parts.starts.end(), part.starts.begin(), part.starts.end());
      parts.summary.bytes += part.summary.bytes;
      for (const std::uint64_t start : part.starts) {
        ASSERT_TRUE(start >= cuts[i] && start < cuts[i + 1]);
      }
    }
    ASSERT_EQ(parts.text, text);
    ASSERT_EQ(parts.starts, whole.starts);
    ASSERT_EQ(parts.summary.bytes, text.size());
  }
}

TEST(LineReader, SmallFilesAndTheirCuts) {
  for (const std::string_view text : {"", "\n", "a", "a\n", "a\nb", "\n\n\n", "ab\ncd\nef\n"}) {
    const Fd file = file_with(text);
    for (std::uint64_t a = 0; a <= text.size(); ++a) {
      for (std::uint64_t b = a; b <= text.size(); ++b) {
        const std::string joined = read_range(file, 0, a).text + read_range(file, a, b).text +
                                   read_range(file, b, kEnd).text;
        EXPECT_EQ(joined, text) << a << ' ' << b;
      }
    }
  }
}

TEST(LineReader, LinesOfAnyLengthUpToTheLimitAreKeptAndLongerOnesCounted) {
  for (const std::size_t length :
       {kMaxLine - 1, kMaxLine, kMaxLine + 1, kMaxLine + 300000, 5 * kMaxLine}) {
    for (const bool ends : {true, false}) {
      std::string text = "first\n" + std::string(length, 'x');
      if (ends) text += "\nlast\n";
      const bool is_long = length > kMaxLine;
      const std::string expected = !is_long ? text : ends ? "first\nlast\n" : "first\n";
      const Fd file = file_with(text);
      const Read read = read_range(file, 0, kEnd);
      EXPECT_EQ(read.text.size(), expected.size());
      EXPECT_TRUE(read.text == expected) << length << ends;
      EXPECT_EQ(read.summary.oversized, is_long ? 1u : 0u) << length;
      EXPECT_EQ(read.summary.bytes, text.size());
      // The long line belongs to the range in which it starts.
      for (const std::uint64_t cut : {std::uint64_t{6}, std::uint64_t{7}, std::uint64_t{kMaxLine},
                                      std::uint64_t{kMaxLine + 6}, std::uint64_t{kMaxLine + 8}}) {
        if (cut > text.size()) continue;
        const Read a = read_range(file, 0, cut), b = read_range(file, cut, kEnd);
        EXPECT_TRUE(a.text + b.text == expected) << length << ' ' << cut;
        EXPECT_EQ(a.summary.oversized, is_long && cut > 6 ? 1u : 0u);
        EXPECT_EQ(b.summary.oversized, is_long && cut <= 6 ? 1u : 0u);
      }
    }
  }
}

TEST(LineReader, ASparseGigabyteWithoutLineEndIsAHoleAndNoLine) {
  const Fd file = file_with("head\n");
  ASSERT_EQ(::ftruncate(file.get(), 1 << 30), 0);
  const Read read = read_range(file, 0, kEnd);
  EXPECT_EQ(read.text, "head\n");
  EXPECT_EQ(read.summary.oversized, 0u);
  EXPECT_EQ(read.summary.nul_bytes_runs, 1u);
}

TEST(LineReader, WhatFollowsAHoleIsALine) {
  for (const std::size_t hole : {3'000u, 300'000u, 2'000'000u}) {
    const Fd file = file_with("a\n" + std::string(hole, '\0') + "b\nc\n");
    std::string lines;
    std::uint64_t last = 0;
    const auto summary = read_lines(file, LogForm::text, 0, kEnd, [&](const LineBlock& block) {
      for_each_line(block.text, [&](std::string_view line) {
        (lines += line) += ' ';
        last = block.offset + static_cast<std::uint64_t>(line.data() - block.text.data());
      });
      return true;
    });
    EXPECT_EQ(lines, "a b c ") << hole;
    EXPECT_EQ(last, hole + 4) << hole;
    EXPECT_EQ(summary->oversized, 0u) << hole;
    EXPECT_EQ(summary->bytes, hole + 6) << hole;
  }
}

TEST(LineReader, AFileThatShrinksIsTruncatedAndOneThatGrowsIsReadToItsOldSize) {
  const std::string text(3 << 20, '\n');
  const Fd shrinking = file_with(text);
  std::uint64_t seen = 0;
  const auto summary = read_lines(shrinking, LogForm::text, 0, kEnd, [&](const LineBlock& block) {
    seen += block.text.size();
    return ::ftruncate(shrinking.get(), 1 << 20) == 0;
  });
  EXPECT_TRUE(summary->was_truncated);
  EXPECT_EQ(seen, 1u << 20);
  const Fd growing = file_with(text);
  seen = 0;
  const auto grown = read_lines(growing, LogForm::text, 0, kEnd, [&](const LineBlock& block) {
    seen += block.text.size();
    return ::pwrite(growing.get(), "x\n", 2, 3 << 20) == 2;
  });
  EXPECT_FALSE(grown->was_truncated);
  EXPECT_EQ(seen, text.size());
}

TEST(LineReader, StopsWhenTheUserHasEnough) {
  const Fd file = file_with(std::string(1 << 20, '\n'));
  int calls = 0;
  EXPECT_TRUE(
      read_lines(file, LogForm::text, 0, kEnd, [&](const LineBlock&) { return ++calls < 2; }));
  EXPECT_EQ(calls, 2);
}

TEST(LineReader, NulRunsAreCounted) {
  const Fd file = file_with("a\n" + std::string(9000, '\0') + "b\nc\n");
  EXPECT_EQ(read_range(file, 0, kEnd).summary.nul_bytes_runs, 1u);
}

TEST(LineReader, ADirectoryIsAnError) {
  const Fd directory(::open("/tmp", O_RDONLY | O_DIRECTORY));
  EXPECT_FALSE(
      read_lines(directory, LogForm::text, 0, kEnd, [](const LineBlock&) { return true; }));
  EXPECT_FALSE(
      read_lines(directory, LogForm::gzip, 0, kEnd, [](const LineBlock&) { return true; }));
}

std::string gzip(std::string_view text) {
  z_stream stream{};
  ::deflateInit2(&stream, 6, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY);
  std::string out(::deflateBound(&stream, text.size()) + 32, '\0');
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(text.data()));
  stream.avail_in = static_cast<uInt>(text.size());
  stream.next_out = reinterpret_cast<Bytef*>(out.data());
  stream.avail_out = static_cast<uInt>(out.size());
  ::deflate(&stream, Z_FINISH);
  out.resize(stream.total_out);
  ::deflateEnd(&stream);
  return out;
}

// What the program `tool` makes of the text; empty where it is not installed.
std::string pack(const std::string& tool, const std::string& text) {
  if (tool == "gzip") return gzip(text);
  char in[] = "/tmp/line_reader_in_XXXXXX", out[] = "/tmp/line_reader_out_XXXXXX";
  const Fd from(::mkstemp(in)), to(::mkstemp(out));
  EXPECT_EQ(::write(from.get(), text.data(), text.size()), static_cast<ssize_t>(text.size()));
  const std::string command = tool + " -c < " + in + " > " + out + " 2>/dev/null";
  const int status = std::system(command.c_str());
  std::string packed(status == 0 ? static_cast<std::size_t>(::lseek(to.get(), 0, SEEK_END)) : 0,
                     '\0');
  EXPECT_EQ(::pread(to.get(), packed.data(), packed.size(), 0),
            static_cast<ssize_t>(packed.size()));
  ::unlink(in);
  ::unlink(out);
  return packed;
}

struct Tool {
  const char* name;
  LogForm form;
};
constexpr Tool kTools[] = {{"gzip", LogForm::gzip},
                           {"xz", LogForm::xz},
                           {"zstd", LogForm::zstd},
                           {"bzip2", LogForm::bzip2}};

class Compressed : public testing::TestWithParam<Tool> {
 protected:
  static std::string text() {
    std::mt19937 random(5);
    std::string lines;
    while (lines.size() < 400000) lines += std::to_string(random()) + " line\n";
    return lines;
  }
};

TEST_P(Compressed, StreamsAndSeveralBehindEachOtherAreReadWhole) {
  const std::string lines = text();
  const std::string one = pack(GetParam().name, lines);
  ASSERT_FALSE(one.empty()) << GetParam().name << " is not installed";
  EXPECT_EQ(form_of(std::string_view(one).substr(0, 16)), GetParam().form);
  const std::string small = pack(GetParam().name, "tail without end");
  const Read read = read_range(file_with(one + small), 0, kEnd, GetParam().form);
  EXPECT_TRUE(read.text == lines + "tail without end");
  EXPECT_FALSE(read.summary.was_truncated);
  const Read padded =
      read_range(file_with(one + std::string(512, '\0') + small), 0, kEnd, GetParam().form);
  EXPECT_EQ(padded.text.size(), lines.size() + 16);
  EXPECT_FALSE(padded.summary.was_truncated);
}

TEST_P(Compressed, TinyInputsAndMembersMakeNoDifference) {
  std::string packed, expected;
  for (int i = 0; i < 50; ++i) {
    const std::string line =
        "line " + std::to_string(i) + std::string(static_cast<std::size_t>(i * 7), 'y') + "\n";
    const std::string one = pack(GetParam().name, line);
    ASSERT_FALSE(one.empty()) << GetParam().name << " is not installed";
    packed += one;
    expected += line;
    if (GetParam().form != LogForm::gzip && i >= 4) break;
  }
  const Fd file = file_with(packed);
  for (const std::size_t input : {20u, 21u, 33u, 100u, 4096u}) {
    for (const std::size_t output : {1u, 7u, 1000u, 100000u}) {
      DecompressedFile source(file, GetParam().form, input);
      std::string got;
      std::string room(output, '\0');
      while (const std::size_t n = source.read(room.data(), room.size())) got.append(room, 0, n);
      ASSERT_EQ(got, expected) << input << ' ' << output;
      ASSERT_FALSE(source.is_cut_short());
    }
  }
}

TEST_P(Compressed, ACutStreamGivesTheLinesBeforeTheCut) {
  const std::string lines = text();
  const std::string one = pack(GetParam().name, lines);
  ASSERT_FALSE(one.empty()) << GetParam().name << " is not installed";
  for (std::size_t keep = 1; keep < one.size(); keep += one.size() / 11) {
    const Read read = read_range(file_with(one.substr(0, keep)), 0, kEnd, GetParam().form);
    EXPECT_TRUE(read.summary.was_truncated) << keep;
    EXPECT_TRUE(lines.starts_with(read.text)) << keep;
  }
  const Read most = read_range(file_with(one.substr(0, one.size() - 1)), 0, kEnd, GetParam().form);
  EXPECT_TRUE(most.summary.was_truncated);
  EXPECT_TRUE(GetParam().form != LogForm::gzip || most.text == lines);
}

TEST_P(Compressed, DamageIsNoticedAndHarmless) {
  const std::string lines = text();
  const std::string one = pack(GetParam().name, lines);
  ASSERT_FALSE(one.empty()) << GetParam().name << " is not installed";
  std::mt19937 random(3);
  int unnoticed = 0;
  for (int i = 0; i < 12; ++i) {
    std::string damaged = one;
    damaged[one.size() / 3 + random() % (one.size() / 2)] ^= static_cast<char>(1 + random() % 255);
    const Read read = read_range(file_with(damaged), 0, kEnd, GetParam().form);
    unnoticed += read.summary.was_truncated ? 0 : 1;
  }
  EXPECT_EQ(unnoticed, 0);
  const Read garbage = read_range(file_with(one + "garbage behind it"), 0, kEnd, GetParam().form);
  EXPECT_EQ(garbage.text.size(), lines.size());
  EXPECT_TRUE(garbage.summary.was_truncated);
}

INSTANTIATE_TEST_SUITE_P(Tools, Compressed, testing::ValuesIn(kTools),
                         [](const auto& row) { return std::string(row.param.name); });

TEST(FindOffset, IsTheFirstLineThatIsNotOlder) {
  std::string text;
  std::vector<std::uint64_t> starts;
  for (int i = 0; i < 60000; ++i) {
    starts.push_back(text.size());
    text += std::to_string(100000 + i) + " some words of a line\n";
    if (i % 10 == 0) text += "no stamp here\n";
    if (i % 500 == 0)
      text +=
          "999999 a line that lies\n"
          "000001 and another\n";
  }
  const Fd file = file_with(text);
  const auto stamp_of = [](std::string_view line) -> std::optional<Time> {
    const int value = std::atoi(std::string(line.substr(0, 6)).c_str());
    if (value == 0) return {};
    return Time(seconds(value));
  };
  for (const int i : {1, 17, 499, 20003, 40499, 59998}) {
    const auto found = find_offset(file, Time(seconds(100000 + i)), seconds(0), stamp_of);
    ASSERT_TRUE(found);
    EXPECT_LE(*found, starts[static_cast<std::size_t>(i)]) << i;  // a lie may start us early
    EXPECT_GE(*found + (128u << 10), starts[static_cast<std::size_t>(i)]) << i;
    const auto early = find_offset(file, Time(seconds(100000 + i)), seconds(50), stamp_of);
    EXPECT_LE(*early, *found);
  }
  EXPECT_EQ(find_offset(file, Time(seconds(5)), seconds(0), stamp_of), 0u);
  EXPECT_EQ(find_offset(file_with(""), Time{}, seconds(0), stamp_of), 0u);
  EXPECT_EQ(find_offset(file_with("100000 x\n"), Time(seconds(200000)), seconds(0), stamp_of), 9u);
}

}  // namespace
}  // namespace queuehound
