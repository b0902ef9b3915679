#include "host/web_sites.h"

#include <algorithm>
#include <array>

#include "base/text.h"
#include "host/tree.h"

namespace queuehound {
namespace {

enum class Syntax { apache, nginx };
struct Start {
  Syntax syntax;
  std::string_view path;
  std::string_view server_root;
};

// Main files first: they include the rest. The folders after them are read even where a copied
// tree lacks the main file.
constexpr std::array kStarts{
    Start{Syntax::apache, "/etc/apache2/apache2.conf", "/etc/apache2"},
    Start{Syntax::apache, "/etc/httpd/conf/httpd.conf", "/etc/httpd"},
    Start{Syntax::apache, "/etc/apache2/conf/httpd.conf", "/etc/apache2"},
    Start{Syntax::apache, "/usr/local/apache/conf/httpd.conf", "/usr/local/apache"},
    Start{Syntax::apache, "/etc/apache2/conf-enabled/*.conf", "/etc/apache2"},
    Start{Syntax::apache, "/etc/apache2/mods-enabled/remoteip.conf", "/etc/apache2"},
    Start{Syntax::apache, "/etc/apache2/sites-enabled/*", "/etc/apache2"},
    Start{Syntax::apache, "/etc/apache2/conf.d/*.conf", "/etc/apache2"},
    Start{Syntax::apache, "/etc/httpd/conf.d/*.conf", "/etc/httpd"},
    Start{Syntax::apache, "/etc/httpd/conf.modules.d/*.conf", "/etc/httpd"},
    Start{Syntax::apache, "/etc/httpd/conf/extra/*.conf", "/etc/httpd"},
    Start{Syntax::apache, "/etc/httpd/conf/plesk.conf.d/*.conf", "/etc/httpd"},
    Start{Syntax::apache, "/usr/local/apache/conf.d/vhosts/*.conf", "/usr/local/apache"},
    Start{Syntax::apache, "/usr/local/apps/apache2/etc/conf.d/*.conf", "/usr/local/apps/apache2"},
    Start{Syntax::apache, "/www/server/panel/vhost/apache/*.conf", "/www/server/apache"},
    Start{Syntax::apache, "/usr/local/etc/apache24/httpd.conf", "/usr/local"},
    Start{Syntax::apache, "/usr/local/etc/apache24/Includes/*.conf", "/usr/local"},
    Start{Syntax::apache, "/usr/local/lsws/conf/vhosts/*/vhost.conf", "/usr/local/lsws"},
    Start{Syntax::nginx, "/etc/nginx/nginx.conf", "/etc/nginx"},
    Start{Syntax::nginx, "/etc/nginx/conf.d/*.conf", "/etc/nginx"},
    Start{Syntax::nginx, "/etc/nginx/sites-enabled/*", "/etc/nginx"},
    Start{Syntax::nginx, "/etc/nginx/vhosts/*.conf", "/etc/nginx"},
    Start{Syntax::nginx, "/usr/local/nginx/conf/nginx.conf", "/usr/local/nginx/conf"},
    Start{Syntax::nginx, "/www/server/panel/vhost/nginx/*.conf", "/www/server/nginx/conf"},
    Start{Syntax::nginx, "/usr/local/etc/nginx/nginx.conf", "/usr/local/etc/nginx"},
};

constexpr std::size_t kMaxFiles = 20'000;
constexpr std::size_t kMaxBytes = 64u << 20;  // of all files together
constexpr std::size_t kMaxFile = 16u << 20;
constexpr std::size_t kManySites = 100;         // a pattern of so many files names sites
constexpr std::size_t kKnownFile = 256u << 10;  // limits where the panel has told the sites
constexpr std::size_t kMaxDepth = 10;

class WebReader {
 public:
  WebReader(const RootDir& root, bool sites_known) : root_(root), sites_known_(sites_known) {}

  WebConfig read() {
    read_variables();
    for (const Start& start : kStarts) {
      config_.server_root = start.server_root;
      read_pattern(start.syntax, start.path, start.server_root, 0);
    }
    return std::move(config_);
  }

 private:
  // Debian's /etc/apache2/envvars: export APACHE_LOG_DIR=/var/log/apache2$SUFFIX
  void read_variables() {
    config_.variables.emplace("APACHE_LOG_DIR", "/var/log/apache2");
    for_each_line(text_of(root_, "/etc/apache2/envvars"), [&](std::string_view line) {
      line = trim(line);
      if (!line.starts_with("export ")) return;
      line.remove_prefix(7);
      const std::string_view name = trim(cut(line, '='));
      const std::string_view value = trim(line.substr(0, line.find('$')));
      if (!name.empty() && value.starts_with('/'))
        config_.variables.insert_or_assign(std::string(name), std::string(value));
    });
  }

  void read_pattern(Syntax syntax, std::string_view pattern, std::string_view base,
                    std::size_t depth) {
    if (depth > kMaxDepth || left_files_ == 0) return;
    std::vector<std::string> files = glob(root_, pattern, left_files_);
    if (sites_known_ && files.size() > kManySites) return;
    if (files.size() == 1 && S_ISDIR(mode_of(files[0])))  // Apache includes whole folders too
      files = glob(root_, joined(files[0], "*"), left_files_);
    for (const std::string& path : files) read_one(syntax, path, base, depth);
  }

  mode_t mode_of(std::string_view path) const {
    const auto status = root_.stat(path);
    return status ? status->st_mode : 0;
  }

  void read_one(Syntax syntax, const std::string& path, std::string_view base, std::size_t depth) {
    if (!seen_.emplace(path, true).second || left_files_ == 0) return;
    --left_files_;
    const std::size_t limit = sites_known_ ? kKnownFile : kMaxFile;
    const std::string text = text_of(root_, path, std::min(limit, left_bytes_));
    left_bytes_ -= text.size();
    const std::size_t first = config_.includes.size();
    if (syntax == Syntax::apache)
      parse_apache_config(text, config_);
    else
      parse_nginx_config(text, config_);
    const std::vector<std::string> includes(
        config_.includes.begin() + static_cast<std::ptrdiff_t>(first), config_.includes.end());
    for (const std::string& include : includes)
      read_pattern(syntax, include.starts_with('/') ? include : joined(base, include), base,
                   depth + 1);
  }

  const RootDir& root_;
  bool sites_known_;
  WebConfig config_;
  TextMap<bool> seen_;
  std::size_t left_files_ = kMaxFiles, left_bytes_ = kMaxBytes;
};

}  // namespace

WebConfig read_web_config(const RootDir& root, bool sites_known) {
  return WebReader(root, sites_known).read();
}

}  // namespace queuehound
