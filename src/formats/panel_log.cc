#include "formats/panel_log.h"

#include <algorithm>
#include <array>

#include "base/text.h"
#include "formats/access_log.h"

namespace queuehound {
namespace {

constexpr std::size_t kMostFields = 64;  // of a query: the rest is not ours to count

// A query's value, percent-decoded. request_path decodes and resolves, and wants a slash before it.
std::string decoded(std::string_view value) {
  const std::string with_slash = "/" + std::string(value.substr(0, value.find_first_of("?#")));
  return request_path(with_slash);
}

// The value of the first field `name` in "a=1&b=2".
std::string_view field_of(std::string_view query, std::string_view name) {
  for (std::size_t i = 0; i < kMostFields && !query.empty(); ++i) {
    std::string_view value = cut(query, '&');
    if (cut(value, '=') == name) return value;
  }
  return {};
}

// "/home/kim/public_html" and "x.php", or a folder alone, which names no file.
std::string named_file(std::string_view query) {
  const std::string_view folder = field_of(query, "dir");
  std::string_view name = field_of(query, "file");
  if (name.empty()) name = field_of(query, "filename");
  if (folder.empty() || name.empty()) return {};
  return decoded(std::string(folder) + "/" + std::string(name));
}

bool is_one_of(std::string_view word, const auto& list) {
  return std::ranges::find(list, word) != list.end();
}

}  // namespace

std::optional<PanelWrite> parse_cpanel_write(std::string_view method, std::string_view target) {
  static constexpr std::array<std::string_view, 4> kCalls{"upload_files", "save_file_content",
                                                          "save_file", "empty_file"};
  static constexpr std::array<std::string_view, 4> kOldCalls{"savefile", "uploadfiles", "fileop",
                                                             "mkfile"};
  std::string_view query = target;
  std::string_view path = cut(query, '?');
  if (!path.starts_with("/cpsess")) return {};
  path.remove_prefix(std::min(path.find('/', 1), path.size()));
  if (path.starts_with("/execute/Fileman/") && method == "POST") {
    if (!is_one_of(path.substr(17), kCalls)) return {};
    return PanelWrite{named_file(query)};
  }
  if (path.starts_with("/json-api/cpanel")) {
    std::string_view call = field_of(query, "cpanel_jsonapi_func");
    if (call.empty()) call = field_of(query, "func");
    std::string_view module = field_of(query, "cpanel_jsonapi_module");
    if (module.empty()) module = field_of(query, "module");
    if (module != "Fileman" || !is_one_of(call, kOldCalls)) return {};
    return PanelWrite{named_file(query)};
  }
  const bool is_page = path.starts_with("/frontend/") && path.contains("/filemanager/");
  if (is_page && method == "POST" && path.contains("/upload")) return PanelWrite{};
  return {};
}

std::optional<PanelWrite> parse_hestia_write(std::string_view method, std::string_view target) {
  static constexpr std::array<std::string_view, 7> kCalls{
      "/upload",     "/savecontent", "/createnew", "/unzipitem",
      "/renameitem", "/copyitems",   "/moveitems"};
  std::string_view query = target;
  const std::string_view path = cut(query, '?');
  if (method != "POST" || (path != "/fm/" && path != "/fm/index.php")) return {};
  const std::string_view call = field_of(query, "r");
  if (call.empty() || !is_one_of(decoded(call), kCalls)) return {};
  return PanelWrite{};
}

}  // namespace queuehound
