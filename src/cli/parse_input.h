// The lines of one file or of standard input, for `parse`: compressed files as the survey reads
// them, a pipe as it comes, so that `tail -f ... | queuehound parse` shows each line at once.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

#include "base/result.h"
#include "base/root_dir.h"
#include "base/time.h"

namespace queuehound {

using UseLine = std::function<bool(std::string_view line)>;  // false to stop

using UseLongLine = std::function<bool()>;  // of more than 1 MiB: only that there is one

struct InputRead {
  bool ends_early = false;  // a compressed file is cut or damaged: what came before was used
};
// `after_block`: called when no more is at hand at the moment. Errors: compressed data on a pipe;
// what reading says.
Result<InputRead> read_input_lines(int file, const UseLine& use, const UseLongLine& use_long,
                                   const std::function<void()>& after_block);

struct InputFile {
  Fd file;
  Time modified{};
};
// "-" is standard input, "/dev/fd/N" what a shell opened. A relative path counts from the working
// directory, where the root is "/".
Result<InputFile> open_input(const RootDir& root, const std::string& path);

// The whole of a -H file; more than 64 MiB is refused.
Result<std::string> read_input_whole(int file);

}  // namespace queuehound
