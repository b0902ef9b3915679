#include "remedy/shared_pages.h"

#include <array>

namespace queuehound {
namespace {

struct SharedPage {
  std::string_view end, lost;
};

// WordPress's by its developer handbook; index.php is the front controller of nearly all others.
constexpr std::array kSharedPages = {
    SharedPage{
        "/wp-admin/admin-ajax.php",
        "what its plugins ask for without loading a page, such as forms, carts and searches"},
    SharedPage{"/wp-admin/admin-post.php", "forms of its plugins"},
    SharedPage{"/wp-cron.php", "its scheduled jobs, such as posts, backups and updates"},
    SharedPage{"/wp-comments-post.php", "comments"},
    SharedPage{"/wp-login.php", "logging in"},
    SharedPage{"/xmlrpc.php", "apps and services that write to it"},
    SharedPage{"/index.php", "every page that goes through it"},
};

}  // namespace

std::string_view lost_with_shared_page(std::string_view path) {
  for (const SharedPage& page : kSharedPages)
    if (path.ends_with(page.end)) return page.lost;
  return {};
}

}  // namespace queuehound
