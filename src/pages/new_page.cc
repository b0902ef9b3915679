#include "pages/new_page.h"

#include <cstddef>

namespace queuehound {
namespace {

// A folder that Exim logged tells the program's own past.
bool shares_its_user(const CaseFile& file, const Dossier& dossier) {
  return dossier.is_over_loopback || (file.server.is_web_server_user(dossier.system_user) &&
                                      !dossier.directory.starts_with('/'));
}

}  // namespace

void heed_new_page(const CaseFile& file, const WebEvidence& web, Dossier& dossier) {
  const WebJoin& join = dossier.web;
  if (dossier.kind != IncidentKind::script || !join.names_page() || join.requests_before > 0)
    return;
  if (!shares_its_user(file, dossier) || !web.knows_other_pages_before(join.suspect, join.page))
    return;
  const std::size_t days = dossier.past.days;
  dossier.past = {};
  dossier.past.days = days;
}

}  // namespace queuehound
