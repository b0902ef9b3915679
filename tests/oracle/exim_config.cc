// The settings of an Exim configuration as the program reads it: "name = value" a line, in order of
// names. tests/oracle/exim_config.py compares them with what `exim -bP` prints.
#include "host/exim_config.h"

#include <cstdio>
#include <map>
#include <string>

#include "base/root_dir.h"

int main(int count, char** words) {
  using namespace queuehound;
  const auto root = RootDir::open("/");
  if (count != 2 || !root) return 2;
  const ReadIncluded read = [&](std::string_view path) -> std::optional<std::string> {
    auto text = root->read_file(path, 1u << 20);
    if (!text) return {};
    return *std::move(text);
  };
  const auto text = read(words[1]);
  if (!text) return 2;
  const EximConfig config = parse_exim_config(*text, read, words[1]);
  for (const auto& [name, value] :
       std::map<std::string, std::string>(config.options.begin(), config.options.end()))
    std::printf("%s = %s\n", name.c_str(), value.c_str());
  for (const auto& [name, value] :
       std::map<std::string, std::string>(config.named_lists.begin(), config.named_lists.end()))
    std::printf("+%s = %s\n", name.c_str(), value.c_str());
}
